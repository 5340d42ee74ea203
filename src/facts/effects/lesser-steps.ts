/**
 * Pairs of steps whose gap is real and that few reviewers would ask about: one of the two is derived, told or set up rather
 * than owed to anybody, the code goes on without the second on purpose, or the run comes again and does both.
 */
import type { Call, FunctionNode, Node } from '#code/model';
import { DERIVED_EFFECTS, DERIVED_TABLES, SETTING_UP, STATED } from '#libraries/lesser-steps';
import type { Analysis } from '../analysis';
import { entryOf } from '../entries/entry-of';
import { toldBy } from '../failures/observability';
import { hasPromises } from '../language';
import { hasWord, wordsOf } from '../name-words';
import { lastName, writtenName } from '../origins/full-name';
import { isWithin, walk } from '../walk';
import { isRecord } from './effect-roles';
import { type Effect, isWrite } from './effects';
import { isAwaited } from './order';
import { ASKS } from './service-effects';

/** Why the gap between the two is a lesser one; `undefined` where it is not. `second` runs after `first`. */
export function whyLesser(analysis: Analysis, fn: FunctionNode, first: Effect, second: Effect): string | undefined {
  if (first.kind === 'charge' || second.kind === 'charge') return undefined;
  if ([first, second].some((each) => isSettingUp(each))) return 'sets up what the rest is written into';
  if ([first, second].some((each) => isAsking(each))) return 'the other side is asked, nothing is done there';
  if ([first, second].some((each) => isDerived(each))) return 'derived from the rest, or only told';
  if (isStated(analysis, fn, [first, second])) return 'the code says that it was weighed';
  if (goesOnWithout(analysis, first, second)) return 'the code goes on without it, and tells';
  if (isSideBySide(first, second)) return 'both are under way at once';
  if (isSetAgain(first) && isWrite(second) && comesAgain(analysis, fn)) return 'the run comes again and does both';
  return undefined;
}

/** `ensureSchema(db)`, `this.createTables()`: whatever it writes is there before the work begins. */
function isSettingUp({ call, via }: Effect): boolean {
  return via !== undefined && SETTING_UP.test(lastName(call.callee));
}

/** A helper that polls, exchanges or looks up, with whatever verb the other side wants. */
function isAsking({ kind, via, call }: Effect): boolean {
  return kind === 'remote-write' && via !== undefined && ASKS.test(lastName(call.callee));
}

/** A row that says what happened, an index over other rows, an event for figures, a second search. */
function isDerived(effect: Effect): boolean {
  if (effect.kind === 'store-write') return isLog(effect) || DERIVED_TABLES.test(effect.entity);
  return hasWord(`${writtenName(effect.call.callee)} ${effect.entity}`, DERIVED_EFFECTS);
}

/** `activity_log`, `audit`: no word of it says what else the row could be for. */
function isLog(effect: Effect): boolean {
  return isRecord(effect) && wordsOf(effect.entity).every((word) => isRecord({ ...effect, entity: word }));
}

/** A comment in or above the function, at most a few lines from the two, says what becomes of the gap. */
function isStated(analysis: Analysis, fn: FunctionNode, effects: readonly Effect[]): boolean {
  const { text } = analysis.model;
  let item: Node = fn;
  while (item.kind !== 'item') item = item.parent;
  const { comments, base } = item;
  return comments.some(({ start, end }) => {
    const isAbove = start >= fn.start - NEAR && end <= fn.start;
    const isBeside = effects.some(({ call }) => start >= call.start - NEAR && end <= call.end + NEAR / 2);
    return (isAbove || isBeside) && STATED.test(text.slice(base + start, base + end));
  });
}

/** Characters between a comment and what it speaks of. */
const NEAR = 400;

/** A `try` of its own, or a `catch` chained to it, lets the function go on and tells somebody. */
function goesOnWithout(analysis: Analysis, first: Effect, second: Effect): boolean {
  for (let at: Node = second.call; at.kind !== 'item' && at.kind !== 'fn'; at = at.parent) {
    const { parent }: { parent: Node } = at;
    if (parent.kind === 'member' && parent.property === 'catch' && parent.parent.kind === 'call')
      return !isWithin(first.call, parent.parent) && !isAwaited(second.call);
    if (parent.kind !== 'try' || !parent.body.some((statement) => statement === at)) continue;
    if (isWithin(first.call, parent)) return false;
    return (
      parent.handlers.length > 0 &&
      parent.handlers.every((handler) => {
        let isTold = false;
        let isLeft = false;
        for (const statement of handler.body)
          walk(statement, (node) => {
            if (node.kind === 'call' && toldBy(analysis, node) !== undefined) isTold = true;
            if (node.kind === 'throw' || node.kind === 'return') isLeft = true;
            return !isLeft;
          });
        return isTold && !isLeft;
      })
    );
  }
  return false;
}

/** Elements of one `Promise.all([…])`. */
function isSideBySide(first: Effect, second: Effect): boolean {
  for (let at: Node = second.call; at.kind !== 'item' && at.kind !== 'fn'; at = at.parent)
    if (at.kind === 'array' && at.parent.kind === 'call' && /^all(Settled)?$/.test(lastName(at.parent.callee)))
      return isWithin(first.call, at);
  return false;
}

/** Done again, it sets what it set. A row that is there already may tell the second run to stop. */
function isSetAgain({ isRepeatable, operation }: Effect): boolean {
  return isRepeatable && operation !== 'create' && operation !== 'delete';
}

/** A queue, a schedule or a worker's loop runs it again when it fails. */
export function comesAgain(analysis: Analysis, fn: FunctionNode): boolean {
  // A Celery task is taken off the queue before it runs, unless it says otherwise.
  if (analysis.model.language === 'python' && !analysis.asWhole(saysRetried)) return false;
  const role = entryOf(analysis, fn)?.role;
  return role === 'consumer' || role === 'job' || WORKERS.test(analysis.path);
}

const saysRetried = ({ model }: Analysis): boolean => /acks_late|autoretry_for|max_retries|\.retry\(/.test(model.text);

const WORKERS = /(?:^|\/)(?:workers?|jobs?|cron|consumers?|queues?|processors?)\//i;

/**
 * Written one after the other on a driver that does not wait: nothing else of the program runs in between, and only the end
 * of the process could part them.
 */
export function isInOneBreath(analysis: Analysis, first: Call, second: Call): boolean {
  if (!hasPromises(analysis) || isAwaited(first) || isAwaited(second)) return false;
  let at: Node = second;
  while (at.kind !== 'item' && at.kind !== 'fn') at = at.parent;
  if (at.kind === 'item' || !isWithin(first, at)) return false;
  let waits = false;
  for (const statement of at.body)
    walk(statement, (node) => {
      if (node.kind === 'await' && node.start > first.start && node.start < second.start) waits = true;
      return !waits;
    });
  return !waits;
}
