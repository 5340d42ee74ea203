/** One file's review from its parts: phase two, provenance, record, decisions. */
import type { Condition } from '#facts/condition';
import { NO_POLICY, type Policy } from '#policy/policy';
import type { Settled } from '#project/resolve';
import type { FileProvenance } from '#provenance/origin';
import { assemble } from '#review/assemble';
import type { Decision, FileReview, RuleAnswers } from '#review/file-review';
import type { ReviewRecord } from '#review/record';
import type { EntryView } from '#review/rows';
import type { LineFilter, Scope } from '#review/scope';
import { RULES } from '#rules/registry.generated';
import type { AnalysedFile } from './analysed-file';
import type { PendingEntry } from './entry-views';
import { settleFinding } from './settle';
import { heldBy } from './team-policy';

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
  /** The project is still being read. */
  readonly isPartial?: boolean;
  /** Absent: every rule as it is. */
  readonly policy?: Policy;
  /** Rules that the team's answers fold. */
  readonly folded?: ReadonlyMap<string, RuleAnswers>;
  readonly problems: readonly string[];
  readonly today: string;
}

export function compose(input: ComposeInput): FileReview {
  const { file, settle, policy = NO_POLICY } = input;
  return assemble({
    path: file.path,
    language: file.language,
    version: input.version,
    text: file.text,
    map: file.map,
    // What nothing is asked about needs its blocks only for what is on record.
    blocks: file.isOutline && input.record === undefined ? [] : file.blocks,
    entries: file.entries.flatMap((pending) => registeredEntry(pending, settle) ?? []),
    findings: file.findings.flatMap((pending) => {
      const finding = settleFinding(pending, settle);
      return finding === undefined ? [] : [heldBy(policy, finding)];
    }),
    provenance: input.provenance,
    codeLines: file.codeLines,
    scope: input.scope,
    ...(input.changed === undefined ? {} : { changed: input.changed }),
    record: input.record,
    decisions: input.decisions,
    ignores: file.ignores,
    rules: { known: RULES, ran: file.ran },
    folded: new Map([...(input.folded ?? [])].filter(([rule]) => policy.rules.get(rule)?.confidence === undefined)),
    isPartial: input.isPartial ?? false,
    problems: [...input.problems, ...file.failed.map(partOff)],
    today: input.today,
  });
}

/** An entry point that another file registers is called as it is registered there: `POST /orders` rather than `createOrder`. */
function registeredEntry({ view, when }: PendingEntry, settle: ComposeInput['settle']): EntryView | undefined {
  let title: string | undefined;
  for (const condition of when) {
    const answer = settle(condition);
    if (answer.kind !== 'yes') return undefined;
    title ??= answer.title;
  }
  return title === undefined ? view : { ...view, title };
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
    notes: [],
    problems,
  };
}
