import assert from 'node:assert/strict';
import { rule } from '#rules/partial-failure-fanout';
import { analyseFiles, splitFiles } from '../support/analyse';

/** Everything that is said, as `line state confidence text`. */
async function check(code: string, expected: readonly string[]): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, 'service.ts'))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence = '-', text }) => `${line} ${state} ${confidence}: ${text}`),
    expected,
  );
}

describe('partial-failure-fanout', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['RES-09', 8, 5, 8]);
  });

  it('names what is begun together, once for each call that waits', () =>
    check(
      `import axios from 'axios';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function close(id: string, users: string[]) {
  await Promise.all([prisma.invoice.create({ data: { id } }), axios.post('https://mail.example.com/send', { id })]);
  await Promise.all(users.map((user) => axios.post('https://push.example.com/send', { user })));
  await Promise.all(users.map((user) => axios.get(\`https://users.example.com/\${user}\`)));
  await Promise.allSettled(users.map((user) => axios.post('https://push.example.com/send', { user })));
}`,
      [
        '5 asks high: prisma.invoice.create, POST /send: the first failure is all that is told',
        '6 asks high: POST /send for every item: the first failure is all that is told',
        '8 discharged -: each outcome is kept by allSettled',
      ],
    ));
});
