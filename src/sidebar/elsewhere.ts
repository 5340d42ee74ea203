/** Files of the folder with inserted lines, other than the open one: how a terminal agent's edits to closed files are seen. */
import type { Elsewhere } from './protocol/view-model';
import type { ElsewhereFile } from './review-input';
import type { Words } from './words';

export function toElsewhere(files: readonly ElsewhereFile[], { t }: Words): Elsewhere | undefined {
  if (files.length === 0) return undefined;
  return {
    title: t('Inserted in other files'),
    badge: String(files.length),
    items: files.map(({ path, open }) => ({
      open: { label: path, post: { kind: 'open', path, line: 1 } },
      detail: open === 0 ? t('no open questions') : t('{0} open', open),
    })),
  };
}
