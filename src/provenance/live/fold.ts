/** From characters to lines: what of a line was typed, what came in a block, what a person said of it. */
import type { Span } from '#base/span';
import { isBlank, isCosmetic, splitLines } from '../line-text';
import type { Claim, LineEvidence, LiveLines } from './claim';
import type { Piece } from './pieces';

/** Lines without their breaks. */
export function lineSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const line of splitLines(text)) {
    const end = start + line.length;
    spans.push({ start, end });
    start = end + (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? 2 : 1);
  }
  return spans;
}

export function foldLines(text: string, pieces: readonly Piece[]): LiveLines {
  const live: (LineEvidence | undefined)[] = [];
  let index = 0;
  let pieceStart = 0;
  let last: LineEvidence | undefined;
  for (const { start, end } of lineSpans(text)) {
    while (index < pieces.length && pieceStart + (pieces[index]?.length ?? 0) <= start)
      pieceStart += pieces[index++]?.length ?? 0;
    let tally: Tally | undefined;
    for (let at = index, from = pieceStart; at < pieces.length && from < end; at++) {
      const piece = pieces[at] as Piece;
      if (tells(piece)) {
        tally ??= new Tally(text, start, end);
        tally.add(piece, from);
      }
      from += piece.length;
    }
    const evidence = tally?.toEvidence();
    // Neighbours that say the same share one object, so that runs of lines are found by identity.
    if (evidence === undefined || last === undefined || !isSame(evidence, last)) last = evidence;
    live.push(last);
  }
  return live;
}

/** Most of a document is text of which nothing was seen. */
function tells({ atom }: Piece): boolean {
  return atom.claim !== undefined || atom.marks.length > 0 || atom.restored.length > 0;
}

interface Part {
  /** The one with most of it. */
  readonly claim: Claim | undefined;
  readonly share: number;
}

function join(one: Part, other: Part): Part {
  return { claim: one.claim ?? other.claim, share: one.share + other.share };
}

type Bucket = 'mark' | 'block' | 'typed' | 'short';

class Tally {
  readonly #text: string;
  readonly #start: number;
  readonly #end: number;
  readonly #claims: Record<Bucket, Map<Claim, number>> = {
    mark: new Map(),
    block: new Map(),
    typed: new Map(),
    short: new Map(),
  };
  readonly #total: number;
  /** Brackets count only where there is nothing else. */
  readonly #hasSubstance: boolean;

  constructor(text: string, start: number, end: number) {
    this.#text = text;
    this.#start = start;
    this.#end = end;
    let [substance, solid] = [0, 0];
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      if (!isCosmetic(code)) substance++;
      if (!isBlank(code)) solid++;
    }
    this.#hasSubstance = substance > 0;
    this.#total = substance > 0 ? substance : solid;
  }

  /** `from`: offset of the piece in the text. */
  add(piece: Piece, from: number): void {
    const { atom } = piece;
    for (let at = Math.max(from, this.#start); at < Math.min(from + piece.length, this.#end); at++) {
      if (!this.#counts(this.#text.charCodeAt(at))) continue;
      const offset = piece.from + at - from;
      const mark = atom.marks.findLast((each) => each.from <= offset && offset < each.to);
      if (mark !== undefined) this.#count('mark', mark.claim, 1);
      if (atom.claim !== undefined) this.#count(bucketOf(atom.claim), atom.claim, 1);
      else this.#countRestored(restoredAt(atom.restored, offset), mark !== undefined);
    }
  }

  toEvidence(): LineEvidence | undefined {
    if (this.#total <= 0) return undefined;
    const [mark, block, typed, short] = [this.#sum('mark'), this.#sum('block'), this.#sum('typed'), this.#sum('short')];
    // A few characters in one step are a person's where that person types, and nobody's where nobody does.
    const isTyped = typed.share > 0;
    const byHand = isTyped ? join(typed, short) : typed;
    const inBlock = isTyped ? block : join(block, short);
    const evidence: LineEvidence = {
      ...(mark.claim === undefined ? {} : { mark: mark.claim }),
      markShare: round(mark.share),
      ...(inBlock.claim === undefined ? {} : { block: inBlock.claim }),
      blockShare: round(inBlock.share),
      ...(byHand.claim === undefined ? {} : { typed: byHand.claim }),
      typedShare: round(byHand.share),
    };
    return evidence.markShare + evidence.blockShare + evidence.typedShare === 0 ? undefined : evidence;
  }

  #counts(code: number): boolean {
    return this.#hasSubstance ? !isCosmetic(code) : !isBlank(code);
  }

  #count(bucket: Bucket, claim: Claim, weight: number): void {
    if (weight > 0) this.#claims[bucket].set(claim, (this.#claims[bucket].get(claim) ?? 0) + weight);
  }

  /** A mark made now stands in for one that was recorded. */
  #countRestored(evidence: LineEvidence | undefined, isMarked: boolean): void {
    if (evidence?.mark !== undefined && !isMarked) this.#count('mark', evidence.mark, evidence.markShare);
    if (evidence?.block !== undefined) this.#count('block', evidence.block, evidence.blockShare);
    if (evidence?.typed !== undefined) this.#count('typed', evidence.typed, evidence.typedShare);
  }

  #sum(bucket: Bucket): Part {
    let [sum, most] = [0, 0];
    let claim: Claim | undefined;
    for (const [each, count] of this.#claims[bucket]) {
      sum += count;
      if (count > most) [claim, most] = [each, count];
    }
    return { claim, share: sum / this.#total };
  }
}

function bucketOf({ kind }: Claim): Bucket {
  return kind === 'typed' || kind === 'short' ? kind : kind === 'marked-ai' || kind === 'marked-human' ? 'mark' : 'block';
}

function restoredAt(ranges: Piece['atom']['restored'], offset: number): LineEvidence | undefined {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (range === undefined || offset < range.from) high = middle - 1;
    else if (offset >= range.to) low = middle + 1;
    else return range.evidence;
  }
  return undefined;
}

/** Twentieths: finer shares would only keep equal lines apart. */
function round(share: number): number {
  return Math.round(share * 20) / 20;
}

function isSame(one: LineEvidence, other: LineEvidence): boolean {
  return (
    one.mark === other.mark &&
    one.block === other.block &&
    one.typed === other.typed &&
    one.markShare === other.markShare &&
    one.blockShare === other.blockShare &&
    one.typedShare === other.typedShare
  );
}
