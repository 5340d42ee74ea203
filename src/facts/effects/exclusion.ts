/** What keeps two requests from passing between a read and the write that relies on it: locks, serializable transactions. */
import type { Call, FunctionNode, Node } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import type { Where } from '../fact';
import { familyOf } from '../language';
import { hasWord } from '../name-words';
import { chainOf } from '../origins/call-chain';
import { constantText } from '../origins/constant-text';
import { lastName } from '../origins/full-name';
import { type Effect, effectsOf } from './effects';
import { statementAt } from './go-stores';
import { callsOf } from './inline-functions';
import { following } from './order';

export interface Exclusion {
  readonly where: Where;
  readonly what: string;
}

const ROW_LOCK =
  /pessimistic_?write|\bfor (no key )?update\b|for_update|\.forUpdate\(|\bLOCK\.UPDATE\b|\bStrength: ["`]UPDATE["`]|\block: true\b/i;

/** The read takes the lock of the rows it gives. */
export function isLocking(analysis: Analysis, { call }: Effect): boolean {
  if (familyOf(analysis) === 'java' && /ForUpdate|Lock/.test(lastName(call.callee))) return true;
  const text = constantText(analysis, call.args[Math.max(statementAt(analysis, call), 0)]?.value) ?? '';
  return ROW_LOCK.test(text) || ROW_LOCK.test(analysis.textOf(chainOf(analysis, call).whole, 600));
}

/** Names of what takes a lock, or runs one at a time what it is given. */
const LOCKS: ReadonlySet<string> = new Set(
  'lock locks mutex semaphore redlock exclusive exclusively acquire synchronized advisory'.split(' '),
);

/** The write, made when the read had been, is held by a lock that others wait for, or a transaction that notices them. */
export function exclusionOf(
  analysis: Analysis,
  root: FunctionNode,
  read: Effect | undefined,
  write: Effect,
): Exclusion | undefined {
  const locked = read === undefined ? undefined : lockedRead(analysis, root, read, write);
  return locked ?? serializable(analysis, write) ?? lockAround(analysis, root, write.call) ?? versioned(analysis, write);
}

/** The rows, or those of a parent, are read under a lock in the transaction of the write. */
function lockedRead(analysis: Analysis, root: FunctionNode, read: Effect, write: Effect): Exclusion | undefined {
  if (write.transaction.kind === 'none') return undefined;
  const lock = effectsOf(analysis, root).find(
    (each) =>
      each.kind === 'store-read' &&
      (each === read || following(each.call, read.call) === 'then') &&
      (isLocking(analysis, each.inner?.effect ?? each) || hasWord(lastName(each.call.callee), LOCKS)),
  );
  return lock && { where: placeOf(lock.call), what: `${lock.label} takes the lock` };
}

const SERIALIZABLE = /serializable|repeatable[ _]?read/i;

function serializable(analysis: Analysis, { transaction }: Effect): Exclusion | undefined {
  if (transaction.kind !== 'own' || transaction.id.kind === 'item') return undefined;
  const text = analysis.textOf(transaction.id, 20_000);
  const found = SERIALIZABLE.exec(text)?.[0];
  return found === undefined ? undefined : { where: transaction.where, what: `the transaction is ${found.toLowerCase()}` };
}

/** `with lock:`, `mutex.runExclusive(async () => …)`, `await redlock.acquire([…])` before it, a decorator. */
function lockAround(analysis: Analysis, root: FunctionNode, write: Call): Exclusion | undefined {
  const told = (at: Exclude<Node, { kind: 'item' }>): Exclusion => ({ where: placeOf(at), what: analysis.textOf(at, 60) });
  for (let at: Node = write; at.kind !== 'item'; at = at.parent) {
    if (at.kind === 'with') {
      const item = at.items.find(({ value }) => isLockName(value));
      if (item !== undefined) return told(item.value);
    }
    if (at.kind === 'call' && at !== write && isLockName(at.callee)) return told(at.callee);
    if (at.kind === 'fn') {
      const decorator = at.decorators.find(isLockName);
      if (decorator !== undefined) return told(decorator);
    }
  }
  const before = callsOf(analysis, root).find((call) => isLockName(call.callee) && following(call, write) === 'then');
  const advisory = callsOf(analysis, root).find((call) => /advisory_/.test(constantText(analysis, call.args[0]?.value) ?? ''));
  const found = before ?? advisory;
  return found && told(found);
}

/** `lock`, `self._mutex`, `redlock.acquire(…)`, `this.locks.run`: a word of the name, or of what it is called on. */
function isLockName(value: Node): boolean {
  if (value.kind === 'call') return isLockName(value.callee) || value.args.some((arg) => isLockName(arg.value));
  if (value.kind === 'identifier') return hasWord(value.name, LOCKS);
  if (value.kind !== 'member') return false;
  return hasWord(value.property, LOCKS) || isLockName(value.object);
}

/** Columns by which a store notices that a row has changed since it was read. */
export const VERSION_COLUMN =
  /^(row|lock|record|entity)?_?(version|ver|rev|revision|etag|updated_?at|modified_?at|last_?modified|xmin|__v|_rev)(id)?$/i;
const VERSION_MARK =
  /@VersionColumn\b|\bversion_id_col\b|\boptimisticConcurrency\b|\bConcurrentTransitionMixin\b|\bIntegerVersionField\b/;

const versionMark = ({ model }: Analysis): string => VERSION_MARK.exec(model.text)?.[0] ?? '';

/** The where names a version, or the model has a version column the ORM looks after. */
function versioned(analysis: Analysis, { selects, call }: Effect): Exclusion | undefined {
  const column = selects?.find((each) => VERSION_COLUMN.test(each));
  if (column !== undefined) return { where: placeOf(call), what: `${column} is part of its where` };
  const mark = analysis.asWhole(versionMark);
  return mark === '' ? undefined : { where: placeOf(call), what: `the model has ${mark}` };
}
