import assert from 'node:assert/strict';
import { rule } from '#rules/lost-update';
import { analyseFiles, splitFiles } from '../support/analyse';

/** Everything that is said, as `line state confidence text`. */
async function check(code: string, expected: readonly string[]): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, 'service.ts'))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence = '-', text }) => `${line} ${state} ${confidence}: ${text}`),
    expected,
  );
}

describe('lost-update', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['IDM-07', 9, 5, 8]);
  });

  it('says where the old value came from, and is less sure of an object that was handed in', () =>
    check(
      `import { PrismaClient } from '@prisma/client';
import { Account } from './account.model';
const prisma = new PrismaClient();
export async function spend(id: string, cents: number) {
  const account = await prisma.account.findUniqueOrThrow({ where: { id } });
  await prisma.account.update({ where: { id }, data: { balance: account.balance - cents } });
}
export async function earn(account: Account, cents: number) {
  account.balance += cents;
  await account.save();
}`,
      [
        '6 asks high: prisma.account.update: balance is computed from what prisma.account.findUniqueOrThrow gave, no lock, version or atomic change seen',
        '10 asks medium: account.save: balance is computed from its old value, no lock, version or atomic change seen',
      ],
    ));

  it('is asked once for a column, and not of a change that the store computes', () =>
    check(
      `import knexFactory from 'knex';
const knex = knexFactory({ client: 'pg' });
export async function take(sku: string, count: number, isGift: boolean) {
  const item = await knex('stock').where({ sku }).first();
  if (isGift) await knex('stock').where({ sku }).update({ left: item.left - 1 });
  else await knex('stock').where({ sku }).update({ left: item.left - count });
  await knex('stock').where({ sku }).decrement('reserved', count);
}`,
      ['5 asks high: stock.update: left is computed from what stock.first gave, no lock, version or atomic change seen'],
    ));
});
