/** What effects, transactions and constraints add to a file's export summary. */
import { type Call, type FunctionNode, placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import type { SummaryContributor } from '../contributor';
import { writtenArgument } from '../input/mass-assignment';
import { lastName } from '../origins/full-name';
import type { EffectSummary, Traits } from '../summary';
import { walk } from '../walk';
import { locationOf } from '../where';
import { constraintsOf } from './constraints';
import { argumentOf } from './database-handles';
import { dualWritesOf, isOutside } from './dual-writes';
import { isInHandler } from './effect-roles';
import { type Effect, effectsOf, isWrite } from './effects';
import { keyUsesOf } from './idempotency-key';
import { isOneTime, isTidying, tallyOf } from './incidental';
import { callsOf } from './inline-functions';
import { lookedUp, refusesBy } from './looked-up';
import { onlyOnce } from './repeat-guards';
import { markersOf } from './transaction-markers';

export const effectContributor: SummaryContributor = {
  name: 'effects',
  traitsOf: functionTraits,
  // With the effects of helpers: in whose transaction they happen, only this function's own code tells.
  effectsOf: (analysis, fn) =>
    effectsOf(analysis, fn)
      .filter((effect) => effect.depth < MAX_DEPTH && !isInHandler(effect, fn))
      .map((effect) => summaryOf(analysis, effect, fn)),
  app: transactionPerRequest,
  constraints: constraintsOf,
};

/** What lies deeper is no longer what a caller would be asked about. */
const MAX_DEPTH = 3;

function summaryOf(analysis: Analysis, effect: Effect, fn: FunctionNode): EffectSummary {
  const { kind, entity, operation, label, store, isRepeatable, why, transaction, isDeferred, confidence } = effect;
  const at = locationOf(analysis, effect.via ?? placeOf(effect.call));
  const plain = {
    kind,
    entity,
    operation,
    at,
    label,
    store,
    isRepeatable,
    why,
    transaction: transaction.kind,
    isDeferred,
    depth: effect.depth,
    confidence,
  };
  const unit = transaction.kind === 'own' ? { unit: locationOf(analysis, transaction.where) } : {};
  const settled = isOutside(effect) ? settledBy(analysis, effect, fn) : undefined;
  const guard = isRepeatable || !isWrite(effect) ? undefined : onlyOnce(analysis, fn, effect);
  const wholeArgument = writtenArgument(analysis, effect, fn);
  return {
    ...plain,
    ...unit,
    ...(settled === undefined ? {} : { settled }),
    ...(guard === undefined ? {} : { once: { at: locationOf(analysis, guard.where), what: guard.what } }),
    ...(wholeArgument === undefined ? {} : { wholeArgument }),
    ...(kind === 'store-read' ? readParts(analysis, effect, fn) : kind === 'store-write' ? writeParts(analysis, effect, fn) : {}),
  };
}

function readParts(analysis: Analysis, effect: Effect, fn: FunctionNode): Partial<EffectSummary> {
  const { selects } = effect;
  if (selects === undefined || selects.length === 0) return {};
  return { selects, ...(refusesBy(analysis, fn, effect) ? { isRefused: true } : {}) };
}

function writeParts(analysis: Analysis, effect: Effect, fn: FunctionNode): Partial<EffectSummary> {
  const part = isTidying(analysis, effect)
    ? 'tidying'
    : (tallyOf(analysis, effect) ?? (isOneTime(effect) ? 'one-time' : undefined));
  const looked = lookedUp(analysis, fn, effect);
  const handleArgument = argumentOf(analysis, effect);
  return {
    ...(part === undefined ? {} : { part }),
    ...(looked === undefined
      ? {}
      : { looked: { label: looked.label, columns: looked.columns, at: locationOf(analysis, looked.where), ends: looked.ends } }),
    ...(handleArgument === undefined ? {} : { handleArgument }),
  };
}

function settledBy(analysis: Analysis, effect: Effect, fn: FunctionNode): string | undefined {
  const pair = dualWritesOf(analysis, fn).find(({ outside }) => outside === effect);
  return pair?.kind === 'answered' ? pair.what : effect.settled;
}

/** A wrapper runs what it is handed between begin and commit; a context manager yields there. */
function functionTraits(analysis: Analysis, fn: FunctionNode): Traits {
  const traits: Record<string, { at: ReturnType<Analysis['locationOf']>; what: string }> = {};
  const { commits } = markersOf(analysis, fn);
  const [commit] = commits;
  if (commit !== undefined && runsSomething(analysis, fn))
    traits.transaction = { at: analysis.locationOf(placeOf(commit)), what: analysis.textOf(commit, 60) };
  const handed = callsOf(analysis, fn).find(
    (call) => /^(\$?transaction|transactional|withTransaction|atomic)$/.test(lastName(call.callee)) && handsOn(fn, call),
  );
  if (handed !== undefined)
    traits.transaction ??= { at: analysis.locationOf(placeOf(handed)), what: analysis.textOf(handed, 60) };
  const [use] = takesNext(fn) ? keyUsesOf(analysis, fn) : [];
  if (use !== undefined) traits.deduplicates = { at: analysis.locationOf(placeOf(use.call)), what: use.what };
  return traits;
}

/** It calls one of its parameters, or yields. */
function runsSomething(analysis: Analysis, fn: FunctionNode): boolean {
  const names = new Set(fn.params.map((parameter) => parameter.name).filter((name) => name !== ''));
  if (callsOf(analysis, fn).some((call) => call.callee.kind === 'identifier' && names.has(call.callee.name))) return true;
  return fn.isGenerator;
}

/** `return prisma.$transaction((tx) => work(tx))`, `return db.transaction(work)`: the parameter is what is run inside. */
function handsOn(fn: FunctionNode, call: Call): boolean {
  const names = new Set(fn.params.map((parameter) => parameter.name).filter((name) => name !== ''));
  return call.args.some(({ value }) => {
    if (value.kind === 'identifier') return names.has(value.name);
    return (
      value.kind === 'function' &&
      value.fn.calls.some((inner) => inner.callee.kind === 'identifier' && names.has(inner.callee.name))
    );
  });
}

/** A middleware: it is given what comes next. */
function takesNext(fn: FunctionNode): boolean {
  return fn.params.some((parameter) => /^(next|call_next|nextFn|handler)$/.test(parameter.name));
}

/** Django's `ATOMIC_REQUESTS`: every request is one transaction. */
function transactionPerRequest(analysis: Analysis): Traits {
  if (analysis.model.language !== 'python' || analysis.pathRole === 'test') return {};
  let found: Traits = {};
  for (const item of analysis.model.items)
    for (const statement of item.statements)
      walk(statement, (node) => {
        if (node.kind === 'object') {
          const entry = node.entries.find(
            ({ key, value }) => key === 'ATOMIC_REQUESTS' && value.kind === 'literal' && value.value === true,
          );
          if (entry !== undefined)
            found = { transaction: { at: analysis.locationOf(placeOf(entry.value)), what: 'ATOMIC_REQUESTS' } };
        } else if (node.kind === 'assign' && node.target.kind === 'index' && node.target.index.kind === 'literal') {
          if (node.target.index.value === 'ATOMIC_REQUESTS' && node.value.kind === 'literal' && node.value.value === true)
            found = { transaction: { at: analysis.locationOf(placeOf(node)), what: 'ATOMIC_REQUESTS' } };
        }
        return undefined;
      });
  return found;
}
