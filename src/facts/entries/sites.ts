/** Where something can be hung up: the calls, functions and classes of a file, collected once per item and kept with it. */
import type { Call, ClassNode, FunctionNode, Item } from '#code/model';

export interface Sites {
  /** All calls, those in nested functions included, in no promised order. */
  readonly calls: readonly Call[];
  /** All functions and methods; the item's own pseudo function is not among them. */
  readonly functions: readonly FunctionNode[];
  readonly classes: readonly ClassNode[];
}

// Sites depend on nothing but the item, and items live on across edits.
const REMEMBERED = new WeakMap<Item, Sites>();

export function sitesOf(item: Item): Sites {
  let sites = REMEMBERED.get(item);
  if (sites === undefined) {
    sites = isInert(item) ? NOTHING : collect(item);
    REMEMBERED.set(item, sites);
  }
  return sites;
}

const NOTHING: Sites = { calls: [], functions: [], classes: [] };

/** Imports, types and constants: most items hold nothing that could be hung up. */
export function isInert({ fn, classes }: Item): boolean {
  return fn.calls.length === 0 && fn.functions.length === 0 && classes.length === 0;
}

function collect(item: Item): Sites {
  const classes: ClassNode[] = [...item.classes];
  for (let at = 0; at < classes.length; at++) classes.push(...(classes[at]?.classes ?? []));
  // Methods are among the item's functions too, where they are not in a class of a class.
  const functions = new Set<FunctionNode>(item.fn.functions);
  for (const cls of classes) for (const method of cls.methods) functions.add(method);
  const calls: Call[] = [...item.fn.calls];
  // A set grows while it is walked: functions in functions are reached as well.
  for (const fn of functions) {
    for (const inner of fn.functions) functions.add(inner);
    for (const call of fn.calls) calls.push(call);
  }
  return { calls, functions: [...functions], classes };
}

/** Calls of the function and of the functions nested in it. */
export function callsWithin(fn: FunctionNode): readonly Call[] {
  if (fn.functions.length === 0) return fn.calls;
  let calls = WITHIN.get(fn);
  if (calls === undefined) {
    calls = [...fn.calls, ...fn.functions.flatMap(callsWithin)];
    WITHIN.set(fn, calls);
  }
  return calls;
}

const WITHIN = new WeakMap<FunctionNode, readonly Call[]>();

/** Absolute offset, to tell what stands before what in different items. */
export function positionOf(item: Item, node: { readonly start: number }): number {
  return item.base + node.start;
}
