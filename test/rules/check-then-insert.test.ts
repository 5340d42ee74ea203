import assert from 'node:assert/strict';
import { rule } from '#rules/check-then-insert';
import { analyseFiles, splitFiles } from '../support/analyse';

/** Everything that is said, as `line state confidence text`. */
async function check(code: string, expected: readonly string[]): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, 'service.ts'))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence = '-', text }) => `${line} ${state} ${confidence}: ${text}`),
    expected,
  );
}

describe('check-then-insert', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['IDM-08', 7, 7, 8]);
  });

  it('names the columns that are looked at, and asks nothing of a parent that has to be there', () =>
    check(
      `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function invite(teamId: string, email: string) {
  const known = await prisma.invite.findFirst({ where: { teamId, email } });
  if (known !== null) return known;
  return prisma.invite.create({ data: { teamId, email } });
}
export async function reply(slug: string) {
  const thread = await prisma.post.findFirst({ where: { slug } });
  if (thread === null) throw new Error(slug);
  return prisma.post.create({ data: { slug } });
}`,
      ['6 asks high: prisma.invite.findFirst looks first by teamId, email: no unique constraint, lock or upsert seen'],
    ));

  it('reads which branch has the insert', () =>
    check(
      `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function tag(name: string) {
  if ((await prisma.tag.count({ where: { name } })) > 0) return;
  await prisma.tag.create({ data: { name } });
}
export async function copy(name: string) {
  const found = await prisma.tag.findFirst({ where: { name } });
  if (found) await prisma.tag.create({ data: { name: found.name } });
}`,
      ['5 asks high: prisma.tag.count looks first by name: no unique constraint, lock or upsert seen'],
    ));
});
