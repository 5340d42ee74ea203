/** What an answer was given for, found again in a real git repository. */
import assert from 'node:assert/strict';
import type { Engine } from '#engine/api';
import { openEngine } from '#engine/open-engine';
import { createNodeHost } from '#node/node-host';
import { REPO } from '../support/cli';
import { makeRepository, removeTempFolders, type TempRepository } from '../support/temp-repository';

const RULE = 'call-without-timeout';
const GROUP = `${RULE}@rates`;

/** A call without a deadline in `rates`; the lines in between are the function's rest. */
const source = (call: string, above = ''): string => `${above}export function add(a: number, b: number) {
  return a + b;
}

export async function rates(url: string) {
  const response = ${call};
  if (!response.ok) throw new Error('no rates');
  const body = await response.json();
  const list = body.rates;
  return list;
}
`;
const OLD = source('await fetch(url)');
const NEW = source("await fetch(url, { headers: { 'x-trace': '1' } })", "import './polyfill';\n\n");

async function withEngine(repo: TempRepository, work: (engine: Engine) => Promise<void>): Promise<void> {
  const quiet = { info: () => {}, warn: () => {}, error: () => {} };
  const engine = await openEngine(await createNodeHost(repo.root, { assets: `${REPO}/dist`, log: quiet }), {
    scope: 'all',
    rules: {},
    storage: 'repo',
  });
  try {
    await work(engine);
  } finally {
    engine.dispose();
  }
}

async function answer(engine: Engine, path: string, text: string): Promise<void> {
  engine.open(path, text, 1);
  await engine.review(path);
  await engine.answer({ path, group: GROUP, kind: 'handled', note: 'in the gateway', by: 'Ann <ann@example.org>' });
}

async function stateOf(engine: Engine, path: string, text: string): Promise<string | undefined> {
  engine.open(path, text, 2);
  return (await engine.review(path)).questions.find(({ rule }) => rule === RULE)?.state;
}

describe('the code an answer was given for', function () {
  this.timeout(20_000);
  after(removeTempFolders);

  it('is shown in today’s file, whose other lines are as they are now', async () => {
    const repo = makeRepository();
    repo.write('rates.ts', OLD);
    repo.commit('Add rates');
    await withEngine(repo, async (engine) => {
      await answer(engine, 'rates.ts', OLD);
      assert.equal(await stateOf(engine, 'rates.ts', NEW), 'stale');
      assert.equal(await engine.answeredCode('rates.ts', GROUP), source('await fetch(url)', "import './polyfill';\n\n"));
    });
  });

  it('is found of a handler that has no name of its own', async () => {
    const text = (call: string): string =>
      `import { Router } from 'express';\nconst router = Router();\nrouter.get('/rates', async (request, response) => {\n  const rates = ${call};\n  if (!rates.ok) throw new Error('no rates');\n  const body = await rates.json();\n  const list = body.rates;\n  response.json(list);\n});\n`;
    const repo = makeRepository();
    repo.write('rates.ts', text('await fetch(URL)'));
    repo.commit('Add rates');
    await withEngine(repo, async (engine) => {
      engine.open('rates.ts', text('await fetch(URL)'), 1);
      const group = (await engine.review('rates.ts')).questions.find(({ rule }) => rule === RULE)?.group ?? '';
      assert.match(group, /GET \/rates/);
      await engine.answer({ path: 'rates.ts', group, kind: 'handled', note: 'in the gateway', by: 'Ann <ann@example.org>' });
      const now = text("await fetch(URL, { method: 'GET' })");
      assert.equal(await stateOf(engine, 'rates.ts', now), 'stale');
      assert.equal(await engine.answeredCode('rates.ts', group), text('await fetch(URL)'));
    });
  });

  it('is found behind later commits and under another name, in a folder below the top level', async () => {
    const repo = makeRepository();
    repo.write('api/old.ts', OLD);
    repo.commit('Add rates');
    repo.write('api/old.ts', NEW);
    repo.commit('Trace');
    repo.git('mv', 'api/old.ts', 'api/rates.ts');
    repo.commit('Rename');
    await withEngine({ ...repo, root: `${repo.root}/api` }, async (engine) => {
      await answer(engine, 'rates.ts', OLD);
      assert.equal(await stateOf(engine, 'rates.ts', NEW), 'stale');
      assert.match((await engine.answeredCode('rates.ts', GROUP)) ?? '', /await fetch\(url\);/);
    });
  });

  it('is found when it was staged and never committed', async () => {
    const repo = makeRepository();
    repo.write('rates.ts', OLD);
    repo.git('add', '-A');
    await withEngine(repo, async (engine) => {
      await answer(engine, 'rates.ts', OLD);
      assert.equal(await stateOf(engine, 'rates.ts', NEW), 'stale');
      assert.match((await engine.answeredCode('rates.ts', GROUP)) ?? '', /await fetch\(url\);/);
    });
  });

  it('is not made up where git never had it', async () => {
    const repo = makeRepository();
    repo.write('rates.ts', NEW);
    repo.commit('Add rates');
    await withEngine(repo, async (engine) => {
      await answer(engine, 'rates.ts', OLD);
      await stateOf(engine, 'rates.ts', NEW);
      assert.deepEqual(
        [await engine.answeredCode('rates.ts', GROUP), await engine.answeredCode('rates.ts', `${RULE}@add`)],
        [undefined, undefined],
      );
    });
  });
});
