/**
 * Which items of a model survive an edit as they are. The syntax tree knows most by identity; since the parser builds much
 * that follows an edit anew, whole items of the same kind and text are recognised too.
 */

import type { TopLevelNode } from '#syntax/tree-reader';
import type { Item } from './model';

/** A text with its top-level nodes. In a torn one (see `SyntaxDocument.isTorn`) it matters too where a piece stands. */
export interface Side {
  readonly text: string;
  readonly nodes: readonly TopLevelNode[];
  readonly isTorn: boolean;
}

/** `items` are those of `before`, `known` the indices of old nodes that new ones are. For each new node the item that it still is; each is used once. */
export function keptItems(items: readonly Item[], before: Side, after: Side, known: readonly number[]): (Item | undefined)[] {
  return new Matching(items, before, after).run(known);
}

/** Whether the offset is the first of its line: no white space before it. */
export function startsLine(text: string, offset: number): boolean {
  const before = text[offset - 1];
  return before === undefined || before === '\n' || before === '\r';
}

class Matching {
  readonly #items: readonly Item[];
  readonly #before: Side;
  readonly #after: Side;
  /** Indices of old nodes that no new one was found to be. */
  readonly #spare: Set<number>;
  readonly #kept: (number | undefined)[];

  constructor(items: readonly Item[], before: Side, after: Side) {
    this.#items = items;
    this.#before = before;
    this.#after = after;
    this.#spare = new Set(items.keys());
    this.#kept = after.nodes.map(() => undefined);
  }

  run(known: readonly number[]): (Item | undefined)[] {
    known.forEach((old, i) => {
      if (this.#isStill(old, i)) this.#keep(old, i);
    });
    const { length } = this.#kept;
    const shift = this.#items.length - length;
    for (let i = 0; i < length && this.#takeAt(i, i); i++);
    for (let i = length - 1; i >= 0 && this.#takeAt(i + shift, i); i--);
    this.#takeAnywhere();
    return this.#kept.map((old) => (old === undefined ? undefined : this.#items[old]));
  }

  #keep(old: number, i: number): void {
    this.#kept[i] = old;
    this.#spare.delete(old);
  }

  /** Whether the same syntax is lowered to the same where the new node stands: what is indented in a torn file is broken for that. */
  #isStill(old: number, i: number): boolean {
    const item = this.#items[old];
    const node = this.#after.nodes[i];
    if (item === undefined || node === undefined) return false;
    if (item.isBroken) return !this.#before.isTorn && !this.#after.isTorn;
    return !this.#after.isTorn || startsLine(this.#after.text, node.start);
  }

  /** The same kind and text is the same syntax where nothing is broken. */
  #isSame(old: number, i: number): boolean {
    const was = this.#before.nodes[old];
    const node = this.#after.nodes[i];
    if (was === undefined || !node?.isWhole || !was.isWhole || was.kind !== node.kind) return false;
    return this.#isStill(old, i) && textOf(this.#before, was) === textOf(this.#after, node);
  }

  /** Whether new node `i` is old node `old`, known before or found to be. */
  #takeAt(old: number, i: number): boolean {
    if (this.#kept[i] !== undefined) return this.#kept[i] === old;
    if (!this.#spare.has(old) || !this.#isSame(old, i)) return false;
    this.#keep(old, i);
    return true;
  }

  /** What moved past others: the same in another order, first come first served. */
  #takeAnywhere(): void {
    const byText = new Map<string, number[]>();
    for (const old of this.#spare) {
      const node = this.#before.nodes[old];
      if (!node?.isWhole) continue;
      const text = textOf(this.#before, node);
      const same = byText.get(text);
      if (same === undefined) byText.set(text, [old]);
      else same.push(old);
    }
    if (byText.size === 0) return;
    this.#after.nodes.forEach((node, i) => {
      if (this.#kept[i] !== undefined) return;
      const same = byText.get(textOf(this.#after, node));
      const old = same?.[0];
      if (old === undefined || !this.#isSame(old, i)) return;
      this.#keep(old, i);
      same?.shift();
    });
  }
}

function textOf({ text }: Side, { start, end }: TopLevelNode): string {
  return text.slice(start, end);
}
