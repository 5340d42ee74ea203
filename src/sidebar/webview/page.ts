/** What every part of the page works with. */
import type { FromPage } from '../protocol/from-page';
import type { PageState } from './page-state';

export interface Page {
  readonly state: PageState;
  /** Path of the file shown: drafts and folds belong to it. */
  readonly scope: string;
  /** Line of the caret in the editor, if it is in this file. */
  readonly caret: number | undefined;
  post(message: FromPage): void;
  /** Draws again, after something on the page itself changed. `focus` names what gets the focus then. */
  redraw(focus?: string): void;
}

export function isAt(caret: number | undefined, lines: { readonly start: number; readonly end: number } | undefined): boolean {
  return caret !== undefined && lines !== undefined && lines.start <= caret && caret <= lines.end;
}
