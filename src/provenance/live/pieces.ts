/**
 * The algebra of owned text. A document is a row of pieces; each is a stretch of an atom, and an atom is text that came in
 * by one act. Edits cut and join pieces, undo puts the same pieces back, and whoever learns something about an atom later
 * (a mark by hand, a record read from disk) has said it of every version of the text that holds these characters.
 */
import type { TextEdit } from '#base/span';
import type { Claim, LineEvidence } from './claim';

export interface Atom {
  /** How it came; undefined: it was there when the document was opened, or nobody saw it come. */
  claim: Claim | undefined;
  /** Grows while somebody types on. */
  length: number;
  /** Marks by hand, the newest last. Offsets in the atom. */
  readonly marks: { readonly from: number; readonly to: number; readonly claim: Claim }[];
  /** What the record knew when the document was opened: ascending, not overlapping. */
  restored: readonly { readonly from: number; readonly to: number; readonly evidence: LineEvidence }[];
}

export interface Piece {
  readonly atom: Atom;
  readonly from: number;
  readonly length: number;
}

/** Blanks and punctuation that a formatter put in: nobody's, of any length, never marked. */
export const NEUTRAL: Atom = createAtom(undefined, 0);

export function createAtom(claim: Claim | undefined, length: number): Atom {
  return { claim, length, marks: [], restored: [] };
}

/** The whole of an atom as a row of pieces. */
export function wholeOf(atom: Atom): readonly Piece[] {
  return atom.length === 0 ? [] : [{ atom, from: 0, length: atom.length }];
}

export function neutralPieces(length: number): readonly Piece[] {
  return length === 0 ? [] : [{ atom: NEUTRAL, from: 0, length }];
}

/** The pieces of the characters from `start` to `end`. */
export function slicePieces(pieces: readonly Piece[], start: number, end: number): readonly Piece[] {
  const slice: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    if (at >= end) break;
    const from = Math.max(start, at);
    const to = Math.min(end, at + piece.length);
    if (from < to) slice.push({ atom: piece.atom, from: piece.from + from - at, length: to - from });
    at += piece.length;
  }
  return slice;
}

/** Joins rows; neighbours that continue one another become one piece, so that typing does not cut a document to crumbs. */
export function joinPieces(...rows: readonly (readonly Piece[])[]): readonly Piece[] {
  const joined: Piece[] = [];
  for (const row of rows) {
    for (const piece of row) {
      const last = joined[joined.length - 1];
      if (piece.length === 0) continue;
      const continues = last?.atom === piece.atom && (piece.atom === NEUTRAL || last.from + last.length === piece.from);
      if (last !== undefined && continues) joined[joined.length - 1] = { ...last, length: last.length + piece.length };
      else joined.push(piece);
    }
  }
  return joined;
}

/** One replacement with both sides: enough to do it and to undo it. `start` is an offset in the text before the step. */
export interface Change {
  readonly start: number;
  readonly removedText: string;
  readonly removed: readonly Piece[];
  readonly insertedText: string;
  readonly inserted: readonly Piece[];
}

/** Changes of one event: ascending, not overlapping. */
export type Step = readonly Change[];

export function applyStep(pieces: readonly Piece[], step: Step): readonly Piece[] {
  const rows: (readonly Piece[])[] = [];
  let at = 0;
  for (const { start, removedText, inserted } of step) {
    rows.push(slicePieces(pieces, at, start), inserted);
    at = start + removedText.length;
  }
  rows.push(slicePieces(pieces, at, Number.MAX_SAFE_INTEGER));
  return joinPieces(...rows);
}

export function invertStep(step: Step): Step {
  let shift = 0;
  return step.map(({ start, removedText, removed, insertedText, inserted }) => {
    const change = {
      start: start + shift,
      removedText: insertedText,
      removed: inserted,
      insertedText: removedText,
      inserted: removed,
    };
    shift += insertedText.length - removedText.length;
    return change;
  });
}

export function editsOf(step: Step): readonly TextEdit[] {
  return step.map(({ start, removedText, insertedText }) => ({ start, end: start + removedText.length, text: insertedText }));
}
