/** Who rests on what: finds the items whose results a change can concern without asking each of them. */
import type { Item } from '#code/model';
import type { ItemResult } from './item-result';

/** A name as `Dependencies.of` gives it, or an item that is pointed into. */
type Ground = string | Item;

export class Askers {
  readonly #on = new Map<Ground, Set<Item>>();
  readonly #grounds = new Map<Item, readonly Ground[]>();
  /** Results whose grounds are not known yet: an item is asked for them once it is done, and before the file changes again. */
  readonly #waiting = new Map<Item, ItemResult>();

  note(item: Item, result: ItemResult): void {
    this.#waiting.set(item, result);
  }

  forget(item: Item): void {
    this.#waiting.delete(item);
    for (const ground of this.#grounds.get(item) ?? []) this.#on.get(ground)?.delete(item);
    this.#grounds.delete(item);
  }

  /** Items that rest on one of these. */
  of(grounds: Iterable<Ground>): ReadonlySet<Item> {
    this.#settle();
    const found = new Set<Item>();
    for (const ground of grounds) for (const item of this.#on.get(ground) ?? []) found.add(item);
    return found;
  }

  #settle(): void {
    for (const [item, result] of this.#waiting) {
      const grounds: readonly Ground[] = [...result.dependencies(), ...result.pointsInto()];
      this.#grounds.set(item, grounds);
      for (const ground of grounds) {
        const items = this.#on.get(ground);
        if (items === undefined) this.#on.set(ground, new Set([item]));
        else items.add(item);
      }
    }
    this.#waiting.clear();
  }
}
