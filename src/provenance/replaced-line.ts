/** Which committed line an uncommitted one took the place of: a line that a person changed is still the line it was. */
import type { CommitVerdict } from './sources/commit-verdict';
import type { Committed } from './sources/head-files';

/** A line shares this much of its beginning and end with the line it was. */
const ALIKE = 0.3;

/** What the commit of the line says that the uncommitted line `index` replaced; undefined where none is like it. */
export function replacedLine(
  committed: Committed | undefined,
  lines: readonly string[],
  index: number,
): CommitVerdict | undefined {
  if (committed?.kind !== 'known' || committed.match === undefined || committed.verdicts === undefined) return undefined;
  const { match, verdicts, headLines } = committed;
  if (match[index] !== -1) return undefined;
  let above = index;
  while (above >= 0 && match[above] === -1) above--;
  let below = index;
  while (below < match.length && match[below] === -1) below++;
  const from = above < 0 ? 0 : (match[above] ?? 0) + 1;
  const to = below >= match.length ? headLines.length : (match[below] ?? 0);
  // As many lines as before: each stands where it stood.
  if (to - from === below - above - 1) return verdicts[from + index - above - 1];
  let [best, most] = [-1, ALIKE];
  for (let at = from; at < to; at++) {
    const likeness = likenessOf(headLines[at] ?? '', lines[index] ?? '');
    if (likeness > most) [best, most] = [at, likeness];
  }
  return verdicts[best];
}

function likenessOf(one: string, other: string): number {
  const [a, b] = [one.trim(), other.trim()];
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a.charCodeAt(head) === b.charCodeAt(head)) head++;
  let tail = 0;
  while (tail < shorter - head && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) tail++;
  return (head + tail) / Math.max(a.length, b.length, 1);
}
