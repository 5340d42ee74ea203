/**
 * What a function changes or asks outside of itself, in source order: rows, messages, mails, charges, objects, calls that
 * change something elsewhere. Which of two effects can follow the other on one path is `order.ts`; what commits together
 * is `transactions.ts`; what is harmless the second time is `repeatable.ts` and, with the caller in view, `idempotency.ts`.
 */

import type { Call, Expression, FunctionNode, Node } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import type { Condition } from '../condition';
import type { Where } from '../fact';
import { familyOf, hasPromises } from '../language';
import type { Origin } from '../origin';
import { writtenName } from '../origins/full-name';
import { calledSummary } from '../summaries/called-summary';
import type { EffectSummary } from '../summary';
import { conflictHandledAround } from './conflict-handling';
import { isInHandler } from './effect-roles';
import type { Sketch } from './effect-sketch';
import { entityName } from './entity-name';
import { keyUsesOf } from './idempotency-key';
import { callsOf, partsOf, runningIn, runningOf } from './inline-functions';
import { following } from './order';
import { sketchOf } from './sketches';
import { taggedEffect, taggedTemplates } from './sql-effects';
import type { TransactionScope } from './transaction-scope';
import { surroundingScope, transactionOf } from './transactions';

/** One effect of a function; `call` is its own call, that of a helper (then `via` says where), or a tagged template. */
export interface Effect extends Sketch {
  /** Set when it happens in a helper: where. */
  readonly via: Where | undefined;
  /** What shows that it is repeatable, where that is not the call itself: a handler, the look-up of a key. */
  readonly repeatedAt: Where | undefined;
  /** It is repeatable only if this holds too: the constraint whose violation is handled. */
  readonly needs: Condition | undefined;
  readonly transaction: TransactionScope;
  /** The loop, comprehension or iterating callback of this function that repeats it. */
  readonly loop: Node | undefined;
  /** Runs after the commit or the response: `on_commit`, an after-commit hook. */
  readonly isDeferred: boolean;
  /** Helpers between this function and the effect. */
  readonly depth: number;
  /** What undoes or repairs it where its helper stops halfway, as the helper's file says. */
  readonly settled: string | undefined;
  /** Set when it happens in a helper of this file: the effect as the helper has it. */
  readonly inner: { readonly fn: FunctionNode; readonly effect: Effect } | undefined;
  /** What keeps a second run from it in a helper of another file. */
  readonly once: { readonly where: Where; readonly what: string } | undefined;
  /** What nothing else rests on, as the file of its helper says. */
  readonly part: EffectSummary['part'];
  /** What the helper of another file looks up before it makes the row. */
  readonly looked: EffectSummary['looked'];
  /** A read of a helper of another file, which throws where there is such a row. */
  readonly isRefused: boolean;
  /** The argument of the helper's call that is the handle, where another file's helper is given it. */
  readonly handleArgument: number | undefined;
}

const NO_HELPER = { part: undefined, looked: undefined, isRefused: false, handleArgument: undefined } as const;

const remembered = new WeakMap<Analysis, Map<FunctionNode, readonly Effect[]>>();
const NOTHING: readonly Effect[] = [];

/** Effects of the function and, once for each call, of the helpers it calls; inline callbacks that run as part of it included. */
export function effectsOf(analysis: Analysis, fn: FunctionNode): readonly Effect[] {
  let ofFile = remembered.get(analysis);
  if (ofFile === undefined) {
    ofFile = new Map();
    remembered.set(analysis, ofFile);
  }
  const known = ofFile.get(fn);
  if (known !== undefined) return known;
  // A function that calls itself has, while it is being read, no effects of its own.
  ofFile.set(fn, NOTHING);
  const effects = [...callsOf(analysis, fn).flatMap((call) => effectsOfCall(analysis, call, fn)), ...taggedOf(analysis, fn)];
  effects.sort((one, two) => one.call.start - two.call.start);
  ofFile.set(fn, effects);
  return effects;
}

/** A store, a service or a message is changed, not only asked. */
export function isWrite({ kind }: Pick<Effect, 'kind'>): boolean {
  return (
    kind !== 'store-read' && kind !== 'remote-read' && kind !== 'cache-write' && kind !== 'file-write' && kind !== 'model-call'
  );
}

function effectsOfCall(analysis: Analysis, call: Call, root: FunctionNode): readonly Effect[] {
  const sketch = sketchOf(analysis, call);
  if (sketch !== undefined) return [completed(analysis, sketch, root)];
  const helper = analysis.calledFunction(call);
  const isAsked = (effect: Effect): boolean => !isDeclined(call, effect);
  if (helper !== undefined) return helper === root ? NOTHING : helperEffects(analysis, helper, call, root).filter(isAsked);
  const summarised = (calledSummary(analysis, call)?.effects ?? [])
    .map((effect) => lifted(analysis, fromSummary(analysis, effect, call), call, root, effect.at))
    .filter(isAsked);
  return [...summarised, ...handedFunctions(analysis, call).flatMap((fn) => helperEffects(analysis, fn, call, root))];
}

/** `find(mask, create=False)`: the caller says that nothing is to be written. */
function isDeclined(call: Call, { kind }: Effect): boolean {
  if (kind !== 'store-write' || call.args.length === 0) return false;
  const isNo = (name: string | undefined, value: Expression): boolean =>
    value.kind === 'literal' && value.value === false && name !== undefined && WRITING.test(name);
  return call.args.some(({ name, value }) =>
    value.kind === 'object' ? value.entries.some((entry) => isNo(entry.key, entry.value)) : isNo(name, value),
  );
}

const WRITING = /^(create|save|commit|write|persist|store|insert|update)(_|[A-Z]|$)/;

/** What a helper takes back when it fails is its own affair: its caller has what it does. */
function helperEffects(analysis: Analysis, helper: FunctionNode, call: Call, root: FunctionNode): readonly Effect[] {
  return effectsOf(analysis, helper)
    .filter((effect) => !isInHandler(effect, helper))
    .map((effect) => ({ ...lifted(analysis, effect, call, root, placeOf(effect.call)), inner: { fn: helper, effect } }));
}

/** Functions of this file handed over by name to something that runs them now: `withTransaction(save)`, `pRetry(run)`. */
function handedFunctions(analysis: Analysis, call: Call): readonly FunctionNode[] {
  return call.args.flatMap(({ value }, position) => {
    if (value.kind !== 'identifier') return [];
    const fn = analysis.functionValue(value);
    const running = fn && runningIn(analysis, call, position, fn);
    return fn === undefined || running === undefined || running.as === 'deferred' ? [] : [fn];
  });
}

const withTags = new WeakMap<Analysis, boolean>();

/** Few files have a tagged template at all. */
function hasTags(analysis: Analysis): boolean {
  let known = withTags.get(analysis);
  if (known === undefined) {
    known = hasPromises(analysis) && /[\w>]`/.test(analysis.model.text);
    withTags.set(analysis, known);
  }
  return known;
}

function taggedOf(analysis: Analysis, root: FunctionNode): readonly Effect[] {
  if (!hasTags(analysis)) return NOTHING;
  return partsOf(analysis, root)
    .flatMap((part) => taggedTemplates(part))
    .flatMap((template) => {
      const sketch = taggedEffect(analysis, template);
      return sketch === undefined ? [] : [completed(analysis, sketch, root)];
    });
}

function completed(analysis: Analysis, sketch: Sketch, root: FunctionNode): Effect {
  const { call } = sketch;
  const { loop, isDeferred } = surroundings(analysis, call, root);
  const transaction: TransactionScope =
    sketch.kind === 'store-write' || sketch.kind === 'store-read'
      ? transactionOf(analysis, { call, root, handle: sketch.handle, store: sketch.store, commits: sketch.commits })
      : { kind: 'none', looked: 'it is no write of a database', on: [] };
  const plain = {
    ...sketch,
    repeatedAt: undefined,
    needs: undefined,
    depth: 0,
    settled: undefined,
    inner: undefined,
    once: undefined,
    ...NO_HELPER,
  };
  return { ...plain, ...repeated(analysis, plain, call, root), via: undefined, transaction, loop, isDeferred };
}

type Repeated = Pick<Effect, 'isRepeatable' | 'why' | 'repeatedAt' | 'needs'>;

/** What the function around makes harmless: a conflict it handles, a key it looked up before. */
function repeated(analysis: Analysis, effect: Sketch & Repeated, call: Call, root: FunctionNode): Partial<Repeated> {
  if (effect.isRepeatable || !isWrite(effect)) return {};
  const use = keyUsesOf(analysis, root).find((each) => each.call === call || following(each.call, call) === 'then');
  if (use !== undefined) return { isRepeatable: true, why: `a key is used: ${use.what}`, repeatedAt: placeOf(use.call) };
  if (effect.kind !== 'store-write' || (effect.operation !== 'create' && effect.operation !== 'save')) return {};
  const handled = conflictHandledAround(analysis, call);
  if (handled === undefined) return {};
  const columns = effect.isOpen ? [] : [...effect.fields.keys()];
  return {
    isRepeatable: true,
    why: `a unique conflict is handled: ${handled.what}`,
    repeatedAt: placeOf(handled.at),
    needs: handled.isCertain || effect.entity === '' ? undefined : { kind: 'unique', entity: effect.entity, columns },
  };
}

/** The loop around a node, and whether it only runs later. */
function surroundings(analysis: Analysis, node: Call, root: FunctionNode): { loop: Node | undefined; isDeferred: boolean } {
  let loop: Node | undefined;
  let isDeferred = false;
  for (let at: Node = node; at !== root && at.kind !== 'item'; at = at.parent) {
    if (at.kind === 'loop' || at.kind === 'comprehension') loop ??= at;
    if (at.kind !== 'fn') continue;
    const running = runningOf(analysis, at);
    if (running?.as === 'iteration') loop ??= running.call;
    if (running?.as === 'deferred') isDeferred = true;
  }
  return { loop, isDeferred };
}

/** A helper's effect as its caller has it. */
function lifted(analysis: Analysis, effect: Effect, call: Call, root: FunctionNode, via: Where): Effect {
  const around = surroundings(analysis, call, root);
  return {
    ...effect,
    call,
    via: effect.via ?? via,
    depth: effect.depth + 1,
    // The helper's places are in its own function; the caller points at the helper.
    repeatedAt: effect.repeatedAt ?? (effect.isRepeatable ? (effect.via ?? via) : undefined),
    transaction: liftedScope(analysis, effect.transaction, call, root),
    loop: around.loop ?? (effect.loop === undefined ? undefined : call),
    isDeferred: effect.isDeferred || around.isDeferred,
    ...repeated(analysis, effect, call, root),
  };
}

/** What the helper does in a transaction of its own stays one; what is left to its caller is in the caller's. */
function liftedScope(analysis: Analysis, scope: TransactionScope, call: Call, root: FunctionNode): TransactionScope {
  // What Java runs in a transaction joins the one that runs already.
  const joined = familyOf(analysis) === 'java' && scope.kind === 'own' ? surroundingScope(analysis, call, root) : undefined;
  if (joined?.kind === 'own') return joined;
  if (scope.kind === 'own') return { ...scope, id: call };
  if (scope.kind === 'unknown') return scope;
  const around = surroundingScope(analysis, call, root);
  if (scope.kind === 'none') return around?.kind === 'own' && isAmbient(around.id) ? around : scope;
  if (around !== undefined) return around;
  const commit = transactionOf(analysis, { call, root, handle: UNKNOWN, store: '', commits: 'unit' });
  return commit.kind === 'own' ? commit : scope;
}

const UNKNOWN: Origin = { kind: 'unknown', why: 'it is the handle of a helper' };

/** `with` blocks and decorators hold for whatever is called inside; callbacks only for what uses their handle. */
function isAmbient(id: Node): boolean {
  return id.kind === 'with' || id.kind === 'fn';
}

/** `Order.open_objects.count_of(user)`: a manager of the project's own does not say whose rows it manages, its place does. */
function managedBy({ callee }: Call): string | undefined {
  const model = /(?:^|\.)([A-Z]\w*)\.(?:\w+_)?objects\.\w+$/.exec(writtenName(callee))?.[1];
  return model && entityName(model);
}

function fromSummary(analysis: Analysis, effect: EffectSummary, call: Call): Effect {
  const transaction: TransactionScope =
    effect.transaction === 'own'
      ? { kind: 'own', id: call, where: effect.unit ?? effect.at, what: (effect.unit ?? effect.at).text }
      : effect.transaction === 'handed-in'
        ? { kind: 'handed-in', where: effect.at, what: 'it is run in the transaction of its caller' }
        : effect.transaction === 'unknown'
          ? { kind: 'unknown', why: `${effect.at.path} does not tell its transaction` }
          : { kind: 'none', looked: effect.at.path, on: [{ kind: 'app', trait: 'transaction' }] };
  return {
    kind: effect.kind,
    call,
    entity: managedBy(call) ?? effect.entity,
    operation: effect.operation,
    label: effect.label,
    store: effect.store,
    data: undefined,
    fields: new Map(),
    isOpen: true,
    selects: effect.selects,
    keys: [],
    isRepeatable: effect.isRepeatable,
    why: effect.why,
    handle: analysis.originOf(call.callee),
    commits: 'statement',
    confidence: effect.confidence,
    via: effect.at,
    repeatedAt: effect.isRepeatable ? effect.at : undefined,
    needs: undefined,
    transaction,
    loop: undefined,
    isDeferred: effect.isDeferred,
    settled: effect.settled,
    inner: undefined,
    once: effect.once && { where: effect.once.at, what: effect.once.what },
    depth: effect.depth,
    part: effect.part,
    looked: effect.looked,
    isRefused: effect.isRefused === true,
    handleArgument: effect.handleArgument,
  };
}
