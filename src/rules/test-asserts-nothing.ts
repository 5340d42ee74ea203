/** A test that nothing can fail is worse than none: it is counted. */
import { placeOf } from '#code/model';
import { assertionOf } from '#facts/tests/assertions';
import { idleComparisons } from '#facts/tests/idle-comparisons';
import { testCasesOf } from '#facts/tests/test-cases';
import { ask, defineRule } from './rule';

export const rule = defineRule({
  id: 'test-asserts-nothing',
  mode: 'TST-01',
  rows: [],
  reads: 'tests',
  title: 'Test that nothing can fail',
  question: 'What would have to break for this test to fail?',
  severity: 6,
  occurrence: 7,
  detection: 7,
  sources: ['Google engineering practices: will the tests fail when the code is broken?'],
  card: {
    detection: 'Mutation testing: the code is changed and the test stays green.',
    mitigation: 'Compare what came out, what was stored or what was sent with what should have been.',
    diagnostics: 'A defect in code that its tests run through line by line.',
    testing: 'Break the code by hand once, and see the test go red.',
  },
  wouldAnswer: [
    'a comparison of the result with what it should be',
    'the error that is expected: rejects, pytest.raises',
    'a helper whose name says that it asserts',
  ],

  *check({ analysis, item }) {
    for (const { isSmoke, fn, place } of testCasesOf(analysis, item)) {
      for (const comparison of idleComparisons(fn))
        yield ask(placeOf(comparison), {
          evidence: `${analysis.textOf(comparison, 60)} is compared, and nothing rests on the result`,
          confidence: 'medium',
        });
      const assertion = assertionOf(analysis, fn);
      switch (assertion.kind) {
        case 'yes':
          yield { kind: 'discharged', place, by: [{ where: assertion.where, what: assertion.what }], evidence: assertion.what };
          break;
        case 'unknown':
          yield { kind: 'silent', place, why: assertion.why };
          break;
        default: {
          yield ask(place, {
            evidence: assertion.kind === 'weak' ? assertion.what : 'no assertion, expected error or checking helper seen',
            confidence: isSmoke ? 'low' : assertion.kind === 'weak' ? 'medium' : 'high',
            related: assertion.kind === 'weak' ? [{ where: placeOf(assertion.node), note: assertion.what }] : [],
          });
        }
      }
    }
  },
});
