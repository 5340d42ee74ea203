/** Which lines are in scope, and the figures by origin: code lines are the one denominator. */
import type { LineRange } from '#base/span';
import type { FileProvenance, OriginRun } from '#provenance/origin';

export type Scope = 'ai' | 'inserted' | 'all';

export interface LineScope {
  has(range: LineRange): boolean;
}

/** Ranges of lines to keep to, ascending: those changed since a base. */
export type LineFilter = readonly LineRange[];

export function scopeOf(provenance: FileProvenance, codeLines: readonly number[], scope: Scope, changed?: LineFilter): LineScope {
  const everything: LineFilter = [{ startLine: 1, endLine: Number.MAX_SAFE_INTEGER }];
  const wanted = scope === 'all' ? everything : provenance.runs.filter((run) => (scope === 'ai' ? isAi(run) : run.isInserted));
  const kept = changed === undefined ? wanted : intersect(wanted, changed);
  if (kept === everything) return { has: () => true };
  return {
    has: ({ startLine, endLine }) =>
      kept.some((range) => {
        const from = Math.max(range.startLine, startLine);
        const to = Math.min(range.endLine, endLine);
        return from <= to && firstAtLeast(codeLines, from) <= to;
      }),
  };
}

function intersect(one: LineFilter, two: LineFilter): LineFilter {
  return one.flatMap((left) =>
    two.flatMap((right) => {
      const range = { startLine: Math.max(left.startLine, right.startLine), endLine: Math.min(left.endLine, right.endLine) };
      return range.startLine <= range.endLine ? [range] : [];
    }),
  );
}

function firstAtLeast(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] ?? Number.POSITIVE_INFINITY;
}

/** A probable line counts as unknown in every figure. */
function isAi(run: OriginRun): boolean {
  return run.author === 'ai' && run.qualifier !== 'probable';
}

/** `inserted`: lines of the scope that are not known AI. */
export function codeLineFigures(
  { runs }: FileProvenance,
  codeLines: readonly number[],
): { readonly ai: number; readonly human: number; readonly unknown: number; readonly inserted: number } {
  const figures = { ai: 0, human: 0, unknown: 0, inserted: 0 };
  let index = 0;
  for (const line of codeLines) {
    while (index < runs.length && (runs[index]?.endLine ?? 0) < line) index++;
    const run = runs[index];
    const author = run === undefined || run.startLine > line || run.qualifier === 'probable' ? 'unknown' : run.author;
    figures[author]++;
    if (run?.isInserted === true && run.startLine <= line && author !== 'ai') figures.inserted++;
  }
  return figures;
}
