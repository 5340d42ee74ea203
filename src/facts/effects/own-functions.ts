/** The functions of an item whose effects are looked at by themselves, each with the entry point it handles. */
import type { FunctionNode, Item } from '#code/model';
import type { Analysis } from '../analysis';
import { entryOf } from '../entries/entry-of';
import type { Entry } from '../entries/entry-points';
import { sitesOf } from '../entries/sites';
import { isOwnFunction } from './inline-functions';

export interface OwnFunction {
  readonly fn: FunctionNode;
  readonly entry: Entry | undefined;
  /** What an outcome says of the entry point: nothing where there is none. */
  readonly told: { readonly entry?: string };
}

export function* ownFunctions(analysis: Analysis, item: Item): Iterable<OwnFunction> {
  for (const fn of sitesOf(item).functions) {
    if (!isOwnFunction(analysis, fn)) continue;
    const entry = entryOf(analysis, fn);
    yield { fn, entry, told: entry === undefined ? {} : { entry: entry.id } };
  }
}
