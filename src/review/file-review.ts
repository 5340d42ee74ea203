/**
 * The review of one file: one immutable, versioned snapshot of plain data that every face renders. Lines and columns are
 * 1-based, columns in UTF-16 units, paths relative to the facts root with `/`.
 */
import type { Decision } from '#adr/decision';
import type { Location, TextEdit } from '#base/span';
import type { FileProvenance } from '#provenance/origin';
import type { Card, Confidence, Row } from '#rules/rule';

export type { Decision };
export type Risk = 'low' | 'medium' | 'high';
export type QuestionState = 'open' | 'discharged' | 'answered' | 'stale' | 'suppressed';
export type AnswerKind = 'handled' | 'accepted-risk' | 'not-applicable' | 'to-fix';
export type HiddenBy = 'scope' | 'confidence' | 'row-only' | 'budget' | 'suppressed';

export interface Range {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface AnswerView {
  readonly kind: AnswerKind;
  readonly note: string;
  readonly by: string;
  /** YYYY-MM-DD */
  readonly at: string;
  readonly adr?: string;
  readonly expires?: string;
  /** It holds no longer because its day has passed, not because the code changed. */
  readonly isExpired?: true;
}

/** Answers on record to one rule, in all files. */
export interface RuleAnswers {
  readonly answers: number;
  readonly notApplicable: number;
}

export interface Question extends Range {
  /** Stable within a review: `rule@block#occurrence`; commands and the sidebar address questions by it. */
  readonly id: string;
  readonly rule: string;
  readonly mode: string;
  readonly state: QuestionState;
  readonly answer?: AnswerView;
  readonly anchor?: 'fresh' | 'touched';
  /** Of a suppressed one: the comment that says so, and why. */
  readonly ignored?: { readonly startLine: number; readonly reason: string };
  /** Its rule is too often answered "not applicable": it counts as unsure, and faces fold it. */
  readonly folded?: RuleAnswers;
  readonly shown: boolean;
  readonly hiddenBy?: HiddenBy;
  /** Shared by the places of one rule in one block; an answer covers the group. */
  readonly group: string;
  readonly confidence: Confidence;
  readonly risk: Risk;
  readonly severity: number;
  readonly occurrence: number;
  readonly detection: number;
  /** Block's symbol, `POST /orders` style title kept apart. '' for the module block. */
  readonly symbol: string;
  /** The question's words. */
  readonly text: string;
  readonly evidence: string;
  /** The line of code, trimmed. */
  readonly code: string;
  readonly dischargedBy?: readonly Location[];
  readonly related: readonly (Location & { readonly note: string })[];
  readonly fixes: readonly {
    readonly title: string;
    readonly safety: 'safe' | 'suggested' /** absolute offsets */;
    readonly edits: readonly TextEdit[];
  }[];
  readonly rows: readonly Row[];
}

export type RowState = 'open' | 'answered-by-code' | 'answered-by-person' | 'not-applicable' | 'to-consider';

export interface ChecklistRow {
  readonly row: Row;
  readonly state: RowState;
  readonly rules: readonly string[];
  /** What answers it, what is open, why it does not apply, or what was looked at. */
  readonly evidence: string;
  readonly at?: { readonly path?: string; readonly startLine: number };
  /** Ids of the questions that make it open, highest risk first. */
  readonly questions: readonly string[];
  readonly answer?: AnswerView;
  /** Group id to answer it by hand: `row:twice@…`. */
  readonly group: string;
}

export interface Checklist {
  /** `POST /orders`, `consumer notifications`. */
  readonly title: string;
  readonly symbol: string;
  readonly kind: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly inScope: boolean;
  readonly rows: readonly ChecklistRow[];
}

export interface BlockView {
  readonly id: string;
  readonly symbol: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly inScope: boolean;
}

/** Said of a line that is no question's: an ignore that says no reason, or has nothing to ignore. */
export interface LineNote {
  /** 1-based. */
  readonly startLine: number;
  readonly text: string;
}

export interface Unplaced {
  readonly path: string;
  readonly symbol: string;
  readonly rule: string;
  readonly answer: AnswerView;
  readonly why: string;
}

export interface FileReview {
  readonly path: string;
  /** '' when unsupported. */
  readonly language: string;
  readonly version: number;
  readonly lines: number;
  readonly codeLines: number;
  readonly provenance: FileProvenance & {
    readonly ai: number;
    readonly human: number;
    readonly unknown: number;
    readonly inserted: number;
  };
  readonly scope: 'ai' | 'inserted' | 'all';
  /** Of a test that is reviewed among others and has nothing on record: none. */
  readonly blocks: readonly BlockView[];
  readonly questions: readonly Question[];
  readonly checklists: readonly Checklist[];
  readonly decisions: readonly Decision[];
  readonly unplaced: readonly Unplaced[];
  readonly notes: readonly LineNote[];
  /** Whole sentences; each says what to do where something can be done. */
  readonly problems: readonly string[];
}

/** A rule's words and card, for faces; by rule id. */
export interface RuleInfo {
  readonly id: string;
  readonly mode: string;
  readonly title: string;
  readonly question: string;
  readonly card: Card;
  readonly wouldAnswer: readonly string[];
  readonly severity: number;
  readonly occurrence: number;
  readonly detection: number;
}
