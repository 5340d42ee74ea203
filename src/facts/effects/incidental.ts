/**
 * Writes that nothing else rests on: what is old is removed and will be the next time, a counter or "last seen" moves on.
 * Losing one leaves no half of anything.
 */
import type { Call, Expression, FunctionNode, Node } from '#code/model';
import { functionOf } from '#code/model';
import type { Analysis } from '../analysis';
import { wordsOf } from '../name-words';
import { chainOf } from '../origins/call-chain';
import { constantText } from '../origins/constant-text';
import { lastName, writtenName } from '../origins/full-name';
import { walkBody } from '../walk';
import type { Effect } from './effects';
import { following } from './order';
import { isRelativeTo } from './repeatable';

const OLD: ReadonlySet<string> = new Set(
  'prune purge cleanup trim gc vacuum evict stale expired orphan orphans orphaned outdated obsolete abandoned leftover leftovers'.split(
    ' ',
  ),
);

/** Removes what is old, one too many or left over: it is done again the next time. */
export function isTidying(analysis: Analysis, effect: Effect): boolean {
  const { call, operation, selects, inner } = effect;
  if (effect.part !== undefined) return effect.part === 'tidying';
  if (operation === 'create') return false;
  if (wordsOf(writtenName(call.callee)).some((word) => OLD.has(word))) return true;
  if (inner !== undefined) return isTidying(analysis, inner.effect);
  if (operation !== 'delete' || effect.via !== undefined) return false;
  return (
    selects?.some((column) => /(created|updated|expire|older|timestamp|_at$|At$|date)/i.test(column)) === true ||
    isByRange(analysis, call) ||
    isWhenExpired(analysis, call)
  );
}

const BELOW = /<=?\s*(\?|\$\d|:\w|@\w|%s|%\()|__lte?\s*=|["']?\$?\blte?["']?\s*[:(]|["']<=?["']/;

/** `WHERE idx <= ?`, `n__lte=threshold`, `{ seq: { lt: oldest } }`: everything up to a mark goes. */
function isByRange(analysis: Analysis, call: Call): boolean {
  return BELOW.test(statementOf(analysis, call)) || BELOW.test(analysis.textOf(chainOf(analysis, call).whole, 300));
}

/** The constant texts that the call and what it is chained to are given. */
function statementOf(analysis: Analysis, call: Call): string {
  return chainOf(analysis, call)
    .steps.map((step) => constantText(analysis, step.call?.args[0]?.value) ?? '')
    .join(' ');
}

/** `if (row.expiresAt < now) delete(row)`. */
function isWhenExpired(analysis: Analysis, call: Call): boolean {
  for (let at: Node = call; at.kind !== 'item' && at.kind !== 'fn'; at = at.parent)
    if (
      at.parent.kind === 'if' &&
      at.parent.test !== at &&
      /expir|stale|outdated|ttl\b/i.test(analysis.textOf(at.parent.test, 120))
    )
      return true;
  return false;
}

const EXPIRY = /^(ttl|expir(y|es|ation)|valid_?until)(_?(at|in|on|date|time))?$/i;
const ONE_TIME = /(^|_)(otp|code|token|nonce|challenge|secret)(_|$)/i;

/** A code or token that is good once and runs out by itself: whoever never got it asks for another. */
export function isOneTime(effect: Effect): boolean {
  if (effect.part !== undefined || effect.inner !== undefined)
    return effect.part === 'one-time' || (effect.inner !== undefined && isOneTime(effect.inner.effect));
  const columns = [...effect.fields.keys()];
  return (
    effect.kind === 'store-write' &&
    columns.some((column) => EXPIRY.test(column)) &&
    [...columns, effect.entity].some((name) => ONE_TIME.test(snake(name)))
  );
}

const SEEN = /^(last|updated|seen|login)|^modified/i;
const COUNT = /(^|_)(num|nr|n|counts?|counter|total|views?|hits|opens|clicks|visits|attempts|usage|stats?)(_|$)/i;

const SEQUENCE = /(^|_)(seq|sequence)(_|$)/;

/** `… ON CONFLICT DO UPDATE SET seen_count = t.seen_count + 1`: the row tells how often. */
const COUNTED_ON = /\b(\w*(?:count|hits|views|visits)\w*)["`]?\s*=\s*(?:[\w"`]+\.)?["`]?\1["`]?\s*\+\s*1\b/i;

/**
 * `tally`: a row of its own, or columns that say what happened last. `counter`: columns that count; next to a row that is
 * made or removed they are what that row is counted by, and then their loss is seen.
 */
export function tallyOf(analysis: Analysis, effect: Effect): 'tally' | 'counter' | undefined {
  if (effect.part !== undefined) return effect.part === 'tally' || effect.part === 'counter' ? effect.part : undefined;
  if (effect.inner !== undefined) return tallyOf(analysis, effect.inner.effect);
  if (effect.via !== undefined || effect.kind !== 'store-write') return undefined;
  if (effect.operation === 'upsert') return COUNTED_ON.test(statementOf(analysis, effect.call)) ? 'tally' : undefined;
  if (effect.operation === 'create' || effect.operation === 'delete') return undefined;
  const changed = changedColumns(effect);
  if (changed === undefined || changed.size === 0) return undefined;
  const seen = [...changed.keys()].filter((column) => SEEN.test(column)).length;
  // A number that is handed out: one that is skipped harms nobody.
  if ([...changed].every(([column, value]) => SEQUENCE.test(snake(column)) && isCounting(analysis, column, value)))
    return 'tally';
  // What happened last is told in a row of columns, of which one may have another name.
  if (seen * 2 > changed.size) return 'tally';
  const counted = [...changed].filter(
    ([column, value]) => COUNT.test(snake(column)) && isCounting(analysis, column, value),
  ).length;
  return seen + counted === changed.size ? 'counter' : undefined;
}

const snake = (name: string): string => wordsOf(name).join('_');

function isCounting(analysis: Analysis, column: string, value: Expression): boolean {
  if (value.kind === 'assign') return /^[-+]=$/.test(value.operator) || isRelativeTo(analysis, value.value, column);
  if (value.kind === 'object') return value.entries.some((entry) => /^(increment|\$inc)$/.test(entry.key ?? ''));
  return isRelativeTo(analysis, value, column);
}

/** Columns that a write changes: those it lists, or what was assigned to the row before it is saved. `undefined`: not all are known. */
function changedColumns({ call, fields, isOpen, operation }: Effect): ReadonlyMap<string, Expression> | undefined {
  if (operation === 'update' && !isOpen && fields.size > 0) return fields;
  if (call.kind !== 'call' || call.callee.kind !== 'member' || call.callee.object.kind !== 'identifier') return undefined;
  if (!/^a?save$/.test(lastName(call.callee))) return undefined;
  const { name } = call.callee.object;
  const listed = call.args.find((arg) => arg.name === 'update_fields')?.value;
  const assigned = assignedTo(call, name);
  if (listed?.kind !== 'array') return assigned;
  const columns = listed.elements.flatMap((each) => (each.kind === 'literal' ? [String(each.value)] : []));
  return new Map(columns.map((column) => [column, assigned?.get(column) ?? listed]));
}

/** What the function assigned to members of the row since it was saved before; `undefined` where something else was done to the row. */
function assignedTo(save: Call, name: string): ReadonlyMap<string, Expression> | undefined {
  const fn: FunctionNode = functionOf(save);
  let found: Map<string, Expression> | undefined = new Map();
  walkBody(fn, (node) => {
    if (node.start >= save.start) return false;
    if (node.kind === 'assign') {
      const { target } = node;
      const isMember = target.kind === 'member' && target.object.kind === 'identifier' && target.object.name === name;
      if (isMember && following(node, save) === 'then') found?.set(target.property, node);
      else if (target.kind === 'identifier' && target.name === name) found = new Map();
    } else if (node.kind === 'call' && following(node, save) === 'then') {
      if (isCallOn(node, name, /^a?save$/)) found = new Map();
      else if (isCallOn(node, name, /^(set|add|update|mark|apply)_?/i) || node.args.some(({ value }) => isJust(value, name)))
        found = undefined;
    }
    return undefined;
  });
  return found;
}

function isCallOn({ callee }: Call, name: string, method: RegExp): boolean {
  return callee.kind === 'member' && isJust(callee.object, name) && method.test(callee.property);
}

const isJust = (value: Expression, name: string): boolean => value.kind === 'identifier' && value.name === name;
