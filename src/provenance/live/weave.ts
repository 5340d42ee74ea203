/**
 * A replacement as pieces: what of the new text is the old text keeps its identity. A formatter, a sorted list of imports,
 * a moved line or a file that was replaced whole therefore changes no owner; only what is really new is `fresh`.
 */
import { differingPart } from '#base/text-edit';
import { matchLines } from '../line-diff';
import { isBlank, isCosmetic, isTrivial, substanceOf, withoutBlanks } from '../line-text';
import { joinPieces, neutralPieces, type Piece, slicePieces } from './pieces';

export interface OwnedText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** Gives pieces to text that was not there before. */
export type Fresh = (text: string) => readonly Piece[];

/** Pieces of `inserted`, which takes the place of `removed`. */
export function weave(removed: OwnedText, inserted: string, fresh: Fresh): readonly Piece[] {
  const { start, endBefore, endAfter } = wholeLines(removed.text, inserted);
  const core = sliceOwned(removed, start, endBefore);
  return joinPieces(
    slicePieces(removed.pieces, 0, start),
    weaveCore(core, inserted.slice(start, endAfter), fresh),
    slicePieces(removed.pieces, endBefore, removed.text.length),
  );
}

/** What differs; where that is more than a line, whole lines, since lines that were moved begin and end like others. */
function wholeLines(before: string, after: string): ReturnType<typeof differingPart> {
  const { start, endBefore, endAfter } = differingPart(before, after);
  const cores = [before.slice(start, endBefore), after.slice(start, endAfter)];
  if (cores.includes('') || !cores.some((core) => core.includes('\n'))) return { start, endBefore, endAfter };
  const lineStart = start === 0 ? 0 : before.lastIndexOf('\n', start - 1) + 1;
  const isAtBreak = before[endBefore - 1] === '\n' && after[endAfter - 1] === '\n';
  const nextBreak = isAtBreak ? endBefore - 1 : before.indexOf('\n', endBefore);
  const more = (nextBreak === -1 ? before.length : nextBreak + 1) - endBefore;
  return { start: lineStart, endBefore: endBefore + more, endAfter: endAfter + more };
}

function weaveCore(removed: OwnedText, inserted: string, fresh: Fresh): readonly Piece[] {
  if (inserted === '') return [];
  if (removed.text === '') return fresh(inserted);
  if (isSameSubstance(removed.text, inserted)) return align(removed, inserted);
  if (removed.text.includes('\n') || inserted.includes('\n')) return weaveLines(removed, inserted, fresh);
  return fresh(inserted);
}

/** A stretch of lines between two that stayed, without what begins and ends alike. */
interface Gap {
  readonly head: readonly Piece[];
  readonly core: OwnedText;
  readonly text: string;
  readonly tail: readonly Piece[];
}

/** Line by line: lines that stay are aligned; what lies between two of them is new, or a line that was moved here. */
function weaveLines(removed: OwnedText, inserted: string, fresh: Fresh): readonly Piece[] {
  const before = withBreaks(removed.text);
  const after = withBreaks(inserted);
  const parts: (Gap | readonly Piece[])[] = [];
  const addGap = (fromBefore: number, toBefore: number, fromAfter: number, toAfter: number) => {
    const old = sliceOwned(removed, before.starts[fromBefore] ?? 0, before.starts[toBefore] ?? 0);
    parts.push(toGap(old, inserted.slice(after.starts[fromAfter], after.starts[toAfter])));
  };
  let [fromBefore, fromAfter] = [0, 0];
  for (const [index, at] of matchLines(before.lines, after.lines).entries()) {
    if (at === -1) continue;
    addGap(fromBefore, at, fromAfter, index);
    const old = sliceOwned(removed, before.starts[at] ?? 0, before.starts[at + 1] ?? 0);
    parts.push(align(old, inserted.slice(after.starts[index], after.starts[index + 1])));
    [fromBefore, fromAfter] = [at + 1, index + 1];
  }
  addGap(fromBefore, before.lines.length, fromAfter, after.lines.length);

  const moved = new MovedLines();
  for (const part of parts) if (isGap(part)) moved.add(part.core);
  return joinPieces(...parts.flatMap((part) => (isGap(part) ? [part.head, moved.weave(part.text, fresh), part.tail] : [part])));
}

function toGap(old: OwnedText, text: string): Gap | readonly Piece[] {
  const { start, endBefore, endAfter } = differingPart(old.text, text);
  const core = sliceOwned(old, start, endBefore);
  const rest = text.slice(start, endAfter);
  const head = slicePieces(old.pieces, 0, start);
  const tail = slicePieces(old.pieces, endBefore, old.text.length);
  const isCosmeticChange = core.text !== '' && rest !== '' && isSameSubstance(core.text, rest);
  return isCosmeticChange ? joinPieces(head, align(core, rest), tail) : { head, core, text: rest, tail };
}

function isGap(part: Gap | readonly Piece[]): part is Gap {
  return 'core' in part;
}

/** The same text but for blanks and cosmetic punctuation: every other character is the old one. */
export function align(removed: OwnedText, inserted: string): readonly Piece[] {
  const rows: (readonly Piece[])[] = [];
  const old = removed.text;
  let at = 0;
  let kept = 0;
  const keep = () => {
    if (kept > 0) rows.push(slicePieces(removed.pieces, at - kept, at));
    kept = 0;
  };
  for (let index = 0; index < inserted.length; index++) {
    const code = inserted.charCodeAt(index);
    if (code !== old.charCodeAt(at) && !isBlank(code)) {
      // A bracket or quote that the formatter left alone stands behind blanks it took away; a word behind anything cosmetic.
      const isPassed = isCosmetic(code) ? isBlank : isCosmetic;
      let next = at;
      while (next < old.length && old.charCodeAt(next) !== code && isPassed(old.charCodeAt(next))) next++;
      if (old.charCodeAt(next) === code) {
        keep();
        at = next;
      }
    }
    if (code === old.charCodeAt(at)) {
      at++;
      kept++;
    } else {
      keep();
      rows.push(neutralPieces(1));
    }
  }
  keep();
  return joinPieces(...rows);
}

/** Lines that were removed by the same event or cut shortly before, by their text without blanks; each is given out once. */
export class MovedLines {
  readonly #lines = new Map<string, OwnedText[]>();

  add(removed: OwnedText): void {
    const { lines, starts } = withBreaks(removed.text);
    for (const [index, line] of lines.entries()) {
      if (isTrivial(line)) continue;
      const key = withoutBlanks(line);
      const owned = sliceOwned(removed, starts[index] ?? 0, starts[index + 1] ?? 0);
      this.#lines.set(key, [...(this.#lines.get(key) ?? []), owned]);
    }
  }

  get isEmpty(): boolean {
    return this.#lines.size === 0;
  }

  /** Pieces of a text of which some lines were moved here; the rest is `fresh`. */
  weave(inserted: string, fresh: Fresh): readonly Piece[] {
    if (inserted === '') return [];
    if (this.isEmpty) return fresh(inserted);
    const { lines, starts } = withBreaks(inserted);
    const rows: (readonly Piece[])[] = [];
    let from = 0;
    for (const [index, line] of lines.entries()) {
      const owned = isTrivial(line) ? undefined : this.#lines.get(withoutBlanks(line))?.shift();
      if (owned === undefined) continue;
      const start = starts[index] ?? 0;
      if (from < start) rows.push(fresh(inserted.slice(from, start)));
      from = starts[index + 1] ?? inserted.length;
      rows.push(align(owned, inserted.slice(start, from)));
    }
    if (from < inserted.length) rows.push(fresh(inserted.slice(from)));
    return joinPieces(...rows);
  }
}

function sliceOwned({ text, pieces }: OwnedText, start: number, end: number): OwnedText {
  return { text: text.slice(start, end), pieces: slicePieces(pieces, start, end) };
}

/** Lines with their breaks; `starts` has one more entry, the length. */
function withBreaks(text: string): { readonly lines: readonly string[]; readonly starts: readonly number[] } {
  const lines = text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
  const starts = [0];
  for (const line of lines) starts.push((starts[starts.length - 1] ?? 0) + line.length);
  return { lines, starts };
}

function isSameSubstance(one: string, other: string): boolean {
  const substance = substanceOf(one);
  return substance === '' ? withoutBlanks(one) === withoutBlanks(other) : substance === substanceOf(other);
}
