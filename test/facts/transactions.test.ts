import assert from 'node:assert/strict';
import { effectsOf } from '#facts/effects/effects';
import { isOwnFunction } from '#facts/effects/inline-functions';
import { analyseFiles, splitFiles } from '../support/analyse';

/** The transaction of every write, in source order: equal letters commit together. */
async function check(code: string, expected: string, path = 'file.ts'): Promise<void> {
  const analysis = (await analyseFiles(splitFiles(code, path))).analysisOf(path);
  const ids: unknown[] = [];
  const found = analysis.functions
    .filter((fn) => isOwnFunction(analysis, fn))
    .flatMap((fn) => effectsOf(analysis, fn).filter(({ kind }) => kind === 'store-write'))
    .map(({ transaction }) => {
      if (transaction.kind !== 'own') return transaction.kind;
      if (!ids.includes(transaction.id)) ids.push(transaction.id);
      return 'ABC'[ids.indexOf(transaction.id)];
    });
  assert.equal(found.join(' '), expected);
}

const pg = `import { Pool, type PoolClient } from 'pg';\nconst pool = new Pool();\n`;

describe('Transactions', () => {
  it('are begun by callbacks, lists and wrappers', async () => {
    await check(
      `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function f() {
  await prisma.$transaction(async (tx) => { await tx.a.create({ data: {} }); await tx.b.create({ data: {} }); });
  await prisma.$transaction([prisma.a.create({ data: {} }), prisma.b.create({ data: {} })]);
  await prisma.a.create({ data: {} });
}`,
      'A A B B none',
    );
    await check(
      `${pg}export async function f(inOneTransaction: any) {
  await inOneTransaction(async (client: PoolClient) => {
    await client.query('INSERT INTO a (x) VALUES (1)');
    await client.query('INSERT INTO b (x) VALUES (1)');
  });
}`,
      'A A',
    );
  });

  it('do not hold what goes around their handle', () =>
    check(
      `import { knex } from 'knex';
const db = knex({});
export async function f() {
  await db.transaction(async (trx) => { await trx('a').insert({}); await db('b').insert({}); });
}`,
      'A none',
    ));

  it('are begun and committed by hand', async () => {
    await check(
      `${pg}export async function f() {
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query('INSERT INTO a (x) VALUES (1)');
  await client.query('COMMIT');
  await client.query('INSERT INTO b (x) VALUES (1)');
}`,
      'A none',
    );
    await check(
      `import { Sequelize } from 'sequelize';
const sequelize = new Sequelize('');
const Order = sequelize.define('Order', {});
export async function f() {
  const t = await sequelize.transaction();
  await Order.create({}, { transaction: t });
  await t.commit();
}`,
      'A',
    );
  });

  it('are the next commit of a session', async () => {
    await check(
      `from sqlalchemy.orm import Session
def f(db: Session):
    db.add(Order())
    db.add(Item())
    db.commit()
    db.add(Audit())
    db.commit()
def g(db: Session):
    db.add(Order())
`,
      'A A B handed-in',
      'file.py',
    );
    await check(
      `import psycopg
def f(dsn):
    conn = psycopg.connect(dsn, autocommit=True)
    conn.execute("INSERT INTO a (x) VALUES (1)")
    conn.commit()
def g(dsn):
    conn = psycopg.connect(dsn)
    conn.execute("INSERT INTO a (x) VALUES (1)")
    conn.commit()
`,
      'none A',
      'file.py',
    );
  });

  it('are blocks, where entering begins one', () =>
    check(
      `import asyncpg, psycopg
from django.db import transaction
from psycopg_pool import ConnectionPool
from .models import Team
pool = ConnectionPool("")
def f():
    with pool.connection() as conn:
        conn.execute("INSERT INTO a (x) VALUES (1)")
def g():
    with transaction.atomic():
        Team.objects.create(size=1)
    Team.objects.create(size=1)
async def h(pool: asyncpg.Pool):
    async with pool.acquire() as conn:
        await conn.execute("INSERT INTO a (x) VALUES (1)")
        async with conn.transaction():
            await conn.execute("INSERT INTO b (x) VALUES (1)")
`,
      'A B none none C',
      'file.py',
    ));

  it('are decorators on the function or its class', () =>
    check(
      `import { Transactional } from 'typeorm-transactional';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
export class Orders {
  constructor(@InjectRepository(Order) private readonly orders: Repository<Order>) {}
  @Transactional()
  async f() { await this.orders.insert({}); await this.orders.update(1, {}); }
  async g() { await this.orders.insert({}); }
}`,
      'A A none',
    ));

  it('are handed in by name or by type, and unknown where a handle may be one', () =>
    check(
      `import type { Prisma } from '@prisma/client';
import type { PoolClient } from 'pg';
export async function f(tx: Prisma.TransactionClient) { await tx.a.create({ data: {} }); }
export async function g(trx: any) { await trx('a').insert({}); }
export async function h(client: PoolClient) { await client.query('INSERT INTO a (x) VALUES (1)'); }
export async function i(db: any) { await db.query('INSERT INTO a (x) VALUES (1)'); }
`,
      'handed-in handed-in unknown unknown',
    ));
});
