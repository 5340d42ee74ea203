import assert from 'node:assert/strict';
import { rule } from '#rules/suppression-inserted';
import { analyseFiles, splitFiles } from '../support/analyse';

async function check(code: string, expected: readonly string[], file = 'service.ts'): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, file))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence = '-', text }) => `${line} ${state} ${confidence}: ${text}`),
    expected,
  );
}

describe('suppression-inserted', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['MOD-03', 6, 7, 4]);
  });

  it('says what is silenced, and takes a reason of three words', () =>
    check(
      `export function pay(cents: number) {
  // @ts-ignore
  bank.pay(cents);
  // @ts-ignore legacy types
  bank.pay(cents);
  // eslint-disable-next-line no-eval, no-console -- the formula is ours
  eval('1');
  // eslint-disable-next-line
  eval('1');
}`,
      [
        '2 asks medium: `@ts-ignore` keeps the type checker silent about everything it says, no reason seen',
        '4 asks medium: `@ts-ignore` keeps the type checker silent about everything it says, no reason seen',
        '6 discharged -: the reason is given: the formula is ours',
        '8 asks medium: `eslint-disable-next-line` keeps the linter silent about everything it says, no reason seen',
      ],
    ));

  it('does not take a reason for naming the rule', () =>
    check(
      'value = compute()  # noqa this line is fine\nother = compute()  # noqa: S301 we wrote this pickle\n',
      [
        '1 asks medium: `noqa` keeps the linter silent about everything it says, no reason seen',
        '2 discharged -: the reason is given: we wrote this pickle',
      ],
      'service.py',
    ));
});
