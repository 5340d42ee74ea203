/** Undoing steps: what a handler of failures does to take back the other half. */
import type { Call, FunctionNode, Node, Statement } from '#code/model';
import type { Analysis } from '../analysis';
import { lastName } from '../origins/full-name';
import { decisionsBetween } from '../origins/result-names';
import { calledSummary } from '../summaries/called-summary';
import { isWithin, walk } from '../walk';
import { type Effect, effectsOf } from './effects';
import { following } from './order';

export interface Compensation {
  readonly at: Exclude<Node, { kind: 'item' }>;
  readonly what: string;
}

export interface Undone {
  /** Entities whose rows a handler may take back or mark. */
  readonly entities: ReadonlySet<string>;
  /** The effect outside of the store that a handler may take back. */
  readonly outside: Effect | undefined;
}

const UNDO =
  /^(_?)(refund|cancel|void|reverse|reversal|revert|rollback_?\w+|roll_?back_?\w+|release|undo|compensat|delete|remove|destroy|discard|cleanup|clean_up|abort|unpublish|restore|fail|markFailed|mark_failed|mark_?as_?failed|set_?failed)/i;

/** Looks where a failure of `step` is handled: a handler around it, a rejection chained to it, a branch on its bad result. */
export function compensationOf(analysis: Analysis, fn: FunctionNode, step: Effect, undone: Undone): Compensation | undefined {
  for (const effect of effectsOf(analysis, fn)) {
    if (following(step.call, effect.call) !== 'failed') continue;
    if (takesBack(effect, undone)) return { at: effect.call, what: analysis.textOf(effect.call, 60) };
  }
  for (const statements of handlersAround(step.call)) {
    const at = undoingCall(analysis, statements, undone) ?? markedFailed(statements, undone);
    if (at !== undefined) return { at, what: analysis.textOf(at, 60) };
  }
  // `if (!response.ok) { await orders.update({ status: 'failed' }); return … }`
  for (const { node } of decisionsBetween(analysis, fn, step.call, endOf(fn))) {
    const effect = effectsOf(analysis, fn).find(
      (each) =>
        node.then.some((statement) => isWithin(each.call, statement)) && takesBack(each, undone) && isFailure(analysis, each),
    );
    if (effect !== undefined) return { at: effect.call, what: analysis.textOf(effect.call, 60) };
  }
  return undefined;
}

/** Something after everything: decisions on the way to it are all decisions on the result. */
function endOf(fn: FunctionNode): Node {
  return fn.body.at(-1) ?? fn;
}

function takesBack(effect: Effect, { entities, outside }: Undone): boolean {
  if (effect.kind === 'store-write') return entities.has(effect.entity) && effect.operation !== 'create';
  if (outside === undefined) return false;
  return (
    effect.kind === outside.kind &&
    (effect.operation === 'delete' || UNDO.test(lastNameOf(effect)) || /refund|cancel|void|reverse/i.test(effect.label))
  );
}

function lastNameOf({ call }: Effect): string {
  return lastName(call.callee);
}

/** Marks a failure, or removes: a later step of the good way is none. */
function isFailure(analysis: Analysis, effect: Effect): boolean {
  return effect.operation === 'delete' || /fail|cancel|error|declin|reject|void|expired/i.test(analysis.textOf(effect.call, 200));
}

function* handlersAround(node: Node): Generator<readonly Statement[]> {
  for (let at = node; at.kind !== 'item' && at.kind !== 'fn'; at = at.parent) {
    const { parent } = at;
    if (parent.kind === 'try' && parent.body.some((statement) => statement === at))
      for (const handler of parent.handlers) yield handler.body;
    if (parent.kind === 'member' && parent.property === 'catch' && parent.parent.kind === 'call') {
      const handler = parent.parent.args[0]?.value;
      if (handler?.kind === 'function') yield handler.fn.body;
    }
  }
}

/** A call of the project that is named for undoing: `await refundPayment(charge.id)`, `saga.compensate()`, `releaseStock(items)`. */
function undoingCall(analysis: Analysis, statements: readonly Statement[], undone: Undone): Call | undefined {
  let found: Call | undefined;
  for (const statement of statements)
    walk(statement, (node) => {
      if (found === undefined && node.kind === 'call' && isUndoing(analysis, node, undone)) found = node;
      return found === undefined;
    });
  return found;
}

/** `order.status = "failed"` with a commit or a save behind it: a session writes what was set on what it loaded. */
function markedFailed(statements: readonly Statement[], { entities }: Undone): Extract<Node, { kind: 'assign' }> | undefined {
  if (entities.size === 0) return undefined;
  let set: Extract<Node, { kind: 'assign' }> | undefined;
  let isWritten = false;
  for (const statement of statements)
    walk(statement, (node) => {
      if (node.kind === 'assign' && node.target.kind === 'member' && /status|state|fail|error|cancel/i.test(node.target.property))
        set ??= node;
      if (node.kind === 'call' && set !== undefined && /^(commit|save|flush|update)$/.test(lastName(node.callee)))
        isWritten = true;
      return undefined;
    });
  return isWritten ? set : undefined;
}

function isUndoing(analysis: Analysis, call: Call, { entities, outside }: Undone): boolean {
  const name = lastName(call.callee);
  if (!UNDO.test(name)) return false;
  // A transaction that is rolled back by hand takes its own writes back, and nothing outside of it.
  if (/^roll_?back$/i.test(name) || /^(release|abort|destroy|delete|remove)$/i.test(name)) {
    const summary = calledSummary(analysis, call);
    return (
      summary?.effects.some(
        (effect) => entities.has(effect.entity) || (outside !== undefined && effect.kind === outside.kind),
      ) === true
    );
  }
  const origin = analysis.originOf(call.callee);
  return origin.kind !== 'package' || origin.through !== undefined || outside !== undefined;
}
