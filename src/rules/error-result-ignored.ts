/** A failure that is told in a result nobody reads is a success for everything that comes after. */
import { placeOf } from '#code/model';
import type { Analysis } from '#facts/analysis';
import { withKeyword } from '#facts/requests/edit-call';
import { type IgnoredResult, ignoredResults } from '#facts/results/ignored-results';
import { parameterPlace } from '#facts/results/unread-errors';
import { isWatched } from '#facts/runners/runner';
import { askUnless, type Confidence, defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'error-result-ignored',
  mode: 'RES-06',
  rows: ['seen'],
  title: 'Failure told in a result nobody reads',
  question: 'This call tells of its failure in its result, which is not read: is it safe to go on as if it had worked?',
  severity: 7,
  occurrence: 8,
  detection: 7,
  sources: ['CWE-252', 'CWE-253', 'CWE-754', 'ASVS 16.5.3'],
  card: {
    detection: 'Nothing by itself: the call answers and the next step runs. Compare what was asked for with what is there.',
    mitigation: 'Read the error and stop, raise it, or let the call throw where it can; hand over again what failed in part.',
    diagnostics: 'The error of the result with the operation and its id at error level, where it is read.',
    testing: 'Let the call give its error result; assert that the caller sees a failure and that nothing else was done.',
  },
  wouldAnswer: [
    'the error of the result read, and acted upon',
    'the form of the call that throws: check=True, throwOnError()',
    'check=False, which says that the status does not matter',
  ],

  *check({ analysis, item }) {
    for (const result of ignoredResults(analysis, item)) {
      const { call, parameter, isLooked } = result;
      const place = parameter === undefined ? placeOf(call) : parameterPlace(call);
      yield askUnless(isLooked, place, {
        evidence: evidenceOf(analysis, result),
        confidence: confidenceOf(analysis, result),
        fixes: fixesFor(analysis, result),
      });
    }
  },
});

function evidenceOf(analysis: Analysis, { call, row, isDropped, used, parameter }: IgnoredResult): string {
  const name = `\`${analysis.textOf(call.callee, 50)}\` ${row.what}`;
  if (parameter !== undefined) return `${name}; \`${parameter}\` is not looked at`;
  if (isDropped) return `${name}; the result is dropped`;
  return used === '' ? `${name}; the result is not read` : `${name}; only \`${used}\` is used`;
}

function confidenceOf(analysis: Analysis, { row, parameter }: IgnoredResult): Confidence {
  // Somebody sits before it and sees that nothing came.
  if (isWatched(analysis)) return 'low';
  return row.isPartial === true || parameter !== undefined ? 'medium' : 'high';
}

function fixesFor(analysis: Analysis, { call, row }: IgnoredResult): readonly Fix[] {
  if (analysis.model.language !== 'python' || !row.what.startsWith('gives the exit status in')) return [];
  const edits = withKeyword(analysis, call, 'check', 'True');
  return edits === undefined ? [] : [{ title: 'Raise when it fails: check=True', safety: 'suggested', at: placeOf(call), edits }];
}
