/** Edits of text as values: apply them, check them, find the one that leads from one text to another. */
import type { TextEdit } from './span';

/** The text after the edits. They are ascending, do not overlap, and speak of the text before them. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** Whether `after` is `text` after the edits, without building it. */
export function leadsTo(text: string, edits: readonly TextEdit[], after: string): boolean {
  let [at, shift] = [0, 0];
  for (const edit of edits) {
    if (text.slice(at, edit.start) !== after.slice(at + shift, edit.start + shift)) return false;
    if (!after.startsWith(edit.text, edit.start + shift)) return false;
    shift += edit.text.length - (edit.end - edit.start);
    at = edit.end;
  }
  return text.length + shift === after.length && text.slice(at) === after.slice(at + shift);
}

/** Ascending, in bounds, not overlapping: what comes from outside is checked before it is believed. */
export function areValidEdits(edits: readonly TextEdit[], length: number): boolean {
  let at = 0;
  for (const { start, end } of edits) {
    if (start < at || end < start || end > length) return false;
    at = end;
  }
  return true;
}

/** The part of a replacement that differs, as offsets into both texts: what begins and ends alike is left out. */
export function differingPart(
  before: string,
  after: string,
): { readonly start: number; readonly endBefore: number; readonly endAfter: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < shorter - start && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail))
    tail++;
  return { start, endBefore: before.length - tail, endAfter: after.length - tail };
}
