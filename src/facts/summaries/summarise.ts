/** Builds the export summary of a file from its analysis and from what the vertical facts contribute. */
import { quickHash } from '#base/hash';
import type { ClassNode, Expression, FunctionNode, Node } from '#code/model';
import { placeOf } from '#code/model';
import { TYPE_MODULES } from '#libraries/callback-parameters';
import type { SummaryContributor } from '../contributor';
import type { OwnedAnalysis } from '../create-analysis';
import type { Origin } from '../origin';
import { classFields } from '../origins/class-members';
import { type Exported, listExports } from '../origins/export-list';
import { packageMethods } from '../origins/package-methods';
import { hasOnlyDefault, reachExport } from '../origins/project-origins';
import { resultsOf } from '../origins/return-origins';
import type { ExportSummary, FileSummary, ReturnSummary, Traits } from '../summary';
import type { CalledSummary } from './called-summary';
import { importsOf } from './imports-of';
import { withInherited } from './inherit';
import { lazily, lazyCalled, lazyExport, lazyFunction, lazyMethod, renamed } from './lazily';
import { asInstance, doesSomething, merged } from './summary-parts';

export interface SummariseOptions {
  /** Of the text; made here when not at hand. */
  readonly hash?: string;
  /** A contributor that throws contributes nothing. */
  readonly onError?: (contributor: string, cause: unknown) => void;
}

/** What `export *` may bring in, and a class may have. */
const MAX_MEMBERS = 500;
const MAX_EXPORTS = 4000;

const NOTHING = { exports: [], mounts: [], app: {}, constraints: [], undoes: [] } as const;

type Methods = ExportSummary['methods'];

export function summarise(
  analysis: OwnedAnalysis,
  contributors: readonly SummaryContributor[],
  options: SummariseOptions = {},
): FileSummary {
  return new Summariser(analysis, contributors, options).file();
}

class Summariser {
  readonly #analysis: OwnedAnalysis;
  readonly #contributors: readonly SummaryContributor[];
  readonly #options: SummariseOptions;
  readonly #own = new Map<FunctionNode, CalledSummary>();
  readonly #whole = new Map<FunctionNode, CalledSummary>();

  constructor(analysis: OwnedAnalysis, contributors: readonly SummaryContributor[], options: SummariseOptions) {
    this.#analysis = analysis;
    this.#contributors = contributors;
    this.#options = options;
  }

  file(): FileSummary {
    const { model, path, scopes, pathRole, index } = this.#analysis;
    const hash = this.#options.hash ?? quickHash(model.text);
    // Nobody but tests imports tests, and nothing is asked there.
    if (pathRole === 'test') return { ...NOTHING, path, hash, ...importsOf(this.#analysis) };
    const exports = new Map<string, ExportSummary>();
    for (const exported of listExports(model, scopes, index))
      for (const summary of this.#export(exported))
        if (exports.size < MAX_EXPORTS && !exports.has(summary.name)) exports.set(summary.name, summary);
    return {
      path,
      hash,
      exports: [...exports.values()],
      mounts: this.#ask((each) => each.mounts?.(this.#analysis)).flat(),
      app: merged(this.#ask((each) => each.app?.(this.#analysis))),
      constraints: this.#ask((each) => each.constraints?.(this.#analysis)).flat(),
      undoes: this.#ask((each) => each.undoes?.(this.#analysis)).flat(),
      ...importsOf(this.#analysis),
    };
  }

  #ask<T>(question: (contributor: SummaryContributor) => T | undefined): T[] {
    const answers: T[] = [];
    for (const contributor of this.#contributors) {
      try {
        const answer = question(contributor);
        if (answer !== undefined) answers.push(answer);
      } catch (cause) {
        this.#options.onError?.(contributor.name, cause);
      }
    }
    return answers;
  }

  #export(exported: Exported): readonly ExportSummary[] {
    switch (exported.kind) {
      case 'function':
        return [this.#function(exported.name, exported.fn)];
      case 'class':
        return [
          lazyExport(
            exported.name,
            lazily(() => this.#class(exported.name, exported.cls)),
          ),
        ];
      case 'value':
        return [
          lazyExport(
            exported.name,
            lazily(() => this.#value(exported)),
          ),
        ];
      case 'again':
        return this.#again(exported);
    }
  }

  #base(name: string, kind: ExportSummary['kind'], node: Node): ExportSummary {
    const at = this.#analysis.locationOf(placeOf(node));
    return { name, at, kind, traits: {}, effects: [], methods: {}, fields: {}, isOpaque: false };
  }

  #function(name: string, fn: FunctionNode): ExportSummary {
    return lazyFunction(name, {
      at: lazily(() => this.#analysis.locationOf({ ...placeOf(fn), ...fn.nameSpan })),
      called: lazily(() => this.#called(fn)),
      returns: lazily(() => this.#returnsOf(fn)),
      members: lazily(() => this.#membersBehind(this.#analysis.resultOf(fn))),
    });
  }

  #class(name: string, cls: ClassNode): ExportSummary {
    const own = merged(this.#ask((each) => each.traitsOfClass?.(this.#analysis, cls)));
    // Behind the class that is extended stand interfaces, which give nothing; Python's mixins stand before the main base.
    const isPython = this.#analysis.model.language === 'python';
    const bases = (isPython ? cls.bases : cls.bases.slice(0, 1)).map((base) => this.#analysis.originOf(base));
    const base = bases.findLast((origin) => origin.kind === 'package' || origin.kind === 'project' || origin.kind === 'class');
    const inherited = this.#inheritedMembers(base, cls);
    const origin = base && this.#reference(base);
    const methods = { ...inherited.methods, ...this.#methods(cls) };
    const fields = { ...inherited.fields, ...this.#fields(cls) };
    const traits = { ...inherited.traits, ...own };
    const isOpaque = bases.some((each) => each.kind === 'unknown') || inherited.isOpaque;
    return { ...this.#base(name, 'class', cls), traits, methods, fields, isOpaque, ...(origin && { origin }) };
  }

  /** A base of the project is seen through: its methods and fields are the class's. */
  #inheritedMembers(base: Origin | undefined, cls: ClassNode): Pick<ExportSummary, 'methods' | 'fields' | 'traits' | 'isOpaque'> {
    if (base?.kind === 'class' && base.cls !== cls && base.path.length === 0)
      return {
        methods: this.#methods(base.cls),
        fields: this.#fields(base.cls),
        traits: merged(this.#ask((each) => each.traitsOfClass?.(this.#analysis, base.cls))),
        isOpaque: false,
      };
    if (base?.kind !== 'project') return { methods: {}, fields: {}, traits: {}, isOpaque: false };
    const reached = reachExport(this.#analysis.imported, base.module, base.path);
    return reached?.summary ?? { methods: {}, fields: {}, traits: {}, isOpaque: true };
  }

  #methods(cls: ClassNode): Methods {
    const functions = new Map<string, FunctionNode>(packageMethods(this.#analysis.model, cls));
    for (const field of cls.fields) if (field.value?.kind === 'function') functions.set(field.name, field.value.fn);
    for (const method of cls.methods)
      if (method.isAbstract === undefined && (!functions.has(method.name) || method.body.length > 0))
        functions.set(method.name, method);
    return this.#methodsOf(functions);
  }

  #methodsOf(functions: ReadonlyMap<string, FunctionNode>): Methods {
    const lazy = (fn: FunctionNode): Methods[string] =>
      lazyMethod(
        lazily(() => this.#called(fn).traits),
        lazily(() => this.#called(fn).effects),
        lazily(() => this.#returnsOf(fn)),
        lazily(() => this.#called(fn).async),
      );
    return Object.fromEntries([...functions].slice(0, MAX_MEMBERS).map(([name, fn]) => [name, lazy(fn)] as const));
  }

  #fields(cls: ClassNode): ExportSummary['fields'] {
    const instance: Origin = { kind: 'class', cls, path: ['()'] };
    const entries = [...classFields(cls)].slice(0, MAX_MEMBERS).flatMap(([name, value]) => {
      const reference = this.#reference(this.#analysis.memberOf(instance, name), value);
      return reference === undefined ? [] : [[name, reference] as const];
    });
    return Object.fromEntries(entries);
  }

  #value(exported: Extract<Exported, { kind: 'value' }>): ExportSummary {
    const { name, value, path, node } = exported;
    const origin = this.#analysis.follow(this.#analysis.originOf(value), path);
    if (origin.kind === 'function' && origin.path.length === 0) return this.#function(name, origin.fn);
    if (origin.kind === 'class' && origin.path.length === 0) return this.#class(name, origin.cls);
    const base = this.#base(name, 'value', node);
    const told = path.length > 0 ? {} : merged(this.#ask((each) => each.traitsOfValue?.(this.#analysis, value)));
    const behind = this.#behind(origin);
    if (behind !== undefined) {
      const traits = lazily(() => ({ ...behind.traits, ...told }));
      return lazyExport(name, () => behind, { at: base.at, traits });
    }
    const reference = this.#reference(origin);
    const traits: Traits = { ...reference?.traits, ...told };
    const typed = this.#analysis.aliasedType(value);
    const returns = typed && this.#reference(typed);
    const shown = { ...base, traits, ...(returns && { returns }) };
    if (reference === undefined || typed !== undefined) return { ...shown, ...this.#membersBehind(origin) };
    return { ...shown, origin: reference };
  }

  /** A value that is an export of another project file is summed up as that one; an instance has what its class has. */
  #behind(origin: Origin): ExportSummary | undefined {
    if (origin.kind === 'class')
      return origin.path.length === 1 ? asInstance(this.#class(origin.cls.name, origin.cls)) : undefined;
    if (origin.kind !== 'project') return undefined;
    const reached = reachExport(this.#analysis.imported, origin.module, origin.path);
    if (reached === undefined || reached.rest.length > 1) return undefined;
    if (reached.rest.length === 0) return reached.summary;
    return reached.rest[0] === '()' ? asInstance(reached.summary) : undefined;
  }

  /** Methods and fields of an object of functions, or of an instance of a class of this file. */
  #membersBehind(origin: Origin | undefined): Partial<Pick<ExportSummary, 'methods' | 'fields'>> {
    if (origin?.kind === 'class' && origin.path.length === 1)
      return { methods: this.#methods(origin.cls), fields: this.#fields(origin.cls) };
    if (origin?.kind !== 'expression' || origin.path.length > 0 || origin.node.kind !== 'object') return {};
    const functions = new Map<string, FunctionNode>();
    const fields: (readonly [string, ReturnSummary])[] = [];
    for (const { key, value, spread } of origin.node.entries.slice(0, MAX_MEMBERS)) {
      if (key === undefined || spread) continue;
      const fn = this.#analysis.functionValue(value);
      const reference = fn === undefined ? this.#reference(this.#analysis.originOf(value), value) : undefined;
      if (fn !== undefined) functions.set(key, fn);
      else if (reference !== undefined) fields.push([key, reference]);
    }
    return { methods: this.#methodsOf(functions), fields: Object.fromEntries(fields) };
  }

  #again({ name, module, imported, item }: Extract<Exported, { kind: 'again' }>): readonly ExportSummary[] {
    const { imported: summaries } = this.#analysis;
    const target = summaries(module);
    if (imported === '*' && name === '*')
      return (target?.exports ?? []).filter((each) => each.name !== 'default').slice(0, MAX_MEMBERS);
    const base = this.#base(name, 'value', item);
    const origin = this.#analysis.importOrigin(module, imported);
    const isWhole = imported === '*' && hasOnlyDefault(target);
    const known = imported === '*' && !isWhole ? undefined : reachExport(summaries, module, isWhole ? [] : [imported])?.summary;
    if (known !== undefined) return [renamed(name, known)];
    const reference = this.#reference(origin);
    return reference === undefined ? [] : [{ ...base, origin: reference }];
  }

  /** The own traits and effects of a function, and what it gets from its helpers. */
  #called(fn: FunctionNode): CalledSummary {
    const known = this.#whole.get(fn);
    if (known !== undefined) return known;
    const whole = withInherited(this.#analysis, fn, (each) => this.#ownOf(each));
    this.#whole.set(fn, whole);
    return whole;
  }

  #ownOf(fn: FunctionNode): CalledSummary {
    const known = this.#own.get(fn);
    if (known !== undefined) return known;
    const acts = doesSomething(fn, this.#analysis.model.text);
    const own = lazyCalled({
      traits: lazily(() => (acts ? merged(this.#ask((each) => each.traitsOf?.(this.#analysis, fn))) : {})),
      effects: lazily(() => (acts ? this.#ask((each) => each.effectsOf?.(this.#analysis, fn)).flat() : [])),
      async: lazily(() => this.#ask((each) => each.asyncOf?.(this.#analysis, fn))[0]),
      isOpaque: lazily(() => fn.isBroken),
    });
    this.#own.set(fn, own);
    return own;
  }

  #returnsOf(fn: FunctionNode): ReturnSummary | undefined {
    const result = this.#analysis.resultOf(fn);
    if (result?.kind === 'parameter' && result.fn === fn && result.path.length === 0) return { path: [], argument: result.index };
    return result && this.#reference(result, resultsOf(fn)[0]);
  }

  /** What other files can follow: a package's value, or a thing of another project file. */
  #reference(origin: Origin, value?: Expression): ReturnSummary | undefined {
    if (origin.kind === 'package') {
      if (TYPE_MODULES.has(origin.package)) return undefined;
      const told = value === undefined ? {} : merged(this.#ask((each) => each.traitsOfValue?.(this.#analysis, value)));
      const traits: Traits = { ...origin.through?.traits, ...told };
      return { package: origin.package, path: origin.path, ...(Object.keys(traits).length > 0 && { traits }) };
    }
    if (origin.kind === 'project') {
      const resolved = this.#analysis.resolveModule(origin.module);
      return { module: resolved === undefined ? origin.module : `/${resolved}`, path: origin.path };
    }
    if (origin.kind !== 'class') return undefined;
    // A class of this file: others reach it if it is exported.
    const name = this.#analysis.exportNameOf(origin.cls);
    return name === undefined ? undefined : { module: `/${this.#analysis.path}`, path: [name, ...origin.path] };
  }
}
