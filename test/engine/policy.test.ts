/** What a team's policy does to a review, on the command line and in the editor. */
import assert from 'node:assert/strict';
import { openEngine } from '#engine/open-engine';
import { reviewPaths } from '#engine/review-paths';
import type { FileReview, Question } from '#review/file-review';
import { assets } from '../support/assets';
import { createMemoryHost } from '../support/memory-host';

const POLICY = '.editor-in-chief/policy.yml';

async function run(files: Readonly<Record<string, string>>, policy: string, isTrusted = true) {
  const host = { ...createMemoryHost({ ...files, [POLICY]: policy }, assets), isTrusted };
  const { reviews, problems, notes } = await reviewPaths(host, { paths: Object.keys(files), scope: 'all' });
  return { questions: reviews.flatMap(({ questions }) => questions), problems, notes };
}

const of = (questions: readonly Question[], rule: string): readonly string[] =>
  questions
    .filter((question) => question.rule === rule)
    .map(({ state, shown, severity, risk, confidence }) =>
      [state, shown ? 'shown' : 'hidden', severity, risk, confidence].join(' '),
    );

const LOAD = { 'src/load.ts': 'export async function load(url: string) {\n  const it = await fetch(url);\n  return it.ok;\n}\n' };

const EXPRESS = "import express from 'express';\nexport const app = express();\n";
const KNEX = "import knex from 'knex';\nconst db = knex({ client: 'pg' });\n";

/** A rule that asks of the code, and does not once the policy calls `own` what it is. */
const WORDS: readonly {
  readonly key: string;
  readonly name: string;
  readonly rule: string;
  readonly files: Readonly<Record<string, string>>;
}[] = [
  {
    key: 'deadlines',
    name: 'bounded',
    rule: 'call-without-timeout',
    files: {
      'src/a.ts':
        "import { bounded } from '@house/kit';\nexport async function load(url: string) {\n  const it = await bounded(() => fetch(url));\n  return it.ok;\n}\n",
    },
  },
  {
    key: 'guards',
    name: 'tenantGate',
    rule: 'route-without-authz',
    files: {
      'src/a.ts': `${EXPRESS}${KNEX}import { tenantGate } from '@house/kit';\napp.post('/orders', tenantGate, async (request, response) => {\n  await db('orders').insert({ sku: request.body.sku });\n  response.status(201).end();\n});\n`,
    },
  },
  {
    key: 'guards',
    name: 'tenant_gate',
    rule: 'route-without-authz',
    files: {
      'src/a.py': `from fastapi import Depends, FastAPI\nfrom house.kit import tenant_gate\nfrom sqlalchemy.orm import Session\n\napp = FastAPI()\n\n\n@app.delete("/orders/{order_id}", dependencies=[Depends(tenant_gate)])\ndef remove(order_id: int, session: Session):\n    session.execute("DELETE FROM orders WHERE id = :id", {"id": order_id})\n    session.commit()\n`,
    },
  },
  {
    key: 'transactions',
    name: 'inUnit',
    rule: 'multi-write-no-transaction',
    files: {
      'src/a.ts': `${EXPRESS}${KNEX}import { inUnit } from '@house/kit';\napp.post('/orders', async (request, response) => {\n  await inUnit(async () => {\n    await db('orders').insert({ sku: request.body.sku });\n    await db('stock').where({ sku: request.body.sku }).decrement('count', 1);\n  });\n  response.status(201).end();\n});\n`,
    },
  },
  {
    key: 'limiters',
    name: 'gate',
    rule: 'unbounded-concurrency',
    files: {
      'src/a.ts':
        "import { gate } from '@house/kit';\nexport async function load(urls: string[]) {\n  return Promise.all(urls.map((url) => gate(() => fetch(url, { signal: AbortSignal.timeout(1000) }))));\n}\n",
    },
  },
  {
    key: 'loggers',
    name: 'trail',
    rule: 'swallowed-error',
    files: {
      'src/a.ts': `${KNEX}import { trail } from '@house/kit';\nexport async function save(sku: string) {\n  try {\n    await db('orders').insert({ sku });\n  } catch (error) {\n    trail.note('not saved');\n  }\n}\n`,
    },
  },
  {
    key: 'metrics',
    name: 'counted',
    rule: 'no-metric-on-boundary',
    files: {
      'package.json': '{"dependencies":{"prom-client":"15.0.0"}}',
      'src/a.ts': `${EXPRESS}${KNEX}import { counted } from '@house/kit';\napp.post('/orders', async (request, response) => {\n  counted('orders');\n  await db('orders').insert({ sku: request.body.sku });\n  response.status(201).end();\n});\n`,
    },
  },
];

describe('a policy in a review', function () {
  this.timeout(20_000);
  const rule = 'call-without-timeout';

  it('turns a rule off, and says so of the run', async () => {
    const { questions, problems, notes } = await run(LOAD, `rules:\n  ${rule}: { off: true, reason: the gateway cancels }\n`);
    assert.deepEqual(of(questions, rule), []);
    assert.deepEqual(
      problems.filter((each) => each.includes('policy')),
      [],
    );
    assert.deepEqual(notes, [`The policy turns off ${rule} (the gateway cancels).`]);
  });

  it('holds a rule for less grave and less sure', async () => {
    assert.deepEqual(of((await run(LOAD, '')).questions, rule), ['open shown 8 high high']);
    const text = `rules:\n  ${rule}: { severity: 2, confidence: low, reason: batch job }\n`;
    assert.deepEqual(of((await run(LOAD, text)).questions, rule), ['open hidden 2 low low']);
  });

  it('is not followed in restricted mode', async () => {
    const text = `rules:\n  ${rule}: { off: true, reason: the gateway cancels }\n`;
    assert.deepEqual(of((await run(LOAD, text, false)).questions, rule), ['open shown 8 high high']);
  });

  it('costs no review where it is wrong: that part is named, and the others hold', async () => {
    const text = `rules:\n  ${rule}: { off: true }\n  status-unchecked: { off: true, reason: generated client }\n`;
    const { questions, problems } = await run(LOAD, text);
    assert.deepEqual(of(questions, rule), ['open shown 8 high high']);
    assert.deepEqual(
      problems.filter((each) => each.startsWith(POLICY)),
      [
        `${POLICY}:2:3: What is decided on “${rule}” gives no reason, so it is not followed. Add “reason:”. The rest of the policy is followed.`,
      ],
    );
  });

  for (const { key, name, rule: asked, files } of WORDS) {
    it(`takes ${name} for one of the ${key}`, async () => {
      const isOpen = ({ rule: each, state }: Question): boolean => each === asked && state === 'open';
      assert.ok((await run(files, `vocabulary:\n  ${key}: [other]\n`)).questions.some(isOpen), 'asked without');
      assert.ok(!(await run(files, `vocabulary:\n  ${key}: [${name}]\n`)).questions.some(isOpen), 'answered with');
    });
  }

  it('is followed in the editor when it is saved', async () => {
    const host = createMemoryHost(LOAD, assets);
    const engine = await openEngine(host, { scope: 'all', rules: {}, storage: 'repo' });
    const states = (review: FileReview): readonly string[] => of(review.questions, rule);
    const saved = async (text: string): Promise<FileReview> => {
      host.files.content.set(POLICY, text);
      engine.invalidate([POLICY]);
      await new Promise((done) => setTimeout(done, 50));
      return engine.review('src/load.ts');
    };
    try {
      engine.open('src/load.ts', LOAD['src/load.ts'], 1);
      assert.deepEqual(states(await engine.review('src/load.ts')), ['open shown 8 high high']);
      assert.deepEqual(states(await saved(`rules:\n  ${rule}: { off: true, reason: gateway }\n`)), []);
      assert.deepEqual(states(await saved('vocabulary:\n  deadlines: [fetch]\n')), ['discharged shown 8 high high']);
      const broken = await saved('vocabulary:\n  deadline: [fetch]\n');
      assert.deepEqual(states(broken), ['open shown 8 high high']);
      assert.match(broken.problems.join(), /policy\.yml:2:3: “deadline” is no word of the vocabulary/);
    } finally {
      engine.dispose();
    }
  });
});
