/** Whose entry point a function is. */
import type { FunctionNode } from '#code/model';
import type { Analysis } from '../analysis';
import { type Entry, entryPoints } from './entry-points';

const entries = new WeakMap<Analysis, ReadonlyMap<FunctionNode, Entry>>();

export function entryOf(analysis: Analysis, fn: FunctionNode): Entry | undefined {
  let ofFile = entries.get(analysis);
  if (ofFile === undefined) {
    ofFile = new Map(
      entryPoints(analysis)
        .toReversed()
        .map((entry) => [entry.handler, entry]),
    );
    entries.set(analysis, ofFile);
  }
  return ofFile.get(fn);
}
