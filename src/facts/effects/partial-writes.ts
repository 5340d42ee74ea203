/**
 * Two writes to one store that do not commit together: what is left when the process dies between them. Writes that only
 * move one row on (created, then marked as done) leave that row in a state that says so, and are no pair.
 */
import type { Call, FunctionNode, Node } from '#code/model';
import type { Analysis } from '../analysis';
import type { Condition } from '../condition';
import type { Where } from '../fact';
import { wordsOf } from '../name-words';
import { lastName } from '../origins/full-name';
import { mentionsAny, resultNames } from '../origins/result-names';
import { isWatched } from '../runners/runner';
import { isWithin, walk } from '../walk';
import { areApart } from './database-handles';
import { dualWritesOf } from './dual-writes';
import { durableStep, isInHandler, isNamesake, isRecord } from './effect-roles';
import { type Effect, effectsOf } from './effects';
import { isTidying, tallyOf } from './incidental';
import { isInOneBreath, whyLesser } from './lesser-steps';
import { lookedUp } from './looked-up';
import { exitOfList, following } from './order';

export type Partial =
  | {
      readonly kind: 'ask';
      readonly first: Effect;
      readonly second: Effect;
      readonly confidence: 'high' | 'medium' | 'low';
      readonly unless: readonly Condition[];
    }
  | { readonly kind: 'together'; readonly first: Effect; readonly second: Effect; readonly where: Where; readonly what: string }
  | { readonly kind: 'unclear'; readonly first: Effect; readonly second: Effect; readonly why: string };

/** A write of a helper counts, one of a helper's helper is its business. */
const MAX_DEPTH = 1;

/** The first pair that is asked about; else one that is answered, or could not be told. `undefined`: fewer than two writes on any path. */
export function partialWritesOf(analysis: Analysis, fn: FunctionNode): Partial | undefined {
  const writes = effectsOf(analysis, fn).filter(
    (effect) => effect.kind === 'store-write' && !effect.isDeferred && effect.depth <= MAX_DEPTH && !isInHandler(effect, fn),
  );
  let together: Partial | undefined;
  let unclear: Partial | undefined;
  for (const [index, second] of writes.entries())
    for (const first of writes.slice(0, index)) {
      if (!isPair(analysis, fn, first, second)) continue;
      const found = judged(
        first,
        second,
        isFilling(fn) || isWatched(analysis) ? 'low' : confidenceOf(analysis, fn, first, second),
      );
      if (found.kind === 'ask') {
        if (!isSpanned(analysis, fn, first, second)) return found;
      } else if (found.kind === 'together') together ??= found;
      else unclear ??= found;
    }
  return unclear ?? together;
}

function isPair(analysis: Analysis, fn: FunctionNode, first: Effect, second: Effect): boolean {
  if (first.store !== second.store && !isOneStore(first, second)) return false;
  // Both happen in one helper: it is asked there.
  if (first.call === second.call || isWithin(second.call, first.call) || isWithin(first.call, second.call)) return false;
  if (isRecord(second) && isRecord(first)) return false;
  if (durableStep(analysis, second, fn) !== undefined) return false;
  if ([first, second].some((each) => isTidying(analysis, each) || isBookkeeping(each))) return false;
  if (areApart(analysis, first, second) || isAwaited(first, second, fn) || isBestEffort(first, second)) return false;
  if (following(first.call, second.call) !== 'then' || isSameRow(analysis, fn, first, second)) return false;
  return !(first.isRepeatable && first.operation !== 'delete' && (isFinishMark(second) || isTaskDone(second)));
}

/** SQLAlchemy's session and statements, Django's models and cursors, Prisma and its raw queries are one database. */
function isOneStore(one: Effect, two: Effect): boolean {
  // What is known by its shape alone is some ORM's: the same as the one beside it.
  if (one.confidence === 'medium' && two.confidence === 'medium') return true;
  const stores = new Set([one.store, two.store]);
  return (
    stores.has('sql') &&
    [...stores].every((store) =>
      /^(sql|sqlalchemy|django|prisma|typeorm|sequelize|knex|drizzle|kysely|peewee|supabase)$/.test(store),
    )
  );
}

/** An update of the row that was just written: the row itself says how far it got. */
function isSameRow(analysis: Analysis, fn: FunctionNode, first: Effect, second: Effect): boolean {
  if (first.entity === '' || first.entity !== second.entity) return false;
  const isProgress =
    second.operation === 'update' ||
    second.operation === 'save' ||
    (second.operation === 'delete' && first.operation !== 'delete');
  if (!isProgress || second.loop !== undefined) return false;
  if (first.via !== undefined || second.via !== undefined) return first.operation !== 'delete';
  const names = resultNames(analysis, fn, first.call);
  const saved = receiverName(second.call);
  if (saved !== undefined && saved === receiverName(first.call) && second.keys.length === 0 && first.keys.length === 0)
    return true;
  if (second.keys.some((key) => mentionsAny(key, names)) || (saved !== undefined && names.has(saved))) return true;
  if (second.data !== undefined && second.keys.length === 0 && mentionsAny(second.data, names)) return true;
  const texts = new Set(first.keys.map((key) => analysis.textOf(key)));
  return second.keys.length > 0 && second.keys.every((key) => texts.has(analysis.textOf(key)));
}

/** The table that says which migrations have run is written by what brings the schema up, before the work begins. */
function isBookkeeping({ entity }: Effect): boolean {
  return /^(schema_version|schema_migration|migration|knex_migration|alembic_version)$/.test(entity);
}

const MARKS = /(status|state|stage|phase|(_at|At)$|^is[_A-Z]|done|processed|completed|finished|synced)/;

/** The last write only says that the rest is done: without it the rest, which can be repeated, is done again. */
function isFinishMark({ operation, fields, isOpen, isRepeatable, loop }: Effect): boolean {
  return (
    operation === 'update' &&
    isRepeatable &&
    !isOpen &&
    loop === undefined &&
    fields.size > 0 &&
    [...fields.keys()].every((column) => MARKS.test(column))
  );
}

/** What says that the work is still to be done goes last: until it does, the rest, which can be repeated, is done again. */
function isTaskDone({ operation, entity, loop }: Effect): boolean {
  return (
    operation === 'delete' &&
    loop === undefined &&
    /(^|_)(pending|queue|queued|job|task|outbox|inbox|claim|lease|draft)(_|$)/.test(entity)
  );
}

/** The second waits for something in a loop that sleeps: no transaction is held open for that long. */
function isAwaited(first: Effect, second: Effect, fn: FunctionNode): boolean {
  for (let at: Node = second.call; at !== fn && at.kind !== 'item'; at = at.parent)
    if (at.kind === 'loop' && /^(while|do)$/.test(at.style) && !isWithin(first.call, at) && sleeps(at)) return true;
  return false;
}

function sleeps(loop: Node): boolean {
  let found = false;
  walk(loop, (node) => {
    if (node.kind === 'handler') return false;
    found ||= node.kind === 'call' && /^(sleep|delay|pause|setTimeout|wait)$/.test(lastName(node.callee));
    return !found;
  });
  return found;
}

/** The first is repeatable and may fail: a `try` of its own lets the function go on to the second without it. */
function isBestEffort(first: Effect, second: Effect): boolean {
  if (!first.isRepeatable || first.operation === 'delete') return false;
  for (let at: Node = first.call; at.kind !== 'item' && at.kind !== 'fn'; at = at.parent) {
    const { parent }: { parent: Node } = at;
    if (parent.kind !== 'try' || !parent.body.some((statement) => statement === at)) continue;
    if (isWithin(second.call, parent)) return false;
    return parent.handlers.length > 0 && parent.handlers.every((handler) => exitOfList(handler.body) === undefined);
  }
  return false;
}

function receiverName(call: Call): string | undefined {
  return call.kind === 'call' &&
    call.callee.kind === 'member' &&
    call.callee.object.kind === 'identifier' &&
    call.args.every((arg) => arg.name !== undefined)
    ? call.callee.object.name
    : undefined;
}

function judged(first: Effect, second: Effect, confidence: 'high' | 'medium' | 'low'): Partial {
  const [one, two] = [first.transaction, second.transaction];
  if (one.kind === 'unknown') return { kind: 'unclear', first, second, why: one.why };
  if (two.kind === 'unknown') return { kind: 'unclear', first, second, why: two.why };
  if (one.kind === 'own' && two.kind === 'own' && one.id === two.id)
    return { kind: 'together', first, second, where: two.where, what: two.what };
  if (one.kind === 'handed-in' && two.kind === 'handed-in')
    return { kind: 'together', first, second, where: two.where, what: two.what };
  const on = [...(one.kind === 'none' ? one.on : []), ...(two.kind === 'none' ? two.on : [])];
  return { kind: 'ask', first, second, confidence, unless: on.slice(0, 1) };
}

/** Fills a database for a start, a demo or a test. */
function isFilling(fn: FunctionNode): boolean {
  return wordsOf(fn.name).some((word) =>
    /^(seed|seeds|initial|init|populate|fixtures?|bootstrap|demo|setup|migrate|rebuild|backfill|dedupe|schema|tables|constructor)$/.test(
      word,
    ),
  );
}

function confidenceOf(analysis: Analysis, fn: FunctionNode, first: Effect, second: Effect): 'high' | 'medium' | 'low' {
  if (whyLesser(analysis, fn, first, second) !== undefined) return 'low';
  const tallies = [first, second].map((each) => tallyOf(analysis, each));
  if (tallies.includes('tally') || !tallies.includes(undefined) || isSignedIn(first) || isSignedIn(second)) return 'low';
  // Two rows that are set to given values: doing it again sets both. What is removed is removed to the end the next time.
  if (isSetting(first) && isSetting(second)) return 'low';
  if (first.operation === 'delete' && second.operation === 'delete') return 'low';
  if (isConverging(analysis, fn, first) && isConverging(analysis, fn, second)) return 'low';
  // A driver that answers at once leaves no gap to be stopped in, but the second may still fail.
  const isAtOnce = isInOneBreath(analysis, first.call, second.call);
  if (isAtOnce || first.confidence === 'medium' || second.confidence === 'medium' || isRecord(second)) return 'medium';
  return first.isRepeatable && second.isRepeatable ? 'medium' : 'high';
}

/** Done again, it finds what it made, or sets it as it was. */
function isConverging(analysis: Analysis, fn: FunctionNode, effect: Effect): boolean {
  return effect.operation !== 'delete' && (effect.isRepeatable || lookedUp(analysis, fn, effect)?.ends === 'step');
}

function isSetting({ isRepeatable, operation }: Effect): boolean {
  return isRepeatable && (operation === 'update' || operation === 'upsert');
}

/** Only says that somebody is signed in. */
function isSignedIn(effect: Effect): boolean {
  return /(^|_)(session|token)$/.test(effect.entity) && !isNamesake(effect);
}

/** Something that no transaction spans stands between the two, and what undoes it is settled: then so is the gap. */
function isSpanned(analysis: Analysis, fn: FunctionNode, first: Effect, second: Effect): boolean {
  const between = dualWritesOf(analysis, fn).filter(
    ({ outside }) => following(first.call, outside.call) === 'then' && following(outside.call, second.call) === 'then',
  );
  if (between.some((each) => each.kind === 'answered')) return true;
  // Both converge when the run is repeated; whoever calls this decides whether it is.
  return between.length > 0 && first.isRepeatable && second.isRepeatable;
}
