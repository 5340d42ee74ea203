/**
 * The export summaries of a root's source files, kept current, and the project facts folded from them. A file is read after
 * the files it imports; a cycle is cut where it closes. Models live only while their file is being read.
 */
import { quickHash } from '#base/hash';
import { lowerFile } from '#code/lower';
import type { FileModel } from '#code/model';
import type { Analysis } from '#facts/analysis';
import type { Condition } from '#facts/condition';
import { createAnalysis, type OwnedAnalysis } from '#facts/create-analysis';
import { candidateModules, importedModules } from '#facts/origins/imported-modules';
import { isTestPath, pathRoleOf } from '#facts/path-role';
import type { ProjectFacts } from '#facts/project-facts';
import { CONTRIBUTORS } from '#facts/summaries/contributors';
import { packageSummary } from '#facts/summaries/package-summary';
import { summarise } from '#facts/summaries/summarise';
import type { FileSummary } from '#facts/summary';
import type { Host } from '#host/ports';
import { createProject, type Project } from '#project/create-project';
import { resolve, type Settled } from '#project/resolve';
import type { FileReview } from '#review/file-review';
import type { SyntaxParser } from '#syntax/parser';
import { readSource, type SourceText } from './source-text';
import { SummaryStore } from './summary-store';

/** How a file sees its project. */
export interface ProjectView {
  readonly path: string;
  readonly summaries: (module: string) => FileSummary | undefined;
  readonly isLocal: (module: string) => boolean;
  readonly resolveModule: (module: string) => string | undefined;
  readonly clientApp: Analysis['clientApp'];
  readonly vocabulary: Analysis['vocabulary'];
}

/** Longest a file may take to parse, in ms: pathological input must not hold up the others. */
const PARSE_BUDGET = 5000;

export class ProjectIndex {
  readonly #host: Host;
  readonly #parser: SyntaxParser;
  #project: Project;
  readonly #summaries = new SummaryStore();
  /** Files that could not be read or parsed, so that they are not tried again for each importer. */
  readonly #unread = new Set<string>();
  /** Facts that threw, by file. */
  readonly #failed = new Map<string, Set<string>>();
  #facts: ProjectFacts | undefined;
  #vocabulary: Analysis['vocabulary'] = {};

  private constructor(host: Host, parser: SyntaxParser, project: Project) {
    this.#host = host;
    this.#parser = parser;
    this.#project = project;
  }

  static async open(host: Host, parser: SyntaxParser): Promise<ProjectIndex> {
    return new ProjectIndex(host, parser, await createProject(host.files));
  }

  get sources(): readonly string[] {
    return this.#project.sources;
  }
  get problems(): readonly string[] {
    return this.#project.problems;
  }

  /** The review with what the file could not tell, since reading it threw. Facts are read when they are asked for: last of all. */
  withProblems(review: FileReview): FileReview {
    const failed = this.#failed.get(review.path);
    if (failed === undefined || failed.size === 0) return review;
    const problems = [...failed].map(
      (name) => `Part of the review is off: the facts on ${name} failed in this file. The rest is complete.`,
    );
    return { ...review, problems: [...review.problems, ...problems] };
  }

  /** Manifests, schemas and the list of files are read again. */
  async reload(): Promise<void> {
    this.#summaries.settleAll();
    this.#project = await createProject(this.#host.files);
    this.#facts = undefined;
  }

  viewOf(path: string): ProjectView {
    const resolveModule = (module: string): string | undefined => this.#project.resolveModule(path, module);
    return {
      path,
      vocabulary: this.#vocabulary,
      resolveModule,
      clientApp: this.#project.clientApp(path),
      isLocal: (module) => this.#project.isLocal(path, module),
      summaries: (module) => this.#behind(path, module, (each) => this.#summaries.get(each)),
    };
  }

  /** As it is now, also for what is asked later. */
  #viewNow(path: string): ProjectView {
    const view = this.viewOf(path);
    const summaryOf = this.#summaries.now();
    return { ...view, summaries: (module) => this.#behind(path, module, summaryOf) };
  }

  /** What the module's files export; a file is not asked what it exports itself. */
  #behind(path: string, module: string, summaryOf: (path: string) => FileSummary | undefined): FileSummary | undefined {
    const files = this.#project.filesOf(path, module);
    if (files.length < 2) return summaryOf(files[0] ?? '');
    return packageSummary(files.flatMap((file) => (file === path ? [] : (summaryOf(file) ?? []))));
  }

  /** What the project says to a condition of a file. Complete once all sources were visited. */
  settle(path: string, condition: Condition): Settled {
    this.#facts ??= this.#project.fold(this.#summaries.values());
    return resolve(condition, { path, facts: this.#facts });
  }

  /** What the team calls its own things. Every file is to be visited again: its summary rests on them. */
  learn(vocabulary: Analysis['vocabulary']): void {
    this.#vocabulary = vocabulary;
    this.#summaries.clear();
    this.#unread.clear();
    this.#facts = undefined;
  }

  forget(path: string): void {
    this.#summaries.delete(path);
    this.#unread.delete(path);
    this.#facts = undefined;
  }

  /** Takes the summary of a file that is analysed elsewhere (an open document). True when importers see something new. */
  put(analysis: OwnedAnalysis): boolean {
    const summary = this.#summarise(analysis, quickHash(analysis.model.text));
    const before = this.#summaries.get(summary.path);
    if (before !== undefined && JSON.stringify({ ...before, hash: '' }) === JSON.stringify({ ...summary, hash: '' }))
      return false;
    this.#summaries.replace(summary);
    this.#facts = undefined;
    return true;
  }

  /** Paths of the project files that a model imports. */
  importsOf(path: string, model: FileModel): readonly string[] {
    const found = new Set<string>();
    for (const imported of importedModules(model)) {
      for (const module of candidateModules(imported, model.language))
        for (const target of this.#project.filesOf(path, module)) if (target !== path) found.add(target);
    }
    return [...found];
  }

  /** Reads the files a model imports, and theirs, as far as they are not known yet. */
  async visitImports(path: string, model: FileModel): Promise<void> {
    const waiting: Waiting = new Map([[path, { model, isAhead: false }]]);
    for (const target of this.importsOf(path, model)) await this.#visit(target, waiting, undefined);
  }

  /**
   * Visits files in import order. `onFile` sees each of them once, with its analysis (or why there is none); files that are
   * only imported are read for their summary.
   */
  async visit(paths: readonly string[], onFile?: (path: string, source: Visited) => void): Promise<void> {
    const wanted = new Set(paths);
    const waiting: Waiting = new Map();
    for (const path of paths)
      await this.#visit(path, waiting, onFile && ((each, source) => wanted.has(each) && onFile(each, source)));
  }

  async #visit(path: string, waiting: Waiting, onFile: ((path: string, source: Visited) => void) | undefined): Promise<void> {
    const state = waiting.get(path);
    if (state !== undefined) {
      // A cycle closes here: the file that waits is summed up from what is known by now, once.
      if (state.model !== undefined && !state.isAhead) {
        state.isAhead = true;
        this.#sumUp(path, state.model);
      }
      return;
    }
    if (onFile === undefined && (this.#summaries.has(path) || this.#unread.has(path))) return;
    const visited: { model: FileModel | undefined; isAhead: boolean } = { model: undefined, isAhead: false };
    waiting.set(path, visited);
    const source = await readSource(this.#host.files, path);
    const model = source.ok ? await this.#lower(path, source) : undefined;
    if (!source.ok || model === undefined) {
      this.#unread.add(path);
      onFile?.(path, { problem: source.ok ? 'Not reviewed: parsing it took too long.' : source.problem });
      return;
    }
    visited.model = model;
    for (const target of this.importsOf(path, model)) await this.#visit(target, waiting, onFile);
    visited.model = undefined;
    const analysis = this.#sumUp(path, model);
    onFile?.(path, { analysis });
  }

  #sumUp(path: string, model: FileModel): OwnedAnalysis {
    const analysis = createAnalysis({ model, ...this.#viewNow(path) });
    this.#summaries.add(this.#summarise(analysis, quickHash(model.text)), model.text.length);
    this.#facts = undefined;
    return analysis;
  }

  /** Only tests read tests: what they import is enough until one is reviewed. */
  async #lower(path: string, { language, text }: Extract<SourceText, { readonly ok: true }>): Promise<FileModel | undefined> {
    const until = this.#host.clock.now() + PARSE_BUDGET;
    const isEnough = (outline: FileModel): boolean => pathRoleOf(path, outline) === 'test';
    const shouldStop = (): boolean => this.#host.clock.now() > until;
    return lowerFile(this.#parser, language, text, shouldStop, isTestPath(path) ? isEnough : undefined);
  }

  #summarise(analysis: OwnedAnalysis, hash: string): FileSummary {
    const failed = new Set<string>();
    this.#failed.set(analysis.path, failed);
    return summarise(analysis, CONTRIBUTORS, {
      hash,
      onError: (contributor, cause) => {
        failed.add(contributor);
        this.#host.log.error(`Part of the facts is off: ${contributor} failed in ${analysis.path}.`, cause);
      },
    });
  }
}

/** Files whose imports are being visited; those that are done have no model any more. */
type Waiting = Map<string, { model: FileModel | undefined; isAhead: boolean }>;

export type Visited = { readonly analysis: OwnedAnalysis } | { readonly problem: string };
