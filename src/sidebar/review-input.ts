/** What the Review view is made from. */
import type { FileReview, RuleInfo } from '#review/file-review';
import type { Words } from './words';

export interface ReviewInput {
  readonly review: FileReview;
  readonly rules: ReadonlyMap<string, RuleInfo>;
  readonly isTrusted: boolean;
  /** Groups of shown questions that wait for a person, as every face counts them. */
  readonly open: number;
  readonly elsewhere: readonly ElsewhereFile[];
  /** ms since the epoch, for "3 days ago". */
  readonly now: number;
  readonly words: Words;
}

export interface ElsewhereFile {
  readonly path: string;
  /** Open questions. */
  readonly open: number;
}
