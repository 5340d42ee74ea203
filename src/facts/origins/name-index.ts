/** Which items of a file say something of a name, kept through edits: only the names of items that come or go are looked at. */
import type { FileModel, Item } from '#code/model';
import { toldOf, writtenIn } from './influence';
import { entriesOfModule } from './scope-entries';

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

/** The indexes of one file. */
export interface FileNames {
  readonly declaring: NameIndex;
  /** Mention it outside of function bodies. */
  readonly mentioning: NameIndex;
  /** Say something of it to others: of those that mention it not the ones that only add something of their own. */
  readonly telling: NameIndex;
  /** Put a value into it from inside of a function. */
  readonly writing: NameIndex;
  /** Give it a value at module level. */
  readonly giving: NameIndex;
}

export function createFileNames({ items, language }: FileModel): FileNames {
  const isPython = language === 'python';
  return {
    declaring: new NameIndex(items, (item) => item.declares),
    mentioning: new NameIndex(items, (item) => item.mentions),
    telling: new NameIndex(items, toldOf),
    writing: new NameIndex(items, (item) => writtenIn(item, isPython).keys()),
    giving: new NameIndex(items, (item) => {
      const { own, outer } = entriesOfModule(item, isPython);
      return [...own.keys(), ...outer.keys()];
    }),
  };
}

export function followNames(names: FileNames, items: readonly Item[], gone: readonly Item[], come: readonly Item[]): void {
  for (const index of Object.values(names) as readonly NameIndex[]) index.follow(items, gone, come);
}
