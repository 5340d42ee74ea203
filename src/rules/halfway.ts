/**
 * What the rules about half done work share: whose entry point a function is, and halves that lie inside of one helper.
 * The helper is asked where it stands; of an entry point that hands its work over only the checklist learns.
 */
import type { Call, FunctionNode } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '#facts/analysis';
import { dualWritesOf, isOutside } from '#facts/dual-writes';
import { isInHandler } from '#facts/effect-roles';
import { type Effect, effectsOf } from '#facts/effects';
import { type Entry, entryPoints } from '#facts/entry-points';
import type { Where } from '#facts/fact';
import { partialWritesOf } from '#facts/partial-writes';
import type { TransactionScope } from '#facts/transaction-scope';
import { ask, type Outcome } from './rule';

const entries = new WeakMap<Analysis, ReadonlyMap<FunctionNode, Entry>>();

export function entryOf(analysis: Analysis, fn: FunctionNode): Entry | undefined {
  let ofFile = entries.get(analysis);
  if (ofFile === undefined) {
    ofFile = new Map(
      entryPoints(analysis)
        .toReversed()
        .map((entry) => [entry.handler, entry]),
    );
    entries.set(analysis, ofFile);
  }
  return ofFile.get(fn);
}

/** Two writes to a store by one call of a helper. */
export function* writesInsideOneCall(analysis: Analysis, entry: Entry): Generator<Outcome> {
  for (const [call, effects] of helpersOf(analysis, entry.handler)) {
    const [first, second] = effects.filter((effect) => effect.kind === 'store-write');
    if (first === undefined || second === undefined) continue;
    const helper = analysis.calledFunction(call);
    const found = helper && partialWritesOf(analysis, helper);
    const isTogether = helper === undefined ? isOneUnit(first.transaction, second.transaction) : found?.kind === 'together';
    const pair = `${first.label} and ${second.label}`;
    if (isTogether) yield settled(entry, call, second.via, `${pair} commit together`);
    else if (found?.kind === 'unclear' || second.transaction.kind === 'unknown')
      yield { kind: 'silent', place: placeOf(call), why: `whether ${pair} commit together could not be seen`, entry: entry.id };
    else if (helper === undefined || found?.kind === 'ask')
      yield inside(entry, call, second.via, `${pair} are written by one helper: no transaction seen around both`);
  }
}

function isOneUnit(one: TransactionScope, two: TransactionScope): boolean {
  if (one.kind === 'handed-in' && two.kind === 'handed-in') return true;
  if (one.kind !== 'own' || two.kind !== 'own' || 'item' in one.where || 'item' in two.where) return false;
  return one.where.path === two.where.path && one.where.startLine === two.where.startLine;
}

/** A write to a store and an effect outside of it by one call of a helper. */
export function* systemsInsideOneCall(analysis: Analysis, entry: Entry): Generator<Outcome> {
  for (const [call, effects] of helpersOf(analysis, entry.handler)) {
    const write = effects.find((effect) => effect.kind === 'store-write');
    const outside = effects.filter(isOutside);
    const [first] = outside;
    if (write === undefined || first === undefined) continue;
    const helper = analysis.calledFunction(call);
    const pairs = helper === undefined ? [] : dualWritesOf(analysis, helper);
    const isAnswered =
      helper === undefined
        ? outside.every((effect) => effect.settled !== undefined)
        : pairs.length > 0 && pairs.every((pair) => pair.kind === 'answered');
    const answered = pairs.find((pair) => pair.kind === 'answered');
    if (isAnswered) yield settled(entry, call, first.via, first.settled ?? answered?.what ?? '');
    else if (helper === undefined || pairs.some((pair) => pair.kind === 'ask'))
      yield inside(
        entry,
        call,
        first.via,
        `${first.label} and ${write.label} are done by one helper: no undoing step, outbox or pending state seen`,
      );
  }
}

/** Effects by the helper's call that has them. */
function helpersOf(analysis: Analysis, fn: FunctionNode): ReadonlyMap<Call, readonly Effect[]> {
  const byCall = new Map<Call, Effect[]>();
  for (const effect of effectsOf(analysis, fn))
    if (effect.via !== undefined && !isInHandler(effect, fn))
      byCall.set(effect.call, [...(byCall.get(effect.call) ?? []), effect]);
  return byCall;
}

function settled(entry: Entry, call: Call, via: Where | undefined, what: string): Outcome {
  return {
    kind: 'discharged',
    place: placeOf(call),
    by: [{ where: via ?? placeOf(call), what }],
    evidence: what,
    entry: entry.id,
    when: entry.when,
  };
}

function inside(entry: Entry, call: Call, via: Where | undefined, evidence: string): Outcome {
  const related = via === undefined ? [] : [{ where: via, note: 'where it happens' }];
  return ask(placeOf(call), { evidence, rowOnly: true, related, entry: entry.id, when: entry.when });
}
