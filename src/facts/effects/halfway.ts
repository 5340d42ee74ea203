/**
 * Halves that lie inside of one helper. The helper is asked where it stands; of an entry point that hands its work over only the
 * checklist learns.
 */
import type { Call, FunctionNode, Place } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { type Fact, no, unknown, type Where, yes } from '../fact';
import { dualWritesOf, isOutside } from './dual-writes';
import { isInHandler } from './effect-roles';
import { type Effect, effectsOf } from './effects';
import { partialWritesOf } from './partial-writes';
import type { TransactionScope } from './transaction-scope';

/** Two effects of one call: whether what the helper does holds together. */
export interface Handed {
  /** The call of the helper. */
  readonly place: Place;
  readonly where: Where;
  readonly holds: Fact;
  readonly evidence: string;
}

/** Two writes to a store by one call. */
export function writesInsideOneCall(analysis: Analysis, fn: FunctionNode): readonly Handed[] {
  return helpersOf(analysis, fn).flatMap(([call, effects]) => {
    const [first, second] = effects.filter((effect) => effect.kind === 'store-write');
    if (first === undefined || second === undefined) return [];
    const pair = `${first.label} and ${second.label}`;
    const holds = writesHold(analysis, call, first, second, pair);
    return holds === undefined
      ? []
      : [handed(call, second, holds, `${pair} are written by one helper: no transaction seen around both`)];
  });
}

function writesHold(analysis: Analysis, call: Call, first: Effect, second: Effect, pair: string): Fact | undefined {
  const where = second.via ?? placeOf(call);
  const together = yes(where, `${pair} commit together`);
  const unclear = unknown(`whether ${pair} commit together could not be seen`);
  const helper = analysis.calledFunction(call);
  if (helper === undefined) {
    if (isOneUnit(first.transaction, second.transaction)) return together;
    return second.transaction.kind === 'unknown' ? unclear : no('the helper');
  }
  const found = partialWritesOf(analysis, helper);
  if (found === undefined) return undefined;
  return found.kind === 'together' ? together : found.kind === 'unclear' ? unclear : no('the helper');
}

function isOneUnit(one: TransactionScope, two: TransactionScope): boolean {
  if (one.kind === 'handed-in' && two.kind === 'handed-in') return true;
  if (one.kind !== 'own' || two.kind !== 'own' || 'item' in one.where || 'item' in two.where) return false;
  return one.where.path === two.where.path && one.where.startLine === two.where.startLine;
}

/** A write to a store and an effect outside of it by one call. */
export function systemsInsideOneCall(analysis: Analysis, fn: FunctionNode): readonly Handed[] {
  return helpersOf(analysis, fn).flatMap(([call, effects]) => {
    const write = effects.find((effect) => effect.kind === 'store-write');
    const outside = effects.filter(isOutside);
    const [first] = outside;
    if (write === undefined || first === undefined) return [];
    const holds = systemsHold(analysis, call, outside, first);
    const evidence = `${first.label} and ${write.label} are done by one helper: no undoing step, outbox or pending state seen`;
    return holds === undefined ? [] : [handed(call, first, holds, evidence)];
  });
}

function systemsHold(analysis: Analysis, call: Call, outside: readonly Effect[], first: Effect): Fact | undefined {
  const where = first.via ?? placeOf(call);
  const helper = analysis.calledFunction(call);
  if (helper === undefined)
    return outside.every((effect) => effect.settled !== undefined) ? yes(where, first.settled ?? '') : no('the helper');
  const pairs = dualWritesOf(analysis, helper);
  const [pair] = pairs;
  if (pairs.some((each) => each.kind === 'ask')) return no('the helper');
  return pair?.kind === 'answered' ? yes(where, pair.what) : undefined;
}

/** Effects by the helper's call that has them. */
function helpersOf(analysis: Analysis, fn: FunctionNode): readonly (readonly [Call, readonly Effect[]])[] {
  const byCall = new Map<Call, Effect[]>();
  for (const effect of effectsOf(analysis, fn))
    if (effect.via !== undefined && !isInHandler(effect, fn))
      byCall.set(effect.call, [...(byCall.get(effect.call) ?? []), effect]);
  return [...byCall];
}

function handed(call: Call, { via }: Effect, holds: Fact, evidence: string): Handed {
  return { place: placeOf(call), where: via ?? placeOf(call), holds, evidence };
}
