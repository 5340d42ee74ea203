/**
 * Which items of a model survive an edit as they are. The syntax tree knows most by identity; since the parser builds much
 * that follows an edit anew, whole items of the same text are recognised too.
 */

import type { KeptNode } from '#syntax/parser';
import type { FileModel, Item } from './model';

/**
 * For each new top-level node the item that it still is. Each item is used once. The caller has ruled out torn files, where
 * the same text may mean something else in another place.
 */
export function keptItems(model: FileModel, nodes: readonly KeptNode[], textAfter: string): (Item | undefined)[] {
  return new Matching(model, nodes, textAfter).run();
}

class Matching {
  readonly #items: readonly Item[];
  readonly #text: string;
  readonly #nodes: readonly KeptNode[];
  readonly #textAfter: string;
  readonly #spare: Set<Item>;
  readonly #kept: (Item | undefined)[];

  constructor({ items, text }: FileModel, nodes: readonly KeptNode[], textAfter: string) {
    this.#items = items;
    this.#text = text;
    this.#nodes = nodes;
    this.#textAfter = textAfter;
    this.#spare = new Set(items);
    this.#kept = nodes.map(({ before }) => items[before]);
    for (const item of this.#kept) if (item !== undefined) this.#spare.delete(item);
  }

  run(): (Item | undefined)[] {
    const { length } = this.#nodes;
    const shift = this.#items.length - length;
    for (let i = 0; i < length && this.#take(i, i); i++);
    for (let i = length - 1; i >= 0 && this.#take(i, i + shift); i--);
    this.#takeAnywhere();
    return this.#kept;
  }

  /** Whether node `i` is item `j`, known before or by their text. */
  #take(i: number, j: number): boolean {
    const item = this.#items[j];
    if (item === undefined) return false;
    if (this.#kept[i] !== undefined) return this.#kept[i] === item;
    const node = this.#nodes[i];
    if (node === undefined || !node.isWhole || !this.#spare.has(item) || item.isBroken) return false;
    if (node.end - node.start !== item.end || this.#textOfNode(node) !== this.#textOfItem(item)) return false;
    this.#kept[i] = item;
    this.#spare.delete(item);
    return true;
  }

  /** What moved past others: items of the same text in another order, first come first served. */
  #takeAnywhere(): void {
    const byText = new Map<string, Item[]>();
    for (const item of this.#spare) {
      if (item.isBroken) continue;
      const text = this.#textOfItem(item);
      const same = byText.get(text);
      if (same === undefined) byText.set(text, [item]);
      else same.push(item);
    }
    if (byText.size === 0) return;
    this.#nodes.forEach((node, i) => {
      if (this.#kept[i] === undefined && node.isWhole) this.#kept[i] = byText.get(this.#textOfNode(node))?.shift();
    });
  }

  #textOfNode({ start, end }: KeptNode): string {
    return this.#textAfter.slice(start, end);
  }

  #textOfItem({ base, end }: Item): string {
    return this.#text.slice(base, base + end);
  }
}
