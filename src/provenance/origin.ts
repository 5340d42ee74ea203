/** Who wrote a line, and how it is known. Absence of evidence is `unknown`, never `human`. */
import type { LineRange } from '#base/span';

export type Author = 'ai' | 'human' | 'unknown';

export interface Evidence {
  readonly source:
    | 'commit-author'
    | 'commit-trailer'
    | 'live-typing'
    | 'live-insertion'
    | 'paste'
    | 'reload'
    | 'uncommitted'
    | 'marked-by-hand';
  /** `Claude Code`, `Copilot`, … */
  readonly tool?: string;
  readonly model?: string;
  /** Full hash. */
  readonly commit?: string;
  /** ISO 8601. */
  readonly at?: string;
  readonly confidence: 'low' | 'medium' | 'high';
  /** One clause, e.g. `commit trailer of 9f31c2e names Claude Opus 4.6`. */
  readonly why: string;
}

/** A run of lines with the same answer. Runs cover the file without gaps or overlaps. */
export interface OriginRun extends LineRange {
  readonly author: Author;
  /** `probable`: an insertion nobody confirmed (counts as unknown in every figure); `changed-by-person`: an AI line edited later. */
  readonly qualifier?: 'probable' | 'changed-by-person';
  /** In the scope `inserted`: AI, probable, or uncommitted and not seen typed. */
  readonly isInserted: boolean;
  /** Strongest first, all kept. */
  readonly evidence: readonly Evidence[];
}

export interface FileProvenance {
  readonly runs: readonly OriginRun[];
  /** What was looked at, and what cannot be known here (no git, shallow clone, no live record): whole sentences. */
  readonly notes: readonly string[];
}
