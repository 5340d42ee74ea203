/** A decision record that governs a file, as every face shows it. Plain data; nothing in it is markup. */

export type DecisionStatus = 'accepted' | 'proposed' | 'superseded' | 'deprecated' | 'rejected' | 'unstated' | 'unknown';

export interface Decision {
  /** Path relative to the facts root. */
  readonly path: string;
  /** `ADR-0012`, or the slug when it has no number. */
  readonly label: string;
  readonly title: string;
  readonly status: DecisionStatus;
  /** The status as the record words it; '' when it states none. */
  readonly statusText: string;
  /** As written in the record, never reformatted. */
  readonly date?: string;
  /** First sentence of the outcome, at most 160 characters. */
  readonly outcome?: string;
  readonly supersededBy?: { readonly path?: string; readonly label: string };
  /** Why it governs this file: `named in line 12`, `applies-to src/**`. */
  readonly why: string;
}
