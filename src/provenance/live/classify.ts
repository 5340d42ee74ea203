/**
 * From the shape of an edit to how it came. A stable editor API says no more than what changed, so the words stay careful:
 * keys are a person's; a block in one step may be an agent's, a completion, a snippet; nobody says "AI" by this alone.
 */
import { splitLines, substanceOf, withoutBlanks } from '../line-text';
import type { Claim } from './claim';

/** One line of at least this many characters in one step is more than a suggestion's name or a word pasted. */
const LONG_LINE = 50;

/** Lines that hold a word: not the break and the comment star that Enter brings along. */
function linesWithWords(text: string): number {
  return splitLines(text).filter((line) => /[\p{L}\p{N}_]{2}/u.test(line)).length;
}

export function isBlock(text: string): boolean {
  const lines = linesWithWords(text);
  return lines >= 2 || (lines === 1 && text.trim().length > LONG_LINE);
}

/** What one key brings: a character, a pair of brackets, a line break with its indentation, a composed word of another script. */
export function isKeystroke(text: string): boolean {
  const substance = substanceOf(text);
  if (substance.length <= 2) return true;
  return substance.length <= 8 && /^[\u0080-\uffff]+$/.test(substance);
}

export interface Arrival {
  readonly at: number;
  readonly fromDisk: boolean;
  readonly pasted: string | undefined;
  /** The claim that keys get. */
  readonly typing: Claim;
}

/**
 * One claim for each text of an event that was not there before, in order. All blocks of an event share one claim, so that
 * they are one to whoever shows them.
 */
export function claimsOf(texts: readonly string[], arrival: Arrival): readonly Claim[] {
  const { at, fromDisk, pasted, typing } = arrival;
  if (fromDisk) {
    const claim: Claim = { kind: 'reload', at, why: 'another program changed the file on disk' };
    return texts.map(() => claim);
  }
  if (pasted !== undefined && isBlock(pasted)) {
    const clip = withoutBlanks(pasted);
    const claim: Claim = { kind: 'pasted', at, why: `${measure(pasted)} were pasted` };
    const own = claimsOf(texts, { ...arrival, pasted: undefined });
    return texts.map((text, index) => (clip.includes(withoutBlanks(text)) ? claim : (own[index] ?? claim)));
  }
  const isBlockOf = texts.map(isBlock);
  // One name at several places: several cursors, or a rename.
  const isRepeated = texts.length > 1 && texts.every((text) => text === texts[0]);
  // Different texts at several places at once are nobody's keys.
  const distinct = new Set(texts.map(substanceOf).filter((substance) => substance.length >= 10));
  const isSpread = distinct.size >= 2 && [...distinct].join('').length > LONG_LINE;
  const block = insertion(texts.filter((_, index) => isSpread || isBlockOf[index]).join('\n'), at);
  return texts.map((text, index) => {
    if (isBlockOf[index] || (isSpread && !isKeystroke(text))) return block;
    if (isKeystroke(text) || isRepeated) return typing;
    return { kind: 'short', at, why: `${measure(text)} came in one step` };
  });
}

export function insertion(text: string, at: number): Claim {
  return { kind: 'inserted', at, why: `${measure(text)} came in one step` };
}

function measure(text: string): string {
  const lines = splitLines(text).filter((line) => line.trim() !== '').length;
  return lines === 1 ? `${text.trim().length} characters` : `${lines} lines`;
}
