/**
 * Code that says of itself that it is not finished: a comment, an exception thrown in place of the work, a body with nothing
 * in it, a value that stands in for a real one.
 */
import type { Item, Place } from '#code/model';
import {
  MAY_BE_UNFINISHED,
  MERE_WISH,
  markerOf,
  UNFINISHED_PHRASES,
  UNFINISHED_WORK,
  type Weight,
  WORK_REFERENCE,
} from '#libraries/unfinished-words';
import type { Analysis } from '../analysis';
import { type Remark, type RemarkLine, remarksOf } from './remarks';
import { sampleValuesOf } from './sample-values';
import { stubsOf } from './stubs';

export interface Unfinished {
  readonly place: Place;
  readonly weight: Weight;
  /** A clause: what says so. */
  readonly says: string;
  /** What answers it: where the rest of the work is kept, what makes it finished after all. */
  readonly kept?: string;
}

export function unfinishedOf(analysis: Analysis, item: Item): readonly Unfinished[] {
  const remarks = remarksOf(analysis, item, (text) => MAY_BE_UNFINISHED.test(text));
  return [...remarks.flatMap((remark) => said(remark) ?? []), ...stubsOf(analysis, item), ...sampleValuesOf(analysis, item)];
}

function said(remark: Remark): Unfinished | undefined {
  const marked = inLines(remark, marking);
  const phrased = inLines(remark, phrasing);
  const found = marked?.weight === 'quiet' ? (phrased ?? marked) : (marked ?? phrased);
  if (found === undefined) return undefined;
  const reference = WORK_REFERENCE.exec(remark.text)?.[0].trim();
  return reference === undefined ? found : { ...found, kept: `the comment names ${reference}` };
}

/** Of all lines the one that says it most clearly. */
function inLines(remark: Remark, read: (line: RemarkLine, next: string) => Unfinished | undefined): Unfinished | undefined {
  let best: Unfinished | undefined;
  for (const [at, line] of remark.lines.entries()) {
    const found = read(line, remark.lines[at + 1]?.text ?? '');
    if (found !== undefined && (best === undefined || (best.weight === 'quiet' && found.weight !== 'quiet'))) best = found;
  }
  return best;
}

function marking(line: RemarkLine, next: string): Unfinished | undefined {
  const marker = markerOf(line.text);
  if (marker === undefined) return undefined;
  // Somebody is named who has it: the rest is theirs to say.
  const isOwned = /^\(\s*@?[a-z][\w.-]*\s*\)/i.test(marker.rest);
  const isWish = MERE_WISH.test(marker.rest === '' ? next : marker.rest);
  const isWork = /^fixme$/i.test(marker.word) || (!/^(?:xxx|hack)$/i.test(marker.word) && UNFINISHED_WORK.test(marker.rest));
  return { place: line.place, weight: isOwned || isWish || !isWork ? 'quiet' : 'likely', says: quoted(line.text) };
}

function phrasing(line: RemarkLine, next: string): Unfinished | undefined {
  // A test of the program's own, kept beside it, is what stand-ins are for.
  if (/\btest(?:s|ing|ed)?\b/i.test(line.text)) return undefined;
  const phrase = UNFINISHED_PHRASES.find(
    ({ pattern }) => pattern.test(line.text) || (next !== '' && isAcross(pattern, line.text, next)),
  );
  return phrase && { place: line.place, weight: phrase.weight, says: quoted(line.text) };
}

/** The sentence goes on in the next line, and is not that line's alone. */
function isAcross(pattern: RegExp, text: string, next: string): boolean {
  const found = pattern.exec(`${text} ${next}`);
  return found !== null && found.index < text.length && found.index + found[0].length > text.length && !pattern.test(next);
}

const LONGEST = 80;

function quoted(text: string): string {
  return `the comment says “${text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text}”`;
}
