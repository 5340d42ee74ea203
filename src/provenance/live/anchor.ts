/**
 * Live evidence by content: a run of lines is known by the hashes of its lines without blanks, so it is found again after
 * formatting, after lines came in above or between, in another worktree, and after the commit. Code itself is not kept.
 */
import { hashText } from '#base/hash';
import { isTrivial, withoutBlanks } from '../line-text';
import type { LineEvidence, LiveLines } from './claim';

export interface Run {
  /** Hash of each line; '' for one too small to be recognised by. */
  readonly lines: readonly string[];
  /** Hashes of the nearest lines around it that can be recognised; '' where there is none. */
  readonly above: string;
  readonly below: string;
  readonly evidence: LineEvidence;
}

/** Six bytes: a file would need millions of lines for two of them to meet by chance. */
export function hashLine(line: string): string {
  return isTrivial(line) ? '' : hashText(withoutBlanks(line), 6);
}

/** Runs of neighbouring lines with the same evidence, those that `isWanted`. Lines that cannot be found again make none. */
export function toRuns(lines: readonly string[], live: LiveLines, isWanted: (index: number) => boolean): readonly Run[] {
  const hashes = lines.map((line, index) => (live[index] === undefined ? undefined : hashLine(line)));
  const hashAt = (index: number) => hashes[index] ?? hashLine(lines[index] ?? '');
  const nearest = (from: number, step: 1 | -1): string => {
    for (let at = from; at >= 0 && at < lines.length; at += step) if (hashAt(at) !== '') return hashAt(at);
    return '';
  };
  const runs: Run[] = [];
  for (let start = 0; start < lines.length; start++) {
    const evidence = live[start];
    if (evidence === undefined || !isWanted(start)) continue;
    let end = start + 1;
    while (end < lines.length && live[end] === evidence && isWanted(end)) end++;
    const own = hashes.slice(start, end).map((hash) => hash ?? '');
    if (own.some((hash) => hash !== '')) {
      runs.push({ lines: own, above: nearest(start - 1, -1), below: nearest(end, 1), evidence });
    }
    start = end - 1;
  }
  return runs;
}

/** More places than this, and a line says nothing about where it came from. */
const MAX_PLACES = 64;

/** The evidence of each line: where several runs speak of one, the last. */
export function placeRuns(lines: readonly string[], runs: readonly Run[]): LiveLines {
  const live = new Array<LineEvidence | undefined>(lines.length).fill(undefined);
  if (runs.length === 0) return live;
  const text = new HashedText(lines);
  for (const run of runs) for (const at of text.placesOf(run)) live[at] = run.evidence;
  return live;
}

class HashedText {
  readonly #hashes: readonly string[];
  readonly #places = new Map<string, number[]>();

  constructor(lines: readonly string[]) {
    this.#hashes = lines.map(hashLine);
    for (const [at, hash] of this.#hashes.entries()) {
      const places = this.#places.get(hash);
      if (places === undefined) this.#places.set(hash, [at]);
      else places.push(at);
    }
  }

  /** Lines that the run is found at: shift by shift, the one with most of its lines first. */
  placesOf(run: Run): readonly number[] {
    const votes = new Map<number, number>();
    for (const [index, hash] of run.lines.entries()) {
      const places = hash === '' ? [] : (this.#places.get(hash) ?? []);
      if (places.length > MAX_PLACES) continue;
      for (const at of places) votes.set(at - index, (votes.get(at - index) ?? 0) + 1);
    }
    const found = new Set<number>();
    const placed = new Set<number>();
    const shifts = [...votes].sort((a, b) => b[1] - a[1] || Number(this.#fits(run, b[0])) - Number(this.#fits(run, a[0])));
    for (const [shift] of shifts) {
      const here = [...run.lines.keys()].filter(
        (index) => !placed.has(index) && !found.has(index + shift) && this.#isAt(run, index, shift),
      );
      if (!here.some((index) => run.lines[index] !== '') || !this.#isCertain(run, here, shift)) continue;
      for (const index of withSmallLines(run, here, (each) => this.#hashes[each + shift] === '')) {
        placed.add(index);
        found.add(index + shift);
      }
    }
    return [...found];
  }

  #isAt({ lines }: Run, index: number, shift: number): boolean {
    return lines[index] !== '' && lines[index] === this.#hashes[index + shift];
  }

  /** Two lines together, one that occurs nowhere else, or one between the neighbours it had. */
  #isCertain(run: Run, here: readonly number[], shift: number): boolean {
    if (here.length >= 2) return true;
    const hash = run.lines[here[0] ?? -1] ?? '';
    const isUnique = this.#places.get(hash)?.length === 1 && run.lines.filter((each) => each === hash).length === 1;
    return isUnique || this.#fits(run, shift);
  }

  #fits(run: Run, shift: number): boolean {
    const isAbove = run.above !== '' && this.#nearest(shift - 1, -1) === run.above;
    const isBelow = run.below !== '' && this.#nearest(shift + run.lines.length, 1) === run.below;
    return isAbove || isBelow;
  }

  #nearest(from: number, step: 1 | -1): string {
    for (let at = from; at >= 0 && at < this.#hashes.length; at += step)
      if (this.#hashes[at] !== '') return this.#hashes[at] ?? '';
    return '';
  }
}

/** Small lines go with the line they stand next to in the run, as long as small lines stand there in the text. */
function withSmallLines({ lines }: Run, here: readonly number[], isSmallThere: (index: number) => boolean): readonly number[] {
  const all = new Set(here);
  for (const index of here) {
    for (const step of [1, -1]) {
      for (let at = index + step; lines[at] === '' && isSmallThere(at); at += step) all.add(at);
    }
  }
  return [...all];
}
