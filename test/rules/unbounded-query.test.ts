import assert from 'node:assert/strict';
import { rule } from '#rules/unbounded-query';
import { analyseFiles, splitFiles } from '../support/analyse';
import { firstFix } from '../support/fixed';

/** Everything that is asked, as `line confidence evidence`. */
async function check(code: string, expected: readonly string[], path = 'service.ts'): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, path))).run(rule).filter(({ state }) => state === 'asks');
  assert.deepEqual(
    said.map(({ line, confidence, text }) => `${line} ${confidence} ${text}`),
    expected,
  );
}

describe('unbounded-query', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['COST-01', 6, 8, 6]);
  });

  it('is surer where an entry point gives the rows out, and unsure where one owner has them', () =>
    check(
      `import express from 'express';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
const app = express();
app.get('/guests', async (req, res) => res.json(await prisma.guest.findMany()));
export const guests = () => prisma.guest.findMany();
export const rooms = (hotelId: string) => prisma.room.findMany({ where: { hotelId } });`,
      [
        '5 high `prisma.guest.findMany`: all rows, no limit, page or cursor in the query',
        '6 medium `prisma.guest.findMany`: all rows, no limit, page or cursor in the query',
        '7 low `prisma.room.findMany`: selected by hotelId, no limit, page or cursor in the query',
      ],
    ));

  it('is unsure where what a person runs reads the rows', () =>
    check(
      'import argparse\nfrom .models import Guest\n\n\ndef main():\n    for guest in Guest.objects.all():\n        guest.mail()\n',
      ['6 low `Guest.objects.all`: all rows, no limit, page or cursor in the query'],
      'tool.py',
    ));

  it('leaves options alone that it cannot read', () =>
    check(
      `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export const guests = (options: object) => prisma.guest.findMany({ ...options });`,
      [],
    ));

  it('writes the limit in the words of the store', async () => {
    const bounded = async (code: string, path = 'service.ts'): Promise<string | undefined> =>
      (await firstFix(rule, code, path))?.text.trim().split('\n').at(-1)?.trim();
    assert.equal(await bounded('await prisma.guest.findMany();'), 'await prisma.guest.findMany({ take: 100 });');
    assert.equal(
      await bounded(`await prisma.guest.findMany({ where: { active: true } });`),
      'await prisma.guest.findMany({ where: { active: true }, take: 100 });',
    );
    assert.equal(
      await bounded(`await supabase.from('guests').select('*').order('name');`),
      `await supabase.from('guests').select('*').order('name').limit(100);`,
    );
    assert.equal(
      await bounded(`await Guest.find({}).sort('name').lean();`),
      `await Guest.find({}).sort('name').limit(100).lean();`,
    );
    assert.equal(
      await bounded('guests = list(Guest.objects.order_by("name"))', 'service.py'),
      'guests = list(Guest.objects.order_by("name")[:100])',
    );
    assert.equal(
      await bounded('guests = session.query(Guest).order_by(Guest.name).all()', 'service.py'),
      'guests = session.query(Guest).order_by(Guest.name).limit(100).all()',
    );
    assert.equal(
      await bounded('guests = session.scalars(select(Guest).order_by(Guest.name)).all()', 'service.py'),
      'guests = session.scalars(select(Guest).order_by(Guest.name).limit(100)).all()',
    );
  });
});
