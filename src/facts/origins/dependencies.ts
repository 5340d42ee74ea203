/**
 * Which module-level names an item's results rest on. Facts are remembered per node, so what was looked up is kept with
 * the item that holds the asking node, and an item depends on all that the items it looked at depend on.
 */
import type { Item } from '#code/model';
import type { FileIndex } from './file-index';
import { toldOf, usedIn, writtenIn } from './influence';
import { namesGiven } from './scope-entries';

export interface Dependencies {
  /** The item looked the name up at module level, or rests on something of the file in another way: see `Analysis.restsOn`. */
  record(item: Item, name: string): void;
  /** Somebody wants to know of everything that mentions the name: `mentioning`. */
  recordMentions(name: string): void;
  /** Items that mention the name outside of function bodies, file order. */
  itemsMentioning(name: string): readonly Item[];
  /** Items that declare the name at module level, file order. */
  itemsDeclaring(name: string): readonly Item[];
  /**
   * Everything the item's results rest on: a name `n` means what declares `n` or gives it a value; `mention:n` means what mentions it, or hangs
   * something on it.
   * To be asked when the item's rules have run.
   */
  of(item: Item): ReadonlySet<string>;
}

export const MENTION = 'mention:';
/** With a name: whatever uses it, in function bodies too. */
export const USE = 'use:';
/** What may be different for others when the item is added, changed or removed, in the terms of `Dependencies.of`. */
export function namesTouchedBy(item: Item, isPython: boolean): readonly string[] {
  return [
    ...new Set([...item.declares, ...namesGiven(item, isPython)]),
    ...writtenIn(item, isPython).keys(),
    ...toldOf(item).map((name) => MENTION + name),
    ...[...usedIn(item), ...item.mentions].map((name) => USE + name),
  ];
}

export function createDependencies(file: FileIndex): Dependencies {
  const looked = new Map<Item, Set<string>>();
  const mentionsAsked = new Set<string>();

  return {
    record(item, name) {
      const names = looked.get(item);
      if (names === undefined) looked.set(item, new Set([name]));
      else names.add(name);
    },
    recordMentions: (name) => mentionsAsked.add(name),
    itemsMentioning: (name) => file.mentioning.get(name),
    itemsDeclaring: (name) => file.declaring.get(name),
    of(item) {
      const result = new Set<string>();
      const seen = new Set<Item>([item]);
      const todo = [item];
      const reach = (items: readonly Item[]): void => {
        for (const each of items) {
          if (seen.has(each)) continue;
          seen.add(each);
          todo.push(each);
        }
      };
      for (let at = todo.pop(); at !== undefined; at = todo.pop())
        for (const name of looked.get(at) ?? []) {
          if (result.has(name)) continue;
          result.add(name);
          reach(file.declaring.get(name));
          reach(file.giving.get(name));
          reach(file.writing.get(name));
          if (!mentionsAsked.has(name)) continue;
          result.add(`${MENTION}${name}`);
          reach(file.telling.get(name));
        }
      // What was kept holds all that it led to already.
      for (const each of seen) for (const name of file.kept.get(each) ?? []) result.add(name);
      return result;
    },
  };
}
