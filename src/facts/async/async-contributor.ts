/** What asynchronous functions add to a file's export summary: that they are, and whether they catch what fails in them. */
import type { SummaryContributor } from '../contributor';
import { caughtIn, isAsyncFunction } from './promises';

export const asyncContributor: SummaryContributor = {
  name: 'async',
  asyncOf: (analysis, fn) => {
    if (!isAsyncFunction(analysis, fn)) return undefined;
    const fact = caughtIn(analysis, fn);
    if (fact.kind !== 'yes') return {};
    return { caught: { at: 'item' in fact.where ? analysis.locationOf(fact.where) : fact.where, what: fact.what } };
  },
};
