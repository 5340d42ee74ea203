import assert from 'node:assert/strict';
import { reviewPaths } from '#engine/review-paths';
import type { ReviewRecord } from '#review/record';
import { printRecord } from '#review/record';
import { foldedRules } from '#review/rule-answers';
import { assets } from '../support/assets';
import { createMemoryHost } from '../support/memory-host';

/** A record with so many answers of each state. */
function record(question: string, counts: Readonly<Record<string, number>>): ReviewRecord {
  const states = Object.entries(counts).flatMap(([state, count]) => Array.from({ length: count }, () => state));
  return {
    version: 1,
    file: 'a.ts',
    blocks: states.map((state, index) => ({
      id: `b_${index}`,
      symbol: `f${index}`,
      summary: '',
      anchor: { hash: '', lineHashes: '', before: '', after: '', seenAt: { line: 1 } },
      answers: [
        {
          question,
          questionVersion: 1,
          state: state as 'handled',
          note: 'why not',
          by: 'Ann <a@x>',
          at: '2026-08-20',
          hash: '',
          places: [],
        },
      ],
      history: [],
    })),
  };
}

const check = (records: readonly ReviewRecord[], folded: Readonly<Record<string, readonly [number, number]>>): void =>
  assert.deepEqual(
    Object.fromEntries([...foldedRules(records)].map(([rule, { notApplicable, answers }]) => [rule, [notApplicable, answers]])),
    folded,
  );

describe('rules that the answers fold', () => {
  it('are those answered “not applicable” more than one time in five, of 20 answers or more', () => {
    check([record('lost-update', { handled: 15, 'not-applicable': 5 })], { 'lost-update': [5, 20] });
    check([record('lost-update', { handled: 16, 'not-applicable': 4 })], {});
    check([record('lost-update', { 'not-applicable': 19 })], {});
    check(
      [
        record('lost-update', { handled: 10, 'not-applicable': 2 }),
        record('lost-update', { 'accepted-risk': 8, 'not-applicable': 3 }),
      ],
      {
        'lost-update': [5, 23],
      },
    );
  });

  it('are never rows of a checklist', () => {
    check([record('row:twice', { 'not-applicable': 30 })], {});
  });

  it('ask on under a fold that says why, unless the policy decides how sure they are', async () => {
    const id = 'call-without-timeout';
    const files = {
      'src/load.ts': 'export async function load(url: string) {\n  const it = await fetch(url);\n  return it.ok;\n}\n',
      '.editor-in-chief/reviews/src/old.ts.json': printRecord(record(id, { handled: 14, 'not-applicable': 6 })),
    };
    const run = async (more: Readonly<Record<string, string>> = {}) => {
      const { reviews, notes } = await reviewPaths(createMemoryHost({ ...files, ...more }, assets), {
        paths: ['src/load.ts'],
        scope: 'all',
      });
      const asked = reviews[0]?.questions.find(({ rule }) => rule === id);
      return [asked?.state, asked?.shown, asked?.hiddenBy, asked?.confidence, asked?.evidence, notes.at(-1)];
    };
    const why = '6 of 20 answers to this rule say “not applicable”';
    const [state, shown, hiddenBy, confidence, evidence, note] = await run();
    assert.deepEqual(
      [state, shown, hiddenBy, confidence, note],
      ['open', false, 'confidence', 'low', `The rule ${id} is folded: ${why}.`],
    );
    assert.ok(String(evidence).endsWith(`; folded: ${why}`));
    const decided = await run({ '.editor-in-chief/policy.yml': `rules:\n  ${id}: { confidence: high, reason: we learn }\n` });
    assert.deepEqual(decided.slice(0, 4), ['open', true, undefined, 'high']);
  });
});
