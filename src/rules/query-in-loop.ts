/** One query for each item: what takes a millisecond with three items takes minutes with a hundred thousand. */
import { placeOf } from '#code/model';
import { ownFunctions } from '#facts/effects/own-functions';
import { type RepeatedQuery, repeatedQueriesOf } from '#facts/effects/repeated-queries';
import { askUnlessHeld, type Confidence, defineRule } from './rule';

export const rule = defineRule({
  id: 'query-in-loop',
  mode: 'COST-03',
  rows: [],
  title: 'Query for each item of a collection',
  question: 'How many round trips does this make for N items, one after another?',
  severity: 6,
  occurrence: 8,
  detection: 5,
  sources: ['CWE-1050', 'CWE-1073'],
  card: {
    detection: 'Queries per request as a metric; the p95 of the request against the number of items.',
    mitigation: 'Ask for all rows at once (IN, a join, include, prefetch) or write them in one statement, in chunks.',
    diagnostics: 'Log the number of items with the duration; a trace shows the staircase of equal spans.',
    testing: 'Count the queries for one item and for ten: the number does not grow.',
  },
  wouldAnswer: [
    'one query for all of them: IN, a join, include, select_related',
    'one statement for a chunk: createMany, bulk_create, executemany',
    'a collection that is short and says so',
  ],

  *check({ analysis, item }) {
    if (analysis.pathRole === 'migration') return;
    for (const { fn, entry } of ownFunctions(analysis, item)) {
      for (const found of repeatedQueriesOf(analysis, fn)) {
        const { effect, over, paced } = found;
        const place = placeOf(effect.call);
        const held = paced && { where: paced, what: 'it waits between two' };
        yield askUnlessHeld(held, place, {
          evidence: `${effect.label} for each of ${over}, one after another`,
          confidence: confidenceOf(found, entry !== undefined),
          related: effect.via === undefined ? [] : [{ where: effect.via, note: 'where it happens' }],
        });
      }
    }
  },
});

/** Rows that are read one by one could be read at once; who works items off often has to, so it counts who waits. */
function confidenceOf({ effect, isItemized, isJoinable }: RepeatedQuery, isEntry: boolean): Confidence {
  if (isItemized) return 'low';
  if (effect.kind !== 'store-read') return isEntry ? 'medium' : 'low';
  if (isJoinable || isEntry) return effect.via === undefined ? 'high' : 'medium';
  return effect.via === undefined ? 'medium' : 'low';
}
