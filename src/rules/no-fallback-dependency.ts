/** Every dependency is down some day; what happens then is decided here, or by accident. */
import { placeOf } from '#code/model';
import { headOf } from '#facts/entries/entry-places';
import { entryPointsOf } from '#facts/entries/entry-points';
import { dependenciesOf, outageHandling } from '#facts/requests/outage';
import { isWatched } from '#facts/runners/runner';
import { askUnless, defineRule } from './rule';

export const rule = defineRule({
  id: 'no-fallback-dependency',
  mode: 'RES-12',
  rows: ['outage'],
  rowOnly: true,
  title: 'Dependency without an answer to its outage',
  question: 'If this dependency is slow or down, who retries, for how long, and what does the caller see?',
  severity: 7,
  occurrence: 6,
  detection: 7,
  sources: ['AWS REL05-BP01', 'ASVS 16.5.2', 'Mercari, production readiness: graceful degradation'],
  card: {
    detection: 'The error rate of this entry point follows the dependency’s, with the same shape and no delay.',
    mitigation:
      'Tries with a cap, a growing and uneven pause; a breaker or a fallback; a status that tells the caller what to do.',
    diagnostics: 'Which dependency, how long it was waited for, the number of tries, and what the caller got.',
    testing: 'Run the entry point with the dependency switched off, and with one that answers after a minute.',
  },
  wouldAnswer: [
    'a retry with a cap and jitter',
    'a circuit breaker or a fallback',
    'a deadline on each call and an error handler that answers when it passes',
  ],
  *check({ analysis, item }) {
    // Who sits before it tries again, and sees what does not come.
    if (isWatched(analysis)) return;
    for (const entry of entryPointsOf(analysis, item)) {
      const dependencies = dependenciesOf(analysis, entry);
      const [first] = dependencies;
      if (first === undefined) continue;
      const names = [...new Set(dependencies.map(({ label }) => `\`${label}\``))];
      yield askUnless(outageHandling(analysis, entry, dependencies), headOf(entry), {
        evidence: `${entry.id} needs ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}: no retry, breaker, fallback or bounded wait with an answer seen`,
        confidence: 'medium',
        entry: entry.id,
        when: entry.when,
        rowOnly: true,
        related: dependencies.slice(0, 5).map(({ call, label }) => ({ where: placeOf(call), note: label })),
      });
    }
  },
});
