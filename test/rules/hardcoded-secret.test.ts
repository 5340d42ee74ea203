import assert from 'node:assert/strict';
import { rule } from '#rules/hardcoded-secret';
import { analyseFiles, splitFiles } from '../support/analyse';

/** Everything that is said, as `line state confidence text`. */
async function check(code: string, expected: readonly string[], path = 'settings.ts'): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, path))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence = '-', text }) => `${line} ${state} ${confidence}: ${text}`),
    expected,
  );
}

/** Put together here, so that no scanner takes this file's texts for keys. */
const liveKey = ['sk', 'live', '51Hx2mQ9rT4vW7yZ0aBc'].join('_');
const testKey = ['sk', 'test', '51Hx2mQ9rT4vW7yZ0aBc'].join('_');
const personal = ['ghp', 'a8Fk3Lm9Qr2Tv5Wx7Yz1Bc4De6Gh0Jn8Ps3U'].join('_');

describe('hardcoded-secret', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['SEC-07', 9, 5, 5]);
  });

  it('knows keys by their form, whatever they are called, and never repeats them', async () => {
    const code = `const a = '${liveKey}';\nconst b = '${testKey}';\nsend({ headers: { Authorization: \`Bearer\` }, extra: ['${personal}'] });`;
    await check(code, [
      '1 asks high: `a` holds a Stripe live key',
      '2 asks medium: `b` holds a Stripe test key',
      '3 asks high: the code holds a GitHub token',
    ]);
  });

  it('says what kind of text it is, and is unsure of a password for this machine', () =>
    check(
      `export const apiKey = 'kd83nf02mslw94hf7xq1';
export const password = 'l3tmein!';
export const here = 'postgres://app:app1@localhost:5432/app';
connect({ password: 'postgres' });`,
      [
        '1 asks high: `apiKey` holds a text of 20 characters that looks random',
        '2 asks medium: `password` holds a text of 8 characters',
        '3 asks low: `here` holds an address with a password in it',
        '4 asks low: `password` holds a text of 8 characters',
      ],
    ));

  it('asks of a stand-in for a setting that lets people in, not of one that only makes a call fail', () =>
    check(
      `import os
JWT_SECRET = os.getenv("JWT_SECRET", "dev")
OPENAI_API_KEY = os.getenv("OPENAI_API_KEY", "none")`,
      ['2 asks medium: where `JWT_SECRET` is not set, a text of 3 characters from the code is used'],
      'settings.py',
    ));

  it('says nothing in tests', () => check(`export const apiKey = 'kd83nf02mslw94hf7xq1';`, [], 'settings.test.ts'));
});
