/**
 * Follows one open document from edit to edit and knows of every character how it came. Pure: fed with events, asked for
 * lines. Undo and redo go back to the very pieces that were there, since the host reports the whole of an undo as one event
 * that leads to a text this tracker has seen.
 */
import type { TextEdit } from '#base/span';
import { applyEdits, areValidEdits, leadsTo } from '#base/text-edit';
import { isTrivial, splitLines, substanceOf, withoutBlanks } from '../line-text';
import type { Claim, LiveLines } from './claim';
import { type Arrival, claimsOf, insertion, isBlock, isKeystroke } from './classify';
import { foldLines, lineSpans } from './fold';
import type { LiveEdit } from './live-edit';
import {
  type Atom,
  applyStep,
  type Change,
  createAtom,
  editsOf,
  invertStep,
  NEUTRAL,
  neutralPieces,
  type Piece,
  type Step,
  slicePieces,
  wholeOf,
} from './pieces';
import { align, MovedLines, type OwnedText, weave } from './weave';

/** Steps that can be undone with their owners, and the text they may hold. */
const MAX_STEPS = 1000;
const MAX_REMEMBERED = 4_000_000;
/** A host tells of an insertion in several events within this time when something streams it. */
const STREAM_MS = 1000;
/** Text that was cut is known again for this long. */
const CUT_MS = 600_000;
const MAX_CUTS = 10;

interface Stream {
  end: number;
  at: number;
  text: string;
  readonly atoms: Atom[];
}

export class Tracker {
  #text: string;
  #pieces: readonly Piece[];
  readonly #opened: { readonly text: string; readonly atom: Atom };
  /** What was done, and how much of it is in force: the rest was undone and can be redone. */
  readonly #steps: Step[] = [];
  #done = 0;
  #remembered = 0;
  #stream: Stream | undefined;
  #typing: Claim | undefined;
  #cuts: { readonly owned: OwnedText; readonly at: number }[] = [];
  #folded: LiveLines | undefined;
  #version = 0;

  constructor(text: string) {
    const atom = createAtom(undefined, text.length);
    this.#text = text;
    this.#pieces = wholeOf(atom);
    this.#opened = { text, atom };
  }

  get text(): string {
    return this.#text;
  }

  /** Grows with every event. */
  get version(): number {
    return this.#version;
  }

  get pieces(): readonly Piece[] {
    return this.#pieces;
  }

  /** What was seen of each line of the text. */
  lines(): LiveLines {
    this.#folded ??= foldLines(this.#text, this.#pieces);
    return this.#folded;
  }

  /** One event. `textAfter`, where the host tells it, is believed more than the edits: an event may have been lost. */
  apply(edit: LiveEdit, textAfter?: string): void {
    const { edits, reason } = edit;
    this.#folded = undefined;
    this.#version++;
    if (!areValidEdits(edits, this.#text.length) || (textAfter !== undefined && !leadsTo(this.#text, edits, textAfter))) {
      const text = textAfter ?? this.#text;
      this.#do([this.#change({ start: 0, end: this.#text.length, text }, unseen)], text);
      return;
    }
    if (edits.length === 0) return;
    const after = textAfter ?? applyEdits(this.#text, edits);
    if (reason === undefined) this.#do(this.#isTyping(edit) ? this.#typed(edit) : this.#arrived(edit), after);
    else if (!this.#travel(reason === 'undo' ? -1 : 1, after))
      this.#do(
        edits.map((each) => this.#change(each, unseen)),
        after,
      );
  }

  /** A person says who wrote this text: of these characters, wherever they go and whether they are undone and redone. */
  mark(start: number, end: number, claim: Claim): void {
    this.#folded = undefined;
    for (const { atom, from, length } of slicePieces(this.#pieces, start, end)) {
      if (atom !== NEUTRAL) atom.marks.push({ from, to: from + length, claim });
    }
  }

  /** What the record knows of the text this document was opened with; may come late. */
  restore(lines: LiveLines): void {
    this.#folded = undefined;
    const spans = lineSpans(this.#opened.text);
    this.#opened.atom.restored = spans.flatMap(({ start, end }, index) => {
      const evidence = lines[index];
      return evidence === undefined || start === end ? [] : [{ from: start, to: end, evidence }];
    });
  }

  /** One key: it goes on from what was typed before it, so that a sentence is one atom. */
  #isTyping({ edits, fromDisk, pasted }: LiveEdit): boolean {
    const [edit] = edits;
    return edits.length === 1 && edit?.start === edit?.end && !fromDisk && pasted === undefined && isKeystroke(edit?.text ?? '');
  }

  #typed({ edits, at }: LiveEdit): Step {
    const [{ start, text } = { start: 0, text: '' }] = edits;
    // A break or a blank within a stream of completions does not end it.
    if (this.#stream !== undefined && text.trim() === '' && this.#stream.end === start) this.#stream.end += text.length;
    else this.#stream = undefined;
    const last = slicePieces(this.#pieces, start - 1, start)[0];
    const typing = this.#typingAt(at);
    if (last?.atom.claim === typing && last.from + 1 === last.atom.length) {
      const grown: Piece = { atom: last.atom, from: last.atom.length, length: text.length };
      last.atom.length += text.length;
      return [{ start, removedText: '', removed: [], insertedText: text, inserted: [grown] }];
    }
    return [{ start, removedText: '', removed: [], insertedText: text, inserted: wholeOf(createAtom(typing, text.length)) }];
  }

  #arrived(edit: LiveEdit): Step {
    const { edits, at, fromDisk, pasted } = edit;
    const fresh: { readonly atom: Atom; readonly text: string }[] = [];
    const isOne = edits.length === 1 && !fromDisk;
    const create = (text: string): readonly Piece[] => {
      // Blanks and brackets at many places are a formatter's.
      if (!isOne && substanceOf(text) === '') return neutralPieces(text.length);
      const known = this.#cuts.find(({ owned, at: cutAt }) => at - cutAt <= CUT_MS && isSameText(owned.text, text));
      if (known !== undefined) return align(known.owned, text);
      const atom = createAtom(undefined, text.length);
      fresh.push({ atom, text });
      return wholeOf(atom);
    };
    const moved = new MovedLines();
    for (const { start, end, text } of edits) if (text === '') moved.add(this.#owned(start, end));
    const [only, ...others] = edits;
    const whole = only === undefined || others.length > 0 ? edits : [this.#widened(only)];
    const step = whole.map((each) => this.#change(each, (text) => moved.weave(text, create)));

    const arrival: Arrival = { at, fromDisk, pasted, typing: this.#typingAt(at) };
    const claims = claimsOf(
      fresh.map(({ text }) => text),
      arrival,
    );
    for (const [index, { atom }] of fresh.entries()) atom.claim = claims[index];
    this.#remember(edit);
    this.#follow(edit, fresh);
    return step;
  }

  /** Joins what streams in: each event alone may look like a word taken from a list. */
  #follow({ edits: [edit, ...others], at, fromDisk, pasted }: LiveEdit, fresh: readonly { atom: Atom; text: string }[]): void {
    const stream = this.#stream;
    this.#stream = undefined;
    if (edit === undefined || others.length > 0 || fromDisk || pasted !== undefined || edit.start !== edit.end) return;
    const atoms = fresh.map(({ atom }) => atom);
    const isNext = stream !== undefined && stream.end === edit.start && at - stream.at <= STREAM_MS;
    const joined = isNext ? { text: stream.text + edit.text, atoms: [...stream.atoms, ...atoms] } : { text: edit.text, atoms };
    this.#stream = { ...joined, end: edit.start + edit.text.length, at };
    if (!isNext || !isBlock(joined.text)) return;
    const claim = insertion(joined.text, at);
    for (const atom of joined.atoms) atom.claim = claim;
  }

  #remember({ edits, at }: LiveEdit): void {
    for (const { start, end, text } of edits) {
      if (text === '' && end > start && !isTrivial(this.#text.slice(start, end)))
        this.#cuts.unshift({ owned: this.#owned(start, end), at });
    }
    this.#cuts.length = Math.min(this.#cuts.length, MAX_CUTS);
  }

  #change({ start, end, text }: TextEdit, fresh: (text: string) => readonly Piece[]): Change {
    const removed = this.#owned(start, end);
    return {
      start,
      removedText: removed.text,
      removed: removed.pieces,
      insertedText: text,
      inserted: weave(removed, text, fresh),
    };
  }

  /** Lines that stay or move within a replacement are seen only whole, and hosts cut what differs out of the middle of them. */
  #widened(edit: TextEdit): TextEdit {
    const { start, end, text } = edit;
    if (start === end || !(text.includes('\n') && this.#text.slice(start, end).includes('\n'))) return edit;
    const lineStart = start === 0 ? 0 : this.#text.lastIndexOf('\n', start - 1) + 1;
    const lineEnd = this.#text.indexOf('\n', end - 1) + 1 || this.#text.length;
    const wide = this.#text.slice(lineStart, start) + text + this.#text.slice(end, lineEnd);
    return shareLine(this.#text.slice(lineStart, lineEnd), wide) ? { start: lineStart, end: lineEnd, text: wide } : edit;
  }

  #owned(start: number, end: number): OwnedText {
    return { text: this.#text.slice(start, end), pieces: slicePieces(this.#pieces, start, end) };
  }

  #do(step: Step, after: string): void {
    this.#text = after;
    this.#pieces = applyStep(this.#pieces, step);
    for (const undone of this.#steps.splice(this.#done)) this.#remembered -= sizeOf(undone);
    this.#steps.push(step);
    this.#remembered += sizeOf(step);
    while (this.#steps.length > MAX_STEPS || (this.#remembered > MAX_REMEMBERED && this.#steps.length > 1)) {
      this.#remembered -= sizeOf(this.#steps.shift() ?? []);
    }
    this.#done = this.#steps.length;
  }

  /** Goes back or forward to the nearest text that is `after`; false when none is. */
  #travel(direction: -1 | 1, after: string): boolean {
    this.#stream = undefined;
    const path: Step[] = [];
    let text = this.#text;
    for (let done = this.#done; direction === -1 ? done > 0 : done < this.#steps.length; ) {
      const step = this.#steps[direction === -1 ? done - 1 : done] ?? [];
      const taken = direction === -1 ? invertStep(step) : step;
      path.push(taken);
      text = applyEdits(text, editsOf(taken));
      done += direction;
      if (text.length !== after.length || text !== after) continue;
      this.#text = after;
      this.#pieces = path.reduce(applyStep, this.#pieces);
      this.#done = done;
      return true;
    }
    return false;
  }

  /** Typing within ten minutes is one claim: nobody wants to know each second. */
  #typingAt(at: number): Claim {
    const slot = Math.floor(at / 600_000) * 600_000;
    if (this.#typing?.at !== slot) this.#typing = { kind: 'typed', at: slot, why: 'typed in the editor' };
    return this.#typing;
  }
}

function sizeOf(step: Step): number {
  return step.reduce((sum, { removedText, insertedText }) => sum + removedText.length + insertedText.length, 0);
}

/** Text that nobody was seen to bring. */
function unseen(text: string): readonly Piece[] {
  return wholeOf(createAtom(undefined, text.length));
}

function shareLine(one: string, other: string): boolean {
  const known = new Set(
    splitLines(one)
      .filter((line) => !isTrivial(line))
      .map(withoutBlanks),
  );
  return splitLines(other).some((line) => known.has(withoutBlanks(line)));
}

function isSameText(one: string, other: string): boolean {
  return withoutBlanks(one) === withoutBlanks(other);
}
