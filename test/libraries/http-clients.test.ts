import assert from 'node:assert/strict';
import { clientMade, sentBy } from '#libraries/http-clients';
import { JAVASCRIPT_HTTP_CLIENTS } from '#libraries/javascript-http-clients';
import { PYTHON_HTTP_CLIENTS } from '#libraries/python-http-clients';

/** `client member method`, with the makers in brackets. */
function check(family: 'javascript' | 'python', packageName: string, path: string, expected: string | undefined): void {
  const steps = path === '' ? [] : path.split('.');
  const sent = sentBy(family, packageName, steps);
  const made = sent === undefined ? clientMade(family, packageName, steps) : undefined;
  assert.equal(
    sent !== undefined
      ? `${sent.client.name} ${sent.send.method ?? '?'} [${sent.made.map(({ name }) => name).join(', ')}]`
      : made && `made ${made.client.name} [${made.made.map(({ name }) => name).join(', ')}]`,
    expected,
  );
}

describe('HTTP clients', () => {
  it('are found by package and path, through factories and other names', () => {
    check('javascript', '', 'fetch', 'fetch ? []');
    check('javascript', 'axios', '', 'axios ? []');
    check('javascript', 'axios', 'axios.get', 'axios GET []');
    check('javascript', 'axios', 'create.().post', 'axios POST [create]');
    check('javascript', 'axios', 'create.()', 'axios ? [create]');
    check('javascript', 'got', 'extend.().extend.().put', 'got PUT [extend, extend]');
    check('javascript', 'undici', 'Pool.().request', 'undici ? [Pool]');
    check('javascript', 'undici', 'Pool.()', 'made undici [Pool]');
    check('python', 'requests', 'Session.().get', 'requests GET [Session]');
    check('python', 'aiohttp', 'ClientSession.().delete', 'aiohttp DELETE [ClientSession]');
    check('python', 'urllib.request', 'urlopen', 'urllib ? []');
  });

  it('are none by members that send nothing, other families or words of every object', () => {
    check('javascript', 'axios', 'isAxiosError', undefined);
    check('javascript', 'requests', 'get', undefined);
    check('python', 'aiohttp', 'get', undefined);
    check('python', 'requests', 'constructor', undefined);
    check('javascript', 'axios', 'create.().toString', undefined);
  });

  it('name the page their default comes from, and a remedy in their own options', () => {
    for (const { name, source, deadlines, chained = [], remedy } of [...JAVASCRIPT_HTTP_CLIENTS, ...PYTHON_HTTP_CLIENTS]) {
      assert.match(source, /^https:\/\//, name);
      assert.ok([...deadlines, ...chained.map((method) => `.${method}`)].includes(remedy.key), name);
    }
  });
});
