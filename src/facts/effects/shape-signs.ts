/** Signs by which a store is known from the shape of a call alone, for those that write and those that list. */
import type { Call, Expression } from '#code/model';

/** `Order`, not `ORDER` and not `orders`: how models are named. */
export const isPascal = (name: string): boolean => /^[A-Z][A-Za-z0-9]*$/.test(name) && !/^[A-Z0-9]+$/.test(name);

/** `Order.objects.filter(…).create(…)`. */
export const isDjangoManager = (name: string): boolean => /(^|\.)objects\.(\w+\.)*\w+$/.test(name);

/** The chain that the call begins is waited for, by the function or by whoever gets it. */
export function isAwaited(call: Call): boolean {
  let whole: Expression = call;
  while (whole.parent.kind === 'member' && whole.parent.parent.kind === 'call' && whole.parent.parent.callee === whole.parent)
    whole = whole.parent.parent;
  return whole.parent.kind === 'await' || whole.parent.kind === 'return' || whole.parent.kind === 'array';
}
