import assert from 'node:assert/strict';
import { rule } from '#rules/webhook-unverified';
import { analyseFiles, splitFiles } from '../support/analyse';

/** Everything that is said, as `line state confidence text`. */
async function check(code: string, expected: readonly string[]): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, 'service.ts'))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence = '-', text }) => `${line} ${state} ${confidence}: ${text}`),
    expected,
  );
}

describe('webhook-unverified', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['SEC-14', 8, 5, 7]);
  });

  it('is sure where something is changed, and unsure where nothing is', () =>
    check(
      `import express from 'express';
import { prisma } from './db';
const app = express();
app.post('/webhooks/shop', async (req, res) => {
  await prisma.order.update({ where: { id: req.body.id }, data: { state: 'paid' } });
  res.end();
});
app.post('/webhooks/ping', async (req, res) => res.end());
app.post('/orders', async (req, res) => res.end());`,
      [
        '4 asks high: POST /webhooks/shop: no check of the sender’s signature seen in the handler or in front of it',
        '8 asks low: POST /webhooks/ping: no check of the sender’s signature seen in the handler or in front of it',
      ],
    ));
});
