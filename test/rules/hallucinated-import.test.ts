import assert from 'node:assert/strict';
import { rule } from '#rules/hallucinated-import';
import { analyseFiles, splitFiles } from '../support/analyse';

/** Everything that is said, as `path:line state confidence: text`. */
async function check(code: string, expected: readonly string[]): Promise<void> {
  const said = (await analyseFiles(splitFiles(code))).run(rule);
  assert.deepEqual(
    said.map(({ path, line, state, confidence = '-', text }) => `${path}:${line} ${state} ${confidence}: ${text}`),
    expected,
  );
}

const SEEN = 'no manifest from here to the root, no lock file and no folder of the repository has the name';

describe('hallucinated-import', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['MOD-01', 8, 6, 4]);
  });

  it('is sure of what runs when the file is loaded, and quiet about what a function or a branch imports', () =>
    check(
      `
# file: requirements.txt
flask
# file: app.py
import nobodys
def late():
    import nobodys_other
if late:
    import nobodys_third`,
      [
        `app.py:1 asks high: \`nobodys\`: ${SEEN}`,
        `app.py:3 asks low: \`nobodys_other\`: ${SEEN}`,
        `app.py:5 asks low: \`nobodys_third\`: ${SEEN}`,
      ],
    ));

  it('tells which file names a package that no manifest declares', () =>
    check(
      `
// file: package.json
{ "dependencies": { "express": "1" } }
// file: yarn.lock
accepts@~1.3.8:
// file: other/package.json
{ "dependencies": { "koa": "2" } }
// file: app.ts
import accepts from 'accepts';
import koa from 'koa';`,
      ['app.ts:1 discharged -: named in yarn.lock', 'app.ts:2 discharged -: named in other/package.json'],
    ));

  it('does not know where no manifest around the file names a dependency', () =>
    check(
      `
// file: package.json
{ "type": "module" }
// file: app.ts
import nobodys from 'nobodys';`,
      ['app.ts:1 silent -: no manifest around the file names a dependency'],
    ));

  it('asks nothing of code for another project: scaffolds, scripts that declare what they need', () =>
    check(
      `
# file: requirements.txt
flask
# file: cli/templates/service/main.py
import nobodys
# file: once.py
# /// script
# dependencies = ["nobodys-other"]
# ///
import nobodys_other`,
      [],
    ));

  it('takes a name that only begins like a declared one for another package', () =>
    check(
      `
// file: package.json
{ "dependencies": { "express-rate-limit": "7" } }
// file: app.ts
import limit from 'express-rate';`,
      [`app.ts:1 asks high: \`express-rate\`: ${SEEN}`],
    ));
});
