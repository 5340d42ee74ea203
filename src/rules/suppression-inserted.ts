/** A checker that is silenced stays silent when the code below it changes, and nobody remembers what it had to say. */
import { silencedIn } from '#facts/written/suppressions';
import { ask, defineRule } from './rule';

export const rule = defineRule({
  id: 'suppression-inserted',
  mode: 'MOD-03',
  rows: [],
  reads: 'text',
  title: 'Checker silenced without a reason',
  question: 'Why is the checker silenced here, and who agreed?',
  severity: 6,
  occurrence: 7,
  detection: 4,
  sources: ['CWE-1116', 'NIST SSDF PW.7', 'golangci-lint: nolintlint, require-explanation'],
  card: {
    detection: 'Count the suppressions by rule; what was silenced shows up later as the defect it was about.',
    mitigation: 'Mend what the checker says. Where it is wrong, name the one rule and say in a few words why.',
    diagnostics: 'Run the checker with suppressions off, and read what it says of the lines that failed.',
    testing: 'A test of the behaviour the checker doubts, so that the silence is earned.',
  },
  wouldAnswer: [
    'the code mended',
    'the one rule named, and the reason in three words or more',
    'a narrower type in place of any',
  ],

  *check({ analysis, item }) {
    for (const { place, what, checker, rules, isGrave, reason } of silencedIn(analysis, item)) {
      if (reason !== undefined) {
        yield { kind: 'discharged', place, by: [{ where: place, what: reason }], evidence: `the reason is given: ${reason}` };
        continue;
      }
      const scope = rules.length === 0 ? 'everything it says' : rules.join(', ');
      yield ask(place, {
        evidence: `\`${what}\` keeps ${checker} silent about ${scope}, no reason seen`,
        confidence: isGrave ? 'medium' : 'low',
      });
    }
  },
});
