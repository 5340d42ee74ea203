import assert from 'node:assert/strict';
import { rule } from '#rules/object-not-scoped';
import { analyseFiles, splitFiles } from '../support/analyse';

/** Everything that is said, as `line state confidence text`. */
async function check(code: string, expected: readonly string[]): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, 'service.ts'))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence = '-', text }) => `${line} ${state} ${confidence}: ${text}`),
    expected,
  );
}

describe('object-not-scoped', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['SEC-02', 9, 6, 8]);
  });

  it('needs to see whose the rows are, and says where', () =>
    check(
      `import express from 'express';
import { requireUser } from './auth';
import { prisma } from './db';
const app = express();
app.use(requireUser);
app.get('/notes', async (req, res) => res.json(await prisma.note.findMany({ where: { ownerId: req.user.id } })));
app.get('/notes/:id', async (req, res) => res.json(await prisma.note.findUnique({ where: { id: req.params.id } })));
app.get('/plans/:id', async (req, res) => res.json(await prisma.plan.findUnique({ where: { id: req.params.id } })));`,
      ['7 asks high: prisma.note.findUnique by id of the request, ownerId is not part of it'],
    ));
});
