import assert from 'node:assert/strict';
import { rule } from '#rules/test-asserts-nothing';
import { analyseFiles, splitFiles } from '../support/analyse';

async function check(code: string, expected: readonly string[], file = 'orders.test.ts'): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, file))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence = '-', text }) => `${line} ${state} ${confidence}: ${text}`),
    expected,
  );
}

describe('test-asserts-nothing', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['TST-01', 6, 7, 7]);
  });

  it('says what is asked of nothing, and is less sure of what asks for little', () =>
    check(
      `it('runs', () => { place(); });
it('is there', () => { expect(place()).toBeDefined(); });
it('does not throw', () => { expect(() => place()).not.toThrow(); });
it('is waited for by nobody', () => { expect(place()).resolves.toBe(1); });
function place() { return 1; }`,
      [
        '1 asks high: no assertion, expected error or checking helper seen',
        '2 asks medium: toBeDefined is all that is asked',
        '3 asks low: not.toThrow is all that is asked',
        '4 asks medium: nobody waits for the expectation',
      ],
    ));

  it('reads nothing but tests', () => check(`it('runs', () => { place(); });`, [], 'orders.ts'));

  it('finds the assertion in a helper two calls away, and does not follow one that calls itself', () =>
    check(
      `it('adds up', () => { one(); });
it('goes round', () => { round(); });
function one() { two(); }
function two() { expect(1 + value).toBe(2); }
function round() { round(); }`,
      ['1 discharged -: expect(1 + value).toBe(2)', '2 asks high: no assertion, expected error or checking helper seen'],
    ));
});
