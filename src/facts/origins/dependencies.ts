/**
 * Which module-level names an item's results rest on. Facts are remembered per node, so what was looked up is kept with
 * the item that holds the asking node, and an item depends on all that the items it looked at depend on.
 */
import type { FileModel, Item } from '#code/model';
import { influences } from './influence';

export interface Dependencies {
  /** The item looked the name up at module level. */
  record(item: Item, name: string): void;
  /** The item's results were found before, and rest on these names as `of` gave them. */
  keep(item: Item, names: ReadonlySet<string>): void;
  /** Somebody wants to know of everything that mentions the name: `mentioning`. */
  recordMentions(name: string): void;
  /** Items that mention the name outside of function bodies, file order. */
  itemsMentioning(name: string): readonly Item[];
  /**
   * Everything the item's results rest on: a name `n` means what declares `n`; `mention:n` means what mentions it.
   * To be asked when the item's rules have run.
   */
  of(item: Item): ReadonlySet<string>;
}

export const MENTION = 'mention:';

/** What may be different for others when the item is added, changed or removed, in the terms of `Dependencies.of`. */
export function namesTouchedBy(item: Item): readonly string[] {
  const mentioned = [...item.mentions].filter((name) => influences(item, name)).map((name) => MENTION + name);
  return [...item.declares, ...mentioned];
}

export function createDependencies(model: FileModel): Dependencies {
  const looked = new Map<Item, Set<string>>();
  const kept = new Map<Item, ReadonlySet<string>>();
  const mentionsAsked = new Set<string>();
  let declaring: ReadonlyMap<string, readonly Item[]> | undefined;
  let mentioning: ReadonlyMap<string, readonly Item[]> | undefined;
  const mentionIndex = (): ReadonlyMap<string, readonly Item[]> => {
    mentioning ??= index(model.items, (item) => item.mentions);
    return mentioning;
  };

  return {
    record(item, name) {
      const names = looked.get(item);
      if (names === undefined) looked.set(item, new Set([name]));
      else names.add(name);
    },
    keep: (item, names) => kept.set(item, names),
    recordMentions: (name) => mentionsAsked.add(name),
    itemsMentioning: (name) => mentionIndex().get(name) ?? [],
    of(item) {
      declaring ??= index(model.items, (each) => each.declares);
      const result = new Set<string>();
      const seen = new Set<Item>([item]);
      const todo = [item];
      const reach = (items: readonly Item[] | undefined): void => {
        for (const each of items ?? []) {
          if (seen.has(each)) continue;
          seen.add(each);
          todo.push(each);
        }
      };
      for (let at = todo.pop(); at !== undefined; at = todo.pop())
        for (const name of looked.get(at) ?? []) {
          if (result.has(name)) continue;
          result.add(name);
          reach(declaring.get(name));
          if (!mentionsAsked.has(name)) continue;
          result.add(`${MENTION}${name}`);
          reach(
            mentionIndex()
              .get(name)
              ?.filter((each) => influences(each, name)),
          );
        }
      // What was kept holds all that it led to already.
      for (const each of seen) for (const name of kept.get(each) ?? []) result.add(name);
      return result;
    },
  };
}

function index(items: readonly Item[], namesOf: (item: Item) => ReadonlySet<string>): ReadonlyMap<string, readonly Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items)
    for (const name of namesOf(item)) {
      const known = found.get(name);
      if (known === undefined) found.set(name, [item]);
      else known.push(item);
    }
  return found;
}
