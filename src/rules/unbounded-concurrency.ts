/** What runs at once for ten items runs at once for ten thousand: sockets, connections and the other side give up together. */
import { functionOf, placeOf } from '#code/model';
import type { Analysis } from '#facts/analysis';
import { sitesOf } from '#facts/entries/sites';
import { limiterEdit } from '#facts/fan-out/edit-limiter';
import { type FanOut, fanOuts } from '#facts/fan-out/fan-outs';
import { runnerOf } from '#facts/runners/runner';
import { askUnless, type Confidence, defineRule, type Outcome } from './rule';

export const rule = defineRule({
  id: 'unbounded-concurrency',
  mode: 'CON-01',
  rows: [],
  title: 'As many at once as there are items',
  question: 'How many of these run at once when the input has 10,000 items?',
  severity: 8,
  occurrence: 6,
  detection: 7,
  sources: ['AWS REL05-BP02', 'CWE-770'],
  card: {
    detection: 'Bursts of 429 and connection errors, open sockets and memory in a spike; all of it with the one large input.',
    mitigation: 'A limit on how many run at once; cut the input into pieces, and turn the large one away or put it in a queue.',
    diagnostics: 'Log the number of items before it starts; a gauge of what is in flight.',
    testing: 'Give it a thousand items and a stub that counts how many calls are open at once.',
  },
  wouldAnswer: [
    '`p-limit`, or `pMap(items, work, { concurrency: 8 })`',
    '`asyncio.Semaphore(8)` around each',
    'pieces of a fixed size, or a list that cannot grow',
  ],
  *check({ analysis, item }) {
    for (const fn of [item.fn, ...sitesOf(item).functions])
      for (const each of fanOuts(analysis, fn)) {
        const outcome = outcomeOf(analysis, each);
        if (outcome !== undefined) yield outcome;
      }
  },
});

function outcomeOf(analysis: Analysis, each: FanOut): Outcome | undefined {
  const { source, call, limit } = each;
  const confidence = confidenceOf(analysis, each);
  if (source.kind === 'short' || confidence === undefined) return undefined;
  const edit = limiterEdit(analysis, each);
  return askUnless(source.kind === 'bounded' ? source.fact : limit, placeOf(call), {
    evidence: `\`${each.label}\` runs \`${each.work.label}\` for each of \`${analysis.textOf(each.list, 40)}\`${FROM[source.kind === 'grows' ? source.from : 'parameter']}: no limit, pool or pieces seen`,
    confidence,
    related: [{ where: placeOf(each.list), note: 'as many as there are here' }],
    fixes:
      edit === undefined
        ? []
        : [{ title: `Limit how many run: ${edit.text}`, safety: 'suggested', at: placeOf(call), edits: edit.edits }],
  });
}

const FROM = {
  input: ', which the caller sends',
  store: ', which a store gives',
  remote: ', which another service gives',
  parameter: '',
  directory: ', which a folder holds',
} as const;

/** A list that nobody can tell is asked about in the record alone. */
function confidenceOf(analysis: Analysis, { source, work, call }: FanOut): Confidence | undefined {
  if (source.kind === 'unknown') return work.by === 'seen' ? 'low' : undefined;
  if (source.kind !== 'grows') return 'low';
  // The parts of one nested thing, each worked on as the whole is: a person wrote it.
  if (source.from === 'parameter' && work.label === functionOf(call).name) return 'low';
  if (runnerOf(analysis) !== 'unattended' || source.from === 'directory') return 'low';
  if (work.by === 'named') return source.from === 'parameter' ? 'low' : 'medium';
  return source.from === 'parameter' ? 'medium' : 'high';
}
