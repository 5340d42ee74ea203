import assert from 'node:assert/strict';
import { rule } from '#rules/unbounded-delete';
import { analyseFiles, splitFiles } from '../support/analyse';

/** Everything that is said, as `line state confidence text`. */
async function check(code: string, expected: readonly string[]): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, 'service.ts'))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence = '-', text }) => `${line} ${state} ${confidence}: ${text}`),
    expected,
  );
}

describe('unbounded-delete', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['DAT-03', 10, 3, 6]);
  });

  it('is unsure where the name says that all is meant, and where the rows are put in again', () =>
    check(
      `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function close() {
  await prisma.order.deleteMany();
}
export async function resetDemo() {
  await prisma.order.deleteMany();
}
export async function replaceRates(rates: { code: string }[]) {
  await prisma.rate.deleteMany();
  await prisma.rate.createMany({ data: rates });
}
export async function forget(id: string, customerId: string) {
  await prisma.order.delete({ where: { id } });
  await prisma.order.deleteMany({ where: { customerId } });
}`,
      [
        '4 asks high: prisma.order.deleteMany: nothing selects the rows',
        '7 asks low: prisma.order.deleteMany: nothing selects the rows',
        '10 asks low: prisma.rate.deleteMany: nothing selects the rows',
        '15 discharged -: selected by customerId',
      ],
    ));
});
