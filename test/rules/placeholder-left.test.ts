import assert from 'node:assert/strict';
import { rule } from '#rules/placeholder-left';
import { analyseFiles, splitFiles } from '../support/analyse';

async function check(code: string, expected: readonly string[], file = 'service.ts'): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, file))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence = '-', text }) => `${line} ${state} ${confidence}: ${text}`),
    expected,
  );
}

describe('placeholder-left', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['MOD-02', 7, 7, 3]);
  });

  it('quotes what says so, once for each comment, and is surer of a stub than of a marker', () =>
    check(
      `// TODO: handle a second delivery
// and much more that belongs to it
export async function pay(cents: number) {
  // In a real system this would
  // call the bank
  throw new Error('Not implemented');
}`,
      [
        '1 asks medium: the comment says “TODO: handle a second delivery”',
        '4 asks medium: the comment says “In a real system this would”',
        '6 asks high: pay throws in place of doing its work',
      ],
    ));

  it('reads a sentence that goes on in the next line', () =>
    check(
      `export function pay(cents: number) {
  // Here we use a mock
  // response of the bank
  return cents;
}`,
      ['2 asks medium: the comment says “Here we use a mock”'],
    ));

  it('leaves generated code, tests and examples alone', async () => {
    for (const file of ['orders.generated.ts', 'orders.test.ts', 'examples/orders.ts'])
      await check('// TODO: implement this\nexport function pay() {}', [], file);
  });
});
