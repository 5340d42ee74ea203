/** Work that nobody waits for fails in silence, takes the process with it, or is cut off when the process stops. */
import type { Analysis } from '#facts/analysis';
import type { AsyncSite } from '#facts/async/async-site';
import { droppedCallbacks } from '#facts/async/dropped-callbacks';
import { asyncEdits } from '#facts/async/edit-async';
import { loosePromises } from '#facts/async/loose-promises';
import { looseTasks } from '#facts/async/python-tasks';
import { typedSlots } from '#facts/async/typed-slots';
import { sitesOf } from '#facts/entries/sites';
import { ask, defineRule, type Outcome } from './rule';

export const rule = defineRule({
  id: 'unhandled-async',
  mode: 'RES-03',
  rows: ['seen'],
  title: 'Asynchronous work nobody waits for',
  question: 'Nobody awaits or catches this asynchronous work: what happens when it rejects, or the process stops first?',
  severity: 8,
  occurrence: 7,
  detection: 8,
  sources: ['CWE-248', 'CWE-703', 'Node.js: unhandledRejection', 'Python: asyncio.create_task', 'ASVS 16.5.4'],
  card: {
    detection:
      'Count unhandled rejections and tasks whose exception was never retrieved; compare work started with work finished.',
    mitigation:
      'Await it, or hand it to what waits (a queue, a task group, waitUntil); catch with a log line where nobody can wait for it.',
    diagnostics:
      'The error with the operation and its id at error level, where the work is started, not in a global handler alone.',
    testing: 'Let the work reject after the caller has answered: the process lives, and the log line or the metric is there.',
  },
  wouldAnswer: [
    '`await`, or the promise returned to who called',
    '`.catch(…)` that tells somebody, a body that catches what fails in it',
    'a task group, `waitUntil`, a task that is kept and looked at when it is done',
  ],

  *check({ analysis, item }) {
    for (const fn of [item.fn, ...sitesOf(item).functions]) {
      const sites =
        analysis.model.language === 'python'
          ? looseTasks(analysis, fn)
          : [...loosePromises(analysis, fn), ...droppedCallbacks(analysis, fn), ...typedSlots(analysis, fn)];
      for (const site of sites) yield outcomeOf(analysis, site);
    }
  },
});

function outcomeOf(analysis: Analysis, site: AsyncSite): Outcome {
  const { place } = site;
  if (site.kind === 'heard')
    return { kind: 'discharged', place, by: [{ where: site.where, what: site.what }], evidence: site.what };
  const { evidence, confidence } = site;
  const fixes = asyncEdits(analysis, site).map(({ title, edits }) => ({ title, safety: 'suggested' as const, at: place, edits }));
  return ask(place, { evidence, confidence, fixes });
}
