/**
 * Runs the rules over one file, item by item, and keeps what they yielded: after an edit only items that changed, and items
 * that rest on something a changed item says, run again.
 */
import type { FileModel, Item } from '#code/model';
import { itemOf } from '#code/model';
import { createAnalysis, type OwnedAnalysis } from '#facts/create-analysis';
import { type Entry, keepEntryPoints } from '#facts/entries/entry-points';
import { ENTRIES, namesTouchedBy } from '#facts/origins/dependencies';
import { followNames } from '#facts/origins/name-index';
import { pathRoleOf } from '#facts/path-role';
import type { FileSummary } from '#facts/summary';
import type { Rule } from '#rules/rule';
import { type ItemResult, NOTHING, type OnFailure, runItem, type Yielded } from './item-result';

export interface FileAnalyserInput {
  readonly path: string;
  readonly rules: readonly Rule[];
  readonly summaries: (module: string) => FileSummary | undefined;
  readonly isLocal: (module: string) => boolean;
  readonly resolveModule: (module: string) => string | undefined;
  readonly onFailure: OnFailure;
}

export interface FileAnalyser {
  readonly analysis: OwnedAnalysis;
  readonly yielded: readonly Yielded[];
  readonly entries: readonly Entry[];
  /** Ids of rules that threw somewhere in the file. */
  readonly failed: readonly string[];
  /** Takes the file's new model; `changed` and `removed` as the live model tells. Without them everything runs again. */
  update(model: FileModel, changed?: readonly Item[], removed?: readonly Item[]): void;
}

/** `first`: the file's analysis where one was made already, so that what it found is not looked for again; else its model. */
export function createFileAnalyser(input: FileAnalyserInput, first: OwnedAnalysis | FileModel): FileAnalyser {
  return new ItemwiseAnalyser(input, 'model' in first ? first : createAnalysis({ model: first, ...input }));
}

class ItemwiseAnalyser implements FileAnalyser {
  readonly #input: FileAnalyserInput;
  #analysis: OwnedAnalysis;
  /** In file order. */
  #results = new Map<Item, ItemResult>();

  constructor(input: FileAnalyserInput, analysis: OwnedAnalysis) {
    this.#input = input;
    this.#analysis = analysis;
    this.#runAll(new Map());
  }

  get analysis(): OwnedAnalysis {
    return this.#analysis;
  }
  get yielded(): readonly Yielded[] {
    return [...this.#results.values()].flatMap((result) => result.yielded);
  }
  get entries(): readonly Entry[] {
    return [...this.#results.values()].flatMap((result) => result.entries);
  }
  get failed(): readonly string[] {
    return [...new Set([...this.#results.values()].flatMap((result) => result.failed))];
  }

  update(model: FileModel, changed?: readonly Item[], removed: readonly Item[] = []): void {
    const before = this.#analysis;
    const old = this.#results;
    if (changed === undefined || isAnotherFile(before, model, [...changed, ...removed])) {
      this.#analysis = createAnalysis({ model, ...this.#input });
      this.#runAll(new Map());
      return;
    }
    // What stands before what matters to others as what it says does.
    const moved = movedItems([...old.keys()], model.items);
    const gone = [...removed, ...moved];
    const come = [...changed, ...moved];
    const kept = this.#untouched(new Set(gone), namesOf([...changed, ...gone], model.language === 'python'));
    followNames(before.fileNames, model.items, gone, come);
    this.#analysis = createAnalysis({ model, ...this.#input, names: before.fileNames });
    this.#keep(kept);
    this.#runAll(kept);
    this.#followEntries(old, kept);
  }

  #untouched(gone: ReadonlySet<Item>, touched: ReadonlySet<string>): ReadonlyMap<Item, ItemResult> {
    const kept = new Map<Item, ItemResult>();
    for (const [item, result] of this.#results)
      if (!gone.has(item) && !meets(result.dependencies(), touched) && !meets(result.pointsInto(), gone)) kept.set(item, result);
    return kept;
  }

  /** What entry points are now is told to those who rest on it, when it is not what it was. */
  #followEntries(old: ReadonlyMap<Item, ItemResult>, kept: ReadonlyMap<Item, ItemResult>): void {
    const [was, is] = [entriesIn(old), entriesIn(this.#results)];
    if (was.sketch === is.sketch) return;
    for (const [item, result] of kept)
      if (result.dependencies().has(ENTRIES) || was.handlers.get(item) !== is.handlers.get(item))
        this.#results.set(item, this.#run(item));
  }

  #keep(kept: ReadonlyMap<Item, ItemResult>): void {
    for (const [item, result] of kept) {
      if (result === NOTHING || result.failed.length > 0) continue;
      keepEntryPoints(this.#analysis, item, result.entries);
      this.#analysis.keepDependencies(item, result.dependencies());
    }
  }

  #runAll(kept: ReadonlyMap<Item, ItemResult>): void {
    this.#results = new Map(this.#analysis.model.items.map((item) => [item, kept.get(item) ?? this.#run(item)]));
  }

  #run(item: Item): ItemResult {
    return runItem(this.#analysis, item, this.#input.rules, this.#input.onFailure);
  }
}

/** Imports, what stands at the very top, and the path's role say what kind of file it is, which everything rests on. */
function isAnotherFile(before: OwnedAnalysis, after: FileModel, items: readonly Item[]): boolean {
  if (before.pathRole !== pathRoleOf(before.path, after) || headOf(before.model) !== headOf(after)) return true;
  return items.some(({ statements }) => statements.some(({ kind }) => kind === 'import'));
}

/** `#!`, `'use client'`. */
function headOf({ text, items }: FileModel): string {
  if (text.startsWith('#!')) return '#!';
  const first = items.find(({ statements }) => statements.length > 0)?.statements[0];
  return first?.kind === 'expression' && first.expression.kind === 'literal' ? String(first.expression.value) : '';
}

/** Items that stand on another side of one that was there before; of two that changed places at least one. */
function movedItems(before: readonly Item[], after: readonly Item[]): readonly Item[] {
  const places = new Map(before.map((item, place) => [item, place]));
  let last = -1;
  return after.filter((item) => {
    const place = places.get(item);
    if (place === undefined) return false;
    if (place < last) return true;
    last = place;
    return false;
  });
}

/** Entry points as others see them: all of the file, and those whose handlers stand in an item. */
function entriesIn(results: ReadonlyMap<Item, ItemResult>): {
  readonly sketch: string;
  readonly handlers: ReadonlyMap<Item, string>;
} {
  let sketch = '';
  const handlers = new Map<Item, string>();
  for (const [item, result] of results) {
    if (result.entries.length === 0) continue;
    const own = result.entrySketch();
    sketch += `${own}\n`;
    for (const { handler } of result.entries) {
      const home = itemOf(handler);
      if (home !== item) handlers.set(home, `${handlers.get(home) ?? ''}${own}\n`);
    }
  }
  return { sketch, handlers };
}

function namesOf(items: readonly Item[], isPython: boolean): ReadonlySet<string> {
  return new Set(items.flatMap((item) => namesTouchedBy(item, isPython)));
}

function meets<T>(one: ReadonlySet<T>, two: ReadonlySet<T>): boolean {
  const [small, large] = one.size < two.size ? [one, two] : [two, one];
  for (const each of small) if (large.has(each)) return true;
  return false;
}
