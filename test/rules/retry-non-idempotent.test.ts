import assert from 'node:assert/strict';
import { rule } from '#rules/retry-non-idempotent';
import { analyseFiles, splitFiles } from '../support/analyse';

/** Everything that is said, as `line state confidence text`. */
async function check(code: string, expected: readonly string[], path = 'service.ts'): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, path))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence, text }) =>
      [line, state, confidence, text].filter((each) => each !== undefined).join(' '),
    ),
    expected,
  );
}

const thrice = (body: string): string => `import { PrismaClient } from '@prisma/client';
import Stripe from 'stripe';
const prisma = new PrismaClient();
const stripe = new Stripe('');
export async function f(id: string) {
  for (let i = 0; i < 3; i++) {
    try {
      ${body}
      return;
    } catch (e) { console.error(e); }
  }
}`;

describe('retry-non-idempotent', () => {
  it('asks once for each retry, about what is hardest to take back', () =>
    check(thrice(`await fetch('https://a.example/b', { method: 'POST' }); await stripe.charges.create({ amount: 1 });`), [
      '8 asks high stripe.charges.create, tried again by the counted loop: nothing tells the other side that it is the same one',
    ]));

  it('is less sure of a row, and sees that a transaction takes it back', async () => {
    await check(thrice('await prisma.order.create({ data: { id } });'), [
      '8 asks medium prisma.order.create, tried again by the counted loop: writes another row',
    ]);
    await check(thrice('await prisma.$transaction(async (tx) => { await tx.order.create({ data: { id } }); });'), [
      '8 discharged tx.order.create: what a try wrote is rolled back with it',
    ]);
  });

  it('takes a fresh key for one only where it is made before the first try', async () => {
    const order = (key: string): string =>
      thrice(`await fetch('https://a.example/b', { method: 'POST', headers: { 'Idempotency-Key': ${key} } });`);
    await check(order('crypto.randomUUID()'), [
      '8 asks high POST /b, tried again by the counted loop: the key crypto.randomUUID() is another one at each try',
    ]);
    await check(order('id'), ['8 discharged POST /b: key id']);
  });
});
