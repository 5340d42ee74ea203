import assert from 'node:assert/strict';
import { rule } from '#rules/no-metric-on-boundary';
import { analyseFiles } from '../support/analyse';

/** `path:line state`, with `row` for what only informs the checklist. */
async function check(code: string, expected: readonly string[]): Promise<void> {
  const { run } = await analyseFiles(code);
  assert.deepEqual(
    run(rule).map(({ path, line, state, rowOnly }) => `${path}:${line} ${state}${rowOnly ? ' row' : ''}`),
    expected,
  );
}

describe('no-metric-on-boundary', () => {
  it('is shown where the file has the means to measure, also by the project’s own metrics', () =>
    check(
      `
// file: metrics.ts
import { Counter } from 'prom-client';
export const placed = new Counter({ name: 'placed_total', help: 'Orders placed' });
// file: orders.ts
import { Router } from 'express';
import { placed } from './metrics';
export const orders = Router();
orders.post('/orders', (req, res) => {
  placed.inc();
  res.status(201).end();
});
orders.post('/quotes', (req, res) => res.status(201).end());
// file: refunds.ts
import { Router } from 'express';
export const refunds = Router();
refunds.post('/refunds', (req, res) => res.status(201).end());
`,
      ['orders.ts:4 discharged', 'orders.ts:8 asks', 'refunds.ts:3 asks row'],
    ));

  it('is answered by what the application puts before all of its routes, wherever they stand', () =>
    check(
      `
// file: app.ts
import Fastify from 'fastify';
import metrics from 'fastify-metrics';
import { orders } from './orders';
const app = Fastify();
await app.register(metrics, { endpoint: '/metrics' });
await app.register(orders);
// file: orders.ts
import type { FastifyInstance } from 'fastify';
export async function orders(app: FastifyInstance) {
  app.post('/orders', async (request, reply) => reply.code(201).send());
}
`,
      ['orders.ts:3 discharged'],
    ));
});
