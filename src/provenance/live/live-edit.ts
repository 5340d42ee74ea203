/** One change event of an open document, as far as a stable editor API tells. */
import type { TextEdit } from '#base/span';

export interface LiveEdit {
  /** Offsets in the text before the event, ascending, not overlapping. */
  readonly edits: readonly TextEdit[];
  readonly reason: 'undo' | 'redo' | undefined;
  /** The document was and stayed clean: the change came from disk. */
  readonly fromDisk: boolean;
  /** Text the editor's paste or drop hook saw within the last moments, if any. */
  readonly pasted: string | undefined;
  /** ms since the epoch. */
  readonly at: number;
}
