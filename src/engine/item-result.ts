/** What the rules and the entry points yield for one item, with what that rests on: the unit that an edit keeps or runs again. */
import type { Span } from '#base/span';
import type { FunctionNode, Item, Statement } from '#code/model';
import type { PathRole } from '#facts/analysis';
import type { OwnedAnalysis } from '#facts/create-analysis';
import { type Entry, entryPointsOf } from '#facts/entries/entry-points';
import type { Fact, Where } from '#facts/fact';
import type { Outcome, Rule } from '#rules/rule';

export interface Yielded {
  readonly rule: Rule;
  readonly outcome: Outcome;
}

export interface ItemResult {
  readonly yielded: readonly Yielded[];
  readonly entries: readonly Entry[];
  /** Ids of rules that threw here. */
  readonly failed: readonly string[];
  /** Names it rests on, as `Dependencies.of` gives them. Found when first asked for: only open documents need them. */
  dependencies(): ReadonlySet<string>;
  /** Other items of the file that it points into. */
  pointsInto(): ReadonlySet<Item>;
  /** What others see of its entry points; '' where there are none. */
  readonly tells: string;
}

export type OnFailure = (rule: string, cause: unknown) => void;

export function runItem(analysis: OwnedAnalysis, item: Item, rules: readonly Rule[], onFailure: OnFailure): ItemResult {
  // Of an outline some items are whole by chance.
  if (!isAskedAbout(analysis.pathRole) || analysis.model.isOutline === true) return NOTHING;
  const isTest = analysis.pathRole === 'test';
  const isPlain = isTest || isInert(item);
  const asking = isTest
    ? testRules(rules)
    : askingOf(rules)[isPlain ? (item.statements.length === 0 ? 'words' : 'constants') : 'code'];
  // Entry points are told of code without any rule too: blocks are called after them.
  if (isPlain && asking.length === 0) return NOTHING;
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
  const entries = isPlain ? [] : guarded('entry-points', () => entryPointsOf(analysis, item));
  const broken = brokenSpans(item);
  const yielded = asking.flatMap((rule) =>
    guarded(rule.id, () =>
      [...rule.check({ analysis, item })].map((outcome): Yielded => ({ rule, outcome: hush(outcome, broken) })),
    ),
  );
  if (isPlain && yielded.length === 0 && failed.length === 0) return NOTHING;
  const { dependenciesOf, index } = analysis;
  return {
    yielded,
    entries,
    failed,
    dependencies: once(() => {
      const names = dependenciesOf(item);
      index.kept.set(item, names);
      return names;
    }),
    pointsInto: once(() => pointedInto(item, yielded, entries)),
    tells: entries.map((entry) => sketchOf(analysis, entry)).join('\n'),
  };
}

interface Asking {
  readonly code: readonly Rule[];
  readonly constants: readonly Rule[];
  /** Comments that stand by themselves. */
  readonly words: readonly Rule[];
  readonly tests: readonly Rule[];
}

// Which rules read what is worked out once for a list of rules.
const ASKING = new WeakMap<readonly Rule[], Asking>();

function askingOf(rules: readonly Rule[]): Asking {
  let asking = ASKING.get(rules);
  if (asking === undefined) {
    const words = rules.filter(({ reads }) => reads === 'text');
    const tests = rules.filter(({ reads }) => reads === 'tests');
    const code = rules.filter(({ reads }) => reads !== 'tests');
    asking = { code, constants: code.filter(({ reads }) => reads !== undefined), words, tests };
    ASKING.set(rules, asking);
  }
  return asking;
}

/** What reads tests; nothing else is asked about them: their failures are not the service's. */
export function testRules(rules: readonly Rule[]): readonly Rule[] {
  return askingOf(rules).tests;
}

/** Nothing is asked about examples and generated code. */
export function isAskedAbout(role: PathRole): boolean {
  return role !== 'example' && role !== 'generated';
}

/** Of items that hold no code, and of files that are asked nothing. */
export const NOTHING: ItemResult = {
  yielded: [],
  entries: [],
  failed: [],
  dependencies: () => new Set(),
  pointsInto: () => new Set(),
  tells: '',
};

/** Made when first asked for; what it is made from is then let go of, so that no analysis outlives the edits that follow. */
function once<T>(make: () => T): () => T {
  let state: { readonly make: () => T } | { readonly made: T } = { make };
  return () => {
    if ('make' in state) state = { made: state.make() };
    return state.made;
  };
}

/** Imports, types and constants call nothing and hold no code: few rules have anything to say of them. */
function isInert({ fn, classes, statements }: Item): boolean {
  return (
    fn.calls.length === 0 && fn.functions.length === 0 && classes.length === 0 && statements.every(({ kind }) => PLAIN.has(kind))
  );
}

const PLAIN: ReadonlySet<Statement['kind']> = new Set(['import', 'export', 'declare', 'other-statement', 'expression']);

function pointedInto(own: Item, yielded: readonly Yielded[], entries: readonly Entry[]): ReadonlySet<Item> {
  const found = new Set<Item>();
  const note = (where: Where): void => {
    if ('item' in where && where.item !== own) found.add(where.item);
  };
  const noteFact = (fact: Fact): void => {
    if (fact.kind === 'yes') note(fact.where);
  };
  for (const { outcome } of yielded) {
    note(outcome.place);
    if (outcome.kind === 'discharged') for (const { where } of outcome.by) note(where);
    if (outcome.kind !== 'ask') continue;
    for (const { where } of outcome.related) note(where);
    for (const { at } of outcome.fixes) note(at);
  }
  for (const { at, chain, authenticates, validates } of entries) {
    note(at);
    for (const { place } of chain) note(place);
    noteFact(authenticates);
    noteFact(validates);
  }
  return found;
}

/** What is asked of an entry point by rules about others: its sibling routes, the function that is its handler. */
function sketchOf(analysis: OwnedAnalysis, entry: Entry): string {
  const { id, role, writes, authenticates, registrationOf, handler, when } = entry;
  const { router, cls, links } = registrationOf;
  const on = router === undefined ? (cls?.name ?? '') : `${router.name}.${router.part}`;
  const guards = links.map((link) => analysis.textOf(link, 40));
  return JSON.stringify([id, role, writes, authenticates.kind, on, handler.name, guards, when]);
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
