/** One file's review from its parts: phase two, provenance, record, decisions. */
import type { Condition } from '#facts/condition';
import type { Settled } from '#project/resolve';
import type { FileProvenance } from '#provenance/origin';
import { assemble } from '#review/assemble';
import type { Decision, FileReview } from '#review/file-review';
import type { ReviewRecord } from '#review/record';
import type { LineFilter, Scope } from '#review/scope';
import type { AnalysedFile } from './analysed-file';
import { settleFinding } from './settle';

export interface ComposeInput {
  readonly file: AnalysedFile;
  readonly version: number;
  readonly settle: (condition: Condition) => Settled;
  readonly provenance: FileProvenance;
  readonly scope: Scope;
  /** Lines changed since a base, when only those are reviewed. */
  readonly changed?: LineFilter;
  readonly record: ReviewRecord | undefined;
  readonly decisions: readonly Decision[];
  readonly problems: readonly string[];
  readonly today: string;
}

export function compose(input: ComposeInput): FileReview {
  const { file, settle } = input;
  return assemble({
    path: file.path,
    language: file.language,
    version: input.version,
    text: file.text,
    map: file.map,
    blocks: file.blocks,
    entries: file.entries
      .filter(({ when }) => when.every((condition) => settle(condition).kind === 'yes'))
      .map(({ view }) => view),
    findings: file.findings.flatMap((pending) => settleFinding(pending, settle) ?? []),
    provenance: input.provenance,
    codeLines: file.codeLines,
    scope: input.scope,
    ...(input.changed === undefined ? {} : { changed: input.changed }),
    record: input.record,
    decisions: input.decisions,
    problems: [...input.problems, ...file.failed.map(partOff)],
    today: input.today,
  });
}

function partOff(rule: string): string {
  return `Part of the review is off: the rule ${rule} failed in this file. The rest is complete.`;
}

/** The review of a file that has no model: unreadable, or in a language that is not read. */
export function emptyReview(
  path: string,
  version: number,
  scope: Scope,
  problems: readonly string[],
  provenance?: FileProvenance,
): FileReview {
  const figures = { ai: 0, human: 0, unknown: 0, inserted: 0 };
  return {
    path,
    language: '',
    version,
    lines: 0,
    codeLines: 0,
    provenance: { runs: provenance?.runs ?? [], notes: provenance?.notes ?? [], ...figures },
    scope,
    blocks: [],
    questions: [],
    checklists: [],
    decisions: [],
    unplaced: [],
    problems,
  };
}
