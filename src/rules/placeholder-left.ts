/** What was to be done later runs in production today: nobody comes back to a comment. */
import { unfinishedOf } from '#facts/written/unfinished';
import { ask, defineRule } from './rule';

const CONFIDENCE = { sure: 'high', likely: 'medium', quiet: 'low' } as const;

export const rule = defineRule({
  id: 'placeholder-left',
  mode: 'MOD-02',
  rows: [],
  reads: 'text',
  title: 'Placeholder left in the code',
  question: 'Is this finished? The code says it is not.',
  severity: 7,
  occurrence: 7,
  detection: 3,
  sources: ['CWE-546', 'NIST SSDF PW.7', 'Yuan et al., OSDI 2014: unfinished error handlers'],
  card: {
    detection: 'Search the release for the words; a stand-in value shows up in the logs of the first real request.',
    mitigation: 'Finish it, refuse the call with a clear error, or open a task and name it where the rest is left out.',
    diagnostics: 'A log line where the stand-in is used, so that it is seen when it is.',
    testing: 'A test of the behaviour that is left out, failing until it is there.',
  },
  wouldAnswer: [
    'the work itself',
    'a link to the task that finishes it: TODO(#123): …',
    'an error that says what is not done here',
  ],

  *check({ analysis, item }) {
    for (const { place, weight, says, kept } of unfinishedOf(analysis, item)) {
      if (kept !== undefined) yield { kind: 'discharged', place, by: [{ where: place, what: kept }], evidence: kept };
      else yield ask(place, { evidence: says, confidence: CONFIDENCE[weight] });
    }
  },
});
