import assert from 'node:assert/strict';
import { rule } from '#rules/dual-write-no-compensation';
import { analyseFiles } from '../support/analyse';

async function check(files: Readonly<Record<string, string>>, expected: readonly string[]): Promise<void> {
  const { run } = await analyseFiles(files);
  assert.deepEqual(
    run(rule).map(
      ({ path, line, state, confidence, rowOnly, text }) =>
        `${path}:${line} ${state}${confidence === undefined ? '' : ` ${confidence}`}${rowOnly === true ? ' row-only' : ''}: ${text}`,
    ),
    expected,
  );
}

const prisma = `import { PrismaClient } from '@prisma/client';
import Stripe from 'stripe';
import nodemailer from 'nodemailer';
const prisma = new PrismaClient();
const stripe = new Stripe('');
const mailer = nodemailer.createTransport({});
`;

describe('dual-write-no-compensation', () => {
  it('asks once, about what is hardest to take back', () =>
    check(
      {
        'a.ts': `${prisma}export async function place(sku: string, token: string, email: string) {
  const order = await prisma.order.create({ data: { sku } });
  await mailer.sendMail({ to: email });
  await stripe.charges.create({ source: token });
}`,
      },
      ['a.ts:10 asks high: stripe.charges.create after prisma.order.create: no undoing step, outbox or pending state seen'],
    ));

  it('asks about a mail with less force, the less the easier the write is repeated', () =>
    check(
      {
        'a.ts': `${prisma}export async function invited(email: string) {
  await prisma.invite.create({ data: { email } });
  await mailer.sendMail({ to: email });
}
export async function renamed(id: string, email: string) {
  await prisma.user.update({ where: { id }, data: { email } });
  await mailer.sendMail({ to: email });
}`,
      },
      [
        'a.ts:9 asks medium: mailer.sendMail after prisma.invite.create: no undoing step, outbox or pending state seen',
        'a.ts:13 asks low: mailer.sendMail after prisma.user.update: no undoing step, outbox or pending state seen',
      ],
    ));

  it('is quieter about a code that runs out by itself, and where a person sits before it', async () => {
    const body = `export async function begin(address: string, otpHash: string) {
  await prisma.verification.create({ data: { address, otpHash, expiresAt: new Date() } });
  await mailer.sendMail({ to: address });
}
export async function invite(address: string) {
  await prisma.invite.create({ data: { address, expiresAt: new Date() } });
  await mailer.sendMail({ to: address });
}`;
    await check({ 'a.ts': `${prisma}${body}` }, [
      'a.ts:9 asks low: mailer.sendMail after prisma.verification.create: no undoing step, outbox or pending state seen',
      'a.ts:13 asks medium: mailer.sendMail after prisma.invite.create: no undoing step, outbox or pending state seen',
    ]);
    await check({ 'scripts/a.ts': `${prisma}${body}` }, [
      'scripts/a.ts:9 asks low: mailer.sendMail after prisma.verification.create: no undoing step, outbox or pending state seen',
      'scripts/a.ts:13 asks low: mailer.sendMail after prisma.invite.create: no undoing step, outbox or pending state seen',
    ]);
  });

  it('takes a comment that names who repairs it as a reason to be quiet, never as an answer', () =>
    check(
      {
        'a.ts': `${prisma}export async function pay(id: string, token: string) {
  // jobs/reconcile.ts compares charges with orders every hour.
  await stripe.charges.create({ source: token });
  await prisma.order.create({ data: { id } });
}`,
      },
      ['a.ts:9 asks low: stripe.charges.create before prisma.order.create: no undoing step, outbox or pending state seen'],
    ));

  it('believes a pending state only together with a key', async () => {
    const code = (key: string) => `${prisma}export async function pay(id: string, token: string) {
  await prisma.order.create({ data: { id, status: 'PENDING' } });
  await stripe.charges.create({ source: token }${key});
  await prisma.order.update({ where: { id }, data: { status: 'PAID' } });
}`;
    await check({ 'a.ts': code('') }, [
      'a.ts:9 asks high: stripe.charges.create after prisma.order.create: no undoing step, outbox or pending state seen',
    ]);
    await check({ 'a.ts': code(', { idempotencyKey: id }') }, [
      'a.ts:9 discharged: prisma.order.create says first what is under way',
    ]);
  });

  it('tells the checklist of a caller what its helper does about it', () =>
    check(
      {
        'service.ts': `${prisma}export async function pay(id: string, token: string) {
  const charge = await stripe.charges.create({ source: token });
  try {
    await prisma.payment.create({ data: { id } });
  } catch (error) {
    await stripe.refunds.create({ charge: charge.id });
    throw error;
  }
}`,
        'app.ts': `import express from 'express';
import { pay } from './service';
const app = express();
app.post('/payments', async (req, res) => {
  await pay(req.body.id, req.body.token);
  res.sendStatus(201);
});`,
      },
      [
        'service.ts:8 discharged: stripe.refunds.create({ charge: charge.id })',
        'app.ts:5 discharged: stripe.refunds.create({ charge: charge.id })',
      ],
    ));
});
