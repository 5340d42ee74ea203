/** An error that is answered politely and told to nobody is found by customers, not by an alert. */
import { placeOf } from '#code/model';
import type { Analysis } from '#facts/analysis';
import { entryPointsOf } from '#facts/entries/entry-points';
import type { EntryPoint } from '#facts/entry-point';
import { tellingHandler } from '#facts/failures/edit-handler';
import { branchAnswers, failurePathsWithin, frameworkLogsAnswers, guardsEffect } from '#facts/failures/failure-answers';
import type { FailurePath } from '#facts/failures/failure-paths';
import { type Fate, fateOf } from '#facts/failures/fates';
import { isAtMost, stakeOf } from '#facts/failures/stakes';
import { ask, type Confidence, defineRule, type Outcome } from './rule';

export const rule = defineRule({
  id: 'silent-error-path',
  mode: 'OBS-01',
  rows: ['seen'],
  title: 'Failure answered without a trace',
  question: 'When this goes wrong in production, which log line or metric tells us, and would an alert fire?',
  severity: 7,
  occurrence: 8,
  detection: 9,
  sources: ['ASVS 16.3.4', 'Mercari, production readiness: observability', 'Kubernetes PRR: detection'],
  card: {
    detection: 'An error rate by route and status from the server’s own metrics; the log has nothing to go with it.',
    mitigation: 'Log the error where it is caught, or let it reach the application’s error handler, which logs and answers.',
    diagnostics: 'Error object, route, request id and the dependency that failed, in one structured line; a counter by cause.',
    testing: 'Make the dependency reject; assert the answer and that the log or the counter has the failure.',
  },
  wouldAnswer: [
    'a log line at warn or above with the error',
    'a metric, a span’s `recordException`, a captured exception',
    '`next(err)` or a raise that the application’s error handler sees',
  ],
  *check({ analysis, item }) {
    for (const entry of entryPointsOf(analysis, item)) {
      if (entry.openByDesign !== undefined && PROBE.test(`${entry.path} ${entry.openByDesign}`)) continue;
      for (const path of failurePathsWithin(analysis, entry.handler)) {
        const outcome = handled(analysis, entry, path, fateOf(analysis, path));
        if (outcome !== undefined) yield { ...outcome, entry: entry.id };
      }
      for (const { answer, heard } of branchAnswers(analysis, entry)) {
        if (!('start' in answer.node)) continue;
        const place = placeOf(answer.node);
        if (heard !== undefined && 'start' in heard) yield toldBy(place, placeOf(heard), analysis.textOf(heard, 60), entry);
        else if (!frameworkLogsAnswers(analysis))
          yield ask(place, {
            entry: entry.id,
            evidence: `${entry.id} answers ${answer.status} here, and nothing in this branch logs, counts or raises`,
            confidence: 'medium',
            cause: 'branch',
            when: entry.when,
          });
      }
    }
  },
});

/** A probe's failure is what it is there to say. */
const PROBE = /health|ready|readiness|live|liveness|ping|probe|status/i;

function handled(analysis: Analysis, entry: EntryPoint, path: FailurePath, fate: Fate): Outcome | undefined {
  if (fate.kind === 'seen')
    return fate.answer === undefined || !('start' in fate.at)
      ? undefined
      : toldBy(path.place, placeOf(fate.at), fate.what, entry);
  if (fate.kind !== 'answered') return undefined;
  const { status, isThrown, node } = fate.answer;
  const confidence = confidenceOf(analysis, path, status);
  if (confidence === undefined || !('start' in node)) return undefined;
  if (frameworkLogsAnswers(analysis))
    return toldBy(path.place, placeOf(node), 'Django logs every answer of 400 and above (django.request)', entry);
  const thrown = node.kind === 'throw' && node.value !== undefined ? node.value : node;
  const answer = isThrown
    ? `raises \`${analysis.textOf(thrown, 50)}\`: the framework makes an answer of it and logs nothing, nor does the handler`
    : `answers ${status ?? 'an error'}; the handler has no log line, metric or raise`;
  const edit = tellingHandler(analysis, path, false);
  return ask(path.place, {
    evidence: `${entry.id} ${answer}`,
    confidence,
    when: entry.when,
    cause: isThrown ? 'raised' : 'answered',
    unless: isThrown ? [{ kind: 'app', trait: 'logs' }] : [],
    related: [{ where: placeOf(node), note: 'the answer' }],
    fixes:
      edit === undefined ? [] : [{ title: `Log the error: ${edit.text}`, safety: 'safe', at: path.place, edits: edit.edits }],
  });
}

/** 5xx is a failure by its own word. 4xx is an answer, unless everything that can go wrong in a store or service ends in it. */
function confidenceOf(analysis: Analysis, path: FailurePath, status: number | undefined): Confidence | undefined {
  // Nothing that is tried can fail for a reason outside.
  if (path.kind === 'handler' && isAtMost(stakeOf(analysis, path), 'tells')) return 'low';
  // 503 to a type of its own is mostly said on purpose: not set up, not ready, too busy.
  if (status === 503 && path.types.length > 0 && !path.types.some(isAny)) return 'low';
  if (status !== undefined && status >= 500) return 'high';
  if (status === undefined) return 'medium';
  return path.types.length === 0 || path.types.some(isAny) ? (guardsEffect(analysis, path) ? 'medium' : undefined) : undefined;
}

const isAny = (type: string): boolean =>
  /^(?:Exception|BaseException|RequestException|\w+\.(?:RequestException|HTTPError|RequestError))$/.test(type);

function toldBy(place: Outcome['place'], where: Outcome['place'], what: string, entry: EntryPoint): Outcome {
  return { kind: 'discharged', place, entry: entry.id, by: [{ where, what }], evidence: what, when: entry.when };
}
