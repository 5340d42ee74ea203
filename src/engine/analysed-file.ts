/** Phase one of a file as plain data: what is kept of it when its model is dropped. */
import type { LineMap } from '#base/line-map';
import type { FileModel } from '#code/model';
import { type Block, blocksOf } from '#review/block';
import { languageName } from '#syntax/language';
import { type PendingEntry, toPendingEntries } from './entry-views';
import type { FileAnalyser } from './file-analyser';
import { type PendingFinding, toPending } from './settle';

export interface AnalysedFile {
  readonly path: string;
  readonly language: string;
  readonly text: string;
  readonly map: LineMap;
  readonly blocks: readonly Block[];
  readonly entries: readonly PendingEntry[];
  readonly findings: readonly PendingFinding[];
  /** 1-based lines that hold a token other than a comment, ascending. */
  readonly codeLines: readonly number[];
  /** For the decisions a file names. */
  readonly comments: readonly { readonly line: number; readonly text: string }[];
  /** Ids of rules that threw. */
  readonly failed: readonly string[];
}

export function toAnalysedFile(path: string, analyser: FileAnalyser): AnalysedFile {
  const { analysis, entries } = analyser;
  const { model } = analysis;
  const map = analysis.lines;
  const isLowered = analysis.pathRole === 'migration';
  const isScript = analysis.pathRole === 'script';
  const locationOf = analysis.locationOf;
  let comments: AnalysedFile['comments'] | undefined;
  return {
    path,
    language: languageName(model.language),
    text: model.text,
    map,
    blocks: blocksOf(model, map, new Map(entries.map((entry) => [entry.handler, entry.id]))),
    entries: toPendingEntries(analysis, entries, map),
    findings: analyser.yielded.map(({ rule, outcome }) => toPending(rule, outcome, { locationOf, isLowered, isScript })),
    codeLines: codeLinesOf(model, map),
    get comments() {
      comments ??= commentsOf(model, map);
      return comments;
    },
    failed: analyser.failed,
  };
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

function commentsOf(model: FileModel, map: LineMap): AnalysedFile['comments'] {
  return model.items.flatMap((item) =>
    item.comments.map(({ start, end }) => ({
      line: map.lineAt(item.base + start),
      text: model.text.slice(item.base + start, item.base + end),
    })),
  );
}
