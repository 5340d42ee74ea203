import assert from 'node:assert/strict';
import { rule } from '#rules/blocking-in-async';
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

describe('blocking-in-async', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['CON-04', 6, 7, 6]);
  });

  it('says what waits, where, and what would not', () =>
    check(
      `import { execSync } from 'node:child_process';
export async function build(name: string) {
  execSync('make ' + name);
}`,
      [
        '3 medium `execSync` waits for the process to end on the event loop, in async `build`; execFile with promisify, or spawn would not',
      ],
    ));

  it('is asked where the async function calls the helper that blocks', () =>
    check(
      'import time\n\n\ndef rest():\n    time.sleep(3)\n\n\nasync def poll():\n    rest()\n',
      ['9 medium `time.sleep` inside `rest` sleeps on the event loop, in async `poll`; await asyncio.sleep(…) would not'],
      'service.py',
    ));

  it('leaves a sleep of no length, an awaited call and a nested function alone', () =>
    check(
      `import time
from .clock import sleep


async def turn():
    await sleep(3)

    def later():
        time.sleep(3)

    return later
`,
      [],
      'service.py',
    ));

  it('asks once for all queries of a function', () =>
    check(
      `from fastapi import FastAPI
from sqlalchemy.orm import Session
from .models import Reader
app = FastAPI()


@app.get("/readers")
async def readers(session: Session):
    one = session.query(Reader).first()
    two = session.query(Reader).all()
    return [one, two]
`,
      [
        '9 medium `session.query(Reader).first` waits for the database on the event loop, in async `readers`; the asynchronous driver or session, or a plain `def` that the framework runs in a thread would not',
      ],
      'service.py',
    ));

  it('writes the asynchronous form where the module is at hand', async () => {
    const fixed = async (code: string, path: string): Promise<string | undefined> =>
      (await firstFix(rule, code, path))?.text.trim().split('\n').at(-1)?.trim();
    const python = (line: string): string =>
      `import asyncio\nimport subprocess\nimport time\nimport requests\n\n\nasync def work(url):\n    ${line}\n`;
    assert.equal(await fixed(python('time.sleep(2)'), 'service.py'), 'await asyncio.sleep(2)');
    assert.equal(
      await fixed(python('return requests.get(url, timeout=5).json()'), 'service.py'),
      'return (await asyncio.to_thread(requests.get, url, timeout=5)).json()',
    );
    assert.equal(
      await fixed(python('subprocess.run(["make"], check=True)'), 'service.py'),
      'await asyncio.to_thread(subprocess.run, ["make"], check=True)',
    );
    assert.equal(
      await fixed(`import fs from 'node:fs';\nexport const load = async (path: string) => fs.readFileSync(path);`, 'service.ts'),
      'export const load = async (path: string) => await fs.promises.readFile(path);',
    );
    assert.equal(await fixed('import time\n\n\nasync def work():\n    time.sleep(2)\n', 'service.py'), undefined);
  });
});
