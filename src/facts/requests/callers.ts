/** Who calls a function of this file: for what it hands back. */
import { type Call, type FunctionNode, type Item, itemOf } from '#code/model';
import type { Analysis } from '../analysis';
import { sitesOf } from '../entries/sites';

const remembered = new WeakMap<Analysis, ReadonlyMap<FunctionNode, readonly Call[]>>();

/** Calls of this file that are certain to call it, in file order. `from` is in the item that asks. */
export function callsOf(analysis: Analysis, fn: FunctionNode, from: Call): readonly Call[] {
  let calls = remembered.get(analysis);
  if (calls === undefined) {
    calls = index(analysis);
    remembered.set(analysis, calls);
  }
  const found = calls.get(fn) ?? [];
  const asking = itemOf(from);
  if (fn.name !== '') analysis.restsOn(from, { usesOf: fn.name });
  for (const item of new Set(found.map(itemOf))) if (item !== asking) dependOn(analysis, item, from);
  return found;
}

function index(analysis: Analysis): ReadonlyMap<FunctionNode, readonly Call[]> {
  const calls = new Map<FunctionNode, Call[]>();
  for (const item of analysis.model.items)
    for (const call of sitesOf(item).calls) {
      const fn = analysis.calledFunction(call);
      if (fn !== undefined) calls.set(fn, [...(calls.get(fn) ?? []), call]);
    }
  return calls;
}

/** The item that `from` is in runs again when the other one is edited. */
export function dependOn(analysis: Analysis, item: Item, from: Call): void {
  const [declared] = item.declares;
  if (declared !== undefined) {
    analysis.bindingOf(declared, from);
    return;
  }
  const [mentioned] = item.mentions;
  if (mentioned === undefined) return;
  analysis.bindingOf(mentioned, from);
  analysis.mentioning(mentioned);
}
