/** Which lines of a stretch of text hold code. */

import type { Span } from '#base/span';

const LF = 10;

/**
 * Lines (0-based from the line of `start`, ascending) on which something other than white space and comments stands.
 * `comments`: absolute, in order, not overlapping. Lines end at LF.
 */
export function codeLinesOf(text: string, start: number, end: number, comments: readonly Span[]): number[] {
  const lines: number[] = [];
  let line = 0;
  let next = 0;
  let at = start;
  while (at < end) {
    const comment = comments[next];
    const stop = comment === undefined ? end : comment.start;
    // To the first visible character …
    for (; at < stop; at++) {
      const code = text.charCodeAt(at);
      if (code === LF) line++;
      else if (!isSpace(code)) break;
    }
    if (at < stop) {
      // … whose line counts, and on to where that line ends or a comment begins.
      if (lines.at(-1) !== line) lines.push(line);
      const lineEnd = text.indexOf('\n', at);
      at = lineEnd < 0 || lineEnd > stop ? stop : lineEnd;
    } else if (comment !== undefined) {
      for (let inside = text.indexOf('\n', stop); inside >= 0 && inside < comment.end; inside = text.indexOf('\n', inside + 1))
        line++;
      at = comment.end;
      next++;
    }
  }
  return lines;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff;
}
