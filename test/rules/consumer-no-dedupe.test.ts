import assert from 'node:assert/strict';
import { rule } from '#rules/consumer-no-dedupe';
import { analyseFiles, splitFiles } from '../support/analyse';

/** Everything that is said, as `line state confidence text`. */
async function check(code: string, expected: readonly string[]): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, 'service.ts'))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence = '-', text }) => `${line} ${state} ${confidence}: ${text}`),
    expected,
  );
}

describe('consumer-no-dedupe', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['IDM-05', 8, 6, 9]);
  });

  it('asks consumers, not routes, and not what is passed on', () =>
    check(
      `import { Queue, Worker } from 'bullmq';
import express from 'express';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
const mails = new Queue('mails');
const app = express();
new Worker('rows', async (job) => {
  await prisma.row.create({ data: { cents: job.data.cents } });
});
new Worker('events', async (job) => {
  await mails.add('mail', job.data);
});
app.post('/rows', async (req, res) => res.json(await prisma.row.create({ data: { cents: Number(req.body.cents) } })));`,
      ['8 asks high: prisma.row.create in consumer rows: no key, upsert or unique conflict seen'],
    ));

  it('takes a look before the insert for an answer, because a message comes again later', () =>
    check(
      `import { Worker } from 'bullmq';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
new Worker('rows', async (job) => {
  const known = await prisma.row.findFirst({ where: { ref: job.data.ref } });
  if (known) return;
  await prisma.row.create({ data: { ref: job.data.ref } });
});`,
      ['7 discharged -: prisma.row.findFirst looks first'],
    ));
});
