import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { parsePolicy } from '#policy/parse-policy';

const RULES = ['call-without-timeout', 'no-kill-switch', 'unbounded-query'];
const SCHEMA = JSON.parse(readFileSync(path.join(__dirname, '../../schemas/policy-1.schema.json'), 'utf8'));
const isValid = new Ajv({ allowUnionTypes: true, unicodeRegExp: true }).compile(SCHEMA);

/** The policy as plain data, and its problems as `line:column text`. */
function check(text: string, rules: object, vocabulary: object, problems: readonly string[] = []): void {
  const read = parsePolicy(text, RULES);
  assert.deepEqual(
    {
      rules: Object.fromEntries(read.policy.rules),
      vocabulary: read.policy.vocabulary,
      problems: read.problems.map(({ startLine, startColumn, text: said }) => `${startLine}:${startColumn} ${said}`),
    },
    { rules, vocabulary, problems },
  );
  // The schema and the reader say the same of every text that is YAML at all.
  if (!problems.some((each) => each.includes('YAML') || each.includes('larger')))
    assert.equal(isValid(parse(text)), problems.length === 0, text);
}

const QUERY = { isOff: false, severity: 4, confidence: 'low', reason: 'The largest customer has 300 rows.' };
const QUERY_TEXT = `  unbounded-query:
    severity: 4
    confidence: low
    reason: The largest customer has 300 rows.
`;

describe('a policy', () => {
  it('says what is decided on rules, and what the project calls its own', () => {
    check(
      `# ours
rules:
  no-kill-switch: { off: true, reason: "runbook 12" }
${QUERY_TEXT}vocabulary:
  guards: [requireTenant]
  deadlines:
    - withDeadline
    - http.bounded
`,
      { 'no-kill-switch': { isOff: true, reason: 'runbook 12' }, 'unbounded-query': QUERY },
      { guards: ['requireTenant'], deadlines: ['withDeadline', 'http.bounded'] },
    );
  });

  it('may be empty, whole or in part', () => {
    check('', {}, {});
    check('# nothing yet\n', {}, {});
    check('rules:\nvocabulary:\n', {}, {});
  });

  it('is not followed where no reason is given, and holds elsewhere', () => {
    check(`rules:\n  no-kill-switch:\n    off: true\n${QUERY_TEXT}`, { 'unbounded-query': QUERY }, {}, [
      '2:3 What is decided on “no-kill-switch” gives no reason, so it is not followed. Add “reason:”.',
    ]);
  });

  it('names each wrong part at its place', () => {
    check(
      `rules:
  timeout-call: { off: true, reason: x }
  no-kill-switch: { off: yes, reason: x }
  call-without-timeout: { severity: 11, silent: true, reason: x }
${QUERY_TEXT}vocabulary:
  limiter: [a]
  guards: requireTenant
  loggers: [audit, 4, "a b"]
team: us
`,
      { 'unbounded-query': QUERY },
      { loggers: ['audit'] },
      [
        '2:3 No rule is called “timeout-call”. Is “call-without-timeout” meant?',
        '3:26 “off” takes true or false.',
        '4:37 “severity” takes a whole number from 1 to 10.',
        '4:41 “silent” is nothing a rule has here. It takes off, severity, confidence, reason.',
        '10:3 “limiter” is no word of the vocabulary. It has deadlines, deduplicators, flags, guards, limiters, loggers, metrics, transactions, validators.',
        '11:11 “guards” takes a list of names: [requireTenant].',
        '12:20 “loggers” takes names as the code writes them, such as withDeadline or limits.admin.',
        '12:23 “loggers” takes names as the code writes them, such as withDeadline or limits.admin.',
        '13:1 “team” is no part of a policy. It has “rules” and “vocabulary”.',
      ],
    );
    check('rules:\n  no-kill-switch: { reason: x }\n', {}, {}, [
      '2:3 Nothing is decided on “no-kill-switch”. Add “off: true”, “severity:” or “confidence:”.',
    ]);
    check('- rules\n', {}, {}, ['1:1 The policy is a map of names to what is said of them.']);
  });

  it('is read as far as it is YAML', () => {
    const { policy, problems } = parsePolicy(`rules:\n${QUERY_TEXT}vocabulary:\n  guards: [requireTenant\n`, RULES);
    assert.deepEqual(Object.fromEntries(policy.rules), { 'unbounded-query': QUERY });
    assert.match(`${problems[0]?.startLine} ${problems[0]?.text}`, /^7 This is no valid YAML: /);
  });

  it('says of a rule that stands there twice that it does, and keeps the first', () => {
    const { policy, problems } = parsePolicy(`rules:\n${QUERY_TEXT}  unbounded-query: { off: true, reason: x }\n`, RULES);
    assert.deepEqual(Object.fromEntries(policy.rules), { 'unbounded-query': QUERY });
    assert.deepEqual(
      problems.map(({ startLine, text }) => `${startLine} ${text}`),
      ['6 This is no valid YAML: Map keys must be unique.'],
    );
  });

  it('is not read when it is larger or deeper than anybody writes', () => {
    for (const text of ['['.repeat(20_000), `${'- '.repeat(5000)}x`, '? '.repeat(40), `a: ${'x'.repeat(200_000)}`])
      assert.equal(
        parsePolicy(text, RULES).problems[0]?.text,
        'The policy is larger or deeper than one that people write, and is not read.',
      );
    assert.equal(parsePolicy('a: &a [*a, *a]\nrules: *a\n', RULES).policy.rules.size, 0);
  });
});
