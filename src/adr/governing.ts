/** Why a record governs a file, strongest link first: named in the code, its own patterns, its folder, a mention. */
import type { Anchor } from './anchors';
import { isIn } from './paths';
import type { DecisionRecord } from './record';
import type { RecordFinder } from './record-finder';
import { isInForce } from './status';

export interface Governing {
  readonly record: DecisionRecord;
  readonly why: string;
}

interface Link extends Governing {
  /** Lower is stronger. */
  readonly strength: number;
  /** Of equally strong ones the closer goes first: how much of the path the link spells out. */
  readonly closeness: number;
}

const NAMED = 0;
const FRONT_MATTER = 1;
const LISTED = 2;
const FOLDER = 3;
const MENTIONED = 4;

/**
 * A record that is no longer in force only counts where the code still names it; the one that took its place governs
 * wherever the old one would. Each record once, by its strongest link; equally strong ones by path.
 */
export function strongest(finder: RecordFinder, path: string, anchors: readonly Anchor[]): readonly Governing[] {
  const best = new Map<DecisionRecord, Link>();
  const add = (link: Link): void => {
    const known = best.get(link.record);
    if (known === undefined || link.strength < known.strength) best.set(link.record, link);
  };
  for (const link of [...named(finder, path, anchors), ...stated(finder, path)]) {
    const { record } = link;
    const governs = isInForce(record.status) || record.status === 'proposed';
    if (governs || link.strength === NAMED) add(link);
    if (governs) continue;
    const successor = inPlaceOf(finder, record);
    if (successor !== undefined && isInherited(link, successor)) {
      add({ ...link, record: successor, why: `supersedes ${record.label}, ${link.why}` });
    }
  }
  return [...best.values()].sort(
    (a, b) => a.strength - b.strength || b.closeness - a.closeness || compare(a.record.path, b.record.path),
  );
}

/** A successor that states its own scope is taken at its word; nobody inherits a folder or a mention. */
function isInherited(link: Link, successor: DecisionRecord): boolean {
  return link.strength === NAMED || (link.strength <= LISTED && successor.scopes.length === 0);
}

function named(finder: RecordFinder, path: string, anchors: readonly Anchor[]): readonly Link[] {
  const lines = new Map<DecisionRecord, Set<number>>();
  for (const anchor of anchors) {
    for (const record of finder.find(anchor.target, path)) {
      lines.set(record, (lines.get(record) ?? new Set()).add(anchor.line));
    }
  }
  return [...lines].map(([record, at]) => ({ record, strength: NAMED, closeness: 0, why: `named in ${lineList([...at])}` }));
}

function lineList(lines: readonly number[]): string {
  const sorted = [...lines].sort((a, b) => a - b);
  const last = sorted.pop();
  return sorted.length === 0 ? `line ${last}` : `lines ${sorted.join(', ')} and ${last}`;
}

function stated(finder: RecordFinder, path: string): readonly Link[] {
  return finder.records.flatMap((record) => statedBy(finder, record, path) ?? []);
}

function statedBy(finder: RecordFinder, record: DecisionRecord, path: string): Link | undefined {
  for (const scope of record.scopes) {
    const pattern = finder.patternsOf(record, scope).match(path);
    if (pattern === undefined) continue;
    const closeness = pattern.replace(/[*?{[].*$/, '').length;
    return { record, strength: scope.isFrontMatter ? FRONT_MATTER : LISTED, closeness, why: `${scope.carrier} ${pattern}` };
  }
  if (record.scopes.length > 0) return undefined;
  const { base } = record.folder;
  if (base !== '' && isIn(base, path) && !isIn(record.folder.path, path)) {
    return { record, strength: FOLDER, closeness: base.length, why: `decided for ${base}` };
  }
  return finder.mentionsOf(record).has(path) ? { record, strength: MENTIONED, closeness: 0, why: `mentions ${path}` } : undefined;
}

function inPlaceOf(finder: RecordFinder, record: DecisionRecord): DecisionRecord | undefined {
  const seen = new Set<DecisionRecord>([record]);
  let at = record;
  for (;;) {
    const next = finder.successorOf(at);
    if (next === undefined || seen.has(next)) return undefined;
    if (isInForce(next.status) || next.status === 'proposed') return next;
    seen.add(next);
    at = next;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
