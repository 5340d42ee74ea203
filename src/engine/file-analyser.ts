/**
 * Runs the rules over one file, item by item, and keeps what they yielded: after an edit only items that changed, and items
 * that looked up a name a changed item declares or mentions, run again.
 */
import type { Span } from '#base/span';
import type { FileModel, FunctionNode, Item, Statement } from '#code/model';
import { createAnalysis, type OwnedAnalysis } from '#facts/create-analysis';
import { type Entry, entryPointsOf, keepEntryPoints } from '#facts/entries/entry-points';
import { namesTouchedBy } from '#facts/origins/dependencies';
import type { FileSummary } from '#facts/summary';
import type { Outcome, Rule } from '#rules/rule';

export interface Yielded {
  readonly rule: Rule;
  readonly outcome: Outcome;
}

interface ItemResult {
  readonly yielded: readonly Yielded[];
  readonly entries: readonly Entry[];
  /** Found when first asked for: only open documents need them. */
  dependencies(): ReadonlySet<string>;
  /** Ids of rules that threw here. */
  readonly failed: readonly string[];
}

export interface FileAnalyserInput {
  readonly path: string;
  readonly rules: readonly Rule[];
  readonly summaries: (module: string) => FileSummary | undefined;
  readonly isLocal: (module: string) => boolean;
  readonly resolveModule: (module: string) => string | undefined;
  readonly onFailure: (rule: string, cause: unknown) => void;
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
  const { rules, onFailure, ...view } = input;
  let results = new Map<Item, ItemResult>();
  let analysis = 'model' in first ? first : createAnalysis({ model: first, ...view });

  const run = (item: Item): ItemResult => {
    // Nothing is asked about tests, examples and generated code: their failures are not the service's.
    if (analysis.pathRole === 'test' || analysis.pathRole === 'example' || analysis.pathRole === 'generated') return NOTHING;
    if (isInert(item)) return NOTHING;
    const failed: string[] = [];
    const guarded = <T>(name: string, work: () => readonly T[]): readonly T[] => {
      try {
        return work();
      } catch (cause) {
        failed.push(name);
        onFailure(name, cause);
        return [];
      }
    };
    const entries = guarded('entry-points', () => entryPointsOf(analysis, item));
    const broken = brokenSpans(item);
    const yielded = rules.flatMap((rule) =>
      guarded(rule.id, () =>
        [...rule.check({ analysis, item })].map((outcome): Yielded => ({ rule, outcome: hush(outcome, broken) })),
      ),
    );
    const { dependenciesOf } = analysis;
    let dependencies: ReadonlySet<string> | undefined;
    return {
      yielded,
      entries,
      failed,
      dependencies: () => {
        dependencies ??= dependenciesOf(item);
        return dependencies;
      },
    };
  };

  const runAll = (keep: (item: Item) => ItemResult | undefined): void => {
    results = new Map(analysis.model.items.map((item) => [item, keep(item) ?? run(item)]));
  };
  runAll(() => undefined);

  return {
    get analysis() {
      return analysis;
    },
    get yielded() {
      return [...results.values()].flatMap((result) => result.yielded);
    },
    get entries() {
      return [...results.values()].flatMap((result) => result.entries);
    },
    get failed() {
      return [...new Set([...results.values()].flatMap((result) => result.failed))];
    },
    update: (model, changed, removed = []) => {
      analysis = createAnalysis({ model, ...view });
      if (changed === undefined) return runAll(() => undefined);
      const touched = new Set<string>();
      for (const item of [...changed, ...removed]) for (const name of namesTouchedBy(item)) touched.add(name);
      const kept = new Map<Item, ItemResult>();
      for (const [item, result] of results) if (!meets(result.dependencies(), touched)) kept.set(item, result);
      for (const item of model.items) {
        const result = kept.get(item);
        if (result === undefined || result === NOTHING || result.failed.length > 0) continue;
        keepEntryPoints(analysis, item, result.entries);
        analysis.keepDependencies(item, result.dependencies());
      }
      runAll((item) => kept.get(item));
    },
  };
}

/** Imports, types and constants call nothing and hold no code: no rule has anything to say of them. */
function isInert({ fn, classes, statements }: Item): boolean {
  return (
    fn.calls.length === 0 && fn.functions.length === 0 && classes.length === 0 && statements.every(({ kind }) => PLAIN.has(kind))
  );
}

const PLAIN: ReadonlySet<Statement['kind']> = new Set(['import', 'export', 'declare', 'other-statement', 'expression']);

const NOTHING: ItemResult = { yielded: [], entries: [], dependencies: () => new Set(), failed: [] };

function meets(one: ReadonlySet<string>, two: ReadonlySet<string>): boolean {
  const [small, large] = one.size < two.size ? [one, two] : [two, one];
  for (const each of small) if (large.has(each)) return true;
  return false;
}

/** Functions of the item that hold an ERROR region: what was not seen there may answer the question. */
function brokenSpans(item: Item): readonly Span[] {
  if (!item.isBroken) return [];
  const spans: Span[] = [];
  const visit = (fn: FunctionNode): void => {
    if (fn.isBroken) spans.push(fn);
    for (const inner of fn.functions) visit(inner);
  };
  visit(item.fn);
  for (const cls of item.classes) for (const method of cls.methods) visit(method);
  return spans;
}

function hush(outcome: Outcome, broken: readonly Span[]): Outcome {
  if (outcome.kind !== 'ask' || !broken.some(({ start, end }) => start <= outcome.place.start && outcome.place.end <= end))
    return outcome;
  const { place, entry } = outcome;
  return {
    kind: 'silent',
    place,
    why: 'the code around it does not parse at the moment',
    ...(entry === undefined ? {} : { entry }),
  };
}
