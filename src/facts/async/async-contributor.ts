/** What asynchronous functions add to a file's export summary: that they are, and whether they catch or tell what fails in them. */
import type { Analysis } from '../analysis';
import type { SummaryContributor } from '../contributor';
import type { Fact } from '../fact';
import { tellsInside } from '../failures/told-inside';
import type { AsyncSummary } from '../summary';
import { locationOf } from '../where';
import { caughtIn, isAsyncFunction } from './promises';

export const asyncContributor: SummaryContributor = {
  name: 'async',
  asyncOf: (analysis, fn) => {
    if (!isAsyncFunction(analysis, fn)) return undefined;
    const caught = shown(analysis, caughtIn(analysis, fn));
    const told = caught ?? shown(analysis, tellsInside(analysis, fn));
    return { ...(caught && { caught }), ...(told && { told }) };
  },
};

function shown(analysis: Analysis, fact: Fact): AsyncSummary['told'] {
  return fact.kind === 'yes' ? { at: locationOf(analysis, fact.where), what: fact.what } : undefined;
}
