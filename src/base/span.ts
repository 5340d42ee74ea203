/** Spans of text. Offsets are UTF-16 code units from 0, ends are exclusive: what VS Code's `TextDocument` counts too. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One replacement. Several edits of one list speak of the same text before them and do not overlap. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** A range of whole lines, 1-based, both ends included. */
export interface LineRange {
  readonly startLine: number;
  readonly endLine: number;
}

/** Something another file (or this one) shows, resolved and free of the model: fit for a record, a face, a summary. `path` is relative to the facts root, with `/`. */
export interface Location {
  readonly path: string;
  /** 1-based. */
  readonly startLine: number;
  /** The source text that was seen, one line, at most 120 characters. */
  readonly text: string;
}
