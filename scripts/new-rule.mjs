// npm run new-rule <id>: the three files of a rule with one name: the rule, its page, its spec.
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
const id = process.argv[2] ?? '';
if (!/^[a-z]+(-[a-z0-9]+)+$/.test(id)) {
  console.error('Usage: npm run new-rule <id>   (kebab-case, names the failure as found, e.g. call-without-timeout)');
  process.exit(2);
}

const files = {
  [`src/rules/${id}.ts`]: `/** Why this fails in production, in one sentence. */
import { defineRule } from './rule';

export const rule = defineRule({
  id: '${id}',
  mode: 'XXX-00',
  rows: [],
  title: '',
  question: '',
  severity: 1,
  occurrence: 1,
  detection: 1,
  sources: [],
  card: { detection: '', mitigation: '', diagnostics: '', testing: '' },
  wouldAnswer: [],

  *check() {},
});
`,
  [`docs/rules/${id}.md`]: `# ${id}

<!-- generated -->
<!-- /generated -->

## What it asks

## What raises it

## What discharges it

## Why it bites

## Ways to fix

## When to accept it

## Sources
`,
  [`test/rules/${id}.test.ts`]: `import assert from 'node:assert/strict';
import { rule } from '#rules/${id}';

describe('${id}', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.severity, rule.occurrence, rule.detection], []);
  });
});
`,
};

for (const [file, text] of Object.entries(files)) {
  const target = path.join(root, file);
  if (existsSync(target)) {
    console.error(`${file} exists already.`);
    process.exit(2);
  }
  writeFileSync(target, text);
  console.log(file);
}
console.log('Write the page’s examples first, then the rule; npm run generate registers it.');
