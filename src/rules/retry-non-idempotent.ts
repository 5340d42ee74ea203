/** A try that failed may have worked: the answer got lost, and the next try does it again. */
import { sitesOf } from '#facts/entries/sites';
import { repeatedEffects } from '#facts/requests/repeated-effects';
import { isWatched } from '#facts/runners/runner';
import { ask, defineRule } from './rule';

export const rule = defineRule({
  id: 'retry-non-idempotent',
  mode: 'IDM-02',
  rows: ['twice'],
  title: 'Retry of what has a side effect',
  question: 'This retries an operation with a side effect: how does the other side know it is the same one?',
  severity: 9,
  occurrence: 4,
  detection: 9,
  sources: ['AWS REL04-BP04', 'AWS REL05-BP03', 'Mercari, production readiness: retry', 'IETF draft Idempotency-Key'],
  card: {
    detection: 'Two charges, mails or rows of the same content within the time of the tries; compare by reference or by hash.',
    mitigation: 'Send one key with every try, made before the first; retry only what failed before anything was sent until then.',
    diagnostics: 'Log the key and the number of the try with each request, and what the other side says it saw.',
    testing: 'Let the stub do the work and then drop the connection: after the retry it was done once.',
  },
  wouldAnswer: [
    'an Idempotency-Key that is made before the first try and sent with each',
    'an upsert, or a PUT to an address the caller chose',
    'a retry of those failures alone that come before anything is sent',
  ],

  *check({ analysis, item }) {
    for (const fn of [item.fn, ...sitesOf(item).functions])
      for (const found of repeatedEffects(analysis, fn)) {
        const { place, label, retry } = found;
        if (found.kind === 'told')
          yield {
            kind: 'discharged',
            place,
            by: [{ where: found.where, what: found.what }],
            evidence: `${label}: ${found.what}`,
          };
        else
          yield ask(place, {
            evidence: `${label}, tried again by ${retry}: ${found.why}`,
            confidence: isWatched(analysis) ? 'low' : found.confidence,
            unless: found.unless,
          });
      }
  },
});
