/**
 * Runs the rules over one file, item by item, and keeps what they yielded: after an edit only items that changed, and items
 * that rest on something a changed item says, run again.
 */
import type { FileModel, Item } from '#code/model';
import { itemOf } from '#code/model';
import type { Analysis } from '#facts/analysis';
import { createAnalysis, type OwnedAnalysis } from '#facts/create-analysis';
import { type Entry, forgetEntryPoints, keepEntryPoints } from '#facts/entries/entry-points';
import { namesTouchedBy } from '#facts/origins/dependencies';
import { pathRoleOf } from '#facts/path-role';
import type { FileSummary } from '#facts/summary';
import type { Rule } from '#rules/rule';
import { Askers } from './askers';
import { type ItemResult, NOTHING, type OnFailure, runItem, type Yielded } from './item-result';

export interface FileAnalyserInput {
  readonly path: string;
  readonly rules: readonly Rule[];
  readonly summaries: (module: string) => FileSummary | undefined;
  readonly isLocal: (module: string) => boolean;
  readonly resolveModule: (module: string) => string | undefined;
  readonly clientApp?: Analysis['clientApp'];
  readonly vocabulary?: Analysis['vocabulary'];
  readonly onFailure: OnFailure;
}

export interface FileAnalyser {
  readonly analysis: OwnedAnalysis;
  readonly yielded: readonly Yielded[];
  readonly entries: readonly Entry[];
  /** Those that run. */
  readonly rules: readonly Rule[];
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
  /** Of items that have any, in no promised order. */
  #results = new Map<Item, ItemResult>();
  #askers = new Askers();
  #told: ToldByFile;
  /** Results in file order, until the next edit. */
  #ordered: readonly ItemResult[] | undefined;

  constructor(input: FileAnalyserInput, analysis: OwnedAnalysis) {
    this.#input = input;
    this.#analysis = analysis;
    for (const item of analysis.model.items) this.#run(item);
    this.#told = toldBy(analysis.model.items, this.#results);
  }

  get analysis(): OwnedAnalysis {
    return this.#analysis;
  }
  get rules(): readonly Rule[] {
    return this.#input.rules;
  }
  get yielded(): readonly Yielded[] {
    return this.#inOrder().flatMap((result) => result.yielded);
  }
  get entries(): readonly Entry[] {
    return this.#inOrder().flatMap((result) => result.entries);
  }
  get failed(): readonly string[] {
    const ids = new Set<string>();
    for (const { failed } of this.#inOrder()) for (const id of failed) ids.add(id);
    return [...ids];
  }

  update(model: FileModel, changed?: readonly Item[], removed: readonly Item[] = []): void {
    const before = this.#analysis;
    if (changed === undefined || isAnotherFile(before, model, [...changed, ...removed])) {
      this.#startOver(model);
      return;
    }
    // Also where nothing has to run again: what is gone is gone.
    this.#ordered = undefined;
    // What stands before what matters to others as what it says does.
    const moved = movedItems(before.model.items, model.items);
    const gone = [...removed, ...moved];
    const come = [...changed, ...moved];
    const isPython = model.language === 'python';
    const touched = this.#askers.of([...gone, ...[...gone, ...changed].flatMap((item) => namesTouchedBy(item, isPython))]);
    before.index.follow(model, gone, come);
    this.#analysis = createAnalysis({ model, ...this.#input, index: before.index });
    keepEntryPoints(before, this.#analysis);
    this.#forget(gone);
    const again = new Set([...come, ...[...touched].filter((item) => this.#results.has(item))]);
    this.#forget(again);
    if ([...before.wholes].some(([fact, answer]) => this.#analysis.asWhole<string | boolean>(fact) !== answer)) {
      this.#startOver(model);
      return;
    }
    for (const item of again) this.#run(item);
    this.#tellOthers(again);
  }

  /** What the file's entry points are now is told to those who rest on them, when it is not what it was. */
  #tellOthers(done: ReadonlySet<Item>): void {
    const before = this.#told;
    const after = toldBy(this.#analysis.model.items, this.#results);
    this.#told = after;
    const concerned = new Set<Item>();
    if (before.entries !== after.entries) {
      for (const item of this.#askers.of(['entries'])) concerned.add(item);
      for (const item of new Set([...before.handlers.keys(), ...after.handlers.keys()]))
        if (this.#results.has(item) && before.handlers.get(item) !== after.handlers.get(item)) concerned.add(item);
    }
    for (const item of done) concerned.delete(item);
    this.#forget(concerned);
    for (const item of concerned) this.#run(item);
  }

  #startOver(model: FileModel): void {
    this.#analysis = createAnalysis({ model, ...this.#input });
    this.#results = new Map();
    this.#askers = new Askers();
    for (const item of model.items) this.#run(item);
    this.#told = toldBy(model.items, this.#results);
  }

  #run(item: Item): void {
    this.#ordered = undefined;
    const result = runItem(this.#analysis, item, this.#input.rules, this.#input.onFailure);
    if (result === NOTHING) return;
    this.#results.set(item, result);
    this.#askers.note(item, result);
  }

  #forget(items: Iterable<Item>): void {
    forgetEntryPoints(this.#analysis, items);
    this.#analysis.index.forget(items);
    for (const item of items) {
      this.#results.delete(item);
      this.#askers.forget(item);
    }
  }

  #inOrder(): readonly ItemResult[] {
    this.#ordered ??= this.#analysis.model.items.flatMap((item) => this.#results.get(item) ?? []);
    return this.#ordered;
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
  // Nearly always all that was kept is where it was: before what changed, or after it.
  let head = 0;
  while (head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const places = new Map(before.slice(head, before.length - tail).map((item, place) => [item, place]));
  let last = -1;
  return after.slice(head, after.length - tail).filter((item) => {
    const place = places.get(item);
    if (place === undefined) return false;
    if (place < last) return true;
    last = place;
    return false;
  });
}

/** What the items tell, in file order; of entry points also those whose handlers stand in another item, by that item. */
interface ToldByFile {
  readonly entries: string;
  readonly handlers: ReadonlyMap<Item, string>;
}

function toldBy(items: readonly Item[], results: ReadonlyMap<Item, ItemResult>): ToldByFile {
  let entries = '';
  const handlers = new Map<Item, string>();
  for (const item of items) {
    const result = results.get(item);
    if (result === undefined) continue;
    entries += result.tells;
    for (const { handler } of result.entries) {
      const home = itemOf(handler);
      if (home !== item) handlers.set(home, `${handlers.get(home) ?? ''}${result.tells}\n`);
    }
  }
  return { entries, handlers };
}
