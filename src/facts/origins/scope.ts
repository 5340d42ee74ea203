/** Lexical look-up: what a name stands for at a place, and which of several assignments can reach it. */
import type { FileModel, FunctionNode, Item, Node } from '#code/model';
import { itemOf } from '#code/model';
import type { FileIndex } from './file-index';
import { writtenIn, writtenInside } from './influence';
import { leavesOf } from './pattern-leaves';
import { type Entries, type Entry, entriesOfFunction, entriesOfModule, type LoopRegion, namesGiven } from './scope-entries';

/** What a name can stand for at a place: one entry when that is certain. Never empty. */
export type Found = readonly Entry[];

export interface Scopes {
  lookUp(name: string, from: Node): Found | undefined;
  /** All entries of a module-level name, file order. */
  moduleEntries(name: string): readonly Entry[] | undefined;
  moduleNames(): Iterable<string>;
}

/** The order of more assignments of one name than this is not looked at. */
const MAX_FLOW = 50;

/** `record` hears of every name that was looked for at module level, found or not. */
export function createScopes(model: FileModel, file: FileIndex, record: (item: Item, name: string) => void): Scopes {
  const isPython = model.language === 'python';
  const module = new Map<string, readonly Entry[]>();

  const functions = new Map<FunctionNode, Entries>();
  const scopeOf = (fn: FunctionNode): Entries => {
    const known = functions.get(fn);
    if (known !== undefined) return known;
    const made = entriesOfFunction(fn, isPython);
    functions.set(fn, made);
    return made;
  };
  const moduleEntries = (name: string): readonly Entry[] | undefined => {
    let entries = module.get(name);
    if (entries === undefined) {
      // At module level an assignment to a name of another item is one of the module's own.
      entries = file.giving.get(name).flatMap((item) => {
        const { own, outer } = entriesOfModule(item, isPython);
        return own.get(name) ?? outer.get(name) ?? [];
      });
      module.set(name, entries);
    }
    return entries.length === 0 ? undefined : entries;
  };
  /** Assignments to a module-level name from inside functions. Most files have none, and most names cannot have any. */
  const writesFromInside = (name: string): readonly Entry[] =>
    file.writing.get(name).flatMap((item) => writtenIn(item, isPython).get(name) ?? []);

  const inner = new Map<FunctionNode, ReadonlyMap<string, readonly Entry[]>>();
  const writesInside = (fn: FunctionNode): ReadonlyMap<string, readonly Entry[]> => {
    const known = inner.get(fn) ?? writtenInside(fn.functions, isPython);
    inner.set(fn, known);
    return known;
  };

  // Most names get one value in one place: what a function finds then holds everywhere in it.
  const stable = new Map<FunctionNode, Map<string, Found>>();
  const keep = (name: string, passed: readonly FunctionNode[], found: Found | undefined): Found | undefined => {
    if (found !== undefined && found.length !== 1) return found;
    for (const fn of passed) {
      if (found !== undefined && !isEverywhere(found, scopeOf(fn).own.get(name))) continue;
      let names = stable.get(fn);
      if (names === undefined) {
        names = new Map();
        stable.set(fn, names);
      }
      names.set(name, found ?? NOWHERE);
    }
    return found;
  };

  const inFunction = (name: string, fn: FunctionNode, from: Node, isNested: boolean): Found | undefined => {
    const entries = scopeOf(fn).own.get(name);
    if (entries === undefined) return undefined;
    const needsInside = entries.some(canBeWrittenInside) && fn.functions.length > 0;
    const inside = needsInside ? writesInside(fn).get(name) : undefined;
    return reaching(entries, inside ?? [], from, isNested, isPython);
  };

  const inModule = (name: string, item: Item, from: Node, isNested: boolean): Found | undefined => {
    record(item, name);
    const entries = moduleEntries(name);
    if (entries === undefined) return undefined;
    const mayBeWritten = entries.some(canBeWrittenInside) && (!isPython || model.text.includes('global '));
    return reaching(entries, mayBeWritten ? writesFromInside(name) : [], from, isNested, isPython);
  };

  return {
    moduleEntries,
    moduleNames: () => new Set(model.items.flatMap((item) => namesGiven(item, isPython))),
    lookUp(name, from) {
      let isNested = false;
      const passed: FunctionNode[] = [];
      for (let at: Node = from; ; at = at.parent) {
        if (at.kind === 'item') return keep(name, passed, inModule(name, at, from, isNested));
        if (at.kind === 'comprehension') {
          const entry = comprehensionEntry(name, at);
          if (entry !== undefined) return [entry];
        }
        // Decorators stand outside of the function they decorate.
        if (at.kind !== 'fn' || (from !== at && from.end <= at.nameSpan.start && at.decorators.length > 0)) continue;
        const settled = stable.get(at)?.get(name);
        if (settled !== undefined) return settled === NOWHERE ? undefined : keep(name, passed, settled);
        passed.push(at);
        const found = inFunction(name, at, from, isNested);
        if (found !== undefined) return keep(name, passed, found);
        isNested = true;
      }
    },
  };
}

const NOWHERE: Found = [];

/** `const`, imports, functions and classes stay what they are; Python's names are all open. */
function canBeWrittenInside({ binding }: Entry): boolean {
  return binding.kind === 'declaration' && (binding.node.kind !== 'declare' || binding.node.mutable);
}

function comprehensionEntry(name: string, node: Extract<Node, { kind: 'comprehension' }>): Entry | undefined {
  for (const { target, source } of node.sources)
    for (const leaf of leavesOf(target)) {
      if (leaf.name !== name) continue;
      const binding = { kind: 'bound', node, source, path: leaf.path, by: 'comprehension' } as const;
      const shape = { declares: true, isPartial: false, isEmpty: false, fallback: undefined, type: undefined, loop: undefined };
      return { ...shape, binding, item: itemOf(node), at: node.start, list: node };
    }
  return undefined;
}

/** One of several assignments may be the only one that reaches a place; the only one there is reaches all. */
function isEverywhere(found: Found, own: readonly Entry[] | undefined): boolean {
  return own === undefined || own.length <= found.length;
}

/** The entries whose value may be in the name at `from`. */
function reaching(entries: readonly Entry[], inside: readonly Entry[], from: Node, isNested: boolean, isPython: boolean): Found {
  if ((entries.length === 1 && inside.length === 0) || entries.length > MAX_FLOW) return entries;
  const use = itemOf(from).base + from.start;
  const visible = isPython ? entries : entries.filter((entry) => !isDeclaration(entry) || isInList(entry, use));
  const candidates = visible.length > 0 ? visible : entries;
  const last = candidates.at(-1);
  if (last !== undefined && inside.length === 0 && candidates.every(({ binding }) => binding.kind === 'function')) return [last];
  const valued = [...candidates, ...inside].filter((entry) => !entry.isEmpty);
  if (valued.length <= 1 || isNested || inside.length > 0) return valued.length > 0 ? valued : candidates;
  const flow = reachingInFlow(valued, use);
  return flow.length > 0 ? flow : valued;
}

function reachingInFlow(entries: readonly Entry[], use: number): readonly Entry[] {
  const passed = entries.findLast((entry) => position(entry) <= use && isInList(entry, use) && !entry.isPartial);
  if (passed === undefined) return entries.filter((entry) => position(entry) <= use);
  const since = position(passed);
  return entries.filter((entry) => {
    const at = position(entry);
    if (entry === passed || (at > since && at <= use)) return true;
    // A later assignment comes round again when a loop holds it and the use, but not the assignment passed.
    return at > use && comesRound(entry.loop, entry.item.base, use, since);
  });
}

function comesRound(loop: LoopRegion | undefined, base: number, use: number, since: number): boolean {
  for (let at = loop; at !== undefined; at = at.outer) {
    const [start, end] = [base + at.start, base + at.end];
    if (start <= use && use < end && !(start <= since && since < end)) return true;
  }
  return false;
}

const position = (entry: Entry): number => entry.item.base + entry.at;

function isInList({ item, list }: Entry, use: number): boolean {
  return item.base + list.start <= use && use <= item.base + list.end;
}

function isDeclaration({ binding, declares }: Entry): boolean {
  return declares && binding.kind !== 'parameter' && binding.kind !== 'bound';
}
