/** Reads the flat tree of a file by kind and field, with offsets relative to the item under construction. */

import type { Span } from '#base/span';
import type { FlatTree } from '#syntax/flat-tree';

export class NodeReader {
  readonly tree: FlatTree;
  /** Text of the file. */
  readonly text: string;
  /** Absolute offset of the item under construction. */
  base = 0;
  /** Nodes that are broken, and nodes that directly hold one; empty for nearly every file. */
  readonly #brokenAt: number[] = [];
  readonly #torn = new Set<number>();
  readonly #isComment: Uint8Array;

  constructor(tree: FlatTree, text: string, isComment: Uint8Array) {
    this.tree = tree;
    this.text = text;
    this.#isComment = isComment;
    // The arrays are larger than the tree.
    const broken = tree.broken.subarray(0, tree.count);
    for (let i = broken.indexOf(1); i >= 0; i = broken.indexOf(1, i + 1)) {
      this.#brokenAt.push(i);
      this.#torn.add(i).add(tree.parent[i] ?? 0);
    }
  }

  /** Offset of node `i` relative to the item. */
  start(i: number): number {
    return (this.tree.start[i] ?? 0) - this.base;
  }
  end(i: number): number {
    return (this.tree.end[i] ?? 0) - this.base;
  }
  textOf(i: number): string {
    return this.text.slice(this.tree.start[i], this.tree.end[i]);
  }
  /** The first child of `i` in the field, or -1. */
  child(i: number, field: number): number {
    const { next, field: fields } = this.tree;
    const end = next[i] ?? 0;
    for (let at = i + 1; at < end; at = next[at] ?? end) if (fields[at] === field) return at;
    return -1;
  }
  /** The first leaf of `i` that is no comment. */
  firstToken(i: number): number {
    const { next } = this.tree;
    let at = i;
    while ((next[at] ?? 0) > at + 1) {
      at++;
      while (this.isComment(at) && (next[at] ?? 0) < (next[i] ?? 0)) at = next[at] ?? 0;
    }
    return at;
  }
  isComment(i: number): boolean {
    return this.#isComment[this.tree.kind[i] ?? 0] === 1;
  }
  /** Absolute spans of the comments inside node `i` (itself included), in order. */
  commentSpans(i: number): Span[] {
    const { next, start, end, kind } = this.tree;
    const found: Span[] = [];
    const last = next[i] ?? 0;
    for (let at = i; at < last; at++) {
      if (this.#isComment[kind[at] ?? 0] === 1) found.push({ start: start[at] ?? 0, end: end[at] ?? 0 });
    }
    return found;
  }
  /** Texts of the comments inside node `i`, in order. */
  commentsIn(i: number): string[] {
    return this.commentSpans(i).map(({ start, end }) => this.text.slice(start, end));
  }
  /** The node is an ERROR or MISSING one, or directly holds one: what it says is not known. Lists (blocks, arguments, object literals) go on with their other members. */
  isTorn(i: number): boolean {
    return this.#torn.size > 0 && this.#torn.has(i);
  }
  isBroken(i: number): boolean {
    return this.tree.broken[i] === 1;
  }
  /** An ERROR or MISSING node anywhere inside. */
  holdsBroken(i: number): boolean {
    const at = this.#brokenAt;
    if (at.length === 0) return false;
    let low = 0;
    let high = at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((at[middle] ?? 0) < i) low = middle + 1;
      else high = middle;
    }
    return (at[low] ?? Number.POSITIVE_INFINITY) < (this.tree.next[i] ?? 0);
  }
}
