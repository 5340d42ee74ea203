import assert from 'node:assert/strict';
import { rule } from '#rules/unbounded-concurrency';
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

describe('unbounded-concurrency', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['CON-01', 8, 6, 7]);
  });

  it('is surer of a list that comes from outside than of a parameter, and of work that is seen than of a name', () =>
    check(
      `import axios from 'axios';
export async function a(ids: string[], orders: { send(): Promise<void> }[], remote: { fetchOrder(id: unknown): Promise<void> }) {
  const { data } = await axios.get('https://a.example/ids');
  await Promise.all(data.map((id: string) => axios.delete(\`https://a.example/\${id}\`)));
  await Promise.all(ids.map((id) => axios.delete(\`https://a.example/\${id}\`)));
  await Promise.all(orders.map((order) => remote.fetchOrder(order)));
}`,
      [
        '4 high `Promise.all` runs `axios.delete` for each of `data`, which another service gives: no limit, pool or pieces seen',
        '5 medium `Promise.all` runs `axios.delete` for each of `ids`: no limit, pool or pieces seen',
        '6 low `Promise.all` runs `remote.fetchOrder` for each of `orders`: no limit, pool or pieces seen',
      ],
    ));

  it('knows tasks that are waited for in pieces', () =>
    check(
      `export async function a(urls: string[]) {
  const tasks: Promise<unknown>[] = [];
  for (const url of urls) {
    tasks.push(fetch(url));
    if (tasks.length >= 10) {
      await Promise.all(tasks);
      tasks.length = 0;
    }
  }
  await Promise.all(tasks);
}`,
      [],
    ));

  it('limits with what the file has, or with the language’s own semaphore', async () => {
    assert.deepEqual(
      await firstFix(
        rule,
        `import pMap from 'p-map';
export const a = async (urls: string[]) => Promise.all(urls.map((url) => fetch(url)));`,
      ),
      {
        title: 'Limit how many run: { concurrency: 8 }',
        text: `import pMap from 'p-map';
export const a = async (urls: string[]) => pMap(urls, (url) => fetch(url), { concurrency: 8 });`,
      },
    );
    assert.deepEqual(
      await firstFix(
        rule,
        `import asyncio
import httpx


async def a(urls):
    async with httpx.AsyncClient() as client:
        return await asyncio.gather(*[client.get(url) for url in urls])
`,
        'service.py',
      ),
      {
        title: 'Limit how many run: asyncio.Semaphore(8)',
        text: `import asyncio
import httpx


async def a(urls):
    async with httpx.AsyncClient() as client:
        at_once = asyncio.Semaphore(8)

        async def limited(work):
            async with at_once:
                return await work

        return await asyncio.gather(*[limited(client.get(url)) for url in urls])
`,
      },
    );
    assert.equal(
      await firstFix(rule, `export const a = async (urls: string[]) => Promise.all(urls.map((url) => fetch(url)));`),
      undefined,
    );
  });
});
