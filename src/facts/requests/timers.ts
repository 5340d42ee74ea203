/** Promises that end by a clock. */
import type { Call, Expression, FunctionNode } from '#code/model';
import type { Analysis } from '../analysis';
import { printOrigin } from '../origin';
import { lastName } from '../origins/full-name';
import { walkBody } from '../walk';

/** A promise that ends by a clock: `new Promise((_, reject) => setTimeout(reject, ms))`, `sleep(ms)`, a helper that makes one. */
export function isTimer(analysis: Analysis, value: Expression, depth: number): boolean {
  if (depth === 0) return false;
  if (value.kind === 'call') {
    if (value.callee.kind === 'member' && /^(?:then|catch|finally)$/.test(value.callee.property))
      return isTimer(analysis, value.callee.object, depth - 1);
    const executor = value.isNew ? value.args[0]?.value : undefined;
    if (executor?.kind === 'function') return setsTimer(analysis, executor.fn);
    const fn = analysis.calledFunction(value);
    if (fn !== undefined) return setsTimer(analysis, fn) || returnsTimer(analysis, fn, depth);
    const name = printOrigin(analysis.originOf(value.callee));
    return (
      /^timers\/promises:setTimeout$/.test(name) ||
      /^(?:timeout|sleep|delay|wait|rejectAfter|timeoutAfter|deadline)/i.test(lastName(value.callee))
    );
  }
  const origin = analysis.originOf(value);
  if (origin.kind === 'expression') return origin.node !== value && isTimer(analysis, origin.node, depth - 1);
  const made =
    origin.kind === 'global' || origin.kind === 'package' || origin.kind === 'project' ? origin.calls.at(-1) : undefined;
  if (made !== undefined) return isTimer(analysis, made, depth - 1);
  return (
    origin.kind === 'function' &&
    origin.path[0] === '()' &&
    (setsTimer(analysis, origin.fn) || returnsTimer(analysis, origin.fn, depth))
  );
}

function returnsTimer(analysis: Analysis, fn: FunctionNode, depth: number): boolean {
  let found = false;
  walkBody(fn, (node) => {
    if (node.kind === 'return' && node.value !== undefined && isTimer(analysis, node.value, depth - 1)) found = true;
    return !found;
  });
  return found;
}

function setsTimer(analysis: Analysis, fn: FunctionNode): boolean {
  return fn.calls.some((call) => isSetTimeout(analysis, call)) || fn.functions.some((inner) => setsTimer(analysis, inner));
}

function isSetTimeout(analysis: Analysis, call: Call): boolean {
  return /^(?::setTimeout|timers:setTimeout)$/.test(printOrigin(analysis.originOf(call.callee)));
}

/** The timer of a promise's executor that settles the promise when it fires. */
export function settlingTimer(analysis: Analysis, executor: FunctionNode): Call | undefined {
  const settles = new Set(executor.params.map(({ name }) => name));
  return executor.calls.find((call) => {
    const fired = isSetTimeout(analysis, call) ? call.args[0]?.value : undefined;
    if (fired?.kind === 'identifier' && settles.has(fired.name)) return true;
    const fn = fired === undefined ? undefined : analysis.functionValue(fired);
    return fn?.calls.some(({ callee }) => callee.kind === 'identifier' && settles.has(callee.name)) === true;
  });
}
