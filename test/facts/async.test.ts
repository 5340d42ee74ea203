/** What the summary of a file says of its asynchronous functions. */
import assert from 'node:assert/strict';
import { analyseFiles } from '../support/analyse';

async function check(text: string, expected: Readonly<Record<string, string>>, path = 'a.ts'): Promise<void> {
  const { summaries } = await analyseFiles({ [path]: text });
  const found = (summaries.get(path)?.exports ?? []).flatMap(({ name, async, methods }) => [
    [name, async] as const,
    ...Object.entries(methods).map(([method, each]) => [`${name}.${method}`, each.async] as const),
  ]);
  assert.deepEqual(
    Object.fromEntries(
      found.flatMap(([name, async]) => (async === undefined ? [] : [[name, async.caught === undefined ? 'rejects' : 'caught']])),
    ),
    expected,
  );
}

describe('Asynchronous functions in the export summary', () => {
  it('are those that say so, that declare a promise, or that return one', () =>
    check(
      `import { step } from './steps';
export async function said() { await step(); }
export function declared(): Promise<void> { return step(); }
export const returned = () => fetch('https://a.internal');
export function plain() { return step(); }
export async function* each() { yield 1; }
export class Job {
  async run() { try { await step(); } catch (e) { console.error(e); } }
  stop() {}
}`,
      { said: 'rejects', declared: 'rejects', returned: 'rejects', 'Job.run': 'caught' },
    ));

  it('are not those of Python that a decorator makes something else of', () =>
    check(
      `from .app import app
from .steps import step
async def said():
    await step()
@app.task
async def task():
    await step()
async def caught():
    try:
        await step()
    except Exception as error:
        print(error)
`,
      { said: 'rejects', caught: 'caught' },
      'a.py',
    ));

  it('are caught where what they give back is caught, or is there already', () =>
    check(
      `import { step } from './steps';
const running = new Map<string, Promise<boolean>>();
export function once(id: string): Promise<boolean> {
  if (id === '') return Promise.resolve(true);
  const known = running.get(id);
  if (known) return known;
  const begun = step(id).then(() => true).catch(() => false);
  return begun;
}`,
      { once: 'caught' },
    ));
});
