/** Reviews files and folders in one go: what the command line does. The same parts and the same order as in the editor. */
import { createDecisionIndex } from '#adr/decision-index';
import { lowerWhole } from '#code/lower';
import type { FileModel } from '#code/model';
import type { OwnedAnalysis } from '#facts/create-analysis';
import type { Host } from '#host/ports';
import type { Policy } from '#policy/policy';
import { createProvenance } from '#provenance/provenance';
import type { FileReview, RuleAnswers, Unplaced } from '#review/file-review';
import { createRecordFinder } from '#review/record-finder';
import { createRecordStore } from '#review/record-store';
import { whyFolded } from '#review/rule-answers';
import { type LineFilter, type Scope, scopeOf } from '#review/scope';
import { languageOf } from '#syntax/language';
import { createParser } from '#syntax/parser';
import { type AnalysedFile, toAnalysedFile } from './analysed-file';
import { changedLines } from './changed-lines';
import { compose, emptyReview } from './compose';
import { createFileAnalyser } from './file-analyser';
import { inParallel } from './parallel';
import { ProjectIndex } from './project-index';
import { unreadLanguage, unsupported } from './source-text';
import { FollowedPolicy } from './team-policy';
import { toDay } from './today';

export interface ReviewOptions {
  /** Files and folders relative to the root; '' or none: everything. */
  readonly paths: readonly string[];
  readonly scope: Scope;
  /** Only lines changed since the merge base with it. */
  readonly base?: string;
}

export interface ReviewRun {
  readonly reviews: readonly FileReview[];
  readonly unplaced: readonly Unplaced[];
  readonly problems: readonly string[];
  /** What the result rests on and the person may not expect. */
  readonly notes: readonly string[];
}

const EVERYTHING = { startLine: 1, endLine: Number.MAX_SAFE_INTEGER };

/** A usage or git error: a sentence that says what to do. */
export class ReviewError extends Error {}

export async function reviewPaths(host: Host, options: ReviewOptions): Promise<ReviewRun> {
  const changed = options.base === undefined ? undefined : await changedSince(host, options.base);
  const parser = createParser(host.assets);
  const index = await ProjectIndex.open(host, parser);
  const followed = await FollowedPolicy.open(host, index);
  const { policy, rules } = followed;
  const { paths: all } = await host.files.list('');
  const wanted = await wantedPaths(host, all, options.paths, changed);

  const analysed = new Map<string, AnalysedFile>();
  const problems = new Map<string, string>();
  const sources = new Set(index.sources);
  for (const path of wanted) if (!sources.has(path)) problems.set(path, unsupported(path));
  const isWanted = new Set(wanted);
  const outlines = new Map<string, FileModel>();
  const analyse = (path: string, first: OwnedAnalysis | FileModel): AnalysedFile => {
    const onFailure = (rule: string, cause: unknown): void => host.log.error(`The rule ${rule} failed in ${path}.`, cause);
    const analyser = createFileAnalyser({ ...index.viewOf(path), rules, onFailure }, first);
    return toAnalysedFile(path, analyser, (model) => lowerWhole(parser, model));
  };
  // Every source is visited, because any file may mount a router or guard the application; rules run on those wanted.
  await index.visit([...wanted.filter((path) => sources.has(path)), ...index.sources], (path, source) => {
    if (!isWanted.has(path)) return;
    if ('problem' in source) {
      problems.set(path, source.problem);
      return;
    }
    analysed.set(path, analyse(path, source.analysis));
    const { model } = source.analysis;
    if (model.isOutline === true) outlines.set(path, model);
  });

  const provenance = createProvenance(host);
  const records = createRecordStore({ records: host.records, prefix: host.recordsPrefix, state: host.state, storage: 'repo' });
  const decisions = createDecisionIndex(host.files);
  await decisions.load(all);
  const today = toDay(host.clock.now());

  const finder = createRecordFinder(records, host.files);
  const folded = await finder.folded();
  const reviewOf = async (path: string): Promise<FileReview> => {
    const read = analysed.get(path);
    if (read === undefined) return emptyReview(path, 0, options.scope, [problems.get(path) ?? 'Not reviewed.']);
    const [origin, { record, problem }] = await Promise.all([
      provenance.of(path, read.text),
      finder.find(path, () => read.blocks),
    ]);
    const lines = changed === undefined ? undefined : (changed.get(path) ?? []);
    const outline = outlines.get(path);
    // A test is read whole once some line of it is reviewed.
    const isRead = outline === undefined || !scopeOf(origin, read.codeLines, options.scope, lines).has(EVERYTHING);
    return compose({
      file: isRead ? read : analyse(path, lowerWhole(parser, outline)),
      version: 0,
      settle: (condition) => index.settle(path, condition),
      provenance: origin,
      scope: options.scope,
      ...(lines === undefined ? {} : { changed: lines }),
      record,
      decisions: decisions.decisionsFor(path, read.comments),
      policy,
      folded,
      problems: problem === undefined ? [] : [problem],
      today,
    });
  };
  // What is asked of one file can show what cannot be read of another.
  const reviews = (await inParallel(wanted, reviewOf)).map((review) => index.withProblems(review));
  parser.dispose();
  // Only a run over everything can say that an answer's code is nowhere.
  const isWhole = options.paths.length === 0 && changed === undefined;
  const unplaced = [...reviews.flatMap((review) => review.unplaced), ...(isWhole ? await finder.unplaced() : [])];
  const unknown =
    host.git === undefined && options.scope !== 'all'
      ? [`Who wrote which lines is not known here: ${host.noGit ?? 'there is no git'}. Use --all to review every line.`]
      : [];
  return {
    reviews,
    unplaced,
    problems: [...unknown, ...followed.problems, ...index.problems],
    notes: [...(await liveNotes(host, options.scope)), ...policyNotes(policy), ...foldNotes(folded)],
  };
}

/** Sources, and code in languages that are not read yet, below what was asked for; sorted. */
async function wantedPaths(
  host: Host,
  all: readonly string[],
  asked: readonly string[],
  changed: ReadonlyMap<string, LineFilter> | undefined,
): Promise<readonly string[]> {
  const wanted = new Set<string>();
  for (const given of asked.length === 0 ? [''] : asked) {
    const below = all.filter((path) => given === '' || path.startsWith(`${given}/`)).filter(isCode);
    for (const path of below) wanted.add(path);
    if (below.length > 0 || given === '') continue;
    if (all.includes(given) || (await host.files.exists(given))) wanted.add(given);
    else throw new ReviewError(`There is no file or folder ${given} below the working directory.`);
  }
  return [...wanted].filter((path) => changed === undefined || changed.has(path)).sort();
}

function isCode(path: string): boolean {
  return languageOf(path) !== undefined || unreadLanguage(path) !== undefined;
}

async function changedSince(host: Host, base: string): Promise<ReadonlyMap<string, LineFilter>> {
  if (host.git === undefined)
    throw new ReviewError(`--base needs git, and here there is none: ${host.noGit ?? 'not a git repository'}.`);
  const changed = await changedLines(host.git, base);
  if (typeof changed === 'string') throw new ReviewError(changed);
  return changed;
}

/** Who reads a run sees what it did not ask. */
function policyNotes({ rules }: Policy): readonly string[] {
  const off = [...rules].filter(([, { isOff }]) => isOff).map(([id, { reason }]) => `${id} (${reason})`);
  return off.length === 0 ? [] : [`The policy turns off ${off.join(', ')}.`];
}

function foldNotes(folded: ReadonlyMap<string, RuleAnswers>): readonly string[] {
  return [...folded].map(([id, answers]) => `The rule ${id} is folded: ${whyFolded(answers)}.`);
}

/** Without a live record every uncommitted line counts as inserted, typed or not. */
async function liveNotes(host: Host, scope: Scope): Promise<readonly string[]> {
  if (host.git === undefined || scope !== 'inserted') return [];
  const { paths } = await host.git.common.list('editor-in-chief/live');
  return paths.length > 0
    ? []
    : ['No live record of edits was found in this repository, so every uncommitted line counts as inserted, typed or not.'];
}
