import assert from 'node:assert/strict';
import { rule } from '#rules/no-fallback-dependency';
import { analyseFiles } from '../support/analyse';

/** What the row says, as `line state: evidence`. */
async function check(code: string, expected: readonly string[]): Promise<void> {
  const { run } = await analyseFiles(code);
  assert.deepEqual(
    run(rule).map(({ path, line, state, text }) => `${path}:${line} ${state}: ${text}`),
    expected,
  );
}

describe('no-fallback-dependency', () => {
  it('names what is needed, and is a question of the checklist alone', async () => {
    assert.equal(rule.rowOnly, true);
    await check(
      `
// file: orders.ts
import { Router } from 'express';
import knex from 'knex';
const db = knex({ client: 'pg' });
export const orders = Router();
orders.post('/orders', async (req, res) => {
  const [order] = await db('orders').insert({ sku: req.body.sku }).returning('*');
  await fetch('https://mail.example.com/send', { method: 'POST', body: order.id });
  res.status(201).end();
});
`,
      [
        'orders.ts:5 asks: POST /orders needs `orders.insert`, `POST /send`: no retry, breaker, fallback or bounded wait with an answer seen',
      ],
    );
  });

  it('finds the retry of a client behind two helpers', () =>
    check(
      `
// file: gateway.ts
import axios from 'axios';
import axiosRetry, { exponentialDelay } from 'axios-retry';
const gateway = axios.create({ timeout: 4_000 });
axiosRetry(gateway, { retries: 3, retryDelay: exponentialDelay });
export async function send(to: string) {
  await gateway.post('/send', { to });
}
// file: worker.ts
import { Worker } from 'bullmq';
import { send } from './gateway';
async function deliver(to: string) {
  await send(to);
}
async function run(job) {
  for (const to of job.data.recipients) await deliver(to);
}
new Worker('pushes', (job) => run(job));
`,
      ['worker.ts:9 discharged: axiosRetry, retries: 3, retryDelay: exponentialDelay'],
    ));
});
