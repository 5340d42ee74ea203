import assert from 'node:assert/strict';
import { rule } from '#rules/multi-write-no-transaction';
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
const prisma = new PrismaClient();
`;

describe('multi-write-no-transaction', () => {
  it('names both writes, the second first', () =>
    check(
      {
        'a.ts': `${prisma}export async function f(sku: string) {
  await prisma.order.create({ data: { sku } });
  await prisma.stock.update({ where: { sku }, data: { left: { decrement: 1 } } });
}`,
      },
      ['a.ts:5 asks high: prisma.stock.update after prisma.order.create: no transaction seen around both'],
    ));

  it('is quieter about rows that are only set, and about filling a database', () =>
    check(
      {
        'a.ts': `${prisma}export async function rename(id: string, name: string) {
  await prisma.user.update({ where: { id }, data: { name } });
  await prisma.profile.update({ where: { userId: id }, data: { name } });
}
export async function seedDemo() {
  await prisma.user.create({ data: {} });
  await prisma.profile.create({ data: {} });
}`,
      },
      [
        'a.ts:5 asks low: prisma.profile.update after prisma.user.update: no transaction seen around both',
        'a.ts:9 asks low: prisma.profile.create after prisma.user.create: no transaction seen around both',
      ],
    ));

  it('is quieter about what the next run finds or makes again, what is only removed, and what happened last', () =>
    check(
      {
        'a.ts': `${prisma}export async function open(handle: string, userId: string) {
  let room = await prisma.room.findFirst({ where: { handle } });
  if (!room) room = await prisma.room.create({ data: { handle } });
  await prisma.door.upsert({ where: { userId }, create: { userId, roomId: room.id }, update: { roomId: room.id } });
}
export async function leave(userId: string) {
  await prisma.note.deleteMany({ where: { userId } });
  await prisma.account.delete({ where: { id: userId } });
}
export async function add(userId: string, text: string) {
  await prisma.note.create({ data: { userId, text } });
  await prisma.account.update({ where: { id: userId }, data: { lastNoteAt: new Date() } });
}
export async function join(handle: string, userId: string) {
  const room = await prisma.room.findFirst({ where: { handle } });
  if (room) throw new Error('taken');
  await prisma.room.create({ data: { handle } });
  await prisma.door.upsert({ where: { userId }, create: { userId }, update: {} });
}`,
      },
      [
        'a.ts:6 asks low: prisma.door.upsert after prisma.room.create: no transaction seen around both',
        'a.ts:10 asks low: prisma.account.delete after prisma.note.deleteMany: no transaction seen around both',
        'a.ts:14 asks low: prisma.account.update after prisma.note.create: no transaction seen around both',
        'a.ts:20 asks high: prisma.door.upsert after prisma.room.create: no transaction seen around both',
      ],
    ));

  it('reads what is assigned to a row before it is saved', () =>
    check(
      {
        'a.py': `from django.utils.timezone import now
from .models import Address, Profile

def block(address: Address, profile: Profile):
    address.num_blocked += 1
    address.save(update_fields=["num_blocked"])
    profile.last_engagement = now()
    profile.save()

def charge(address: Address, profile: Profile):
    address.active = False
    address.save()
    profile.credits = profile.credits - 1
    profile.save()
`,
        'models.py': `from django.db import models

class Address(models.Model):
    num_blocked = models.IntegerField()

class Profile(models.Model):
    credits = models.IntegerField()
`,
      },
      [
        'a.py:8 asks low: profile.save after address.save: no transaction seen around both',
        'a.py:14 asks high: profile.save after address.save: no transaction seen around both',
      ],
    ));

  it('is asked where the helper stands, and only told to the checklist of its caller', () =>
    check(
      {
        'service.ts': `${prisma}export async function place(sku: string) {
  await prisma.order.create({ data: { sku } });
  await prisma.item.create({ data: { sku } });
}`,
        'app.ts': `import express from 'express';
import { place } from './service';
const app = express();
app.post('/orders', async (req, res) => {
  await place(req.body.sku);
  res.sendStatus(201);
});`,
      },
      [
        'service.ts:5 asks high: prisma.item.create after prisma.order.create: no transaction seen around both',
        'app.ts:5 asks high row-only: prisma.order.create and prisma.item.create are written by one helper: no transaction seen around both',
      ],
    ));

  it('tells the checklist when the helper holds both together', () =>
    check(
      {
        'service.ts': `${prisma}export async function place(sku: string) {
  await prisma.$transaction(async (tx) => {
    await tx.order.create({ data: { sku } });
    await tx.item.create({ data: { sku } });
  });
}`,
        'app.ts': `import express from 'express';
import { place } from './service';
const app = express();
app.post('/orders', async (req, res) => {
  await place(req.body.sku);
  res.sendStatus(201);
});`,
      },
      [
        'service.ts:6 discharged: tx.order.create and tx.item.create commit together: prisma.$transaction',
        'app.ts:5 discharged: tx.order.create and tx.item.create commit together',
      ],
    ));

  it('says why it cannot tell', () =>
    check(
      {
        'a.ts': `import type { PoolClient } from 'pg';
export async function f(client: PoolClient) {
  await client.query('INSERT INTO a (x) VALUES (1)');
  await client.query('INSERT INTO b (x) VALUES (1)');
}`,
      },
      ['a.ts:4 silent: what client is, its caller decides'],
    ));

  it('leaves a gap to the rule on two systems where that one is answered', () =>
    check(
      {
        'a.ts': `${prisma}import Stripe from 'stripe';
const stripe = new Stripe('');
export async function pay(id: string, token: string) {
  const order = await prisma.order.create({ data: { id, status: 'PENDING' } });
  let charge;
  try {
    charge = await stripe.charges.create({ source: token }, { idempotencyKey: id });
  } catch (error) {
    await prisma.order.update({ where: { id: order.id }, data: { status: 'FAILED' } });
    throw error;
  }
  await prisma.payment.create({ data: { orderId: order.id, chargeId: charge.id } });
}`,
      },
      [],
    ));

  it('does not look at migrations', () =>
    check(
      {
        'migrations/001.ts': `${prisma}export async function up() {
  await prisma.a.create({ data: {} });
  await prisma.b.create({ data: {} });
}`,
      },
      [],
    ));

  it('is quiet about what is derived, handed out, weighed in a comment or told and gone on without', () =>
    check(
      {
        'a.ts': `${prisma}export async function logged(sku: string) {
  await prisma.order.create({ data: { sku } });
  await prisma.activityLog.create({ data: { sku } });
}
export async function counted(sku: string, id: string) {
  await prisma.order.create({ data: { sku } });
  await prisma.account.update({ where: { id }, data: { seq: { increment: 1 } } });
}
export async function weighed(sku: string) {
  await prisma.order.create({ data: { sku } });
  // Best effort: the nightly job writes what is not there.
  await prisma.parcel.create({ data: { sku } });
}
export async function tolerated(sku: string) {
  await prisma.order.create({ data: { sku } });
  try {
    await prisma.parcel.create({ data: { sku } });
  } catch (error) {
    console.error('no parcel yet', error);
  }
}`,
      },
      [
        'a.ts:5 asks low: prisma.activityLog.create after prisma.order.create: no transaction seen around both',
        'a.ts:9 asks low: prisma.account.update after prisma.order.create: no transaction seen around both',
        'a.ts:14 asks low: prisma.parcel.create after prisma.order.create: no transaction seen around both',
        'a.ts:19 asks low: prisma.parcel.create after prisma.order.create: no transaction seen around both',
      ],
    ));
});
