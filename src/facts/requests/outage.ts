/**
 * What an entry point has for the day its dependency is slow or down: somebody tries again, a breaker, a fallback, or a
 * bound on the wait together with somebody who answers when it passes.
 */
import { type Expression, type FunctionNode, placeOf, type Return } from '#code/model';
import type { Analysis } from '../analysis';
import { REMOTE_KINDS } from '../effects/effect-roles';
import { type Effect, effectsOf } from '../effects/effects';
import type { EntryPoint } from '../entry-point';
import { anyOf, depends, type Fact, no, type Where, yes } from '../fact';
import { failurePathsWithin, functionsWithin } from '../failures/failure-answers';
import type { FailurePath } from '../failures/failure-paths';
import { fateOf, reactionsTo } from '../failures/fates';
import { familyOf } from '../language';
import { calledSummary } from '../summaries/called-summary';
import { isWithin, walk } from '../walk';
import { breakerIn } from './breakers';
import { retryOfClient } from './client-retries';
import { deadlineOf } from './deadlines';
import { boundByAnnotation } from './java-requests';
import { outboundRequests, requestOf } from './requests';
import { retryAround, retryIn } from './retries';
import { timeLimitAround } from './time-limits';

/** Effects of the entry point that something else has to answer. */
export function dependenciesOf(analysis: Analysis, entry: EntryPoint): readonly Effect[] {
  return effectsOf(analysis, entry.handler).filter(({ kind }) => REMOTE_KINDS.has(kind));
}

export function outageHandling(analysis: Analysis, entry: EntryPoint, dependencies: readonly Effect[]): Fact {
  return anyOf(
    () => triedAgain(analysis, entry, dependencies),
    () => behindBreaker(analysis, entry, dependencies),
    () => fallsBack(analysis, entry, dependencies),
    () => boundedAndAnswered(analysis, entry, dependencies),
  );
}

function triedAgain(analysis: Analysis, { handler }: EntryPoint, dependencies: readonly Effect[]): Fact {
  const own = retryIn(analysis, handler);
  if (own !== undefined && own.isCapped !== false && (own.by === 'queue' || own.by === 'library')) return yes(own.at, own.what);
  for (const { call } of dependencies) {
    const around = retryAround(analysis, call);
    if (around !== undefined && around.isCapped !== false) return yes(around.at, around.what);
    const told = traitOf(analysis, call, 'retries');
    if (told !== undefined) return told;
  }
  for (const fn of functionsWithin(handler))
    for (const request of outboundRequests(analysis, fn)) {
      const client = retryOfClient(analysis, request);
      if (client !== undefined && client.isCapped !== false) return yes(client.at, client.what);
    }
  return no('retries');
}

type Helped = 'retries' | 'breaker' | 'deadline';

/** Helpers of helpers are followed this far. */
const DEPTH = 4;

/** A trait of the helper the effect happens in: of this file by its code, of another by its summary. */
function traitOf(analysis: Analysis, call: Effect['call'], trait: Helped, depth = DEPTH): Fact | undefined {
  if (call.kind !== 'call' || depth === 0) return undefined;
  const shown = calledSummary(analysis, call)?.traits[trait];
  if (shown !== undefined) return yes(shown.at, shown.what);
  const fn = analysis.calledFunction(call);
  if (fn === undefined) return undefined;
  const own = ownTrait(analysis, fn, trait);
  if (own !== undefined || trait === 'deadline') return own;
  for (const inner of functionsWithin(fn))
    for (const each of inner.calls) {
      const found = traitOf(analysis, each, trait, depth - 1);
      if (found !== undefined) return found;
    }
  return undefined;
}

function ownTrait(analysis: Analysis, fn: FunctionNode, trait: Helped): Fact | undefined {
  if (trait === 'deadline') return allBounded(analysis, fn);
  if (trait === 'breaker') {
    const breaker = breakerIn(analysis, fn);
    return breaker && yes(breaker.at, breaker.what);
  }
  const retry = retryIn(analysis, fn);
  return retry === undefined || retry.isCapped === false ? undefined : yes(retry.at, retry.what);
}

function behindBreaker(analysis: Analysis, { handler }: EntryPoint, dependencies: readonly Effect[]): Fact {
  for (const fn of functionsWithin(handler)) {
    const breaker = breakerIn(analysis, fn);
    if (breaker !== undefined) return yes(breaker.at, breaker.what);
  }
  return dependencies.map(({ call }) => traitOf(analysis, call, 'breaker')).find((fact) => fact !== undefined) ?? no('a breaker');
}

/** A handler that answers 503 or 504, or something else in place of the result: the caller sees what was decided. */
function fallsBack(analysis: Analysis, { handler }: EntryPoint, dependencies: readonly Effect[]): Fact {
  for (const path of failurePathsWithin(analysis, handler)) {
    const fate = fateOf(analysis, path);
    const answer = fate.kind === 'answered' ? fate.answer : fate.kind === 'seen' ? fate.answer : undefined;
    if (
      answer !== undefined &&
      (answer.status === 503 || answer.status === 504 || answer.status === 502) &&
      'start' in answer.node
    )
      return yes(placeOf(answer.node), analysis.textOf(answer.node, 60));
    if (fate.kind !== 'seen' || !dependencies.some(({ call }) => path.guarded.some((node) => isWithin(call, node)))) continue;
    const fallback = reactionsTo(analysis, path).defaults.find((value) => standsInFor(value, path));
    if (fallback !== undefined) return yes(placeOf(fallback), `falls back to ${analysis.textOf(fallback, 50)}`);
  }
  return no('a fallback');
}

/** What is returned, or given to a name that gets the result where nothing fails; other names are the handler's own. */
function standsInFor(value: Expression | Return, { guarded }: FailurePath): boolean {
  if (value.kind === 'return') return value.value !== undefined;
  const target =
    value.parent.kind === 'assign' && value.parent.target.kind === 'identifier' ? value.parent.target.name : undefined;
  let isResult = false;
  for (const node of guarded)
    walk(node, (each) => {
      if ((each.kind === 'assign' || each.kind === 'declare') && each.target.kind === 'identifier')
        isResult ||= each.target.name === target;
      return !isResult;
    });
  return isResult;
}

/** Every wait has an end, and the application's error handler says what the caller sees then. */
function boundedAndAnswered(analysis: Analysis, { handler }: EntryPoint, dependencies: readonly Effect[]): Fact {
  let first: Where | undefined;
  for (const { call, handle } of dependencies) {
    const bound = boundOfEffect(analysis, call, handle);
    if (bound?.kind !== 'yes') return no('a deadline on each call and somebody who answers when it passes');
    first ??= bound.where;
  }
  if (first === undefined) return no('a deadline');
  const local = failurePathsWithin(analysis, handler).find((path) => fateOf(analysis, path).kind === 'answered');
  if (local !== undefined) return yes(first, 'the wait is bounded, and the handler answers when it passes');
  return depends([{ kind: 'app', trait: 'handles-errors' }], 'the application’s error handler');
}

function boundOfEffect(analysis: Analysis, call: Effect['call'], handle: Effect['handle']): Fact | undefined {
  const request = call.kind === 'call' ? requestOf(analysis, call) : undefined;
  if (request !== undefined) return deadlineOf(analysis, request);
  const annotated = call.kind === 'call' && familyOf(analysis) === 'java' ? boundByAnnotation(analysis, call) : undefined;
  if (annotated !== undefined) return annotated;
  const around = timeLimitAround(analysis, call);
  if (around.kind === 'yes') return around;
  if (handle.kind === 'package' && handle.through?.traits.deadline !== undefined)
    return yes(handle.through.traits.deadline.at, handle.through.traits.deadline.what);
  return traitOf(analysis, call, 'deadline');
}

function allBounded(analysis: Analysis, fn: FunctionNode): Fact | undefined {
  const facts = outboundRequests(analysis, fn).map((request) => deadlineOf(analysis, request));
  const [first] = facts;
  return first?.kind === 'yes' && facts.every((fact) => fact.kind === 'yes') ? first : undefined;
}
