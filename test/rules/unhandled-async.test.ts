import assert from 'node:assert/strict';
import { rule } from '#rules/unhandled-async';
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

const work = `async function work() {
  await fetch('https://a.internal');
}
`;

describe('unhandled-async', () => {
  it('says how it knows the promise and what becomes of it', () =>
    check(
      `${work}export function f() {
  work();
  void work();
  work().finally(() => {});
}`,
      [
        '5 high `work` is an async function whose own failures leave it: no await, catch or return; the result is dropped',
        '6 medium `work` is an async function whose own failures leave it: no await, catch or return; `void` drops it',
        '7 high `work` is an async function whose own failures leave it: no await, catch or return; nothing in the chain catches',
      ],
    ));

  it('is surer of a call than of the program that starts, and least of a page', async () => {
    await check(`${work}work();`, [
      '4 medium `work` is an async function whose own failures leave it: no await, catch or return; the result is dropped',
    ]);
    await check(`async function main() { await fetch('https://a.internal'); }\nmain();`, [
      '2 low `main` is an async function whose own failures leave it: no await, catch or return; the result is dropped',
    ]);
    await check(`${work}process.once('SIGTERM', () => {\n  work();\n});`, [
      '5 low `work` is an async function whose own failures leave it: no await, catch or return; the result is dropped',
    ]);
    await check(`'use client';\n${work}export const f = () => {\n  work();\n};`, [
      '6 low `work` is an async function whose own failures leave it: no await, catch or return; the result is dropped',
    ]);
  });

  it('takes a body for caught only where nothing of it stands outside of the try', async () => {
    const caught = (body: string): string =>
      `import { log, step } from './steps';\nasync function work() {\n${body}\n}\nexport function f() {\n  work();\n}`;
    const asked =
      'high `work` is an async function whose own failures leave it: no await, catch or return; the result is dropped';
    await check(caught('try { await step(); } catch (e) { log.error(e); }'), []);
    await check(caught('await step().catch(log.error);'), []);
    await check(caught('for (const a of [1]) { try { await step(a); } catch (e) { log.error(e); } await sleep(1); }'), []);
    await check(caught('await step(); try { await step(); } catch (e) { log.error(e); }'), [`6 ${asked}`]);
    await check(caught('try { await step(); } catch (e) { throw new Error("no", { cause: e }); }'), [`6 ${asked}`]);
    await check(caught('try { await step(); } finally { log.info("done"); }'), [`6 ${asked}`]);
  });

  it('hears of a task whose coroutine catches with less force, since the loop may forget it', () =>
    check(
      `import asyncio
from .steps import log, step
async def work():
    try:
        await step()
    except Exception:
        log.exception("no")
async def f():
    asyncio.create_task(work())
`,
      [
        '9 medium `asyncio.create_task(work())`: nobody keeps what it gives, so that nobody hears of what it raises; the event loop holds it only weakly',
      ],
      'service.py',
    ));

  it('waits where the function can, and catches with the file’s own logger where it cannot', async () => {
    assert.deepEqual(await firstFix(rule, `${work}export async function f() {\n  work();\n}`), {
      title: 'Wait for it: await',
      text: `${work}export async function f() {\n  await work();\n}`,
    });
    assert.deepEqual(await firstFix(rule, `import { logger } from './logger';\n${work}export function f() {\n  work();\n}`), {
      title: "Tell of its failure: .catch((err) => logger.error('work failed', err))",
      text: `import { logger } from './logger';\n${work}export function f() {\n  work().catch((err) => logger.error('work failed', err));\n}`,
    });
    assert.deepEqual(await firstFix(rule, 'async def work():\n    await step()\nasync def f():\n    work()\n', 'service.py'), {
      title: 'Wait for it: await',
      text: 'async def work():\n    await step()\nasync def f():\n    await work()\n',
    });
  });
});
