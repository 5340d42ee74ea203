/** What was seen of how text came into a document. */

export interface Claim {
  readonly kind:
    | /** keys, one by one */ 'typed'
    | /** a few characters in one step: a suggestion taken, a name renamed, a word pasted */ 'short'
    | /** a block in one step */ 'inserted'
    | 'pasted'
    | /** another program wrote the file */ 'reload'
    | 'marked-ai'
    | 'marked-human';
  /** ms since the epoch. */
  readonly at: number;
  /** One clause for a person: `12 lines came in one step`. */
  readonly why: string;
  /** Who marked it. */
  readonly by?: string;
}

/**
 * What the live record says of one line. Shares are of its characters that tell something, 0 to 1. What neither came in a
 * block nor was typed was there before; a mark lies over all of them.
 */
export interface LineEvidence {
  readonly mark?: Claim;
  readonly markShare: number;
  /** Of kind `short` where the whole line came in one step. */
  readonly block?: Claim;
  readonly blockShare: number;
  readonly typed?: Claim;
  readonly typedShare: number;
}

/** By 1-based line − 1; undefined where nothing was seen. */
export type LiveLines = readonly (LineEvidence | undefined)[];
