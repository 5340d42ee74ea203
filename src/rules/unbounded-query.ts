/** A list that was short on the day it was written grows with the product, until one request needs all memory there is. */
import { type FunctionNode, functionOf, type Item, type Node, placeOf } from '#code/model';
import type { Analysis } from '#facts/analysis';
import { effectsOf } from '#facts/effects/effects';
import { type Entry, entryPoints } from '#facts/entries/entry-points';
import { sitesOf } from '#facts/entries/sites';
import { runnerOf } from '#facts/runners/runner';
import { limitEdit } from '#facts/volume/edit-limit';
import { type ListRead, listReads, rowsOfQuery } from '#facts/volume/list-reads';
import { isGrowing, isOfEvents, sizeOf } from '#facts/volume/list-size';
import { listingView } from '#facts/volume/paginated-views';
import { isWithin } from '#facts/walk';
import { askUnless, type Confidence, defineRule, type Outcome } from './rule';

export const rule = defineRule({
  id: 'unbounded-query',
  mode: 'COST-01',
  rows: [],
  title: 'List read without a limit',
  question: 'How many rows can come back a year from now?',
  severity: 6,
  occurrence: 8,
  detection: 6,
  sources: ['CWE-770', 'OWASP API4', 'ASVS 4.3.1'],
  card: {
    detection:
      'The duration and the memory of this endpoint grow from month to month with the same traffic; rows read per answer.',
    mitigation: 'A limit in the query and a cursor for the rest; for a job, pages of a few hundred rows.',
    diagnostics: 'Log the number of rows and the duration of the query; the slow-query log of the database.',
    testing: 'Fill the table with ten times the rows there are and assert the size of the answer and the memory of the process.',
  },
  wouldAnswer: [
    'a limit in the query (`take`, `limit`, `[:100]`, `LIMIT`) and a cursor for the rest',
    'a paginator of the framework, or rows read piece by piece (cursor, iterator, stream)',
    'a table that cannot grow, with a word that says why',
  ],
  *check({ analysis, item }) {
    if (analysis.pathRole === 'migration') return;
    for (const fn of [item.fn, ...sitesOf(item).functions])
      for (const read of listReads(analysis, fn)) {
        const outcome = outcomeOf(analysis, read);
        if (outcome !== undefined) yield outcome;
      }
    yield* listingViews(analysis, item);
  },
});

function outcomeOf(analysis: Analysis, read: ListRead): Outcome | undefined {
  const confidence = confidenceOf(analysis, read);
  if (confidence === undefined) return undefined;
  const edit = limitEdit(analysis, read);
  return askUnless(read.bound, placeOf(read.call), {
    evidence: evidenceOf(read),
    confidence,
    fixes:
      edit === undefined
        ? []
        : [{ title: `Bound the list: ${edit.text}`, safety: 'suggested', at: placeOf(read.call), edits: edit.edits }],
  });
}

function evidenceOf(read: ListRead): string {
  const selected =
    read.columns.length === 0 ? (read.isOpen ? 'filtered' : 'all rows') : `selected by ${read.columns.slice(0, 3).join(', ')}`;
  return `\`${read.label}\`: ${selected}, no limit, page or cursor in the query`;
}

/** What the table and the selection keep short is no question at all. */
function confidenceOf(analysis: Analysis, read: ListRead): Confidence | undefined {
  const size = sizeOf(read);
  if (size === 'short') return undefined;
  if (size === 'parent') return isOfEvents(read.entity) && entryAround(analysis, read) !== undefined ? 'medium' : 'low';
  if (runnerOf(analysis) !== 'unattended' || isWorkedOff(analysis, read)) return 'low';
  // A helper may be called for one state of a few rows; where an answer or a job is made of it, the rows are told.
  const isAsked = entryAround(analysis, read) !== undefined;
  const isTopLevel = functionOf(read.call).parent.kind === 'item';
  if (size === 'all' && isAsked) return 'high';
  if (isAsked) return 'medium';
  return isTopLevel || (size === 'all' && isGrowing(read.entity)) ? 'medium' : 'low';
}

/** The function around takes rows out of the same table again: what waits there is worked off. */
function isWorkedOff(analysis: Analysis, read: ListRead): boolean {
  const { call, entity } = read;
  const handler = entryAround(analysis, read)?.handler;
  let outermost = handler ?? functionOf(call);
  if (handler === undefined)
    for (let at: Node = outermost; at.kind !== 'item'; at = at.parent) if (at.kind === 'fn') outermost = at;
  const takesOut = (fn: FunctionNode): boolean =>
    effectsOf(analysis, fn).some((effect) => effect.operation === 'delete' && effect.entity === entity) ||
    fn.functions.some(takesOut);
  return entity !== '' && outermost.parent.kind !== 'item' && takesOut(outermost);
}

function entryAround(analysis: Analysis, { call }: ListRead): Entry | undefined {
  return entryPoints(analysis).find(({ handler }) => handler.start <= call.start && isWithin(call, handler));
}

/** A view that lists its queryset for the framework. */
function* listingViews(analysis: Analysis, item: Item): Iterable<Outcome> {
  for (const cls of item.classes) {
    const view = listingView(analysis, cls);
    if (view === undefined) continue;
    const { queryset, paged } = view;
    const rows = rowsOfQuery(analysis, queryset);
    const size = rows === undefined ? 'short' : sizeOf(rows);
    if (size === 'short') continue;
    yield askUnless(paged, placeOf(queryset), {
      evidence: `${cls.name} lists \`${analysis.textOf(queryset, 60)}\`: no \`pagination_class\` in the view, no default seen in the settings`,
      confidence: size === 'all' ? 'high' : size === 'part' ? 'medium' : 'low',
    });
  }
}
