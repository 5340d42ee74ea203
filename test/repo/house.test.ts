/** Laws of the house that no tool knows. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RULES } from '#rules/registry.generated';

const root = path.resolve(__dirname, '../..');
const files = (...patterns: string[]): readonly string[] =>
  spawnSync('git', ['ls-files', ...patterns], { cwd: root, encoding: 'utf8' })
    .stdout.split('\n')
    .filter((file) => file !== '' && existsSync(path.join(root, file)));
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const HEADINGS = [
  'What it asks',
  'What raises it',
  'What discharges it',
  'Why it bites',
  'Ways to fix',
  'When to accept it',
  'Sources',
];

describe('the house', () => {
  it('has no source file of more than 300 lines', () => {
    const long = files('src', 'scripts')
      .filter((file) => /\.(ts|mjs)$/.test(file))
      .map((file) => [file, read(file).split('\n').length] as const);
    assert.deepEqual(
      long.filter(([, lines]) => lines > 300),
      [],
    );
  });

  it('has a page with the fixed headings, and a spec, for every rule', () => {
    for (const { id } of RULES) {
      const headings = [...read(`docs/rules/${id}.md`).matchAll(/^## (.+)$/gm)].map((match) => match[1]);
      assert.deepEqual(headings, HEADINGS, id);
      assert.ok(existsSync(path.join(root, `test/rules/${id}.test.ts`)), `${id} has no spec`);
    }
  });

  it('speaks of the code, never of its author, and never in verdicts', () => {
    for (const rule of RULES) {
      const words = [rule.question, rule.title, ...Object.values(rule.card)].join(' ');
      assert.doesNotMatch(words, /\b(missing|must|vulnerable|you|your|developer)\b/i, rule.id);
      assert.ok(rule.question.length <= 110 && rule.question.includes('?'), `${rule.id}: ${rule.question.length} characters`);
    }
  });

  it('skips no test and silences no type error', () => {
    const found = files('src', 'test').filter(
      (file) =>
        file !== 'test/repo/house.test.ts' &&
        /\b(it|describe)\.(skip|only)\(|\bxit\(|this\.skip\(|(?:\/\/|\/\*)\s*@ts-(ignore|nocheck|expect-error)/.test(read(file)),
    );
    assert.deepEqual(
      // One plants what the nets have to catch, the other asks about such comments.
      found.filter((file) => file !== 'test/repo/nets.test.ts' && file !== 'test/rules/suppression-inserted.test.ts'),
      [],
    );
  });
});
