/** Which lines of a stretch of text hold code. */

import type { Span } from '#base/span';

const LF = 10;

/** Finds code lines item after item. One found line end serves until it is passed, so that a file of one line is not searched again and again. */
export class CodeLines {
  readonly #text: string;
  /** No line ends between these two; one does at `#found`, or nowhere (the text's length). */
  #from = 0;
  #found = -1;

  /** Lines of `text` end at LF, CRLF or CR. */
  constructor(text: string) {
    // Offsets stay as they are, and one kind of line end is left.
    this.#text = text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
  }

  /**
   * Lines (0-based from the line of `start`, ascending) on which something other than white space and comments stands.
   * `comments`: absolute, in order, not overlapping.
   */
  in(start: number, end: number, comments: readonly Span[]): number[] {
    const lines: number[] = [];
    let line = 0;
    let next = 0;
    let at = start;
    while (at < end) {
      const comment = comments[next];
      const stop = comment === undefined ? end : comment.start;
      // To the first visible character …
      for (; at < stop; at++) {
        const code = this.#text.charCodeAt(at);
        if (code === LF) line++;
        else if (!isSpace(code)) break;
      }
      if (at < stop) {
        // … whose line counts, and on to where that line ends or a comment begins.
        if (lines.at(-1) !== line) lines.push(line);
        at = Math.min(this.#lineEnd(at), stop);
      } else if (comment !== undefined) {
        for (let inside = this.#lineEnd(stop); inside < comment.end; inside = this.#lineEnd(inside + 1)) line++;
        at = comment.end;
        next++;
      }
    }
    return lines;
  }

  #lineEnd(at: number): number {
    if (at < this.#from || at > this.#found) {
      const found = this.#text.indexOf('\n', at);
      this.#found = found < 0 ? this.#text.length : found;
      this.#from = at;
    }
    return this.#found;
  }
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff;
}
