/** Which lines of a stretch of text hold code. */

import type { Span } from '#base/span';

const LF = 10;
const CR = 13;

/**
 * Lines (0-based from the line of `start`, ascending) on which something other than white space and comments stands.
 * `comments`: absolute, in order, not overlapping. Lines end at LF, CRLF or CR.
 */
export function codeLinesOf(text: string, start: number, end: number, comments: readonly Span[]): number[] {
  const lines: number[] = [];
  let line = 0;
  let isCounted = false;
  let next = 0;
  for (let at = start; at < end; at++) {
    const comment = comments[next];
    if (comment !== undefined && at === comment.start) {
      // A comment of several lines moves on, and none of them counts for it.
      for (let inside = at; inside < comment.end; inside++) {
        if (isLineEnd(text, inside)) {
          line++;
          isCounted = false;
        }
      }
      at = Math.max(comment.end, comment.start + 1) - 1;
      next++;
      continue;
    }
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) {
      if (isLineEnd(text, at)) {
        line++;
        isCounted = false;
      }
    } else if (!isCounted && code !== 32 && code !== 9 && !isOtherSpace(code)) {
      lines.push(line);
      isCounted = true;
    }
  }
  return lines;
}

/** LF, or a CR that no LF follows. */
function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === LF || (code === CR && text.charCodeAt(at + 1) !== LF);
}

function isOtherSpace(code: number): boolean {
  return code === 11 || code === 12 || code === 0xa0 || code === 0xfeff;
}
