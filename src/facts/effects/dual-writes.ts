/**
 * A write to the database and an effect outside of it on one path: no transaction holds both. What answers it is an undoing
 * step where one of them fails, an order that leaves a trace first, steps that can be repeated, or an effect that waits
 * for the commit.
 */
import type { Expression, FunctionNode, Node, Statement } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import type { Where } from '../fact';
import { toldBy } from '../failures/observability';
import { isWatched } from '../runners/runner';
import type { EffectKind } from '../summary';
import { isWithin, walk } from '../walk';
import { type Compensation, compensationOf } from './compensation';
import { durableStep, isInHandler, isRecord } from './effect-roles';
import { type Effect, effectsOf } from './effects';
import { isOneTime } from './incidental';
import { comesAgain, whyLesser } from './lesser-steps';
import { following } from './order';

export type DualWrite = { readonly write: Effect; readonly outside: Effect; readonly isWriteFirst: boolean } & (
  | { readonly kind: 'ask'; readonly confidence: 'high' | 'medium' | 'low' }
  | { readonly kind: 'answered'; readonly where: Where; readonly what: string }
);

/** Hardest to take back first. */
const OUTSIDE: readonly EffectKind[] = ['charge', 'remote-write', 'object-write', 'publish', 'send'];

export function isOutside({ kind }: Pick<Effect, 'kind'>): boolean {
  return OUTSIDE.includes(kind);
}

const remembered = new WeakMap<Analysis, Map<FunctionNode, readonly DualWrite[]>>();

/** One for each effect outside of the store that shares a path with a write, those that are hardest to take back first. */
export function dualWritesOf(analysis: Analysis, fn: FunctionNode): readonly DualWrite[] {
  let ofFile = remembered.get(analysis);
  if (ofFile === undefined) {
    ofFile = new Map();
    remembered.set(analysis, ofFile);
  }
  let known = ofFile.get(fn);
  if (known === undefined) {
    known = read(analysis, fn);
    ofFile.set(fn, known);
  }
  return known;
}

function read(analysis: Analysis, fn: FunctionNode): readonly DualWrite[] {
  const effects = effectsOf(analysis, fn).filter((effect) => effect.depth <= MAX_DEPTH && !isInHandler(effect, fn));
  const writes = effects.filter((effect) => effect.kind === 'store-write' && !isRecord(effect));
  const outside = effects.filter(isOutside);
  const found = outside.flatMap((effect) => {
    const mine = writes.filter((write) => write.call !== effect.call);
    const before = mine.filter((write) => following(write.call, effect.call) === 'then');
    const after = mine.filter((write) => following(effect.call, write.call) === 'then');
    const write = before.at(-1) ?? after[0];
    return write === undefined
      ? []
      : [judged(analysis, fn, { write, outside: effect, isWriteFirst: before.length > 0 }, before, after)];
  });
  const rank = ({ outside: { kind } }: DualWrite): number => OUTSIDE.indexOf(kind);
  return found.sort((one, two) => rank(one) - rank(two));
}

/** Helpers between: a service and its repository are two. */
const MAX_DEPTH = 2;

type Pair = Pick<DualWrite, 'write' | 'outside' | 'isWriteFirst'>;

function judged(
  analysis: Analysis,
  fn: FunctionNode,
  pair: Pair,
  before: readonly Effect[],
  after: readonly Effect[],
): DualWrite {
  const { outside } = pair;
  const writes = [...before, ...after];
  const answer = (where: Where, what: string): DualWrite => ({ ...pair, kind: 'answered', where, what });
  const at = (effect: Effect): Where => effect.via ?? placeOf(effect.call);

  if (outside.isDeferred) return answer(placeOf(outside.call), `${outside.label} waits for the commit`);
  const step = durableStep(analysis, outside, fn);
  if (step !== undefined) return answer(placeOf(step), 'the workflow goes on where it stopped');
  const outbox = writes.find((write) => /(^|_)(outbox|outgoing_message|pending_event|integration_event)(_|$)/.test(write.entity));
  if (outbox !== undefined) return answer(at(outbox), `the outbox row says what is still to be sent: ${outbox.label}`);
  const undone = compensation(analysis, fn, outside, before, after);
  if (undone !== undefined) return answer(placeOf(undone.at), undone.what);
  const later = before.length > 0 ? outside : after[0];
  const isRepeated = later === undefined || !isForgotten(analysis, later, fn);
  if (isRepeated && outside.isRepeatable && writes.every((write) => write.isRepeatable))
    return answer(outside.repeatedAt ?? at(outside), `both steps can be repeated: ${outside.why}`);
  const trace = leftTrace(analysis, outside, before, after);
  if (trace !== undefined) return answer(at(trace), `${trace.label} says first what is under way`);
  const mark = markedAfter(analysis, fn, outside, after);
  if (mark !== undefined) return answer(at(mark), `only what is not marked is taken, ${mark.label} marks it`);
  const stored = takenFromStore(analysis, fn, pair);
  if (stored !== undefined) return answer(at(stored), `what is stored is what is done: ${stored.label} takes it from there`);
  if (outside.kind === 'send') {
    const handler = ownHandler(outside.call);
    if (handler !== undefined) return answer(placeOf(handler), 'the write stands when the message fails');
  }
  return { ...pair, kind: 'ask', confidence: confidenceOf(analysis, fn, pair, before) };
}

function confidenceOf(
  analysis: Analysis,
  fn: FunctionNode,
  { write, outside }: Pair,
  before: readonly Effect[],
): 'high' | 'medium' | 'low' {
  const [first, second] = before.length > 0 ? [write, outside] : [outside, write];
  if (namesRepair(analysis, fn) || whyLesser(analysis, fn, first, second) !== undefined) return 'low';
  // A run that comes again sends as well, unless the row that is there already tells it to stop.
  const isAnnounced = /^(send|publish)$/.test(outside.kind) && before.length > 0;
  if (isAnnounced && comesAgain(analysis, fn) && !before.some((each) => each.operation === 'create' && each.isRepeatable))
    return 'low';
  // What was only set is set again by whoever tries again, and the message goes out with it.
  if (isAnnounced && before.every(isSet)) return 'low';
  // A notice that fails after values were set is sent again with them; after a row was made, that row is made again.
  if (outside.kind === 'send' && before.length > 0 && before.every((each) => each.isRepeatable)) return 'low';
  if (isWatched(analysis)) return 'low';
  if (/^(send|publish)$/.test(outside.kind) && before.length > 0 && before.every(isOneTime)) return 'low';
  if (outside.kind === 'send' || outside.confidence === 'medium' || write.confidence === 'medium') return 'medium';
  // Removing twice is harmless and what stays behind is seen; a message in the transaction is at least not sent without it.
  return outside.operation === 'delete' || isInside(outside, write) ? 'medium' : 'high';
}

function isSet({ isRepeatable, operation }: Effect): boolean {
  return isRepeatable && (operation === 'update' || operation === 'upsert' || operation === 'save');
}

function isInside(outside: Effect, { transaction }: Effect): boolean {
  return transaction.kind === 'own' && isWithin(outside.call, transaction.id);
}

/** A step in a handler around one of the two that takes back the other, or marks the row as failed. */
function compensation(
  analysis: Analysis,
  fn: FunctionNode,
  outside: Effect,
  before: readonly Effect[],
  after: readonly Effect[],
): Compensation | undefined {
  const entities = new Set(before.map((write) => write.entity));
  const own = before.length === 0 ? undefined : compensationOf(analysis, fn, outside, { entities, outside: undefined });
  if (own !== undefined) return own;
  for (const write of after) {
    const taken = compensationOf(analysis, fn, write, { entities, outside });
    if (taken !== undefined) return taken;
  }
  return undefined;
}

const UNDER_WAY =
  /^(pending|processing|created|initiated|requested|reserved|queued|uploading|deleting|sending|in_?progress|authori[sz]ing|awaiting\w*|draft|started|new|open|held)$/i;

/** The row says "pending" before the other side is asked, the other side knows a repeated call, and the row is moved on after it. */
function leftTrace(analysis: Analysis, outside: Effect, before: readonly Effect[], after: readonly Effect[]): Effect | undefined {
  const trace = before.find((write) => [...write.fields].some(([column, value]) => isState(analysis, column, value)));
  const isMovedOn = trace !== undefined && after.some((write) => write.entity === trace.entity);
  return isMovedOn && outside.isRepeatable ? trace : undefined;
}

function isState(analysis: Analysis, column: string, value: Expression): boolean {
  if (value.kind === 'object') return value.entries.some((entry) => isState(analysis, entry.key ?? '', entry.value));
  if (!/status|state|stage|phase/i.test(column)) return false;
  const text = value.kind === 'literal' ? String(value.value) : value.kind === 'member' ? value.property : '';
  return UNDER_WAY.test(text);
}

/** Read by "not yet sent", sent, then marked: what is lost between is sent again, never forgotten. */
function markedAfter(analysis: Analysis, fn: FunctionNode, outside: Effect, after: readonly Effect[]): Effect | undefined {
  const reads = effectsOf(analysis, fn).filter(
    (effect) => effect.kind === 'store-read' && following(effect.call, outside.call) === 'then',
  );
  return after.find(
    (write) =>
      write.isRepeatable &&
      write.operation === 'update' &&
      reads.some((each) => each.entity === write.entity && each.selects?.some((column) => write.fields.has(column)) === true),
  );
}

/** The row that is written is what a later step reads, by its state, to know what to do: it waits there until it is done. */
function takenFromStore(analysis: Analysis, fn: FunctionNode, { write, outside, isWriteFirst }: Pair): Effect | undefined {
  if (!isWriteFirst || write.entity === '' || write.operation === 'delete') return undefined;
  return effectsOf(analysis, fn).find(
    (read) =>
      read.kind === 'store-read' &&
      read.entity === write.entity &&
      read.selects?.some((column) => WORK.test(column)) === true &&
      following(write.call, read.call) === 'then' &&
      (read.call === outside.call || following(read.call, outside.call) === 'then'),
  );
}

const WORK = /status|state|stage|phase|processed|sent|done|handled|notified|pending|(_at|At)$/i;

/** A handler of its own that goes on: around the call alone, or chained to it. */
function ownHandler(call: Effect['call']): Exclude<Node, { kind: 'item' }> | undefined {
  let at: Node = call;
  while (at.kind !== 'item' && at.kind !== 'fn') {
    const { parent }: { parent: Node } = at;
    if (parent.kind === 'try' && parent.body.length <= 3 && parent.body.some((statement) => statement === at)) {
      const handler = parent.handlers.find((each) => !throwsAgain(each.body));
      if (handler !== undefined) return handler;
    }
    if (parent.kind === 'member' && parent.property === 'catch' && parent.parent.kind === 'call') return parent.parent;
    at = parent;
  }
  return undefined;
}

/** Its failure is told at most, and the function goes on as if all were well: nobody runs the two again. A loop may come by again. */
function isForgotten(analysis: Analysis, { call }: Effect, root: FunctionNode): boolean {
  const isTelling = (statement: Statement): boolean =>
    (statement.kind === 'other-statement' && statement.word === 'pass') ||
    (statement.kind === 'expression' &&
      statement.expression.kind === 'call' &&
      toldBy(analysis, statement.expression)?.byHelper === undefined &&
      toldBy(analysis, statement.expression) !== undefined);
  let isCaught = false;
  for (let at: Node = call; at !== root && at.kind !== 'item'; at = at.parent) {
    const { parent }: { parent: Node } = at;
    if (parent.kind === 'loop') return false;
    if (parent.kind === 'try' && parent.body.some((statement) => statement === at))
      isCaught ||= parent.handlers.some((handler) => handler.body.every(isTelling));
  }
  return isCaught;
}

function throwsAgain(statements: readonly Statement[]): boolean {
  let found = false;
  for (const statement of statements)
    walk(statement, (node) => {
      if (node.kind === 'throw') found = true;
      return !found;
    });
  return found;
}

/** A comment in the function names who repairs it: worth less than seeing it, but no reason to insist. */
function namesRepair(analysis: Analysis, fn: FunctionNode): boolean {
  const text = analysis.model.text;
  let item: Node = fn;
  while (item.kind !== 'item') item = item.parent;
  return item.comments.some(
    ({ start, end }) =>
      start >= fn.start - 300 &&
      end <= fn.end &&
      /\b(reconcil\w+|sweep\w*|outbox|compensat\w+|saga)\b/i.test(text.slice(item.base + start, item.base + end)),
  );
}
