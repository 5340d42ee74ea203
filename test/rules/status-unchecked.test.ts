import assert from 'node:assert/strict';
import { rule } from '#rules/status-unchecked';
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

describe('status-unchecked', () => {
  it('names what is read and what is not', () =>
    check(
      `export async function one() {
  const response = await fetch('https://a.example');
  return response.json();
}
export async function two() {
  await fetch('https://a.example', { method: 'POST' });
}
export const three = () => fetch('https://a.example');`,
      [
        '3 high `response.json()` is read and `ok` or `status` is not',
        '6 medium the answer to POST by `fetch` is thrown away, `ok` or `status` with it',
        '8 low `fetch` is handed on without a look at `ok` or `status`',
      ],
    ));

  it('follows a response through names, and to where another takes its place', () =>
    check(
      `import requests

def f(url):
    first = requests.get(url, timeout=3)
    answer = first
    if answer.ok:
        print(answer.json())
    first = requests.get(url, timeout=3)
    return first.json()
`,
      ['9 high `first.json()` is read and `ok` or `status_code` is not'],
      'service.py',
    ));

  it('follows each of several that arrive together', () =>
    check(
      `export async function both() {
  const [rates, stock] = await Promise.all([fetch('https://rates.example'), fetch('https://stock.example')]);
  if (!rates.ok) throw new Error('rates');
  return [await rates.json(), await stock.json()];
}`,
      ['4 high `stock.json()` is read and `ok` or `status` is not'],
    ));

  it('asks at the helper that hands the response back, where a caller of the file reads on', () =>
    check(
      `const get = (path: string) => fetch(\`\${BASE}\${path}\`);
const post = (path: string) => fetch(\`\${BASE}\${path}\`, { method: 'POST' });
export async function orders() {
  const answer = await get('/orders');
  return answer.json();
}
export async function order() {
  const answer = await post('/orders');
  if (!answer.ok) throw new Error('refused');
  return answer.json();
}`,
      ["1 medium the answer of `fetch` is handed back, `get('/orders')` is read and `ok` or `status` is not"],
    ));

  it('keeps to the record where one error is told from the rest, or none matters', () =>
    check(
      `import { log } from './log';
export async function one() {
  const data = await (await fetch('https://a.example')).json();
  return data.code === 404 ? undefined : data;
}
export async function two() {
  try {
    await fetch('https://a.example', { method: 'POST' });
  } catch (error) {
    log.error('not told', error);
  }
}
export async function three() {
  try {
    await fetch('https://a.example', { method: 'POST' });
  } catch (error) {
    throw new Error('not told', { cause: error });
  }
}`,
      [
        "3 low `(await fetch('https://a.example')).json()` is read and `ok` or `status` is not",
        '8 low the answer to POST by `fetch` is thrown away, `ok` or `status` with it',
        '15 medium the answer to POST by `fetch` is thrown away, `ok` or `status` with it',
      ],
    ));

  it('reads a module from top to bottom', () =>
    check(
      `import requests
response = requests.get("https://a.example", timeout=3)
data = response.json()
`,
      ['2 high the answer of `requests.get` is read and `ok` or `status_code` is not'],
      'service.py',
    ));

  it('looks at the status right where the response arrives', async () => {
    assert.deepEqual(
      await firstFix(
        rule,
        `async function f() {
  const payment = await fetch('https://a.example'); // the charge
  return payment.json();
}`,
      ),
      {
        title: `Check the status: if (!payment.ok) throw new Error(\`The request failed with status \${payment.status}\`);`,
        text: `async function f() {
  const payment = await fetch('https://a.example');
  if (!payment.ok) throw new Error(\`The request failed with status \${payment.status}\`); // the charge
  return payment.json();
}`,
      },
    );
    assert.deepEqual(
      await firstFix(
        rule,
        'import requests\n\n\ndef f():\n    r = requests.get("https://a.example", timeout=3)\n    return r.json()\n',
        'service.py',
      ),
      {
        title: 'Check the status: r.raise_for_status()',
        text: 'import requests\n\n\ndef f():\n    r = requests.get("https://a.example", timeout=3)\n    r.raise_for_status()\n    return r.json()\n',
      },
    );
    assert.deepEqual(
      await firstFix(
        rule,
        'import aiohttp\n\n\nasync def f():\n    async with aiohttp.ClientSession() as s:\n        async with s.get("https://a.example") as r:\n            return await r.json()\n',
        'service.py',
      ),
      {
        title: 'Check the status: r.raise_for_status()',
        text: 'import aiohttp\n\n\nasync def f():\n    async with aiohttp.ClientSession() as s:\n        async with s.get("https://a.example") as r:\n            r.raise_for_status()\n            return await r.json()\n',
      },
    );
  });

  it('offers no edit where the response has no name', async () => {
    assert.equal(await firstFix(rule, `export const f = async () => (await fetch('https://a.example')).json();`), undefined);
  });
});
