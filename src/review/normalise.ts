/**
 * The normal form `nb1` that hashes speak of: blank lines dropped, all white space deleted, comments kept. So formatting
 * does not make an answer stale, while every other change does. A record holds hashes only, never code.
 */
import { hashText } from '#base/hash';

/** What an answer remembers of a place: its own text (not its line), so wrapping a call over lines changes nothing. */
export function placeHash(text: string): string {
  return hashText(text.replace(/\s+/g, ''), 6);
}

export interface NormalLines {
  /** One short hash per non-blank line. */
  readonly hashes: readonly string[];
  /** `nb1:` and 128 bits in hex, of the whole. */
  readonly hash: string;
}

const LINE_BYTES = 4;

export function normalLines(text: string): NormalLines {
  const lines: string[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const bare = line.replace(/\s+/g, '');
    if (bare !== '') lines.push(bare);
  }
  return { hashes: lines.map((line) => hashText(line, LINE_BYTES)), hash: `nb1:${hashText(lines.join(''))}` };
}

/** Length of the longest common subsequence of two lists of line hashes; common ends are skipped first. */
function commonLength(one: readonly string[], two: readonly string[]): number {
  let from = 0;
  while (from < one.length && from < two.length && one[from] === two[from]) from++;
  let tail = 0;
  while (tail < one.length - from && tail < two.length - from && one[one.length - 1 - tail] === two[two.length - 1 - tail])
    tail++;
  const rows = one.slice(from, one.length - tail);
  const columns = two.slice(from, two.length - tail);
  let before = new Uint32Array(columns.length + 1);
  for (const row of rows) {
    const now = new Uint32Array(columns.length + 1);
    for (let column = 0; column < columns.length; column++) {
      now[column + 1] = columns[column] === row ? (before[column] ?? 0) + 1 : Math.max(before[column + 1] ?? 0, now[column] ?? 0);
    }
    before = now;
  }
  return from + tail + (before[columns.length] ?? 0);
}

/** Largest product of changed lines that is compared exactly; beyond it only common lines are counted. */
const EXACT_LIMIT = 4_000_000;

/** Share of lines two blocks have in common, 0 to 1. An insertion inside counts as a change. */
export function similarity(one: readonly string[], two: readonly string[]): number {
  if (one.length + two.length === 0) return 1;
  if (one.length * two.length > EXACT_LIMIT) {
    const known = new Set(two);
    return (2 * one.filter((line) => known.has(line)).length) / (one.length + two.length);
  }
  return (2 * commonLength(one, two)) / (one.length + two.length);
}
