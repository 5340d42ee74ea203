import assert from 'node:assert/strict';
import { rule } from '#rules/retry-without-limit';
import { analyseFiles, splitFiles } from '../support/analyse';

/** Everything that is said, as `line state confidence text`. */
async function check(code: string, expected: readonly string[], path = 'service.ts'): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, path))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence, text }) =>
      [line, state, confidence, text].filter((each) => each !== undefined).join(' '),
    ),
    expected,
  );
}

const loop = (head: string, handler: string): string => `import { sleep } from './sleep';
export async function f(url: string, tries: number, signal: AbortSignal) {
  let n = 0;
  ${head} {
    try { return await fetch(url); } catch (e) { ${handler} }
  }
  throw new Error('no answer');
}`;

describe('retry-without-limit', () => {
  it('is surest of tries without an end, less of those without a pause, least of an even pause', async () => {
    await check(loop('while (true)', ''), [
      '4 asks high the loop: no limit to the tries or the time, no pause between them seen',
    ]);
    await check(loop('for (let i = 0; i < 3; i++)', ''), ['4 asks medium the counted loop: no pause between them seen']);
    await check(loop('for (let i = 0; i < 3; i++)', 'await sleep(500);'), [
      '4 asks low the counted loop: no pause that grows, no jitter seen',
    ]);
    await check(loop('for (let i = 0; i < 3; i++)', 'await sleep(2 ** i);'), ['4 asks low the counted loop: no jitter seen']);
    await check(loop('for (let i = 0; i < 3; i++)', 'await sleep(2 ** i * Math.random());'), [
      '4 discharged the counted loop: capped, growing, with jitter',
    ]);
  });

  it('reads a limit from a count or a clock that is compared, not from what came back', async () => {
    const unlimited = '4 asks high the loop: no limit to the tries or the time, no pause between them seen';
    await check(loop('while (n < tries)', 'n++;'), ['4 asks medium the loop: no pause between them seen']);
    await check(loop('while (true)', 'if (++n > tries) throw e;'), ['4 asks medium the loop: no pause between them seen']);
    await check(loop('while (Date.now() < tries)', ''), ['4 asks medium the loop: no pause between them seen']);
    await check(loop('while (true)', 'if (e.status === 404) throw e;'), [unlimited]);
    await check(loop('while (true)', 'n++;'), [unlimited]);
    await check(loop('while (!signal.aborted)', ''), ['4 silent the loop: how often is not seen here']);
  });

  it('knows a function that calls itself, and one that counts while it does', async () => {
    const again = (args: string): string =>
      `async function f(url: string, left = 3): Promise<unknown> {
  try { return await fetch(url); } catch (e) { if (left === 0) throw e; return f(${args}); }
}`;
    await check(again('url'), [
      '2 asks high `f` calls itself where it failed: no limit to the tries or the time, no pause between them seen',
    ]);
    await check(again('url, left - 1'), ['2 asks medium `f` calls itself where it failed: no pause between them seen']);
    await check(again('"https://other.internal"'), ['2 silent `f` calls itself where it failed: how often is not seen here']);
  });

  it('is quiet where a person sits before it', () =>
    check(`'use client';\n${loop('while (true)', '')}`, [
      '5 asks low the loop: no limit to the tries or the time, no pause between them seen',
    ]));
});
