/** Phase one of a file as plain data: what is kept of it when its model is dropped. */
import type { LineMap } from '#base/line-map';
import type { Span } from '#base/span';
import type { FileModel } from '#code/model';
import { type Block, blocksOf } from '#review/block';
import { type Ignore, readIgnores } from '#review/ignores';
import { languageName } from '#syntax/language';
import { type PendingEntry, toPendingEntries } from './entry-views';
import type { FileAnalyser } from './file-analyser';
import { isAskedAbout, testRules } from './item-result';
import { type PendingFinding, toPending } from './settle';

export interface AnalysedFile {
  readonly path: string;
  readonly language: string;
  readonly text: string;
  readonly map: LineMap;
  readonly blocks: readonly Block[];
  /** A test of which no line is reviewed: its blocks are found only when somebody asks for them. */
  readonly isOutline: boolean;
  readonly entries: readonly PendingEntry[];
  readonly findings: readonly PendingFinding[];
  /** 1-based lines that hold a token other than a comment, ascending. */
  readonly codeLines: readonly number[];
  /** For the decisions a file names. */
  readonly comments: readonly { readonly line: number; readonly text: string }[];
  /** Ignores among the comments; of files that are asked nothing none. */
  readonly ignores: readonly Ignore[];
  /** Ids of rules that ran, and did not throw. */
  readonly ran: ReadonlySet<string>;
  /** Ids of rules that threw. */
  readonly failed: readonly string[];
}

/** `whole`: of an outline the whole model, made when its blocks are asked for. */
export function toAnalysedFile(
  path: string,
  analyser: FileAnalyser,
  whole: (model: FileModel) => FileModel = (model) => model,
): AnalysedFile {
  // Each of them is gathered from all items when it is asked for.
  const { analysis, entries, failed } = analyser;
  const { model } = analysis;
  const map = analysis.lines;
  const isLowered = analysis.pathRole === 'migration';
  const isScript = analysis.pathRole === 'script';
  const { locationOf } = analysis;
  const isOutline = model.isOutline === true;
  const handlers = new Map(entries.map((entry) => [entry.handler, entry.id]));
  const asking = analysis.pathRole === 'test' ? testRules(analyser.rules) : analyser.rules;
  const plain = {
    path,
    language: languageName(model.language),
    text: model.text,
    map,
    isOutline,
    entries: toPendingEntries(analysis, entries, map),
    findings: analyser.yielded.map(({ rule, outcome }) => toPending(rule, outcome, { locationOf, isLowered, isScript })),
    codeLines: codeLinesOf(model, map),
    ran: new Set(asking.flatMap(({ id }) => (failed.includes(id) ? [] : [id]))),
    failed,
  };
  const blocks = isOutline ? blocksOfOutline(model, map, whole) : given(blocksOf(model, map, handlers));
  const mayIgnore = isAskedAbout(analysis.pathRole) && model.text.includes('eic-ignore');
  return withParts(plain, blocks, commentSpans(model), mayIgnore);
}

// What is found when it is asked for stands apart: a function keeps alive all that the one around it has at hand, and the
// model has to go.

function withParts(
  plain: Omit<AnalysedFile, 'blocks' | 'comments' | 'ignores'>,
  findBlocks: () => readonly Block[],
  spans: readonly Span[],
  mayIgnore: boolean,
): AnalysedFile {
  const { text, map } = plain;
  let blocks: AnalysedFile['blocks'] | undefined;
  let comments: AnalysedFile['comments'] | undefined;
  let ignores: AnalysedFile['ignores'] | undefined;
  return {
    ...plain,
    get blocks() {
      blocks ??= findBlocks();
      return blocks;
    },
    get comments() {
      comments ??= spans.map(({ start, end }) => ({ line: map.lineAt(start), text: text.slice(start, end) }));
      return comments;
    },
    get ignores() {
      ignores ??= mayIgnore ? readIgnores(this.comments, plain.codeLines, (line) => map.textOf(line)) : [];
      return ignores;
    },
  };
}

function given<T>(value: T): () => T {
  return () => value;
}

function blocksOfOutline(outline: FileModel, map: LineMap, whole: (model: FileModel) => FileModel): () => readonly Block[] {
  return () => blocksOf(whole(outline), map, new Map());
}

function codeLinesOf(model: FileModel, map: LineMap): readonly number[] {
  const lines: number[] = [];
  let last = 0;
  for (const item of model.items) {
    const first = map.lineAt(item.base);
    for (const offset of item.codeLines) {
      // Two items can share a line.
      if (first + offset === last) continue;
      last = first + offset;
      lines.push(last);
    }
  }
  return lines;
}

/** Most items hold none, and an edit asks for those of the whole file. */
function commentSpans({ items }: FileModel): readonly Span[] {
  const spans: Span[] = [];
  for (const { base, comments } of items)
    for (const { start, end } of comments) spans.push({ start: base + start, end: base + end });
  return spans;
}
