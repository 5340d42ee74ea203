import assert from 'node:assert/strict';
import { rule } from '#rules/call-without-timeout';
import { analyseFiles, splitFiles } from '../support/analyse';
import { firstFix } from '../support/fixed';

/** What is asked, as `line confidence evidence`; `row` for what only informs the checklist. */
async function check(code: string, expected: readonly string[], path = 'service.ts'): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, path))).run(rule).filter(({ state }) => state === 'asks');
  assert.deepEqual(
    said.map(({ line, confidence, rowOnly, text }) => `${line} ${rowOnly ? 'row' : confidence} ${text}`),
    expected,
  );
}

/** Title and text after the first fix. */
async function checkFix(before: string, title: string, after: string, path = 'service.ts'): Promise<void> {
  assert.deepEqual(await firstFix(rule, before, path), { title, text: after });
}

describe('call-without-timeout', () => {
  it('says what was looked at, and what switches the deadline off', () =>
    check(
      `import axios from 'axios';
export const one = () => axios.get('https://a.example');
export const two = () => axios.get('https://a.example', { timeout: 0 });
export const three = () => fetch('https://a.example', { timeout: 5000 });`,
      [
        '2 high `axios.get`: no deadline in its options or the code around it',
        '3 high `axios.get` with timeout: 0, which means none',
        '4 high `fetch`: no deadline in its options or the code around it; `fetch` knows no `timeout` option',
      ],
    ));

  it('asks once where a client is made, and its calls in the row alone', () =>
    check(
      `import axios from 'axios';
const ledger = axios.create({ baseURL: 'https://ledger.internal' });
export const one = () => ledger.get('/entries');
export const two = () => ledger.post('/entries', {});`,
      [
        "2 high `axios.create({ baseURL: 'https://ledger.internal' })` sets no deadline, nor do its 2 calls here",
        "3 row `ledger.get`: no deadline in its options, its client `axios.create({ baseURL: 'https://ledger.internal'…` or the code around it",
        "4 row `ledger.post`: no deadline in its options, its client `axios.create({ baseURL: 'https://ledger.internal'…` or the code around it",
      ],
    ));

  it('asks at the client that a file exports, and in the row alone of the file that uses it', async () => {
    const { run } = await analyseFiles(
      splitFiles(`
// file: ledger.ts
import axios from 'axios';
export const ledger = axios.create({ baseURL: 'https://ledger.internal' });
// file: service.ts
import { ledger } from './ledger';
export const entry = (id: string) => ledger.get(id);
`),
    );
    assert.deepEqual(
      run(rule).map(({ path, line, state, confidence, rowOnly }) => `${path}:${line} ${state} ${rowOnly ? 'row' : confidence}`),
      ['ledger.ts:2 asks medium', 'service.ts:2 asks row'],
    );
  });

  it('asks at a session only when its calls are spread over many functions', async () => {
    const session = (count: number): string =>
      `import requests

class Client:
    def __init__(self):
        self.session = requests.Session()
${Array.from({ length: count }, (_, at) => `    def f${at}(self):\n        return self.session.get("https://a.example")\n`).join('')}`;
    const lines = async (count: number): Promise<readonly string[]> =>
      (await analyseFiles({ 'service.py': session(count) }))
        .run(rule)
        .map(({ line, rowOnly }) => `${line}${rowOnly ? ' row' : ''}`);
    assert.deepEqual(await lines(2), ['7', '9']);
    assert.deepEqual(await lines(3), ['5', '7 row', '9 row', '11 row']);
  });

  it('is answered by a default of the library that another file sets for the whole program', async () => {
    const { run } = await analyseFiles(
      splitFiles(`
// file: main.ts
import axios from 'axios';
axios.defaults.timeout = 5_000;
// file: service.ts
import axios from 'axios';
export const entry = (id: string) => axios.get(id);
`),
    );
    assert.deepEqual(
      run(rule).map(({ path, state, text }) => `${path} ${state} ${text}`),
      ['service.ts discharged axios.defaults.timeout = 5_000'],
    );
  });

  it('keeps to the record what nobody waits for, and what only a page sends so', () =>
    check(
      `export function f(done: (text: string) => void) {
  fetch('https://a.example').catch(() => undefined);
  void fetch('https://b.example');
  fetch('https://c.example').then((response) => done(response.statusText));
  return fetch('https://d.example', { credentials: 'include' });
}`,
      [
        '2 low `fetch`: no deadline in its options or the code around it',
        '3 low `fetch`: no deadline in its options or the code around it',
        '4 high `fetch`: no deadline in its options or the code around it',
        '5 low `fetch`: no deadline in its options or the code around it',
      ],
    ));

  it('keeps to the record where somebody sits before it', async () => {
    await check(
      `'use client';
export const one = () => fetch('https://a.example');
export const two = () => fetch('/api/orders');`,
      [
        '2 low `fetch`: no deadline in its options or the code around it',
        '3 low `fetch`: no deadline in its options or the code around it',
      ],
      'orders.tsx',
    );
    await check(
      `import requests
import click

@click.command()
def rates():
    click.echo(requests.get("https://a.example").text)
`,
      ['6 low `requests.get`: no deadline in its options or the code around it'],
      'rates.py',
    );
  });

  it('is less sure in scripts and silent in tests', async () => {
    const code = 'import requests\nrequests.get("https://a.example")\n';
    await check(code, ['2 low `requests.get`: no deadline in its options or the code around it'], 'scripts/load.py');
    await check(code, [], 'tests/test_load.py');
  });

  it('writes the deadline into the options that are there', async () => {
    await checkFix(
      `fetch('https://a.example', { method: 'POST' });`,
      'Add a deadline: signal: AbortSignal.timeout(10_000)',
      `fetch('https://a.example', { method: 'POST', signal: AbortSignal.timeout(10_000) });`,
    );
    await checkFix(
      `async function f() {
  await fetch('https://a.example', {
    method: 'POST',
    headers: { accept: 'x' },
  });
}`,
      'Add a deadline: signal: AbortSignal.timeout(10_000)',
      `async function f() {
  await fetch('https://a.example', {
    method: 'POST',
    headers: { accept: 'x' },
    signal: AbortSignal.timeout(10_000),
  });
}`,
    );
    await checkFix(
      `fetch('https://a.example', {});`,
      'Add a deadline: signal: AbortSignal.timeout(10_000)',
      `fetch('https://a.example', { signal: AbortSignal.timeout(10_000) });`,
    );
  });

  it('adds the options where there are none, in the place the client reads them from', async () => {
    await checkFix(
      `fetch('https://a.example');`,
      'Add a deadline: signal: AbortSignal.timeout(10_000)',
      `fetch('https://a.example', { signal: AbortSignal.timeout(10_000) });`,
    );
    await checkFix(
      `import axios from 'axios';\naxios.post('https://a.example');`,
      'Add a deadline: timeout: 10_000',
      `import axios from 'axios';\naxios.post('https://a.example', undefined, { timeout: 10_000 });`,
    );
    await checkFix(
      `import got from 'got';\ngot.get('https://a.example');`,
      'Add a deadline: timeout: { request: 10_000 }',
      `import got from 'got';\ngot.get('https://a.example', { timeout: { request: 10_000 } });`,
    );
    await checkFix(
      `import http from 'node:http';\nhttp.get('http://a.example', (res) => res.resume());`,
      'Add a deadline: signal: AbortSignal.timeout(10_000)',
      `import http from 'node:http';\nhttp.get('http://a.example', { signal: AbortSignal.timeout(10_000) }, (res) => res.resume());`,
    );
    await checkFix(
      `import superagent from 'superagent';\nsuperagent.get('https://a.example').set('a', 'b');`,
      'Add a deadline: .timeout({ response: 5_000, deadline: 10_000 })',
      `import superagent from 'superagent';\nsuperagent.get('https://a.example').timeout({ response: 5_000, deadline: 10_000 }).set('a', 'b');`,
    );
  });

  it('spreads options that stand in a variable', () =>
    checkFix(
      `const options = { method: 'POST' };\nfetch('https://a.example', options);`,
      'Add a deadline: signal: AbortSignal.timeout(10_000)',
      `const options = { method: 'POST' };\nfetch('https://a.example', { ...options, signal: AbortSignal.timeout(10_000) });`,
    ));

  it('gives a bound to an option that switches it off, and to the client that has none', async () => {
    await checkFix(
      `import axios from 'axios';\naxios.get('https://a.example', { timeout: 0 });`,
      'Add a deadline: timeout: 10_000',
      `import axios from 'axios';\naxios.get('https://a.example', { timeout: 10_000 });`,
    );
    await checkFix(
      `import axios from 'axios';\nexport const api = axios.create({\n  baseURL: 'x'\n});`,
      'Add a deadline: timeout: 10_000',
      `import axios from 'axios';\nexport const api = axios.create({\n  baseURL: 'x',\n  timeout: 10_000\n});`,
    );
  });

  it('writes Python keywords, on a line of their own where the others stand on theirs', async () => {
    await checkFix(
      'import requests\nrequests.get("https://a.example")\n',
      'Add a deadline: timeout=(3.05, 10)',
      'import requests\nrequests.get("https://a.example", timeout=(3.05, 10))\n',
      'service.py',
    );
    await checkFix(
      'import requests\n\n\ndef charge(order):\n    return requests.post(\n        "https://a.example",\n        json=order,\n    )\n',
      'Add a deadline: timeout=(3.05, 10)',
      'import requests\n\n\ndef charge(order):\n    return requests.post(\n        "https://a.example",\n        json=order,\n        timeout=(3.05, 10),\n    )\n',
      'service.py',
    );
    await checkFix(
      'import httpx\nhttpx.get("https://a.example", timeout=None)\n',
      'Add a deadline: timeout=10',
      'import httpx\nhttpx.get("https://a.example", timeout=10)\n',
      'service.py',
    );
    await checkFix(
      'from urllib.request import urlopen\nurlopen(url)\n',
      'Add a deadline: timeout=10',
      'from urllib.request import urlopen\nurlopen(url, timeout=10)\n',
      'service.py',
    );
  });

  it('offers no edit where one could be wrong', async () => {
    assert.equal(await firstFix(rule, `fetch(...address);`), undefined);
    assert.equal((await firstFix(rule, `fetch('https://a.example', { method: 'POST' /* no body */ });`))?.title, undefined);
  });
});
