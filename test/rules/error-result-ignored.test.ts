import assert from 'node:assert/strict';
import { rule } from '#rules/error-result-ignored';
import { analyseFiles, splitFiles } from '../support/analyse';
import { firstFix } from '../support/fixed';

/** Everything that is asked, as `line confidence evidence`. */
async function check(code: string, expected: readonly string[], path = 'service.ts'): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, path))).run(rule).filter(({ state }) => state === 'asks');
  assert.deepEqual(
    said.map(({ line, confidence, text }) => `${line} ${confidence} ${text}`),
    expected,
  );
}

describe('error-result-ignored', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['RES-06', 7, 8, 7]);
  });

  it('tells a result that is dropped from one of which the other half is used', () =>
    check(
      `import { createClient } from '@supabase/supabase-js';
const db = createClient('https://a.example', 'key');
export async function move(id: string) {
  await db.from('rooms').update({ open: true }).eq('id', id);
  const { data } = await db.from('rooms').select('name');
  const { error, data: names } = await db.from('rooms').select('name');
  return [data, names];
}`,
      [
        `4 high \`db.from('rooms').update\` gives the error in its result and does not reject; the result is dropped`,
        `5 high \`db.from('rooms').select\` gives the error in its result and does not reject; only \`data\` is used`,
        `6 high \`db.from('rooms').select\` gives the error in its result and does not reject; only \`data\` is used`,
      ],
    ));

  it('follows a client of the project', () =>
    check(
      `// file: db.ts
import { createClient } from '@supabase/supabase-js';
export const db = createClient('https://a.example', 'key');
// file: rooms.ts
import { db } from './db';
export async function open(id: string) {
  await db.rpc('open_room', { id });
}`,
      ['3 high `db.rpc` gives the error in its result and does not reject; the result is dropped'],
    ));

  it('is unsure where a person sees what comes', () =>
    check(
      'import argparse\nimport subprocess\n\n\ndef main():\n    subprocess.run(["make"])\n',
      ['6 low `subprocess.run` gives the exit status in its result and does not raise; the result is dropped'],
      'tool.py',
    ));

  it('writes the keyword that raises', async () => {
    const fixed = await firstFix(rule, 'import subprocess\n\n\ndef pack():\n    subprocess.run(["make"])\n', 'service.py');
    assert.equal(fixed?.text.trim().split('\n').at(-1)?.trim(), 'subprocess.run(["make"], check=True)');
  });
});
