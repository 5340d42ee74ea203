/** One call that holds the thread of an event loop holds up every other request of the process. */
import { placeOf } from '#code/model';
import type { Analysis } from '#facts/analysis';
import { type BlockingSite, blockingSites } from '#facts/async/blocking';
import { unblockingEdit } from '#facts/async/edit-blocking';
import { ask, type Confidence, defineRule, type Outcome } from './rule';

export const rule = defineRule({
  id: 'blocking-in-async',
  mode: 'CON-04',
  rows: ['outage'],
  title: 'Call that holds the event loop',
  question: 'What else stands still while this call holds the event loop?',
  severity: 6,
  occurrence: 7,
  detection: 6,
  sources: ['Node.js: Don’t block the event loop', 'Python: asyncio, running blocking code', 'CWE-1088', 'CWE-400'],
  card: {
    detection: 'The lag of the event loop as a metric; every route gets slow at the same moment while the processor idles.',
    mitigation: 'Take the call off the loop: its asynchronous form, a thread, a worker, or a queue for what takes long.',
    diagnostics: 'asyncio’s debug mode names callbacks slower than 100 ms; perf_hooks.monitorEventLoopDelay in Node.',
    testing: 'Make the call slow and ask a route that has nothing to do with it: it answers in its usual time.',
  },
  wouldAnswer: [
    'the asynchronous form of the call, awaited',
    '`asyncio.to_thread`, `run_in_executor`, a worker thread',
    'a value that is read once and kept',
  ],

  *check({ analysis, item }) {
    const stores = new Set<unknown>();
    for (const site of blockingSites(analysis, item)) {
      // Every query of a function waits on the same session: the first one stands for all.
      if (site.kind === 'store' && site.held === undefined) {
        if (stores.has(site.fn)) continue;
        stores.add(site.fn);
      }
      yield outcomeOf(analysis, site);
    }
  },
});

function outcomeOf(analysis: Analysis, site: BlockingSite): Outcome {
  const { call, via, held, what, instead, fn } = site;
  const place = placeOf(via ?? call);
  if (held !== undefined) return { kind: 'discharged', place, by: [held], evidence: held.what };
  const edit = unblockingEdit(analysis, site);
  const where = fn.name === '' ? 'a handler' : fn.isAsync ? `async \`${fn.name}\`` : `\`${fn.name}\``;
  const through = via === undefined ? '' : ` inside \`${analysis.textOf(via.callee, 40)}\``;
  return ask(place, {
    evidence: `\`${analysis.textOf(call.callee, 60)}\`${through} ${what} on the event loop, in ${where}; ${instead} would not`,
    confidence: confidenceOf(analysis, site),
    related: via === undefined ? [] : [{ where: placeOf(call), note: 'the call that blocks' }],
    fixes: edit === undefined ? [] : [{ title: edit.title, safety: 'suggested', at: place, edits: edit.edits }],
  });
}

/** By how long the loop is held, and whether others wait for it. */
function confidenceOf(analysis: Analysis, { kind, isEntry, via }: BlockingSite): Confidence {
  switch (kind) {
    case 'network':
    case 'process':
      return via === undefined && (isEntry || analysis.model.language === 'python') ? 'high' : 'medium';
    case 'work':
      return 'medium';
    case 'store':
    case 'disk':
      return isEntry ? 'medium' : 'low';
    case 'start':
      return 'low';
  }
}
