import assert from 'node:assert/strict';
import { isTestPath, pathRoleOf } from '#facts/path-role';
import { runnerOf } from '#facts/runners/runner';
import { analyseFiles } from '../support/analyse';

async function check(path: string, code: string, expected: string): Promise<void> {
  const { analysisOf } = await analyseFiles({ [path]: code });
  assert.equal(runnerOf(analysisOf(path)), expected, `${path}\n${code}`);
}

describe('Who runs a file', () => {
  it('is a browser where it says so, shows a view or uses what only a page has', async () => {
    await check('api.ts', `'use client';\nexport const f = () => fetch('https://a.example');`, 'browser');
    await check('use-rates.ts', `import { useState } from 'react';\nexport const useRates = () => useState(1);`, 'browser');
    await check('list.tsx', 'export const List = () => <ul>{items()}</ul>;', 'browser');
    await check('client/src/api/orders.js', 'export const orders = () => fetch(ORDERS);', 'browser');
    await check('app.js', `document.querySelector('#go').addEventListener('click', send);`, 'browser');
    await check('app.js', `export const token = () => localStorage.getItem('token');`, 'browser');
    await check('app.js', `export const orders = () => fetch('/api/orders');`, 'browser');
    await check('api.ts', 'export const orders = () => fetch(import.meta.env.VITE_ORDERS);', 'browser');
    await check(
      'orders.tsx',
      `import { useState } from 'react';
export const Route = createFileRoute('/orders')({ loader: () => fetch('/api/orders'), component: Page });
function Page() { return <p>{useState(1)}</p>; }`,
      'browser',
    );
    await check('background.js', `chrome.runtime.onMessage.addListener((message) => fetch(message.url));`, 'browser');
  });

  it('is a person’s device where the package says so, but for packages that are servers as well', async () => {
    const code = `export const orders = () => fetch(ORDERS);`;
    const manifest = (...names: string[]) =>
      JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, '1'])) });
    const files = {
      'apps/phone/package.json': manifest('expo', 'axios'),
      'apps/phone/sync/orders.ts': code,
      'apps/desk/package.json': manifest('electron'),
      'apps/desk/main/orders.ts': code,
      'apps/both/package.json': manifest('electron', 'express'),
      'apps/both/orders.ts': code,
      'apps/api/package.json': manifest('fastify'),
      'apps/api/orders.ts': code,
    };
    const { analysisOf } = await analyseFiles(files);
    const runners = ['apps/phone/sync/orders.ts', 'apps/desk/main/orders.ts', 'apps/both/orders.ts', 'apps/api/orders.ts'].map(
      (path) => runnerOf(analysisOf(path)),
    );
    assert.deepEqual(runners, ['browser', 'person', 'unattended', 'unattended']);
  });

  it('is a server where the framework, the platform or an import says so', async () => {
    await check('actions.ts', `'use server';\nexport const f = () => fetch('https://a.example');`, 'unattended');
    await check(
      'src/app/orders/page.tsx',
      'export default async function Page() { return <p>{await orders()}</p>; }',
      'unattended',
    );
    await check('orders.tsx', 'export async function Orders() { return <p>{await orders()}</p>; }', 'unattended');
    await check('routes/orders.tsx', `export const loader = () => fetch('https://a.example');`, 'unattended');
    await check('static/build.js', `import fs from 'node:fs';\nfs.readFileSync('x');`, 'unattended');
    await check('page.tsx', `import { Hono } from 'hono';\nnew Hono().get('/', (c) => c.html(<p />));`, 'unattended');
    await check('card.ts', `import { redirect } from 'next/navigation';\nexport const go = () => redirect('/');`, 'unattended');
  });

  it('is a server where a page is named and not used', async () => {
    await check('crawl.ts', `export const title = (page: Page) => page.evaluate(() => document.title);`, 'unattended');
    await check('sdk.ts', `const host = typeof window === 'undefined' ? '' : window.location.host;`, 'unattended');
    await check('window.ts', 'export function open(window: Slot) { return window.from; }', 'unattended');
    await check('store.ts', `import { fetch } from './http';\nexport const orders = () => fetch('/orders');`, 'unattended');
    await check('kind.ts', `export const edge = () => navigator.userAgent === 'Cloudflare-Workers';`, 'unattended');
  });

  it('is a person where it asks, waits for or opens something for one', async () => {
    await check('login.ts', `import * as p from '@clack/prompts';\nawait p.text({ message: 'Name?' });`, 'person');
    await check('login.ts', `import ora from 'ora';\nora('Loading').start();`, 'person');
    await check('src/auth/login.ts', 'import open from "open";\nexport const go = (url: string) => open(url);', 'person');
    await check('src/auth/login.ts', `export const go = (url: string) => exec('xdg-open', [url]);`, 'person');
    await check('ask.py', 'name = input("Name? ")\n', 'person');
    await check('ask.py', 'import webbrowser\nwebbrowser.open("https://a.example")\n', 'person');
  });

  it('is a person where it is a command that ends', async () => {
    await check(
      'rates.ts',
      `import { Command } from 'commander';\nnew Command().action(() => fetch('https://a.example'));`,
      'person',
    );
    await check(
      'rates.py',
      'import argparse\nimport requests\nrequests.get(argparse.ArgumentParser().parse_args().url)\n',
      'person',
    );
    await check('shop/management/commands/load.py', 'from django.core.management.base import BaseCommand\n', 'person');
    await check('rates.py', 'def main():\n    print(load())\n\nif __name__ == "__main__":\n    main()\n', 'person');
    await check('probe.py', '#!/usr/bin/env python\nurlopen("http://localhost:8000")\n', 'person');
    await check('packages/cli/src/api/domains.ts', `export const f = () => fetch('https://a.example');`, 'person');
  });

  it('is nobody where a command starts what stays', async () => {
    await check('main.py', 'import argparse\nimport uvicorn\nuvicorn.run("app")\n', 'unattended');
    await check('main.py', 'import click\n\ndef main():\n    while True:\n        poll()\n', 'unattended');
    await check(
      'src/cli.ts',
      `import { Command } from 'commander';\nnew Command().action(() => server.listen(80));`,
      'unattended',
    );
    await check(
      'shop/management/commands/send.py',
      'class Command:\n    def handle(self):\n        while True:\n            send()\n',
      'unattended',
    );
    await check(
      'shop/management/commands/send.py',
      'class Command:\n    def handle(self):\n        while not self.shutdown:\n            send()\n',
      'unattended',
    );
    await check('jobs/sync.py', 'def main():\n    print(load())\n\nif __name__ == "__main__":\n    main()\n', 'unattended');
    await check('client.py', 'class Client:\n    pass\n\nif __name__ == "__main__":\n    print(Client())\n', 'unattended');
    await check('app.py', 'import click\nfrom flask import Flask\napp = Flask(__name__)\n', 'unattended');
    await check('job.py', 'import requests\n\ndef load():\n    requests.get("https://a.example")\n', 'unattended');
  });
});

describe('The role of a path', () => {
  it('is a test’s for what tests share', () => {
    const paths = [
      'e2e-helpers/login.ts',
      'e2eSetup/login.ts',
      'src/apiTestUtils.ts',
      'src/testUtils/api.ts',
      'shop/test_helpers.py',
      'src/latestUtils.ts',
      'src/contest_support.py',
      'testimonials/api.ts',
    ];
    assert.deepEqual(paths.filter(isTestPath), paths.slice(0, 5));
  });

  it('is a script’s before a migration’s where somebody runs it by hand', () => {
    const model = { language: 'typescript', text: '', items: [] } as const;
    assert.deepEqual(
      ['scripts/migrations/fill.ts', 'db/migrations/001_fill.ts', '.github/check.ts', 'src/fill.ts'].map((path) =>
        pathRoleOf(path, model),
      ),
      ['script', 'migration', 'script', 'source'],
    );
  });

  it('is the product’s where tools are among its sources, and a script’s beside them', () => {
    const model = { language: 'typescript', text: '', items: [] } as const;
    assert.deepEqual(
      ['src/tools/search.ts', 'packages/core/src/setup/run.ts', 'tools/release.ts', 'src/scripts/fill.ts'].map((path) =>
        pathRoleOf(path, model),
      ),
      ['source', 'source', 'script', 'script'],
    );
  });
});
