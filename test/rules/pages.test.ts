/**
 * The rule pages are tests: in every code block a line ending in `// asks` raises the rule, `// asks quietly` raises it with
 * low confidence (only the checklist and the JSON have it), `// discharged` is recorded as answered by the code, and
 * everything else of the rule is silent.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../src/rules/registry.generated';
import { analyseFiles, type Said } from '../support/analyse';
import { examplesOf } from '../support/rule-page';

const folder = join(__dirname, '../../docs/rules');
const pages = readdirSync(folder)
  .filter((file) => file.endsWith('.md') && file !== 'README.md')
  .map((file) => ({ id: file.slice(0, -'.md'.length), text: readFileSync(join(folder, file), 'utf8') }));

/** Lines asked about or answered, once each; the first of several sayings is shown when it was not expected. */
function saidOn(said: readonly Said[], expected: readonly string[]): readonly string[] {
  const lines = new Map<string, string>();
  for (const { path, line, state, text, confidence } of said) {
    const loud = `${path}:${line} ${state}`;
    const key = confidence === 'low' && state === 'asks' ? `${loud} quietly` : loud;
    if (state !== 'silent' && !lines.has(key)) lines.set(key, expected.includes(key) ? key : `${key} (${text})`);
  }
  return [...lines.values()].sort();
}

describe('Examples of the rule pages', () => {
  for (const rule of RULES)
    describe(rule.id, () => {
      const page = pages.find(({ id }) => id === rule.id);
      const examples = page === undefined ? [] : examplesOf(page.text);

      it('have a question that is asked and one that is answered by the code', () => {
        const states = new Set(examples.flatMap(({ expected }) => expected.map((line) => line.split(' ')[1])));
        assert.deepEqual([...states].sort(), ['asks', 'discharged']);
      });

      for (const { line, files, expected } of examples)
        it(`do what the page says at line ${line}`, async () => {
          const { run } = await analyseFiles(files);
          assert.deepEqual(saidOn(run(rule), expected), expected);
        });
    });

  it('belong to a rule each', () => {
    const ids = new Set(RULES.map(({ id }) => id));
    assert.deepEqual(
      pages.filter(({ id }) => !ids.has(id)).map(({ id }) => id),
      [],
    );
  });
});
