/** The one API: opens a workspace, keeps it current, answers with plain data. Faces use nothing else of the core. */

import type { Disposable } from '#base/disposable';
import type { Event } from '#base/event';
import type { Host } from '#host/ports';
import type { LiveEdit } from '#provenance/live/live-edit';
import type { AnswerKind, FileReview, RuleInfo } from '#review/file-review';

export type Scope = 'ai' | 'inserted' | 'all';

export interface EngineSettings {
  readonly scope: Scope;
  /** rule id → `off` or a severity of the editor's (`hint` | `information` | `warning` | `error`); absent: default. */
  readonly rules: Readonly<Record<string, 'off' | 'hint' | 'information' | 'warning' | 'error'>>;
  readonly storage: 'repo' | 'workspace';
}

export interface AnswerRequest {
  readonly path: string;
  /** Group id of the question or row. */
  readonly group: string;
  readonly kind: AnswerKind;
  readonly note: string;
  readonly adr?: string;
  readonly expires?: string;
  readonly by: string;
}

export interface Engine extends Disposable {
  readonly rules: readonly RuleInfo[];
  /** Fires with the path whose review is new. */
  readonly onDidChangeReview: Event<string>;
  configure(settings: EngineSettings): void;
  /** An open document; edits follow through `edit`. Offsets are those before each batch. */
  open(path: string, text: string, version: number): void;
  edit(path: string, edit: LiveEdit, textAfter: string, version: number): void;
  close(path: string): void;
  /** The newest finished review, without waiting. */
  latest(path: string): FileReview | undefined;
  /** The review of the newest text, finished. For a file that is not open, read from disk. */
  review(path: string): Promise<FileReview>;
  /** Reviews this file with scope `all`, for as long as it is open. */
  reviewAnyway(path: string): void;
  /** Paths with inserted lines: uncommitted edits of closed files included. */
  inserted(): Promise<readonly string[]>;
  /** Writes the answer; rejects with a sentence that says what to do. `group` questions all get it. */
  answer(request: AnswerRequest): Promise<void>;
  takeBack(path: string, group: string, by: string): Promise<void>;
  /** Today's text of an open file, with the block as it was when the group was answered; `undefined` when git does not hold that. */
  answeredCode(path: string, group: string): Promise<string | undefined>;
  /** A person says who wrote the lines (1-based, inclusive). */
  mark(path: string, startLine: number, endLine: number, as: 'ai' | 'human', by: string): Promise<void>;
  /** Something outside changed: HEAD, a record, a decision, a file on disk. */
  invalidate(paths?: readonly string[]): void;
}

export type OpenEngine = (host: Host, settings: EngineSettings) => Promise<Engine>;
