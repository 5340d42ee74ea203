/** Tries without an end, or all at the same beat, keep a dependency down that could have come back. */
import type { Analysis } from '#facts/analysis';
import { sitesOf } from '#facts/entries/sites';
import { type OwnRetry, ownRetries } from '#facts/requests/own-retries';
import { isWatched } from '#facts/runners/runner';
import { ask, type Confidence, defineRule, type Outcome } from './rule';

export const rule = defineRule({
  id: 'retry-without-limit',
  mode: 'RES-04',
  rows: ['outage'],
  title: 'Retry without a limit',
  question: 'How many tries, with what backoff and jitter, and what does that do to a dependency already failing?',
  severity: 8,
  occurrence: 5,
  detection: 7,
  sources: ['AWS REL05-BP03', 'Google SRE book, ch. 22', 'Mercari, production readiness: retry', 'Stoica et al., SOSP 2024'],
  card: {
    detection: 'Requests per call to the dependency rise as its errors do; one operation shows up in the log again and again.',
    mitigation:
      'Cap the tries and the time, let the pause grow and be random, retry at one layer only; shed or stop what retries now.',
    diagnostics: 'Log the number of the try, the pause before it and the reason; count tries by outcome, and giving up apart.',
    testing: 'Let the dependency fail for good: the call gives up after the stated tries and time, and says so.',
  },
  wouldAnswer: [
    'a number of tries (or a deadline) after which it gives up',
    'a pause that grows with each try, with a random part',
    'a library that has them: p-retry, tenacity with `stop` and `wait`',
  ],

  *check({ analysis, item }) {
    for (const fn of [item.fn, ...sitesOf(item).functions])
      for (const retry of ownRetries(analysis, fn)) {
        const outcome = outcomeOf(analysis, retry);
        if (outcome !== undefined) yield outcome;
      }
  },
});

function outcomeOf(analysis: Analysis, retry: OwnRetry): Outcome | undefined {
  const { place, what, isCapped, grows, jitters, remote } = retry;
  if (remote === 'none') return undefined;
  if (isCapped === undefined) return { kind: 'silent', place, why: `${what}: how often is not seen here` };
  if (isCapped && grows === true && jitters === true)
    return {
      kind: 'discharged',
      place,
      by: [{ where: place, what: `${what}: capped, growing, with jitter` }],
      evidence: `${what}: capped, growing, with jitter`,
    };
  if (isCapped && (grows === undefined || (grows && jitters === undefined)))
    return { kind: 'silent', place, why: `${what}: the pause is not seen here` };
  return ask(place, { evidence: `${what}: ${lacking(retry)}`, confidence: confidenceOf(analysis, retry) });
}

function lacking({ isCapped, pauses, grows, jitters }: OwnRetry): string {
  const words = [
    ...(isCapped === false ? ['no limit to the tries or the time'] : []),
    ...(pauses === false ? ['no pause between them'] : grows === false ? ['no pause that grows'] : []),
    ...(pauses !== false && jitters === false ? ['no jitter'] : []),
  ];
  return `${words.join(', ')} seen`;
}

/** An end is what matters; a pause in a handful of tries is asked for quietly. */
function confidenceOf(analysis: Analysis, { isCapped, pauses, remote }: OwnRetry): Confidence {
  if (isWatched(analysis)) return 'low';
  if (isCapped === false) return remote === 'certain' ? 'high' : 'medium';
  return pauses === false && remote === 'certain' ? 'medium' : 'low';
}
