import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matchLines } from '#provenance/line-diff';

const lines = (text: string) => (text === '' ? [] : text.split('|'));
function check(before: string, after: string, expected: readonly number[]): void {
  assert.deepEqual([...matchLines(lines(before), lines(after))], expected);
}

/** Length of a longest common subsequence, the slow way. */
function longest(a: readonly string[], b: readonly string[]): number {
  const rows = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const row = rows[i] as number[];
      const above = rows[i - 1] as number[];
      row[j] = a[i - 1] === b[j - 1] ? (above[j - 1] as number) + 1 : Math.max(above[j] as number, row[j - 1] as number);
    }
  }
  return rows[a.length]?.[b.length] ?? 0;
}

describe('lines of one text in another', () => {
  it('are found where lines were added, dropped and changed', () => {
    check('a|b|c', 'a|x|b|c', [0, -1, 1, 2]);
    check('a|b|c', 'a|c', [0, 2]);
    check('a|b|c', 'a|B|c', [0, -1, 2]);
    check('', 'a|b', [-1, -1]);
    check('a|b', '', []);
  });

  it('stay what they are when only white space differs', () => {
    check('if (a) {|b(1, 2);|}', 'if (a) {\r|\tb( 1,2 );|}', [0, 1, 2]);
  });

  it('put a new function after the one above it', () => {
    check('f() {|}||h() {|}', 'f() {|}||g() {|}||h() {|}', [0, 1, 2, -1, -1, -1, 3, 4]);
  });

  it('are as many as can be, ascending and equal', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '}', ''), { maxLength: 30 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const match = [...matchLines(before, after)];
        const found = match.filter((at) => at !== -1);
        assert.deepEqual(
          found,
          [...new Set(found)].sort((a, b) => a - b),
        );
        for (const [index, at] of match.entries()) if (at !== -1) assert.equal(before[at], after[index]);
        assert.equal(found.length, longest(before, after));
      }),
      { numRuns: 300 },
    );
  });

  it('are found in bounded time where nearly everything differs', () => {
    const before = Array.from({ length: 20_000 }, (_, index) => (index % 100 === 0 ? `anchor ${index}` : `line ${index % 977}`));
    const after = Array.from({ length: 20_000 }, (_, index) =>
      index % 100 === 0 ? `anchor ${index}` : `line ${(index * 7) % 977}`,
    );
    const start = process.hrtime.bigint();
    const match = matchLines(before, after);
    assert.ok(process.hrtime.bigint() - start < 3_000_000_000n);
    for (let index = 0; index < 20_000; index += 100) assert.equal(match[index], index);
  });
});
