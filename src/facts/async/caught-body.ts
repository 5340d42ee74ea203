/**
 * Whether what an async function does can make its promise reject: it cannot where everything that is awaited or raised stands in
 * a `try` that catches all, or is caught where it is awaited.
 */
import type { Expression, FunctionNode, Handler, Node, Statement, Try } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { type Fact, no, yes } from '../fact';
import { lastName, writtenName } from '../origins/full-name';
import { walk, walkBody } from '../walk';

/** What is known of a promise: somebody hears of its failure, or it cannot fail. */
export type IsCaught = (value: Expression) => boolean | undefined;

/** A handler whose rethrown failure is nobody's surprise: it was told before. */
export type IsTold = (handler: Handler) => boolean;

interface Seen {
  guard: Node | undefined;
  leaves: boolean;
  readonly isCaught: IsCaught;
  readonly isTold: IsTold;
}

/** Yes: nothing leaves it, caught there. No: it rejects when what it calls does. `isCaught` is `undefined` for what is no promise. */
export function catchesIn(analysis: Analysis, fn: FunctionNode, isCaught: IsCaught, isTold: IsTold = () => false): Fact {
  const seen: Seen = { guard: undefined, leaves: false, isCaught, isTold };
  for (const statement of fn.body) look(analysis, statement, seen);
  if (seen.leaves || seen.guard === undefined || fn.isBroken) return no('its body');
  return yes(placeOf(seen.guard), 'the body catches what fails in it');
}

function look(analysis: Analysis, statement: Statement, seen: Seen): void {
  walk(statement, (node) => {
    if (seen.leaves) return false;
    switch (node.kind) {
      case 'try':
        if (!isCaughtAll(node)) return undefined;
        seen.guard ??= node.handlers[0] ?? node;
        for (const handler of node.handlers) if (rethrows(analysis, handler) && !seen.isTold(handler)) seen.leaves = true;
        for (const each of node.finalizer ?? []) look(analysis, each, seen);
        return false;
      case 'throw':
        seen.leaves = true;
        return false;
      case 'loop':
        if (node.isAsync) seen.leaves = true;
        return undefined;
      case 'with':
        if (node.isAsync && !node.items.every(({ value }) => /lock|sem|mutex|limiter/i.test(writtenName(value))))
          seen.leaves = true;
        return undefined;
      case 'await':
        return awaited(analysis, node.value, seen);
      case 'return':
        if (node.value === undefined || node.value.kind === 'await') return undefined;
        return given(node.value, seen);
      default:
        return undefined;
    }
  });
}

/** A promise that is given back is the function's own. */
function given(value: Expression, seen: Seen): undefined {
  const isCaught = seen.isCaught(value);
  if (isCaught === true) seen.guard ??= value;
  if (isCaught === false) seen.leaves = true;
}

function awaited(analysis: Analysis, value: Expression, seen: Seen): boolean {
  if (isPause(analysis, value)) return false;
  if (seen.isCaught(value) === true) seen.guard ??= value;
  else seen.leaves = true;
  return false;
}

/** `sleep(1)`, `delay(500)`, `new Promise((resolve) => setTimeout(resolve, 500))`. */
export function isPause(analysis: Analysis, value: Expression): boolean {
  if (value.kind !== 'call') return false;
  if (!value.isNew) {
    if (/^(?:sleep|delay|wait|pause|setTimeout|setImmediate|backoff\w*)$/i.test(lastName(value.callee))) return true;
    const fn = analysis.calledFunction(value);
    const [only] = fn === undefined || fn.body.length > 2 ? [] : fn.body.slice(-1);
    return only?.kind === 'return' && only.value?.kind === 'call' && only.value.isNew && isPause(analysis, only.value);
  }
  const executor = value.args[0]?.value;
  return (
    executor?.kind === 'function' &&
    executor.fn.calls.length > 0 &&
    executor.fn.calls.every((call) => /^(?:setTimeout|setImmediate|nextTick|unref)$/.test(lastName(call.callee)))
  );
}

export function isCaughtAll(attempt: Try): boolean {
  return attempt.handlers.some(catchesAll);
}

function catchesAll({ types }: Handler): boolean {
  if (types.length === 0) return true;
  const named = types.flatMap((type) => (type.kind === 'array' ? type.elements : [type]));
  return named.some((type) => /^(?:Exception|BaseException)$/.test(lastName(type)));
}

/** Cancelling a task is told to who cancels it, not to nobody. */
function rethrows(analysis: Analysis, handler: Handler): boolean {
  if (handler.types.some((type) => /Cancel|KeyboardInterrupt|SystemExit|GeneratorExit/.test(analysis.textOf(type, 100))))
    return false;
  let found = false;
  for (const statement of handler.body)
    walk(statement, (node) => {
      if (node.kind === 'throw') found = true;
      return !found && node.kind !== 'try';
    });
  return found;
}

/** It awaits or raises something; without either, `async` is only a word. A coroutine of Python does not even begin. */
export function mayFail(analysis: Analysis, fn: FunctionNode): boolean {
  let found = analysis.model.language === 'python';
  walkBody(fn, (node) => {
    if (node.kind === 'await' || node.kind === 'throw' || (node.kind === 'loop' && node.isAsync)) found = true;
    if (node.kind === 'return' && node.value?.kind === 'call') found = true;
    return !found;
  });
  return found;
}
