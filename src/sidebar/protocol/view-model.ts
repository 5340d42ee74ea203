/** What the Review view shows, as plain data with every word in place: the page only lays it out. */
import type { AnswerKind } from '#review/file-review';
import type { FromPage } from './from-page';

/** A link or button: what it says, and what the page posts when it is used. */
export interface Action {
  readonly label: string;
  readonly title?: string;
  readonly post: FromPage;
}

export interface Form {
  readonly label: string;
  readonly choices: readonly {
    readonly kind: AnswerKind;
    readonly label: string;
    readonly title: string;
    readonly placeholder: string;
  }[];
  readonly save: string;
  /** The answer on record, to be edited or taken back. */
  readonly saved?: { readonly kind: AnswerKind; readonly note: string; readonly line: string };
  readonly edit: string;
  readonly cancel: string;
  readonly takeBack?: Action;
  readonly stillTrue?: Action;
}

/** One question with everything known about it: a card has one part per group. */
export interface Part {
  /** What an answer would be given to. */
  readonly group: string;
  readonly ask: string;
  /** Lines of code that raised it, each opening at its place. */
  readonly places: readonly { readonly line: number; readonly code: string; readonly title: string; readonly post: FromPage }[];
  readonly evidence: string;
  /** Said of an answer that is stale, or of one whose code changed a little. */
  readonly changed?: string;
  readonly showChange?: Action;
  /** What was seen or looked at elsewhere. */
  readonly seen: readonly Action[];
  readonly terms: readonly { readonly term: string; readonly text: string }[];
  readonly scores?: { readonly text: string; readonly title: string };
  readonly page?: Action;
  readonly form?: Form;
}

export type Tone = 'ok' | 'ask' | 'risk' | 'dim';

/** A line of a list that opens to a card. */
export interface RowView {
  readonly key: string;
  readonly glyph: string;
  readonly tone: Tone;
  /** The state in words, for who cannot see the glyph. */
  readonly state: string;
  readonly name?: string;
  readonly what: string;
  readonly place?: string;
  readonly quote?: string;
  readonly parts: readonly Part[];
  /** Lines of the open file it speaks of, when they are fewer than its section's. */
  readonly lines?: { readonly start: number; readonly end: number };
}

export interface EntryPointView {
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  /** `3 open`, or '' when all rows are settled. */
  readonly badge: string;
  readonly rows: readonly RowView[];
  readonly lines: { readonly start: number; readonly end: number };
}

export interface Fold {
  readonly key: string;
  readonly title: string;
  readonly rows: readonly RowView[];
}

export interface QuestionList {
  readonly title: string;
  readonly badge: string;
  readonly note: string;
  readonly groups: readonly { readonly key: string; readonly title: string; readonly rows: readonly RowView[] }[];
  readonly folds: readonly Fold[];
}

export interface Header {
  readonly name: string;
  readonly folder: string;
  /** Absent where no line of code was counted. */
  readonly bar?: { readonly ai: number; readonly human: number; readonly unknown: number; readonly label: string };
  readonly legend: readonly { readonly kind: 'ai' | 'human' | 'unknown'; readonly text: string }[];
  /** How the AI share is known, most lines first. */
  readonly known: readonly string[];
  readonly notRight?: Action;
  readonly notes: { readonly title: string; readonly sentences: readonly string[]; readonly isOpen: boolean };
}

export interface Notice {
  readonly text: string;
  readonly isProblem: boolean;
  readonly actions: readonly Action[];
}

export interface DecisionView {
  readonly glyph: string;
  readonly tone: Tone;
  readonly state: string;
  readonly open: Action;
  readonly detail: string;
  readonly successor?: Action;
}

export interface Section<T> {
  readonly title: string;
  readonly badge: string;
  readonly items: readonly T[];
}

export interface Figures {
  /** Read out when it changes. */
  readonly open: string;
  readonly rest: string;
}

/** Files of the folder with inserted lines, other than the open one. */
export type Elsewhere = Section<{ readonly open: Action; readonly detail: string }>;

export type ViewModel =
  | {
      readonly kind: 'welcome';
      readonly title: string;
      readonly sentences: readonly string[];
      readonly actions: readonly Action[];
      readonly elsewhere?: Elsewhere;
    }
  | {
      readonly kind: 'review';
      readonly path: string;
      readonly header: Header;
      readonly notices: readonly Notice[];
      readonly decisions?: Section<DecisionView>;
      readonly entries: readonly EntryPointView[];
      readonly questions: QuestionList;
      readonly unplaced?: Section<{ readonly what: string; readonly detail: string }>;
      readonly elsewhere?: Elsewhere;
      readonly figures: Figures;
    };
