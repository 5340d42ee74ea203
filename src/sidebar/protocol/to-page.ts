/** What the extension tells the Review view: a closed union, and the check of what arrives. */
import { isLine, isRecord, isText } from './checks';
import type { ViewModel } from './view-model';

export type ToPage =
  | { readonly kind: 'render'; readonly model: ViewModel }
  /** Line of the caret in the open file, 1-based: the page marks what speaks of it and brings it into view. */
  | { readonly kind: 'caret'; readonly line: number }
  /** Open the card that asks this group and put the focus there. */
  | { readonly kind: 'reveal'; readonly group: string }
  | { readonly kind: 'saved'; readonly group: string }
  | { readonly kind: 'refused'; readonly group: string; readonly why: string };

/** The extension is the only sender, so its model is taken as typed; but any script can post, so the envelope is checked. */
export function parseToPage(value: unknown): ToPage | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, model, line, group, why } = value;
  switch (kind) {
    case 'render':
      return isRecord(model) && (model.kind === 'welcome' || model.kind === 'review')
        ? { kind, model: model as unknown as ViewModel }
        : undefined;
    case 'caret':
      return isLine(line) ? { kind, line } : undefined;
    case 'reveal':
    case 'saved':
      return isText(group) ? { kind, group } : undefined;
    case 'refused':
      return isText(group) && isText(why) ? { kind, group, why } : undefined;
    default:
      return undefined;
  }
}
