/** What is found of a file item by item and stays true of every item that an edit leaves as it is. */
import type { FileModel, Item } from '#code/model';
import { toldOf, writtenIn } from './influence';
import { NameIndex } from './name-index';
import { namesGiven } from './scope-entries';

/** Something that the item alone tells, by its model or its text. */
export type ItemTest = (item: Item, textOf: (item: Item) => string) => boolean;

export class FileIndex {
  readonly declaring: NameIndex;
  /** Mention it outside of function bodies. */
  readonly mentioning: NameIndex;
  /** Say something of it to others: of those that mention it not the ones that only add something of their own. */
  readonly telling: NameIndex;
  /** Put a value into it from inside of a function. */
  readonly writing: NameIndex;
  /** Give it a value at module level. */
  readonly giving: NameIndex;
  /** What an item's results of before rest on, where they were kept. */
  readonly kept = new Map<Item, ReadonlySet<string>>();
  /** What was found of an item, by what finds it. */
  readonly found = new Map<Item, Map<unknown, unknown>>();
  readonly #where = new Map<ItemTest, readonly Item[]>();
  #model: FileModel;

  constructor(model: FileModel) {
    this.#model = model;
    const { items } = model;
    const isPython = model.language === 'python';
    this.declaring = new NameIndex(items, (item) => item.declares);
    this.mentioning = new NameIndex(items, (item) => item.mentions);
    this.telling = new NameIndex(items, toldOf);
    this.writing = new NameIndex(items, (item) => writtenIn(item, isPython).keys());
    this.giving = new NameIndex(items, (item) => namesGiven(item, isPython));
  }

  /** Items that pass the test, file order. */
  where(test: ItemTest): readonly Item[] {
    let found = this.#where.get(test);
    if (found === undefined) {
      found = this.#passing(test, this.#model.items);
      this.#where.set(test, found);
    }
    return found;
  }

  /** What rests on more than the item is looked for again. */
  forget(items: Iterable<Item>): void {
    for (const item of items) {
      this.kept.delete(item);
      this.found.delete(item);
    }
  }

  /** `gone` are not in the model any more, `come` are new in it; what moved is in both. */
  follow(model: FileModel, gone: readonly Item[], come: readonly Item[]): void {
    this.#model = model;
    for (const index of [this.declaring, this.mentioning, this.telling, this.writing, this.giving])
      index.follow(model.items, gone, come);
    this.forget(gone);
    for (const [test, found] of this.#where) {
      const left = found.some((item) => gone.includes(item)) ? found.filter((item) => !gone.includes(item)) : found;
      const more = this.#passing(test, come);
      this.#where.set(test, more.length === 0 ? left : [...left, ...more].sort((one, two) => one.base - two.base));
    }
  }

  #passing(test: ItemTest, items: readonly Item[]): readonly Item[] {
    const { text } = this.#model;
    const textOf = ({ base, end }: Item): string => text.slice(base, base + end);
    return items.filter((item) => test(item, textOf));
  }
}
