/**
 * Round trips that a loop over a collection makes one after another. Loops that page, poll, try again or take chunks have
 * their own count, and a store in the process has no way to go.
 */

import { type Call, type Expression, type FunctionNode, type Loop, type Node, placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import type { Where } from '../fact';
import { familyOf, hasPromises } from '../language';
import { hasWord } from '../name-words';
import { chainOf } from '../origins/call-chain';
import { constantText } from '../origins/constant-text';
import { followed } from '../origins/followed';
import { lastName, writtenName } from '../origins/full-name';
import { leavesOf } from '../origins/pattern-leaves';
import { mentionsAny, resultNames } from '../origins/result-names';
import { isWithin, walk } from '../walk';
import { isInHandler } from './effect-roles';
import { type Effect, effectsOf, isWrite } from './effects';
import { isAwaited } from './order';

export interface RepeatedQuery {
  readonly effect: Effect;
  /** What is gone over, as written. */
  readonly over: string;
  /** The loop waits on purpose between two turns. */
  readonly paced: Where | undefined;
  /** The items are worked off one by one: a failure is handled in its turn, or the turn changes something as well. */
  readonly isItemized: boolean;
  /** The items were read just before: one query could have brought both. */
  readonly isJoinable: boolean;
}

/** The first of each loop. */
export function repeatedQueriesOf(analysis: Analysis, fn: FunctionNode): readonly RepeatedQuery[] {
  const seen = new Set<Node>();
  const found: RepeatedQuery[] = [];
  const effects = effectsOf(analysis, fn);
  for (const effect of effects) {
    const { loop } = effect;
    if (loop === undefined || seen.has(loop) || !isRoundTrip(analysis, effect) || isInHandler(effect, fn)) continue;
    const source = sourceOf(loop);
    if (source === undefined || !isOfItem(loop, effect) || isBounded(analysis, source)) continue;
    seen.add(loop);
    found.push({
      effect,
      over: analysis.textOf(source, 40),
      paced: pauseIn(loop),
      isItemized:
        isItemized(effect.call, loop) ||
        effects.some((other) => other.loop === loop && isWrite(other) && other.kind !== effect.kind),
      isJoinable: isRead(analysis, fn, effects, source),
    });
  }
  return found;
}

const IN_PROCESS = /sqlite|lokijs|nedb|lowdb|tinydb|level/i;
const MANY = /many|bulk|batch|all$/i;

function isRoundTrip(analysis: Analysis, effect: Effect): boolean {
  const { kind, call, depth, handle, isDeferred, commits, store, operation } = effect;
  if ((kind !== 'store-read' && kind !== 'store-write') || depth > 1 || isDeferred) return false;
  // A session sends what it was given when it is flushed, all of it at once.
  if (
    commits === 'unit' &&
    store === 'sqlalchemy' &&
    (operation === 'create' || /^(add|delete|merge)$/.test(lastName(call.callee)))
  )
    return false;
  if (MANY.test(lastName(call.callee)) || takesMany(analysis, effect) || isLazy(analysis, effect)) return false;
  if (handle.kind === 'package' && IN_PROCESS.test(handle.package)) return false;
  return !hasPromises(analysis) || isAwaited(call);
}

/** `WHERE phone = ANY(:phones)`, `{ id: { in: ids } }`, `id__in=ids`: a turn asks for many. */
function takesMany(analysis: Analysis, { call, entity }: Effect): boolean {
  // A table whose name is put in cannot be asked together with the others.
  if (entity === '') return true;
  const text = constantText(analysis, call.args[0]?.value) ?? analysis.textOf(chainOf(analysis, call).whole, 600);
  return /__in\s*=|\b(in|in_|whereIn|inArray|any|unnest)\s*[:(]/i.test(text);
}

const UNSENT =
  /^(filter|filter_by|exclude|order_by|annotate|values|values_list|select_related|prefetch_related|only|defer|distinct|query|join|where)$/;

/** A query that is only put together is asked when it is gone over: where it is named, or stands in a loop; not where it grows. */
function isLazy(analysis: Analysis, { call, store }: Effect): boolean {
  if (store !== 'django' && store !== 'sqlalchemy') return false;
  const { steps, whole, root } = chainOf(analysis, call);
  const last = steps.at(-1)?.name ?? '';
  if (!UNSENT.test(last) && !(store === 'django' && last === 'all')) return false;
  const { parent } = whole;
  if (parent.kind === 'loop') return false;
  const isNamed = (parent.kind === 'declare' || parent.kind === 'assign') && parent.target.kind === 'identifier';
  return !isNamed || (root.kind === 'identifier' && parent.target.kind === 'identifier' && root.name === parent.target.name);
}

/** What is gone over came out of a store in this function. */
function isRead(analysis: Analysis, fn: FunctionNode, effects: readonly Effect[], source: Expression): boolean {
  return effects.some(
    (read) =>
      read.kind === 'store-read' &&
      (isWithin(read.call, source) || (read.loop === undefined && mentionsAny(source, resultNames(analysis, fn, read.call)))),
  );
}

/** What the loop goes over: of `for … of`, of a counted loop up to a length, of a comprehension, of `forEach`. */
function sourceOf(loop: Node): Expression | undefined {
  switch (loop.kind) {
    case 'loop':
      return loop.isAsync ? undefined : (loop.source ?? countedUp(loop));
    case 'comprehension':
      return loop.sources[0]?.source;
    case 'call':
      // What is mapped is begun all at once: another question. Java's streams go one by one.
      return (
        streamed(loop) ??
        (loop.callee.kind === 'member' && /^(forEach|each|reduce)$/.test(loop.callee.property) ? loop.callee.object : undefined)
      );
    default:
      return undefined;
  }
}

/** `skus` in `skus.stream().filter(…).map(…)`. */
function streamed({ callee }: Call): Expression | undefined {
  for (let at = callee; at.kind === 'member'; ) {
    const { object } = at;
    if (object.kind !== 'call' || object.callee.kind !== 'member') return undefined;
    if (object.callee.property === 'stream' && object.args.length === 0) return object.callee.object;
    at = object.callee;
  }
  return undefined;
}

/** `for (let i = 0; i < items.length; i++)`; a loop by steps takes chunks. */
function countedUp({ style, test, update }: Loop): Expression | undefined {
  if (style !== 'for' || test?.kind !== 'binary' || test.right.kind !== 'member' || test.right.property !== 'length')
    return undefined;
  return update?.kind === 'unary' ? test.right.object : undefined;
}

const BOUNDED: ReadonlySet<string> = new Set(
  'chunk chunks batch batches page pages attempt attempts retry retries backoff range tries steps stages'.split(' '),
);

/** A handful that is written down, a constant, chunks, attempts. */
function isBounded(analysis: Analysis, source: Expression): boolean {
  const at = followed(analysis, source);
  if (at.kind === 'array' || at.kind === 'literal' || at.kind === 'object') return !holdsSpread(at);
  // `List.of("a", "b")`, `Kind.values()`.
  if (
    familyOf(analysis) === 'java' &&
    at.kind === 'call' &&
    /^(?:List|Set|Arrays|Stream)\.(?:of|asList)$|^[A-Z]\w*\.values$/.test(writtenName(at.callee))
  )
    return true;
  if (hasWord(writtenName(source), BOUNDED) || /^[A-Z][A-Z0-9_]+$/.test(lastName(source))) return true;
  if (at.kind !== 'call') return false;
  if (hasWord(lastName(at.callee), BOUNDED) || at.args.some(({ name }) => name !== undefined && hasWord(name, BOUNDED)))
    return true;
  const [first] = at.args;
  if (
    /^(Object\.(keys|values|entries))$/.test(writtenName(at.callee)) ||
    /^(enumerate|sorted|list|reversed|set)$/.test(writtenName(at.callee))
  )
    return first !== undefined && isBounded(analysis, first.value);
  // `ids.subList(0, 10)`, `ids.stream().limit(20).toList()`.
  if (familyOf(analysis) === 'java' && /(?:^|\.)(?:subList|limit(?:\.\w+)*)$/.test(writtenName(at.callee))) return true;
  return lastName(at.callee) === 'slice' && at.args.some(({ value }) => value.kind === 'literal');
}

function holdsSpread(at: Expression): boolean {
  return at.kind === 'array' && at.elements.some((each) => each.kind === 'spread');
}

/** What is asked for depends on the item; what does not is the same again, and not asked here. */
function isOfItem(loop: Node, { call }: Effect): boolean {
  if (loop.kind === 'call') return true;
  const targets =
    loop.kind === 'loop' ? [loop.target] : loop.kind === 'comprehension' ? loop.sources.map(({ target }) => target) : [];
  const names = new Set(targets.flatMap((target) => (target === undefined ? [] : leavesOf(target).map(({ name }) => name))));
  return names.size === 0 || mentionsAny(call, names) || changesWithin(loop, names, call);
}

/** A name that is set in the loop from the item, and handed on. */
function changesWithin(loop: Node, names: ReadonlySet<string>, call: Call): boolean {
  const more = new Set<string>();
  walk(loop, (node) => {
    if (node.kind === 'declare' && node.value !== undefined && (mentionsAny(node.value, names) || mentionsAny(node.value, more)))
      for (const { name } of leavesOf(node.target)) more.add(name);
    if (node.kind === 'assign' && (mentionsAny(node.value, names) || mentionsAny(node.value, more)))
      for (const { name } of leavesOf(node.target)) more.add(name);
    return undefined;
  });
  return more.size > 0 && mentionsAny(call, more);
}

const PAUSES = /^(sleep|delay|wait|setTimeout|pause|throttle|acquire|limiter)$/;

function pauseIn(loop: Node): Where | undefined {
  let found: Call | undefined;
  walk(loop, (node) => {
    if (node.kind === 'call' && PAUSES.test(lastName(node.callee))) found ??= node;
    return found === undefined;
  });
  return found && placeOf(found);
}

function isItemized(call: Call, loop: Node): boolean {
  for (let at: Node = call; at !== loop && at.kind !== 'item'; at = at.parent)
    if (at.parent.kind === 'try' && at.parent.handlers.length > 0) return true;
  return false;
}
