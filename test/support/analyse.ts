/**
 * Small projects written in one text, analysed as the product does it: parsed with the real grammars, in import order,
 * folded, and the rules' conditions resolved. Files begin with a line `// file: path` or `# file: path`.
 */

import { lowerFile } from '../../src/code/lower';
import type { FileModel } from '../../src/code/model';
import { createFileAnalyser } from '../../src/engine/file-analyser';
import { settleFinding, toPending } from '../../src/engine/settle';
import type { SummaryContributor } from '../../src/facts/contributor';
import { createAnalysis, type OwnedAnalysis } from '../../src/facts/create-analysis';
import { candidateModules, importedModules } from '../../src/facts/origins/imported-modules';
import type { ProjectFacts } from '../../src/facts/project-facts';
import { CONTRIBUTORS } from '../../src/facts/summaries/contributors';
import { packageSummary } from '../../src/facts/summaries/package-summary';
import { summarise } from '../../src/facts/summaries/summarise';
import type { FileSummary } from '../../src/facts/summary';
import { createProject, type Project } from '../../src/project/create-project';
import { resolve } from '../../src/project/resolve';
import type { Rule } from '../../src/rules/rule';
import { languageOf } from '../../src/syntax/language';
import { createParser } from '../../src/syntax/parser';
import { assets } from './assets';
import { createMemoryFiles } from './memory-host';

const parser = createParser(assets);

/** What a rule said at one place, conditions settled. Lines are 1-based. */
export interface Said {
  readonly path: string;
  readonly line: number;
  readonly state: 'asks' | 'discharged' | 'silent';
  /** Evidence, what discharges it, or why it is silent. */
  readonly text: string;
  readonly confidence?: string;
  readonly rowOnly?: boolean;
}

export interface AnalysedProject {
  /** In import order: a file after those it imports. */
  readonly analyses: readonly OwnedAnalysis[];
  readonly summaries: ReadonlyMap<string, FileSummary>;
  readonly facts: ProjectFacts;
  readonly project: Project;
  analysisOf(path: string): OwnedAnalysis;
  /** Everything the rule yields in every file, phase two done. */
  run(rule: Rule): readonly Said[];
}

/** Splits one text at its `file:` lines; a text without any is one file of the given name. Line numbers count from each file's first line. */
export function splitFiles(text: string, only = 'file.ts'): Readonly<Record<string, string>> {
  const files: [string, string[]][] = [];
  for (const line of text.replace(/^\n/, '').split('\n')) {
    const path = /^\s*(?:\/\/|#)\s*file:\s*(\S+)\s*$/.exec(line)?.[1];
    const last = files.at(-1);
    if (path !== undefined) files.push([path, []]);
    else if (last !== undefined) last[1].push(line);
    else if (line.trim() !== '') files.push([only, [line]]);
  }
  return Object.fromEntries(files.map(([path, lines]) => [path, lines.join('\n')]));
}

/** `contributors`: what goes into the summaries; all that the product has, if not said otherwise. */
export async function analyseFiles(
  input: string | Readonly<Record<string, string>>,
  { contributors = CONTRIBUTORS }: { readonly contributors?: readonly SummaryContributor[] } = {},
): Promise<AnalysedProject> {
  const files = typeof input === 'string' ? splitFiles(input) : input;
  const project = await createProject(createMemoryFiles(files));
  const models = new Map<string, FileModel>();
  for (const path of project.sources) models.set(path, await modelOf(path, files[path] ?? ''));
  const summaries = new Map<string, FileSummary>();
  const analyses: OwnedAnalysis[] = [];
  const analyse = (path: string): OwnedAnalysis => {
    const analysis = createAnalysis({ model: models.get(path) ?? EMPTY, path, ...viewOf(project, summaries, path) });
    summaries.set(path, summarise(analysis, contributors, { onError: rethrow }));
    return analysis;
  };
  for (const { path, isProvisional } of importOrder(models, project)) {
    const analysis = analyse(path);
    if (!isProvisional) analyses.push(analysis);
  }
  const facts = project.fold(summaries.values());
  return {
    analyses,
    summaries,
    facts,
    project,
    analysisOf: (path) => {
      const found = analyses.find((each) => each.path === path);
      if (found === undefined) throw new Error(`${path} is not among ${analyses.map((each) => each.path).join(', ')}`);
      return found;
    },
    run: (rule) => analyses.flatMap((analysis) => runRule(rule, analysis, viewOf(project, summaries, analysis.path), facts)),
  };
}

/** One file of its own; nothing it imports is there. */
export async function analyseFile(path: string, text: string): Promise<OwnedAnalysis> {
  return (await analyseFiles({ [path]: text }, { contributors: [] })).analysisOf(path);
}

const EMPTY: FileModel = { language: 'typescript', text: '', items: [] };

async function modelOf(path: string, text: string): Promise<FileModel> {
  const language = languageOf(path);
  const model = language && (await lowerFile(parser, language, text));
  if (model === undefined) throw new Error(`${path} was not parsed`);
  return model;
}

function viewOf(project: Project, summaries: ReadonlyMap<string, FileSummary>, path: string) {
  const resolveModule = (module: string) => project.resolveModule(path, module);
  return {
    resolveModule,
    isLocal: (module: string) => project.isLocal(path, module),
    clientApp: project.clientApp(path),
    summaries: (module: string) => {
      const files = project.filesOf(path, module);
      return files.length < 2
        ? summaries.get(files[0] ?? '')
        : packageSummary(files.flatMap((file) => (file === path ? [] : (summaries.get(file) ?? []))));
    },
  };
}

/** Imported files first. Where a cycle closes, the file that is still waiting is summed up provisionally, from what is known by then. */
function importOrder(
  models: ReadonlyMap<string, FileModel>,
  project: Project,
): readonly { readonly path: string; readonly isProvisional: boolean }[] {
  const order: { path: string; isProvisional: boolean }[] = [];
  const seen = new Map<string, 'waiting' | 'ahead' | 'done'>();
  const visit = (path: string): void => {
    const model = models.get(path);
    if (model === undefined) return;
    const state = seen.get(path);
    if (state === 'waiting') {
      seen.set(path, 'ahead');
      order.push({ path, isProvisional: true });
    }
    if (state !== undefined) return;
    seen.set(path, 'waiting');
    for (const imported of importedModules(model))
      for (const module of candidateModules(imported, model.language))
        for (const target of project.filesOf(path, module)) if (target !== path) visit(target);
    seen.set(path, 'done');
    order.push({ path, isProvisional: false });
  };
  for (const path of models.keys()) visit(path);
  return order;
}

function runRule(
  rule: Rule,
  { model, path, locationOf, pathRole }: OwnedAnalysis,
  view: ReturnType<typeof viewOf>,
  facts: ProjectFacts,
): readonly Said[] {
  const analyser = createFileAnalyser({ path, rules: [rule], ...view, onFailure: (_, cause) => rethrow(rule.id, cause) }, model);
  const context = { locationOf, isLowered: pathRole === 'migration', isScript: pathRole === 'script' };
  return analyser.yielded.flatMap(({ outcome }): readonly Said[] => {
    const finding = settleFinding(toPending(rule, outcome, context), (condition) => resolve(condition, { path, facts }));
    if (finding === undefined) return [];
    const base = { path, line: locationOf(outcome.place).startLine };
    if (finding.state === 'silent') return [{ ...base, state: 'silent', text: finding.why }];
    if (finding.state === 'discharged') return [{ ...base, state: 'discharged', text: finding.evidence }];
    return [{ ...base, state: 'asks', text: finding.evidence, confidence: finding.confidence, rowOnly: finding.rowOnly }];
  });
}

function rethrow(_: string, cause: unknown): never {
  throw cause;
}
