/** Which items of a file say something of a name: only the names of items that come or go are looked at when it is edited. */
import type { Item } from '#code/model';

const NOBODY: readonly Item[] = [];

export class NameIndex {
  readonly #namesOf: (item: Item) => Iterable<string>;
  #items: readonly Item[];
  #found: Map<string, readonly Item[]> | undefined;

  constructor(items: readonly Item[], namesOf: (item: Item) => Iterable<string>) {
    this.#items = items;
    this.#namesOf = namesOf;
  }

  /** Items in file order. */
  get(name: string): readonly Item[] {
    this.#found ??= this.#read();
    return this.#found.get(name) ?? NOBODY;
  }

  /** `items`: the file's now, those in `gone` left out, those in `come` (moved ones are in both) among them. */
  follow(items: readonly Item[], gone: readonly Item[], come: readonly Item[]): void {
    this.#items = items;
    const found = this.#found;
    if (found === undefined) return;
    for (const item of gone)
      for (const name of new Set(this.#namesOf(item))) {
        const left = found.get(name)?.filter((each) => each !== item) ?? [];
        if (left.length === 0) found.delete(name);
        else found.set(name, left);
      }
    for (const item of come)
      for (const name of new Set(this.#namesOf(item)))
        found.set(
          name,
          [...(found.get(name) ?? []), item].sort((one, two) => one.base - two.base),
        );
  }

  #read(): Map<string, readonly Item[]> {
    const found = new Map<string, Item[]>();
    for (const item of this.#items)
      for (const name of this.#namesOf(item)) {
        const known = found.get(name);
        if (known === undefined) found.set(name, [item]);
        else if (known.at(-1) !== item) known.push(item);
      }
    return found;
  }
}
