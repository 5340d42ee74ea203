import assert from 'node:assert/strict';
import fc from 'fast-check';
import { placeRuns, toRuns } from '#provenance/live/anchor';
import type { LineEvidence, LiveLines } from '#provenance/live/claim';

const TYPED: LineEvidence = { markShare: 0, blockShare: 0, typedShare: 1, typed: { kind: 'typed', at: 1, why: 'typed' } };
const PASTED: LineEvidence = { markShare: 0, blockShare: 1, typedShare: 0, block: { kind: 'pasted', at: 2, why: 'pasted' } };
const EVIDENCE: Readonly<Record<string, LineEvidence>> = { t: TYPED, p: PASTED };

/** Lines with a leading `t`, `p` or `-` for their evidence. */
function given(...lines: readonly string[]): { readonly lines: readonly string[]; readonly live: LiveLines } {
  return { lines: lines.map((line) => line.slice(2)), live: lines.map((line) => EVIDENCE[line[0] ?? '-']) };
}

/** What is recorded of one text, found in another. */
function check(recorded: ReturnType<typeof given>, expected: ReturnType<typeof given>): void {
  const runs = toRuns(recorded.lines, recorded.live, () => true);
  const word = (each: LineEvidence | undefined) => (each === TYPED ? 't' : each === PASTED ? 'p' : '-');
  assert.deepEqual(placeRuns(expected.lines, runs).map(word), expected.live.map(word));
}

const ONE = given(
  '- function first(a) {',
  'p   const total = sum(a);',
  'p   return total / 2;',
  '- }',
  '',
  't function second() {',
  't   return first([]);',
  't }',
);

describe('live evidence found again by content', () => {
  it('where nothing changed', () => check(ONE, ONE));

  it('after formatting', () => {
    check(
      ONE,
      given(
        '- function first(a)',
        '- {',
        'p \tconst total=sum(a);',
        'p \treturn total/2;',
        '- }',
        't function second() {',
        't \treturn first([]);',
        't }',
      ),
    );
  });

  it('after lines came in above, between and below', () => {
    check(
      ONE,
      given(
        '- import a;',
        '- function first(a) {',
        'p   const total = sum(a);',
        '-   log(total);',
        'p   return total / 2;',
        '- }',
        '- // more',
        't function second() {',
        't   return first([]);',
        't }',
        '- end',
      ),
    );
  });

  it('after blocks changed places', () => {
    check(
      ONE,
      given(
        't function second() {',
        't   return first([]);',
        't }',
        '- function first(a) {',
        'p   const total = sum(a);',
        'p   return total / 2;',
        '- }',
      ),
    );
  });

  it('not where a line was changed', () => {
    check(ONE, given('- function first(a) {', '-   const total = sum(b);', 'p   return total / 2;', '- }'));
  });

  it('a line that is there several times only between the neighbours it had', () => {
    const recorded = given('- case one:', 't   return null;', '- case two:', '-   return null;');
    check(
      recorded,
      given('- case zero:', '-   return null;', '- case one:', 't   return null;', '- case two:', '-   return null;'),
    );
    check(recorded, given('- case four:', '-   return null;', '- case five:', '-   return null;'));
  });

  it('never a bracket or a blank line by itself', () => {
    check(given('- open', 't }', '- close'), given('- open', '- }', '- close'));
    check(given('- open', 't });', 't ', '- close'), given('- open', '- });', '- ', '- close'));
  });

  it('the newest where several speak of one line', () => {
    const lines = ['const total = sum(a);', 'return total / 2;'];
    const runs = [...toRuns(lines, [PASTED, PASTED], () => true), ...toRuns(lines, [undefined, TYPED], () => true)];
    assert.deepEqual(placeRuns(lines, runs), [PASTED, TYPED]);
  });

  it('in any text whose lines all differ', () => {
    const evidence = fc.array(fc.constantFrom(TYPED, PASTED, undefined), { maxLength: 40 });
    fc.assert(
      fc.property(evidence, fc.array(fc.nat(40), { maxLength: 5 }), (live, cuts) => {
        const lines = live.map((_, index) => `const line${index} = ${index};`);
        const runs = toRuns(lines, live, () => true);
        const now: string[] = [...lines];
        const wanted: (LineEvidence | undefined)[] = [...live];
        for (const [number, cut] of cuts.entries()) {
          now.splice(cut, 0, `log('new ${number}');`);
          wanted.splice(cut, 0, undefined);
        }
        assert.deepEqual(placeRuns(now, runs), wanted);
      }),
    );
  });
});
