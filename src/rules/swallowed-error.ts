/** A failure that nobody hears of turns into wrong data first, and into an outage without a trace later. */
import { placeOf } from '#code/model';
import type { Analysis } from '#facts/analysis';
import { sitesOf } from '#facts/entries/sites';
import { tellingHandler } from '#facts/failures/edit-handler';
import { type FailurePath, failurePathsOf } from '#facts/failures/failure-paths';
import { type Fate, fateOf } from '#facts/failures/fates';
import { isBrowserCode } from '#facts/runners/browser';
import { ask, defineRule, type Fix, type Outcome } from './rule';

export const rule = defineRule({
  id: 'swallowed-error',
  mode: 'RES-02',
  rows: ['seen'],
  title: 'Error dropped',
  question: 'When this fails, who finds out? The error is dropped here.',
  severity: 8,
  occurrence: 8,
  detection: 9,
  sources: ['Yuan et al., OSDI 2014', 'CWE-390', 'CWE-391', 'CWE-1069', 'ASVS 16.3.4', 'ASVS 16.5.3'],
  card: {
    detection:
      'Nothing by itself: results never come, queues drain without effect. Compare what was asked for with what was done.',
    mitigation: 'Raise it again or log it with the error at warn or above; then find what was lost since the code went live.',
    diagnostics: 'The error object, the operation and the id it was about, in one line at error level; a counter beside it.',
    testing: 'Let the call reject; assert that the caller sees the failure, or that the log line and the counter are there.',
  },
  wouldAnswer: [
    'the error raised again, or handed to the caller',
    'a log line at warn or above with the error',
    'a type narrow enough to be an answer, or a comment that says why',
  ],
  *check({ analysis, item }) {
    for (const fn of [item.fn, ...sitesOf(item).functions])
      for (const path of failurePathsOf(analysis, fn)) {
        const outcome = outcomeOf(analysis, path, fateOf(analysis, path));
        if (outcome !== undefined) yield outcome;
      }
  },
});

function outcomeOf(analysis: Analysis, path: FailurePath, fate: Fate): Outcome | undefined {
  const { place } = path;
  switch (fate.kind) {
    case 'seen': {
      // What answers the caller as well is asked about by silent-error-path.
      if (fate.answer !== undefined) return undefined;
      const where = 'start' in fate.at ? placeOf(fate.at) : place;
      return { kind: 'discharged', place, by: [{ where, what: fate.what }], evidence: fate.what };
    }
    case 'expected': {
      if (fate.by === 'nature') return undefined;
      const where = 'start' in fate.at ? placeOf(fate.at) : place;
      return { kind: 'discharged', place, by: [{ where, what: fate.why }], evidence: fate.why };
    }
    case 'dropped':
      return ask(place, {
        evidence: `${WHERE[path.kind]}${typed(path)}: ${fate.how}`,
        // Whoever sits before the browser sees what does not come; a service has nobody who does.
        confidence: isBrowserCode(analysis) ? 'low' : fate.confidence,
        fixes: fixesFor(analysis, path),
      });
    case 'unknown':
      return { kind: 'silent', place, why: fate.why };
    case 'answered':
      // What the caller is told and nobody else is asked by silent-error-path.
      return undefined;
  }
}

const WHERE: Readonly<Record<FailurePath['kind'], string>> = {
  handler: 'handler',
  rejection: 'rejected promise',
  branch: 'error branch',
  listener: 'error listener',
  suppress: 'block',
  finally: 'block',
};

function typed({ types, kind }: FailurePath): string {
  return kind === 'handler' && types.length > 0 ? ` of ${types.join(', ')}` : '';
}

function fixesFor(analysis: Analysis, path: FailurePath): readonly Fix[] {
  const edit = tellingHandler(analysis, path, true);
  return edit === undefined
    ? []
    : [{ title: `Log and raise it again: ${edit.text}`, safety: 'suggested', at: path.place, edits: edit.edits }];
}
