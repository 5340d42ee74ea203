import assert from 'node:assert/strict';
import { effectsOf } from '#facts/effects/effects';
import { isOwnFunction } from '#facts/effects/inline-functions';
import { analyseFiles, splitFiles } from '../support/analyse';

/** `kind operation entity`, with what is unusual of it, for every effect of the file's functions (the last file when several). */
async function check(code: string, expected: readonly string[], path = 'file.ts'): Promise<void> {
  const files = splitFiles(code, path);
  const last = Object.keys(files).at(-1) ?? path;
  const analysis = (await analyseFiles(files)).analysisOf(last);
  const found = analysis.functions
    .filter((fn) => isOwnFunction(analysis, fn))
    .flatMap((fn) =>
      effectsOf(analysis, fn).map(({ kind, operation, entity, isRepeatable, loop, isDeferred, via, confidence }) =>
        [
          kind,
          operation,
          entity || '-',
          isRepeatable ? 'again' : 'once',
          ...(loop === undefined ? [] : ['loop']),
          ...(isDeferred ? ['deferred'] : []),
          ...(via === undefined ? [] : ['via']),
          ...(confidence === 'high' ? [] : ['by shape']),
        ].join(' '),
      ),
    );
  assert.deepEqual(found, expected);
}

describe('Effects', () => {
  it('are read from the methods of JavaScript stores', () =>
    check(
      `
import { PrismaClient } from '@prisma/client';
import { knex } from 'knex';
import { drizzle } from 'drizzle-orm/node-postgres';
import { DataSource } from 'typeorm';
import mongoose from 'mongoose';
import { Sequelize } from 'sequelize';
import { MongoClient } from 'mongodb';
import { orders } from './schema';
const prisma = new PrismaClient();
const db = knex({});
const pg = drizzle('');
const source = new DataSource({});
const Invoice = mongoose.model('Invoice', new mongoose.Schema({}));
const User = new Sequelize('').define('User', {});
const mongo = new MongoClient('').db('shop');
export async function all(id: string, order: Order) {
  await prisma.orderItem.createMany({ data: [], skipDuplicates: true });
  await prisma.order.update({ where: { id }, data: { count: { increment: 1 } } });
  await db('line_items').where({ id }).update({ done: true }).returning('*');
  await db('stock').where({ id }).decrement('available', 2);
  await pg.insert(orders).values({ id }).onConflictDoNothing();
  await source.getRepository(Ticket).save({ title: 'x' });
  await source.createQueryBuilder().update(Ticket).set({ open: false }).where('id = :id', { id }).execute();
  await Invoice.findOneAndUpdate({ id }, { $inc: { n: 1 } }, { upsert: true });
  await Invoice.findById(id).lean();
  await User.findOrCreate({ where: { id } });
  await mongo.collection('carts').updateOne({ id }, { $set: { open: false } });
}
`,
      [
        'store-write create order_item again',
        'store-write update order once',
        'store-write update line_item again',
        'store-write increment stock once',
        'store-write create order again',
        'store-write create ticket once',
        'store-write update ticket again',
        'store-write upsert invoice once',
        'store-read read invoice again',
        'store-write upsert user again',
        'store-write update cart again',
      ],
    ));

  it('are read from the methods of Python stores', () =>
    check(
      `
from django.db import models
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session
import pymongo

class Team(models.Model):
    size = models.IntegerField()

def django(team: Team, pk):
    Team.objects.create(size=1)
    Team.objects.filter(pk=pk).update(size=models.F("size") + 1)
    Team.objects.get_or_create(pk=pk)
    team.size = 3
    team.save()
    Team(size=1).save()

def alchemy(db: Session, pk):
    db.add(Order(sku="a"))
    db.execute(insert(Order).values(sku="a").on_conflict_do_nothing())
    db.execute(update(Order).where(Order.id == pk).values(count=Order.count + 1))
    order = db.get(Order, pk)
    order.count += 1
    db.commit()

def mongo(pk):
    orders = pymongo.MongoClient().shop.orders
    orders.insert_one({"sku": "a"})
    orders.update_one({"_id": pk}, {"$set": {"sku": "b"}})
`,
      [
        'store-write create team once',
        'store-write update team once',
        'store-write upsert team again',
        'store-write update team again',
        'store-write create team once',
        'store-write create order once',
        'store-write create order again',
        'store-write update order once',
        'store-read read order again',
        'store-write update order once',
        'store-write create order once',
        'store-write update order again',
      ],
      'file.py',
    ));

  it('are read from SQL, as text, prepared, tagged, and with its parameters', () =>
    check(
      `
import Database from 'better-sqlite3';
import postgres from 'postgres';
import { Pool } from 'pg';
const db = new Database('x');
const insert = db.prepare('INSERT OR IGNORE INTO seen (id) VALUES (?)');
const sql = postgres('');
const pool = new Pool();
const TABLE = 'orders';
export async function all(id: string, balance: number) {
  insert.run(id);
  await sql\`INSERT INTO events (id) VALUES (\${id})\`;
  await pool.query(\`UPDATE \${TABLE} SET seen = true WHERE id = $1\`, [id]);
  await pool.query('UPDATE wallets SET balance = $1', [balance - 1]);
  await pool.query({ text: 'DELETE FROM ' + TABLE + ' WHERE id = $1', values: [id] });
  await pool.query('CREATE TRIGGER t BEGIN INSERT INTO a VALUES (1); END');
  console.log('INSERT INTO orders');
}
`,
      [
        'store-write create seen again',
        'store-write create event once',
        'store-write update order again',
        'store-write update wallet once',
        'store-write delete order again',
      ],
    ));

  it('beyond the database are charges, mails, messages, objects and calls that change something', () =>
    check(
      `
import Stripe from 'stripe';
import nodemailer from 'nodemailer';
import { Queue } from 'bullmq';
import { randomUUID } from 'node:crypto';
import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
const stripe = new Stripe('');
const mailer = nodemailer.createTransport({});
const queue = new Queue('jobs');
const s3 = new S3Client({});
export async function all(id: string, body: Buffer) {
  await stripe.charges.create({ amount: 1 }, { idempotencyKey: id });
  await stripe.charges.create({ amount: 1 }, { idempotencyKey: randomUUID() });
  await mailer.sendMail({ to: id });
  await queue.add('export', { id }, { jobId: id });
  await s3.send(new PutObjectCommand({ Bucket: 'b', Key: id, Body: body }));
  await s3.send(new PutObjectCommand({ Bucket: 'b', Key: \`\${Date.now()}-\${id}\`, Body: body }));
  await fetch('https://pay.example.com/v1/charges', { method: 'POST', headers: { 'Idempotency-Key': id } });
  await fetch('https://api.example.com/parcels', { method: 'POST' });
  await fetch('https://api.example.com/search', { method: 'POST' });
}
`,
      [
        'charge other - again',
        'charge other - once',
        'send other - once',
        'publish other export again',
        'object-write other - again',
        'object-write other - once',
        'charge other charge again',
        'remote-write other parcel once',
        'remote-read read search again',
      ],
    ));

  it('of helpers count once where they are called, also of those in other files', () =>
    check(
      `
// file: store.ts
import { Pool } from 'pg';
const pool = new Pool();
export async function save(id: string) {
  await pool.query('INSERT INTO orders (id) VALUES ($1)', [id]);
}
export class Carts {
  async clear(id: string) {
    await pool.query('DELETE FROM carts WHERE id = $1', [id]);
  }
}
// file: main.ts
import { Carts, save } from './store';
const carts = new Carts();
export async function place(ids: string[]) {
  for (const id of ids) await save(id);
  await Promise.all(ids.map(async (id) => carts.clear(id)));
}
`,
      ['store-write create order once loop via', 'store-write delete cart again loop via'],
    ));

  it('of callbacks belong to the function that runs them, not to the one that registers them', () =>
    check(
      `
import express from 'express';
import { Pool } from 'pg';
const pool = new Pool();
export function register(app: express.Application, limit: (work: () => Promise<void>) => Promise<void>) {
  app.post('/x', async () => {
    await pool.query('INSERT INTO a (x) VALUES (1)');
  });
}
export async function wrapped(limit: (work: () => Promise<void>) => Promise<void>) {
  await limit(async () => {
    await pool.query('INSERT INTO b (x) VALUES (1)');
  });
  setTimeout(async () => pool.query('INSERT INTO c (x) VALUES (1)'), 10);
}
`,
      ['store-write create b once', 'store-write create a once', 'store-write create c once'],
    ));

  it('that wait for the commit say so', () =>
    check(
      `
from django.db import transaction
from .tasks import welcome

def register(user):
    transaction.on_commit(lambda: welcome.delay(user.pk))
`,
      ['publish other welcome once deferred'],
      'file.py',
    ));

  it('are known by unmistakable shapes where the handle is not', () =>
    check(
      `
export async function shapes(trx: any, orderRepo: any, tx: any, list: any, cache: Map<string, string>) {
  await trx('orders').insert({ id: 1 });
  await orderRepo.save({ id: 1 });
  await tx.order.create({ data: { id: 1 } });
  list.insert(1);
  list.save(1);
  cache.delete('x');
  cache.get('select');
}
`,
      [
        'store-write create order once by shape',
        'store-write save order once by shape',
        'store-write create order once by shape',
      ],
    ));

  it('are harmless again where a conflict is handled or a key is used', () =>
    check(
      `
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function handled(email: string) {
  try {
    await prisma.user.create({ data: { email } });
  } catch (error: any) {
    if (error.code === 'P2002') return;
    throw error;
  }
}
export async function keyed(idempotencyKey: string) {
  if (await prisma.request.findUnique({ where: { key: idempotencyKey } })) return;
  await prisma.order.create({ data: { sku: 'a' } });
}
export async function onlyLogged(idempotencyKey: string) {
  console.log(idempotencyKey);
  await prisma.order.create({ data: { sku: 'a' } });
}
`,
      [
        'store-write create user again',
        'store-read read request again',
        'store-write create order again',
        'store-write create order once',
      ],
    ));
});
