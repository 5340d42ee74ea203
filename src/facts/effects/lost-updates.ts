/**
 * Values that are read, changed in memory and written back: of two requests that do so at once, the first one's change is
 * lost. An update that the store computes (`balance = balance - 1`, `$inc`, `F()`) is none.
 */

import { type Call, type Expression, type FunctionNode, placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { hasPromises } from '../language';
import { lettersOf } from '../name-words';
import { followed } from '../origins/followed';
import { mentionsAny, resultNames } from '../origins/result-names';
import { isInHandler } from './effect-roles';
import { type Effect, effectsOf } from './effects';
import { type Exclusion, exclusionOf } from './exclusion';
import { following, isAwaited } from './order';
import { countedColumn, isRelativeTo } from './repeatable';

export interface LostUpdate {
  readonly write: Effect;
  readonly column: string;
  /** Where the old value came from, when that is seen. */
  readonly read: Effect | undefined;
  /** What makes the second one wait, or notice the first. */
  readonly held: Exclusion | undefined;
}

export function lostUpdatesOf(analysis: Analysis, fn: FunctionNode): readonly LostUpdate[] {
  const effects = effectsOf(analysis, fn);
  const found: LostUpdate[] = [];
  for (const write of effects) {
    if (write.kind !== 'store-write' || write.via !== undefined || isInHandler(write, fn)) continue;
    if (write.operation !== 'update' && write.operation !== 'save' && write.operation !== 'upsert') continue;
    const reads = effects.filter(
      (read) =>
        read.kind === 'store-read' &&
        (read.entity === write.entity || read.entity === '' || write.entity === '') &&
        following(read.call, write.call) === 'then',
    );
    const counted = readBack(analysis, fn, write, reads);
    if (counted === undefined || isUninterrupted(analysis, counted.read?.call, write.call)) continue;
    const compares = write.selects?.some((column) => lettersOf(column) === lettersOf(counted.column)) === true;
    const held = compares ? { where: placeOf(write.call), what: `${counted.column} is compared` } : undefined;
    found.push({ write, ...counted, held: held ?? exclusionOf(analysis, fn, counted.read, write) });
  }
  return found;
}

interface ReadBack {
  readonly column: string;
  readonly read: Effect | undefined;
}

/** The column whose new value was computed here from the one that was read. */
function readBack(analysis: Analysis, fn: FunctionNode, write: Effect, reads: readonly Effect[]): ReadBack | undefined {
  const counted = countedColumn(write.call, write.data);
  for (const read of reads.toReversed()) {
    const names = resultNames(analysis, fn, read.call);
    for (const [column, value] of write.fields)
      if (isChanged(analysis, value, column) && mentionsAny(followed(analysis, value), names)) return { column, read };
    if (counted !== undefined && isNamed(write, names)) return { column: counted, read };
  }
  return counted === undefined ? undefined : { column: counted, read: undefined };
}

/** `item.available - quantity` for `available`, `[...user.tags, tag]` for `tags`. */
function isChanged(analysis: Analysis, value: Expression, column: string): boolean {
  if (isRelativeTo(analysis, value, column)) return true;
  const at = followed(analysis, value);
  return (
    at.kind === 'array' &&
    at.elements.some(
      (each) => each.kind === 'spread' && each.value.kind === 'member' && lettersOf(each.value.property) === lettersOf(column),
    )
  );
}

/** The object that is saved is one of the names. */
function isNamed({ call, data }: Effect, names: ReadonlySet<string>): boolean {
  const saved = data ?? (call.callee.kind === 'member' ? call.callee.object : undefined);
  return saved?.kind === 'identifier' && names.has(saved.name);
}

/** A driver that is not waited for: nothing else of this process runs between the two. */
function isUninterrupted(analysis: Analysis, read: Call | undefined, write: Call): boolean {
  return hasPromises(analysis) && read !== undefined && !isAwaited(read) && !isAwaited(write);
}
