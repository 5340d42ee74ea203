/** What the Review view is made from. */
import type { FileReview, RuleInfo } from '#review/file-review';
import type { Words } from './words';

export interface ReviewInput {
  readonly review: FileReview;
  readonly rules: ReadonlyMap<string, RuleInfo>;
  readonly isTrusted: boolean;
  /** git is at hand, so what an answer was given for may be found again. */
  readonly hasHistory: boolean;
  /** Groups of shown questions that wait for a person, as every face counts them. */
  readonly open: number;
  readonly elsewhere: readonly ElsewhereFile[];
  /** ms since the epoch, for "3 days ago". */
  readonly now: number;
  readonly words: Words;
}

/** What every card is made with. */
export type CardInput = Pick<ReviewInput, 'rules' | 'hasHistory' | 'words'>;

export interface ElsewhereFile {
  readonly path: string;
  /** Open questions. */
  readonly open: number;
}
