/**
 * Two writes to one store that do not commit together: what is left when the process dies between them. Writes that only
 * move one row on (created, then marked as done) leave that row in a state that says so, and are no pair.
 */
import type { Call, FunctionNode } from '#code/model';
import type { Analysis } from '../analysis';
import type { Condition } from '../condition';
import type { Where } from '../fact';
import { wordsOf } from '../name-words';
import { lastName } from '../origins/full-name';
import { mentionsAny, resultNames } from '../origins/result-names';
import { dualWritesOf } from './dual-writes';
import { durableStep, isInHandler, isNamesake, isRecord } from './effect-roles';
import { type Effect, effectsOf } from './effects';
import { following } from './order';

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
      const found = judged(first, second, isFilling(fn));
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
  if (first.call === second.call) return false;
  if (isRecord(second) && isRecord(first)) return false;
  if (durableStep(analysis, second, fn) !== undefined) return false;
  if (isTidying(first) || isTidying(second) || isBookkeeping(first) || isBookkeeping(second)) return false;
  if (following(first.call, second.call) !== 'then' || isSameRow(analysis, fn, first, second)) return false;
  return !(first.isRepeatable && first.operation !== 'delete' && isFinishMark(second));
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

/** Removes what is old: it is done again the next time. */
function isTidying({ call, operation, selects }: Effect): boolean {
  if (wordsOf(lastName(call.callee)).some((word) => /^(prune|purge|cleanup|trim|gc|vacuum|evict)$/.test(word))) return true;
  return (
    operation === 'delete' &&
    selects?.some((column) => /(created|updated|expire|older|timestamp|_at$|At$|date)/i.test(column)) === true
  );
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

function receiverName(call: Call): string | undefined {
  return call.kind === 'call' &&
    call.callee.kind === 'member' &&
    call.callee.object.kind === 'identifier' &&
    call.args.every((arg) => arg.name !== undefined)
    ? call.callee.object.name
    : undefined;
}

function judged(first: Effect, second: Effect, isFilled: boolean): Partial {
  const [one, two] = [first.transaction, second.transaction];
  if (one.kind === 'unknown') return { kind: 'unclear', first, second, why: one.why };
  if (two.kind === 'unknown') return { kind: 'unclear', first, second, why: two.why };
  if (one.kind === 'own' && two.kind === 'own' && one.id === two.id)
    return { kind: 'together', first, second, where: two.where, what: two.what };
  if (one.kind === 'handed-in' && two.kind === 'handed-in')
    return { kind: 'together', first, second, where: two.where, what: two.what };
  const on = [...(one.kind === 'none' ? one.on : []), ...(two.kind === 'none' ? two.on : [])];
  return { kind: 'ask', first, second, confidence: isFilled ? 'low' : confidenceOf(first, second), unless: on.slice(0, 1) };
}

/** Fills a database for a start, a demo or a test. */
function isFilling(fn: FunctionNode): boolean {
  return wordsOf(fn.name).some((word) => /^(seed|seeds|initial|init|populate|fixtures?|bootstrap|demo|setup)$/.test(word));
}

function confidenceOf(first: Effect, second: Effect): 'high' | 'medium' | 'low' {
  if (isTrace(first) || isTrace(second)) return 'low';
  // Two rows that are set to given values: doing it again sets both.
  if (isSetting(first) && isSetting(second)) return 'low';
  if (first.confidence === 'medium' || second.confidence === 'medium' || isRecord(second)) return 'medium';
  return first.isRepeatable && second.isRepeatable ? 'medium' : 'high';
}

function isSetting({ isRepeatable, operation }: Effect): boolean {
  return isRepeatable && (operation === 'update' || operation === 'upsert');
}

/** Only says when somebody was last here, or that somebody is signed in. */
function isTrace(effect: Effect): boolean {
  const { fields, isOpen, entity, operation } = effect;
  const isTime =
    operation === 'update' &&
    !isOpen &&
    fields.size > 0 &&
    [...fields.keys()].every((column) => /^(last|updated|seen|login)/i.test(column));
  return isTime || (/(^|_)(session|token)$/.test(entity) && !isNamesake(effect));
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
