// schemas/policy-1.schema.json: the rules there are, and the words of the vocabulary, for editors to complete and hold against.
import { createRequire } from 'node:module';
import path from 'node:path';

const VOCABULARY = {
  deadlines: 'wrappers that give up after a time: a call made within one has a deadline',
  deduplicators: 'what makes that a second request or message does nothing twice',
  flags: 'functions that say whether something is switched on',
  guards: 'middleware, decorators and dependencies that refuse unknown callers',
  limiters: 'what lets only so many run at once',
  loggers: 'loggers, and functions that log what they are given',
  metrics: 'functions, decorators and middleware that count or time',
  transactions: 'functions and decorators that run what they are given in one transaction',
  validators: 'middleware and decorators that check what arrives',
};

export function policySchema(root) {
  const require = createRequire(import.meta.url);
  require('tsx/cjs');
  const { RULES } = require(path.join(root, 'src/rules/registry.generated.ts'));
  const { CONFIDENCES, VOCABULARY: words } = require(path.join(root, 'src/policy/policy.ts'));
  const told = Object.keys(VOCABULARY);
  if (told.join() !== words.join()) throw new Error(`The schema tells ${told.join()}, the policy has ${words.join()}`);
  const name = { type: 'string', pattern: '^[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*$' };
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://editor-in-chief.dev/schemas/policy-1.schema.json',
    title: "A team's policy (.editor-in-chief/policy.yml)",
    type: ['object', 'null'],
    additionalProperties: false,
    properties: {
      rules: {
        description: 'What the team decided on a rule, each with the reason.',
        type: ['object', 'null'],
        additionalProperties: false,
        properties: Object.fromEntries(
          RULES.map((rule) => [rule.id, { description: `${rule.mode}: ${rule.question}`, $ref: '#/definitions/rule' }]),
        ),
      },
      vocabulary: {
        description: "Names of the project's own things: what is called so counts as what it is listed for.",
        type: ['object', 'null'],
        additionalProperties: false,
        properties: Object.fromEntries(
          Object.entries(VOCABULARY).map(([key, description]) => [key, { description, type: 'array', items: name }]),
        ),
      },
    },
    definitions: {
      rule: {
        type: 'object',
        additionalProperties: false,
        required: ['reason'],
        minProperties: 2,
        properties: {
          off: { type: 'boolean', description: 'true: it is not asked anywhere' },
          severity: { type: 'integer', minimum: 1, maximum: 10, description: 'FMEA severity, which the risk is made from' },
          confidence: { enum: [...CONFIDENCES], description: 'of every question of the rule; low: in the checklist alone' },
          reason: { type: 'string', minLength: 1, description: 'for the colleague who reads it next year' },
        },
      },
    },
  };
  // Short lists of words stand in one line, as the formatter has them.
  const text = JSON.stringify(schema, null, 2).replace(
    /\[\s+("\w+"(?:,\s+"\w+")*)\s+\]/g,
    (_, list) => `[${list.replace(/\s+/g, ' ')}]`,
  );
  return [{ file: 'schemas/policy-1.schema.json', text: `${text}\n` }];
}
