import assert from 'node:assert/strict';
import { sitesOf } from '#facts/entries/sites';
import { outboundRequests } from '#facts/requests/requests';
import { analyseFiles, splitFiles } from '../support/analyse';

/** `client METHOD host`, with `write` and `throws`, for every request of the file. */
async function check(code: string, expected: readonly string[], path = 'file.ts'): Promise<void> {
  const analysis = (await analyseFiles(splitFiles(code, path))).analysisOf(path);
  const found = analysis.model.items.flatMap((item) =>
    [item.fn, ...sitesOf(item).functions].flatMap((fn) =>
      outboundRequests(analysis, fn).map(
        ({ client, method, host, isWrite, throwsOnStatus }) =>
          `${client.name} ${method || '?'} ${host === '' ? 'own host' : (host ?? '?')}${isWrite ? ' write' : ''}${throwsOnStatus ? ' throws' : ''}`,
      ),
    ),
  );
  assert.deepEqual(found, expected);
}

describe('Outbound requests', () => {
  it('are read from the client’s own signature', () =>
    check(
      `
import axios from 'axios';
import got from 'got';
import { request } from 'undici';
import http from 'node:http';
const BASE = 'https://pay.example.com';
fetch('/api/orders');
fetch(\`\${BASE}/charges\`, { method: 'POST' });
fetch(url, { method });
axios({ url: 'https://a.example', method: 'put' });
axios.delete('https://a.example');
axios.request({ url: 'https://a.example' });
got('https://b.example', { throwHttpErrors: false });
request('https://c.example', { method: 'PATCH' });
http.get({ host: 'd.example' });
`,
      [
        'fetch GET own host',
        'fetch POST pay.example.com write',
        'fetch ? ?',
        'axios PUT a.example write throws',
        'axios DELETE a.example write throws',
        'axios GET a.example throws',
        'got GET b.example',
        'undici PATCH c.example write',
        'http GET ? throws',
      ],
    ));

  it('are sent on instances made here, in fields and by factories of factories', () =>
    check(
      `
import axios from 'axios';
import got from 'got';
const api = axios.create({ baseURL: 'https://a.example' });
const github = got.extend({ prefixUrl: 'x' }).extend({ retry: { limit: 0 } });
class Client {
  private http = axios.create({ timeout: 1 });
  load() { return this.http.get('https://b.example'); }
}
api.post('https://a.example', {});
github.put('https://c.example');
`,
      ['axios GET b.example throws', 'axios POST a.example write throws', 'got PUT c.example write throws'],
    ));

  it('are read from Python’s clients, sessions and context managers', () =>
    check(
      `
import aiohttp
import httpx
import requests
import urllib.request
from urllib.request import urlopen
session = requests.Session()
requests.request("POST", "https://a.example")
session.get("https://b.example")
urlopen("https://c.example")
urllib.request.urlopen("https://c.example")
async def f():
    async with aiohttp.ClientSession() as s, httpx.AsyncClient() as c:
        await s.delete("https://d.example")
        await c.send(request)
`,
      [
        'requests POST a.example write',
        'requests GET b.example',
        'urllib GET c.example throws',
        'urllib GET c.example throws',
        'aiohttp DELETE d.example write',
        'httpx GET ?',
      ],
      'file.py',
    ));

  it('are none where another thing has the name', () =>
    check(
      `
import { fetch } from './store';
import axios from 'axios';
const session = new Map();
fetch('orders');
session.get('x');
axios.isAxiosError(error);
axios.create();
new axios.Axios({});
`,
      [],
    ));
});
