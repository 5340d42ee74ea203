/** The engine as an editor uses it: open, type, answer, change, take back; on an in-memory host with the real grammars. */
import assert from 'node:assert/strict';
import type { Engine, EngineSettings } from '#engine/api';
import { openEngine } from '#engine/open-engine';
import type { SummaryContributor } from '#facts/contributor';
import { CONTRIBUTORS } from '#facts/summaries/contributors';
import type { FileReview, Question } from '#review/file-review';
import { assets } from '../support/assets';
import { createMemoryHost } from '../support/memory-host';

const ORDERS = `import { Router } from 'express';
import { db } from './db';
export const orders = Router();
orders.post('/orders', async (request, response) => {
  const [order] = await db('orders').insert({ sku: request.body.sku }).returning('*');
  response.status(201).json(order);
});
`;
const FILES = {
  'db.ts': "import knex from 'knex';\nexport const db = knex({ client: 'pg' });\n",
  'app.ts': "import express from 'express';\nimport { orders } from './orders';\nconst app = express();\napp.use(orders);\n",
  'orders.ts': ORDERS,
};
const SETTINGS: EngineSettings = { scope: 'all', rules: {}, storage: 'repo' };
const TWICE = 'write-not-idempotent';

async function withEngine(
  files: Readonly<Record<string, string>>,
  work: (engine: Engine, host: ReturnType<typeof createMemoryHost>) => Promise<void>,
  settings = SETTINGS,
): Promise<void> {
  const host = createMemoryHost(files, assets);
  const engine = await openEngine(host, settings);
  try {
    await work(engine, host);
  } finally {
    engine.dispose();
  }
}

/** Opens the file and waits for a review that knows the whole project. */
async function open(engine: Engine, path: string, text: string): Promise<FileReview> {
  engine.open(path, text, 1);
  return settled(engine, path);
}

async function settled(engine: Engine, path: string): Promise<FileReview> {
  for (let tries = 0; tries < 50; tries++) {
    const review = await engine.review(path);
    if (!review.checklists.some(({ rows }) => rows.some((row) => row.evidence.includes('still being read')))) return review;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error('the project was never read');
}

const ask = (review: FileReview, rule = TWICE): Question | undefined =>
  review.questions.find((question) => question.rule === rule);
const rowsOf = (review: FileReview): Record<string, string> =>
  Object.fromEntries(review.checklists[0]?.rows.map(({ row, state }) => [row, state]) ?? []);

function type(engine: Engine, path: string, before: string, at: string, text: string, version: number): string {
  const start = before.indexOf(at);
  assert.ok(start >= 0);
  const after = before.slice(0, start) + text + before.slice(start);
  engine.edit(
    path,
    { edits: [{ start, end: start, text }], reason: undefined, fromDisk: false, pasted: undefined, at: version },
    after,
    version,
  );
  return after;
}

const by = 'Ann <ann@example.org>';

describe('the engine', function () {
  this.timeout(20_000);

  it('asks in an open document, resolving the store through the project', async () => {
    await withEngine(FILES, async (engine) => {
      const review = await open(engine, 'orders.ts', ORDERS);
      assert.equal(ask(review)?.state, 'open');
      assert.match(ask(review)?.evidence ?? '', /orders\.insert in POST \/orders/);
      assert.equal(rowsOf(review).twice, 'open');
    });
  });

  it('follows an edit: a guard typed into another line answers the caller', async () => {
    await withEngine(FILES, async (engine) => {
      await open(engine, 'orders.ts', ORDERS);
      type(
        engine,
        'orders.ts',
        ORDERS,
        "orders.post('/orders', async",
        'orders.use((request, response, next) => (request.user ? next() : response.status(401).end()));\n',
        2,
      );
      const review = await engine.review('orders.ts');
      assert.equal(review.version, 2);
      assert.equal(ask(review, 'route-without-authz')?.state, 'discharged');
      assert.equal(ask(review)?.startLine, 6);
    });
  });

  it('follows an edit of another open document that mounts this one', async () => {
    await withEngine(FILES, async (engine) => {
      await open(engine, 'orders.ts', ORDERS);
      const app = FILES['app.ts'];
      await open(engine, 'app.ts', app);
      type(
        engine,
        'app.ts',
        app,
        'app.use(orders)',
        'app.use((request, response, next) => (request.user ? next() : response.status(401).end()));\n',
        2,
      );
      await engine.review('app.ts');
      const review = await engine.review('orders.ts');
      assert.equal(ask(review, 'route-without-authz')?.state, 'discharged');
      assert.equal(ask(review, 'route-without-authz')?.dischargedBy?.[0]?.path, 'app.ts');
    });
  });

  it('names facts that failed in the problems of the file', async () => {
    const planted: SummaryContributor = {
      name: 'planted things',
      app: ({ path }) => {
        if (path === 'orders.ts') throw new Error('planted');
        return {};
      },
    };
    const contributors = CONTRIBUTORS as SummaryContributor[];
    contributors.push(planted);
    try {
      await withEngine(FILES, async (engine) => {
        const review = await open(engine, 'orders.ts', ORDERS);
        assert.deepEqual(review.problems, [
          'Part of the review is off: the facts on planted things failed in this file. The rest is complete.',
        ]);
        assert.equal(ask(review)?.state, 'open');
        assert.deepEqual((await open(engine, 'app.ts', FILES['app.ts'])).problems, []);
      });
    } finally {
      contributors.pop();
    }
  });

  it('records an answer, shows it in question and row, and lets it go stale with the code', async () => {
    await withEngine(FILES, async (engine, host) => {
      const first = await open(engine, 'orders.ts', ORDERS);
      const group = ask(first)?.group ?? '';
      await engine.answer({ path: 'orders.ts', group, kind: 'accepted-risk', note: 'One clerk, internal tool', by });
      const answered = await engine.review('orders.ts');
      assert.deepEqual(
        [ask(answered)?.state, ask(answered)?.anchor, ask(answered)?.answer?.note],
        ['answered', 'fresh', 'One clerk, internal tool'],
      );
      assert.equal(rowsOf(answered).twice, 'answered-by-person');
      assert.deepEqual(
        [...host.files.content.keys()].filter((path) => path.startsWith('.editor-in-chief')),
        ['.editor-in-chief/reviews/orders.ts.json'],
      );

      const moved = type(engine, 'orders.ts', ORDERS, 'orders.post', '// A comment above.\n', 2);
      assert.deepEqual(
        [ask(await engine.review('orders.ts'))?.state, ask(await engine.review('orders.ts'))?.anchor],
        ['answered', 'fresh'],
      );
      type(engine, 'orders.ts', moved, '.returning', '.modify((query) => query.timeout(1000))', 3);
      assert.equal(ask(await engine.review('orders.ts'))?.state, 'stale');
    });
  });

  it('keeps an answer through a formatter, and takes it back with its history', async () => {
    await withEngine(FILES, async (engine, host) => {
      const group = ask(await open(engine, 'orders.ts', ORDERS))?.group ?? '';
      await engine.answer({ path: 'orders.ts', group, kind: 'handled', note: 'unique key on orders', by });
      type(engine, 'orders.ts', ORDERS, '.insert(', '\n    ', 2);
      assert.equal(ask(await engine.review('orders.ts'))?.state, 'answered');
      await engine.takeBack('orders.ts', group, 'Ben <ben@example.org>');
      assert.equal(ask(await engine.review('orders.ts'))?.state, 'open');
      assert.match(
        host.files.content.get('.editor-in-chief/reviews/orders.ts.json') ?? '',
        /"how": "taken back",\s+"by": "Ben <ben@example.org>"/,
      );
    });
  });

  it('answers the questions of a row when the row is answered, and the row itself when it has none', async () => {
    await withEngine(FILES, async (engine) => {
      const review = await open(engine, 'orders.ts', ORDERS);
      const group = (row: string): string => review.checklists[0]?.rows.find((each) => each.row === row)?.group ?? '';
      await engine.answer({ path: 'orders.ts', group: group('twice'), kind: 'handled', note: 'the gateway removes doubles', by });
      await engine.answer({ path: 'orders.ts', group: group('input'), kind: 'handled', note: 'checked by the gateway', by });
      const after = await engine.review('orders.ts');
      assert.equal(ask(after)?.state, 'answered');
      assert.equal(rowsOf(after).input, 'answered-by-person');
      assert.equal(ask(after, 'route-without-authz')?.state, 'open');
    });
  });

  it('asks a row again when the code its answer was given for has changed, and keeps what was said', async () => {
    await withEngine(FILES, async (engine) => {
      const review = await open(engine, 'orders.ts', ORDERS);
      const input = (each: typeof review) => each.checklists[0]?.rows.find(({ row }) => row === 'input');
      await engine.answer({
        path: 'orders.ts',
        group: input(review)?.group ?? '',
        kind: 'handled',
        note: 'checked by the gateway',
        by,
      });
      type(engine, 'orders.ts', ORDERS, '.returning', '.modify((query) => query.timeout(1000))', 2);
      const after = input(await engine.review('orders.ts'));
      assert.deepEqual([after?.state, after?.answer?.note], ['open', 'checked by the gateway']);
    });
  });

  it('refuses a note that says nothing, and writes nothing while it only looks', async () => {
    await withEngine(FILES, async (engine, host) => {
      const group = ask(await open(engine, 'orders.ts', ORDERS))?.group ?? '';
      await assert.rejects(engine.answer({ path: 'orders.ts', group, kind: 'handled', note: 'ok', by }), /understand next year/);
      assert.deepEqual(
        [...host.files.content.keys()].filter((path) => path.startsWith('.editor-in-chief')),
        [],
      );
    });
  });

  it('finds the answers of a file that was renamed', async () => {
    await withEngine(FILES, async (engine, host) => {
      const group = ask(await open(engine, 'orders.ts', ORDERS))?.group ?? '';
      await engine.answer({ path: 'orders.ts', group, kind: 'handled', note: 'unique key on orders', by });
      engine.close('orders.ts');
      host.files.content.delete('orders.ts');
      host.files.content.set('purchases.ts', ORDERS);
      engine.invalidate(['orders.ts', 'purchases.ts']);
      await new Promise((done) => setTimeout(done, 50));
      assert.equal(ask(await open(engine, 'purchases.ts', ORDERS))?.state, 'answered');
    });
  });

  it('leaves a switched-off rule out, and says so of a file it cannot read', async () => {
    await withEngine(
      { ...FILES, 'main.rs': 'fn main() {}\n' },
      async (engine) => {
        assert.equal(ask(await open(engine, 'orders.ts', ORDERS)), undefined);
        engine.open('main.rs', 'fn main() {}\n', 1);
        assert.match((await engine.review('main.rs')).problems.join(' '), /Rust is not read yet/);
      },
      { ...SETTINGS, rules: { [TWICE]: 'off' } },
    );
  });

  it('stays silent where the code does not parse, and speaks again when it does', async () => {
    await withEngine(FILES, async (engine) => {
      await open(engine, 'orders.ts', ORDERS);
      type(engine, 'orders.ts', ORDERS, '.returning', '.modify((', 2);
      const broken = await engine.review('orders.ts');
      assert.ok(broken.questions.every((question) => question.rule !== TWICE || question.state !== 'open'));
      engine.edit(
        'orders.ts',
        {
          edits: [{ start: ORDERS.indexOf('.returning'), end: ORDERS.indexOf('.returning') + 9, text: '' }],
          reason: undefined,
          fromDisk: false,
          pasted: undefined,
          at: 3,
        },
        ORDERS,
        3,
      );
      assert.equal(ask(await engine.review('orders.ts'))?.state, 'open');
    });
  });
});
