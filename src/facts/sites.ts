/** Where something can be hung up: the calls, functions and classes of a file, collected once per item and kept with it. */
import type { Call, ClassNode, FunctionNode, Item } from '#code/model';
import type { Analysis } from './analysis';

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
  const known = REMEMBERED.get(item);
  if (known !== undefined) return known;
  const functions = new Set<FunctionNode>();
  const classes = new Set<ClassNode>();
  const calls: Call[] = [...item.fn.calls];
  const enter = (fn: FunctionNode): void => {
    if (functions.has(fn)) return;
    functions.add(fn);
    calls.push(...fn.calls);
    fn.functions.forEach(enter);
  };
  const enterClass = (cls: ClassNode): void => {
    classes.add(cls);
    cls.methods.forEach(enter);
    cls.classes.forEach(enterClass);
  };
  item.fn.functions.forEach(enter);
  item.classes.forEach(enterClass);
  const sites: Sites = { calls, functions: [...functions], classes: [...classes] };
  REMEMBERED.set(item, sites);
  return sites;
}

/** Calls of the function and of the functions nested in it. */
export function callsWithin(fn: FunctionNode): readonly Call[] {
  return [...fn.calls, ...fn.functions.flatMap(callsWithin)];
}

/** Absolute offset, to tell what stands before what in different items. */
export function positionOf(item: Item, node: { readonly start: number }): number {
  return item.base + node.start;
}

/** Items whose module-level code mentions the name; asking for it makes the asking item depend on them. */
export function itemsMentioning(analysis: Analysis, name: string): readonly Item[] {
  return analysis.mentioning(name);
}
