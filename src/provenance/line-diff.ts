/**
 * Which lines of one text are lines of another. White space does not count, so that a formatter's commit or an indented
 * block keeps every line. Myers' greedy algorithm, bounded; what differs too much for it is anchored on lines that occur
 * once in both texts.
 */
import { withoutBlanks } from './line-text';

/** For each line of `after` the index of the line of `before` that it is, or -1. Ascending where it is not -1. */
export type LineMatch = Int32Array;

/** Edits that Myers' algorithm may look for: its memory grows with the square. */
const MAX_EDITS = 1500;

export function matchLines(before: readonly string[], after: readonly string[]): LineMatch {
  const match = new Int32Array(after.length).fill(-1);
  const isSame = (a: number, b: number) => {
    const [one = '', other = ''] = [before[a], after[b]];
    return one === other || withoutBlanks(one) === withoutBlanks(other);
  };
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isSame(head, head)) match[head] = head++;
  let tail = 0;
  while (tail < shorter - head && isSame(before.length - 1 - tail, after.length - 1 - tail)) {
    match[after.length - 1 - tail] = before.length - 1 - tail;
    tail++;
  }
  const rest = { fromBefore: head, toBefore: before.length - tail, fromAfter: head, toAfter: after.length - tail };
  if (rest.fromBefore < rest.toBefore && rest.fromAfter < rest.toAfter) matchMiddle(before, after, rest, match);
  return match;
}

interface Window {
  readonly fromBefore: number;
  readonly toBefore: number;
  readonly fromAfter: number;
  readonly toAfter: number;
}

/** Only lines that occur on both sides take part; they become numbers first. */
function matchMiddle(before: readonly string[], after: readonly string[], window: Window, match: LineMatch): void {
  const numbers = new Map<string, number>();
  // A line that is there letter by letter is known without taking out its blanks.
  const known = new Map<string, number>();
  const keys = keysOf(before);
  const number = (key: string) => {
    const found = numbers.get(key) ?? numbers.size;
    numbers.set(key, found);
    return found;
  };
  const ofBefore: number[] = [];
  for (let at = window.fromBefore; at < window.toBefore; at++) {
    const each = number(keys[at] ?? '');
    ofBefore.push(each);
    known.set(before[at] ?? '', each);
  }
  const inBefore = new Set(ofBefore);
  const ofAfter = after.slice(window.fromAfter, window.toAfter).map((line) => known.get(line) ?? number(withoutBlanks(line)));
  const inAfter = new Set(ofAfter);

  const a = pick(ofBefore, inAfter);
  const b = pick(ofAfter, inBefore);
  for (const [one, other] of commonSubsequence(a.values, b.values, MAX_EDITS)) {
    match[window.fromAfter + (b.at[other] ?? 0)] = window.fromBefore + (a.at[one] ?? 0);
  }
}

/** The committed lines of a file are compared with every text it goes through; their keys are made once. */
const keysOfLines = new WeakMap<readonly string[], readonly string[]>();

function keysOf(lines: readonly string[]): readonly string[] {
  const known = keysOfLines.get(lines);
  if (known !== undefined) return known;
  const keys = lines.map(withoutBlanks);
  keysOfLines.set(lines, keys);
  return keys;
}

function pick(values: readonly number[], wanted: ReadonlySet<number>) {
  const at: number[] = [];
  const picked: number[] = [];
  for (const [index, value] of values.entries()) {
    if (!wanted.has(value)) continue;
    at.push(index);
    picked.push(value);
  }
  return { at, values: picked };
}

type Pair = readonly [one: number, other: number];

function commonSubsequence(a: readonly number[], b: readonly number[], maxEdits: number): readonly Pair[] {
  return myers(a, b, maxEdits) ?? anchored(a, b);
}

/** Pairs of a longest common subsequence, ascending; undefined when more than `maxEdits` lines differ. */
function myers(a: readonly number[], b: readonly number[], maxEdits: number): readonly Pair[] | undefined {
  const limit = Math.min(maxEdits, a.length + b.length);
  const reach = new Int32Array(2 * limit + 3);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= limit; edits++) {
    trace.push(reach.slice(limit - edits, limit + edits + 3));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = diagonal + limit + 1;
      const [left = 0, right = 0] = [reach[at - 1], reach[at + 1]];
      let x = diagonal === -edits || (diagonal !== edits && left < right) ? right : left + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      reach[at] = x;
      if (x >= a.length && x - diagonal >= b.length) return walkBack(trace, a.length, b.length);
    }
  }
  return undefined;
}

function walkBack(trace: readonly Int32Array[], length: number, otherLength: number): readonly Pair[] {
  const pairs: Pair[] = [];
  let x = length;
  let y = otherLength;
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const reach = trace[edits] as Int32Array;
    const diagonal = x - y;
    const at = diagonal + edits + 1;
    const [left = 0, right = 0] = [reach[at - 1], reach[at + 1]];
    const isDown = diagonal === -edits || (diagonal !== edits && left < right);
    const fromX = edits === 0 ? 0 : isDown ? right : left;
    const fromY = edits === 0 ? 0 : fromX - (isDown ? diagonal + 1 : diagonal - 1);
    while (x > fromX && y > fromY) pairs.push([--x, --y]);
    x = fromX;
    y = fromY;
  }
  return pairs.reverse();
}

/** Lines that occur once on either side, in the longest run of the same order; between two of them the same again. */
function anchored(a: readonly number[], b: readonly number[]): readonly Pair[] {
  const anchors = longestAscending(uniquePairs(a, b));
  if (anchors.length === 0) return [];
  const pairs: Pair[] = [];
  let [fromA, fromB] = [0, 0];
  for (const [toA, toB] of [...anchors, [a.length, b.length] as const]) {
    const between = myers(a.slice(fromA, toA), b.slice(fromB, toB), 200) ?? [];
    for (const [one, other] of between) pairs.push([fromA + one, fromB + other]);
    if (toA < a.length) pairs.push([toA, toB]);
    [fromA, fromB] = [toA + 1, toB + 1];
  }
  return pairs;
}

function uniquePairs(a: readonly number[], b: readonly number[]): readonly Pair[] {
  const once = (values: readonly number[]) => {
    const at = new Map<number, number>();
    for (const [index, value] of values.entries()) at.set(value, at.has(value) ? -1 : index);
    return at;
  };
  const inB = once(b);
  const pairs: Pair[] = [];
  for (const [value, one] of once(a)) {
    const other = inB.get(value) ?? -1;
    if (one !== -1 && other !== -1) pairs.push([one, other]);
  }
  return pairs.sort((x, y) => x[0] - y[0]);
}

function longestAscending(pairs: readonly Pair[]): readonly Pair[] {
  const tails: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  for (const [index, [, value]] of pairs.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  }
  const longest: Pair[] = [];
  for (let at = tails[tails.length - 1] ?? -1; at !== -1; at = previous[at] ?? -1) longest.push(pairs[at] as Pair);
  return longest.reverse();
}
