import assert from 'node:assert/strict';
import { rule } from '#rules/write-not-idempotent';
import { analyseFiles } from '../support/analyse';

/** `line state confidence: text` of everything the rule says in the last file. */
async function check(files: Readonly<Record<string, string>> | string, expected: readonly string[]): Promise<void> {
  const { run } = await analyseFiles(typeof files === 'string' ? { 'app.ts': files } : files);
  assert.deepEqual(
    run(rule).map(
      ({ path, line, state, confidence, text }) =>
        `${path}:${line} ${state}${confidence === undefined ? '' : ` ${confidence}`}: ${text}`,
    ),
    expected,
  );
}

const app = `import express from 'express';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
const app = express();
`;

describe('write-not-idempotent', () => {
  it('names the step, the entry point and what was looked at', () =>
    check(
      `${app}app.post('/orders', async (req, res) => {
  res.json(await prisma.order.create({ data: req.body }));
});`,
      ['app.ts:6 asks high: prisma.order.create in POST /orders: no key, upsert or unique conflict seen'],
    ));

  it('asks with less force what only looks first, and not at all where the schema then refuses', async () => {
    const code = `${app}app.post('/users', async (req, res) => {
  const known = await prisma.user.findUnique({ where: { email: req.body.email } });
  if (known) return res.sendStatus(409);
  res.json(await prisma.user.create({ data: { email: req.body.email } }));
});`;
    await check(code, [
      'app.ts:8 asks low: prisma.user.create in POST /users: prisma.user.findUnique looks first, two at once both find nothing',
    ]);
    await check({ 'app.ts': code, 'prisma/schema.prisma': 'model User {\n  id String @id\n  email String @unique\n}\n' }, [
      'app.ts:8 discharged: email String @unique',
    ]);
  });

  it('says when a constraint is there whose refusal nobody handles', () =>
    check(
      `import express from 'express';
import mongoose from 'mongoose';
const User = mongoose.model('User', new mongoose.Schema({}));
const userSchema = new mongoose.Schema({ email: { type: String, unique: true } });
const app = express();
app.post('/users', async (req, res) => {
  res.json(await User.create({ email: req.body.email }));
});`,
      ['app.ts:7 asks medium: User.create in POST /users: unique on (email), and the refusal is not handled here'],
    ));

  it('is quieter about forms that answer with a page', () =>
    check(
      `${app}app.post('/orders', async (req, res) => {
  await prisma.order.create({ data: { sku: req.body.sku } });
  res.redirect('/orders');
});`,
      ['app.ts:6 asks low: prisma.order.create in POST /orders: no key, upsert or unique conflict seen'],
    ));

  it('is quieter about forms whose answer a helper of the file gives', () =>
    check(
      `${app}app.post('/orders', async (req, res) => {
  await prisma.order.create({ data: { sku: req.body.sku } });
  return shown(res);
});
function shown(res) {
  res.render('orders');
}`,
      ['app.ts:6 asks low: prisma.order.create in POST /orders: no key, upsert or unique conflict seen'],
    ));

  it('hears of a look-up in a helper of a helper, and not of one of a parent', async () => {
    const repository = `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export const findByName = (name: string) => prisma.vendor.findFirst({ where: { name } });
export const findById = (id: string, owner: string) => prisma.vendor.findFirst({ where: { id, owner } });
export const insert = (data: object) => prisma.vendor.create({ data });`;
    const route = `import express from 'express';
import { add } from './service';
const app = express();
app.post('/vendors', async (req, res) => res.json(await add(req.body)));`;
    const asked = (text: string): readonly string[] => [`app.ts:4 asks ${text}`];
    const service = (lookUp: string) => `import { findById, findByName, insert } from './repository';
export async function add(body) {
${lookUp}
  return insert({ name: body.name });
}`;
    await check(
      {
        'repository.ts': repository,
        'app.ts': route,
        'service.ts': service("  if (await findByName(body.name)) throw new Error('already there');"),
      },
      asked('low: prisma.vendor.create in POST /vendors: prisma.vendor.findFirst looks first, two at once both find nothing'),
    );
    await check(
      {
        'repository.ts': repository,
        'app.ts': route,
        'service.ts': service(
          "  const parent = await findById(body.parent, body.owner);\n  if (!parent) throw new Error('no parent');",
        ),
      },
      asked('high: prisma.vendor.create in POST /vendors: no key, upsert or unique conflict seen'),
    );
  });

  it('is quieter about a row that is made of what was waiting and is then used up', async () => {
    const code = (name: string) => `${app}app.post('/attachments', async (req, res) => {
  const ${name} = await prisma.upload.findUnique({ where: { id: req.body.file } });
  await prisma.attachment.create({ data: { size: ${name}.size } });
  await movePendingFile(${name});
  res.sendStatus(201);
});`;
    await check(code('pendingFile'), [
      'app.ts:7 asks low: prisma.attachment.create in POST /attachments: movePendingFile uses up what it is made of, two at once both find it',
    ]);
    await check(code('file'), [
      'app.ts:7 asks high: prisma.attachment.create in POST /attachments: no key, upsert or unique conflict seen',
    ]);
  });

  it('asks about what comes after a row that is found or made', () =>
    check(
      `${app}app.post('/orders', async (req, res) => {
  let shop = await prisma.shop.findFirst({ where: { name: req.body.shop } });
  if (!shop) shop = await prisma.shop.create({ data: { name: req.body.shop } });
  await prisma.order.create({ data: { shopId: shop.id, sku: req.body.sku } });
  res.sendStatus(201);
});`,
      ['app.ts:8 asks high: prisma.order.create in POST /orders: no key, upsert or unique conflict seen'],
    ));

  it('asks jobs only about what reaches a person or moves money, and leaves consumers to their own rule', () =>
    check(
      `import { Worker } from 'bullmq';
import cron from 'node-cron';
import Stripe from 'stripe';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
const stripe = new Stripe('');
new Worker('charges', async (job) => {
  await stripe.charges.create({ amount: job.data.amount, currency: 'eur' });
});
cron.schedule('0 3 * * *', async () => {
  await prisma.row.create({ data: { day: new Date() } });
});
cron.schedule('0 4 * * *', async () => {
  await stripe.charges.create({ amount: 100, currency: 'eur' });
});`,
      ['app.ts:14 asks high: stripe.charges.create in job 0 4 * * *: no idempotency key in the call, none looked up before it'],
    ));

  it('believes a middleware in front of the router in another file', () =>
    check(
      {
        'orders.ts': `import { Router } from 'express';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export const orders = Router();
orders.post('/', async (req, res) => {
  res.json(await prisma.order.create({ data: { sku: req.body.sku } }));
});`,
        'app.ts': `import express from 'express';
import { orders } from './orders';
import { onceOnly } from './once-only';
const app = express();
app.use('/orders', onceOnly, orders);`,
        'once-only.ts': `import { redis } from './redis';
export async function onceOnly(req, res, next) {
  const key = req.get('Idempotency-Key');
  if (!(await redis.set(key, '1', 'NX'))) return res.sendStatus(409);
  next();
}`,
      },
      ["orders.ts:6 discharged: redis.set(key, '1', 'NX')"],
    ));

  it('says nothing of a handler that nobody registers', () =>
    check(
      {
        'views.py': `from django.views.decorators.http import require_POST
from .models import Order

@require_POST
def create(request):
    Order.objects.create(sku=request.POST["sku"])
`,
      },
      [],
    ));
});
