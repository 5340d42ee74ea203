/** Rows and columns of edits, which tree-sitter wants beside offsets, found from the line of the edit before: typing is local. */

import { Edit, type Point } from 'web-tree-sitter';
import type { TextEdit } from '#base/span';

export class RowFinder {
  /** A line of the current text: its row and where it starts. */
  #row = 0;
  #start = 0;

  /** The edit as the tree wants it. `text` is the text before; edits of one batch come from the last to the first. */
  toTreeEdit(text: string, edit: TextEdit): Edit {
    const startPosition = this.#locate(text, edit.start);
    return new Edit({
      startIndex: edit.start,
      oldEndIndex: edit.end,
      newEndIndex: edit.start + edit.text.length,
      startPosition,
      oldEndPosition: advance(startPosition, text, edit.start, edit.end),
      newEndPosition: advance(startPosition, edit.text, 0, edit.text.length),
    });
  }

  #locate(text: string, offset: number): Point {
    if (offset < this.#start / 2) {
      this.#row = 0;
      this.#start = 0;
    }
    while (this.#start > offset) {
      this.#start = this.#start < 2 ? 0 : text.lastIndexOf('\n', this.#start - 2) + 1;
      this.#row--;
    }
    for (let at = text.indexOf('\n', this.#start); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
      this.#row++;
      this.#start = at + 1;
    }
    return { row: this.#row, column: offset - this.#start };
  }
}

/** The point after `text` from `start` to `end`, when `from` is the point of `start`. */
function advance(from: Point, text: string, start: number, end: number): Point {
  let { row } = from;
  let lineStart = start - from.column;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: end - lineStart };
}
