/** Makes the `Analysis` of one file. Everything is found when first asked for and remembered. */
import { LineMap } from '#base/line-map';
import type { Location } from '#base/span';
import type { Call, Expression, FileModel, FunctionNode, Item, Node, Place } from '#code/model';
import { itemOf } from '#code/model';
import type { Analysis, Binding, WholeFact } from './analysis';
import { type Origin, printOrigin } from './origin';
import { aliasedType } from './origins/declared-type';
import { createDependencies, USE } from './origins/dependencies';
import { exportNames } from './origins/export-names';
import { FileIndex, type ItemTest } from './origins/file-index';
import { OriginResolver } from './origins/origin-resolver';
import { reachExport } from './origins/project-origins';
import { followPath } from './origins/resolving';
import { returnOrigin } from './origins/return-origins';
import { createScopes, type Scopes } from './origins/scope';
import { pathRoleOf } from './path-role';
import type { FileSummary } from './summary';

export interface AnalysisInput {
  readonly model: FileModel;
  /** Relative to the facts root. */
  readonly path: string;
  /**
   * The summary of an imported project file, by the module as this file writes it or, with a leading `/`, by its path from
   * the facts root. `undefined` for packages and for what was not read (yet).
   */
  readonly summaries: (module: string) => FileSummary | undefined;
  /** Where the module's file is, from the facts root; `undefined` for packages and for what is not there. */
  readonly resolveModule?: (module: string) => string | undefined;
  /** The module is one of the project, found or not. Relative ones are without asking. */
  readonly isLocal?: (module: string) => boolean;
  readonly clientApp?: Analysis['clientApp'];
  readonly vocabulary?: Analysis['vocabulary'];
  /** Of the file, where one was kept through the edits up to this model. */
  readonly index?: FileIndex;
}

/** An analysis with what the engine and the summary need of it. */
export interface OwnedAnalysis extends Analysis {
  /**
   * Module-level names the item's results rest on, once its rules have run: `n` for what declares `n`, `mention:n` for
   * every item that mentions `n` outside of function bodies.
   */
  dependenciesOf(item: Item): ReadonlySet<string>;
  readonly lines: LineMap;
  /** Once it follows an edit, this analysis is not to be asked any more. */
  readonly index: FileIndex;
  /** What was asked of the file as a whole, with the answers. */
  readonly wholes: ReadonlyMap<WholeFact, string | boolean>;
  readonly scopes: Scopes;
  readonly resolveModule: (module: string) => string | undefined;
  readonly isLocal: (module: string) => boolean;
  memberOf(origin: Origin, property: string): Origin;
  follow(origin: Origin, path: readonly string[]): Origin;
  importOrigin(module: string, imported: string): Origin;
  /** What calling the function gives; `undefined` when that is not one known thing. */
  resultOf(fn: FunctionNode): Origin | undefined;
  /** What a value written as a type alias (`Annotated[X, …]`) makes of a parameter. */
  aliasedType(value: Expression): Origin | undefined;
}

const MAX_TEXT = 120;

export function createAnalysis(input: AnalysisInput): OwnedAnalysis {
  const { model, path, resolveModule = () => undefined, isLocal = () => false, clientApp, vocabulary = {} } = input;
  const read = new Map<string, FileSummary>();
  const summaries = (module: string): FileSummary | undefined => {
    const known = read.get(module) ?? input.summaries(module);
    if (known !== undefined) read.set(module, known);
    return known;
  };
  const { index = new FileIndex(model) } = input;
  const wholes = new Map<WholeFact, string | boolean>();
  const dependencies = createDependencies(index);
  const scopes = createScopes(model, index, dependencies.record);
  const resolver = new OriginResolver(model, scopes, summaries, isLocal);
  const callees = new Map<Call, string>();
  let lines: LineMap | undefined;
  let functions: readonly FunctionNode[] | undefined;
  let role: Analysis['pathRole'] | undefined;
  let names: ReadonlyMap<Node, string> | undefined;

  const lineMap = (): LineMap => {
    lines ??= new LineMap(model.text);
    return lines;
  };
  const fold = (start: number, end: number, limit: number): string => {
    // Folding only shortens, so a little more than the limit is enough text to fold.
    const written = model.text.slice(start, Math.min(end, start + limit * 4));
    const text = /[^\S ]| {2}|^ | $/.test(written) ? written.replace(/\s+/g, ' ').trim() : written;
    return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
  };
  const functionValue = (expression: Expression): FunctionNode | undefined => {
    if (expression.kind === 'function') return expression.fn;
    const origin = resolver.originOf(expression);
    return origin.kind === 'function' && origin.path.length === 0 ? origin.fn : undefined;
  };

  const analysis: OwnedAnalysis = {
    model,
    path,
    clientApp,
    vocabulary,
    index,
    wholes,
    scopes,
    get lines() {
      return lineMap();
    },
    get pathRole() {
      role ??= pathRoleOf(path, model);
      return role;
    },
    get functions() {
      functions ??= allFunctions(model);
      return functions;
    },
    textOf: (node, limit = MAX_TEXT) => {
      const { base } = itemOf(node);
      return fold(base + node.start, base + node.end, limit);
    },
    locationOf: ({ item, start }: Place): Location => {
      const line = lineMap().lineAt(item.base + start);
      return { path, startLine: line, text: fold(lineMap().startOf(line), lineMap().endOf(line), MAX_TEXT) };
    },
    bindingOf: (name, from): Binding | undefined => {
      const found = scopes.lookUp(name, from);
      const first = found?.[0];
      if (found === undefined || first === undefined) return undefined;
      if (found.length === 1) return first.isEmpty ? notConstant(first.binding) : first.binding;
      return notConstant((found.find(({ binding }) => binding.kind === 'declaration') ?? first).binding);
    },
    originOf: (expression) => resolver.originOf(expression),
    calleeOf: (call) => {
      const known = callees.get(call);
      if (known !== undefined) return known;
      const name = printOrigin(resolver.originOf(call.callee));
      callees.set(call, name);
      return name;
    },
    calledFunction: (call) => functionValue(call.callee),
    functionValue,
    imported: summaries,
    exported: (origin: Origin) => {
      if (origin.kind === 'project') return reachExport(summaries, origin.module, origin.path)?.summary;
      if (origin.kind !== 'package' || origin.through?.module === undefined) return undefined;
      return reachExport(summaries, origin.through.module, [origin.through.name])?.summary;
    },
    exportNameOf: (node) => {
      names ??= exportNames(model, scopes, index);
      // An export may be said elsewhere in the file, of whatever name leads here.
      const item = itemOf(node);
      for (const each of item.declares) {
        dependencies.record(item, each);
        dependencies.recordMentions(each);
      }
      return names.get(node);
    },
    mentioning: (name) => {
      dependencies.recordMentions(name);
      return dependencies.itemsMentioning(name);
    },
    declaring: (name) => dependencies.itemsDeclaring(name),
    itemsWhere: (test: ItemTest) => index.where(test),
    asWhole: <T extends string | boolean>(fact: (analysis: Analysis) => T): T => {
      const known = wholes.get(fact);
      if (known !== undefined) return known as T;
      const value = fact(analysis);
      wholes.set(fact, value);
      return value;
    },
    ofItem: <T>(item: Item, find: (analysis: Analysis, item: Item) => T): T => {
      let found = index.found.get(item);
      if (found === undefined) {
        found = new Map();
        index.found.set(item, found);
      }
      if (!found.has(find)) found.set(find, find(analysis, item));
      return found.get(find) as T;
    },
    restsOn: (node, what) => dependencies.record(itemOf(node), typeof what === 'string' ? what : USE + what.usesOf),
    dependenciesOf: (item) => dependencies.of(item),
    resolveModule,
    isLocal: (module) => module.startsWith('.') || isLocal(module),
    memberOf: (origin, property) => resolver.memberOf(origin, property),
    follow: (origin, steps) => followPath(resolver, origin, steps),
    importOrigin: (module, imported) => resolver.importOrigin(module, imported),
    resultOf: (fn) => returnOrigin(resolver, fn),
    aliasedType: (value) => aliasedType(resolver, value),
  };
  return analysis;
}

function notConstant(binding: Binding): Binding {
  return binding.kind === 'declaration' ? { ...binding, isConstant: false } : binding;
}

/** Outermost first, in source order. */
function allFunctions(model: FileModel): readonly FunctionNode[] {
  const all: FunctionNode[] = [];
  let level: readonly FunctionNode[] = model.items.flatMap((item) => item.fn.functions);
  while (level.length > 0) {
    all.push(...level);
    level = level.flatMap((fn) => fn.functions);
  }
  return all;
}
