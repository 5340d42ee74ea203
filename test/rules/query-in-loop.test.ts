import assert from 'node:assert/strict';
import { rule } from '#rules/query-in-loop';
import { analyseFiles, splitFiles } from '../support/analyse';

/** Everything that is said, as `line state confidence text`. */
async function check(code: string, expected: readonly string[]): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, 'service.ts'))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence = '-', text }) => `${line} ${state} ${confidence}: ${text}`),
    expected,
  );
}

describe('query-in-loop', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['COST-03', 6, 8, 5]);
  });

  it('is surest of rows that were just read, and unsure of items that are worked off one by one', () =>
    check(
      `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function shown(day: string) {
  const rows = [];
  for (const order of await prisma.order.findMany({ where: { day }, take: 50 }))
    rows.push(await prisma.customer.findUnique({ where: { id: order.customerId } }));
  return rows;
}
export async function names(ids: string[]) {
  const rows = [];
  for (const id of ids) rows.push(await prisma.customer.findUnique({ where: { id } }));
  return rows;
}
export async function close(ids: string[], failed: string[]) {
  for (const id of ids) {
    try {
      await prisma.order.update({ where: { id }, data: { state: 'closed' } });
    } catch {
      failed.push(id);
    }
  }
}`,
      [
        '6 asks high: prisma.customer.findUnique for each of await prisma.order.findMany({ where: { …, one after another',
        '11 asks medium: prisma.customer.findUnique for each of ids, one after another',
        '17 asks low: prisma.order.update for each of ids, one after another',
      ],
    ));

  it('asks nothing of chunks, constants and what does not depend on the item', () =>
    check(
      `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
const KINDS = ['a', 'b'];
export async function f(chunks: string[][], ids: string[]) {
  for (const ids of chunks) await prisma.order.findMany({ where: { id: { in: ids } } });
  for (const kind of KINDS) await prisma.order.count({ where: { kind } });
  for (const id of ids) console.log(id, await prisma.order.count({ where: { kind: 'a' } }));
}`,
      [],
    ));
});
