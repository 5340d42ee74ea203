/** What the Review view says when there is no file to review: one sentence what is so, and the one thing that would change it. */
import { toElsewhere } from './elsewhere';
import type { Action, ViewModel } from './protocol/view-model';
import type { ElsewhereFile } from './review-input';
import type { Words } from './words';

export type Welcome =
  | { readonly kind: 'no-folder' | 'no-file' | 'outside' }
  | { readonly kind: 'reading'; readonly name: string }
  | { readonly kind: 'off'; readonly why: string };

export function toWelcomeModel(welcome: Welcome, elsewhere: readonly ElsewhereFile[], words: Words): ViewModel {
  const { t } = words;
  const said = (title: string, sentence: string, ...actions: Action[]): ViewModel => {
    const files = toElsewhere(elsewhere, words);
    return {
      kind: 'welcome',
      title,
      sentences: sentence === '' ? [] : [sentence],
      actions,
      ...(files === undefined ? {} : { elsewhere: files }),
    };
  };
  const openFolder: Action = { label: t('Open a folder'), post: { kind: 'open-folder' } };
  const showLog: Action = { label: t('Show log'), post: { kind: 'show-log' } };
  switch (welcome.kind) {
    case 'no-folder':
      return said(
        t('No folder is open'),
        t('The review reads a project: its history, its decisions, its guards and schemas.'),
        openFolder,
      );
    case 'no-file':
      return said(t('No file is open'), t('Open a file to see who wrote its lines and what they leave to answer.'));
    case 'outside':
      return said(
        t('Outside of the folder'),
        t('This file belongs to no open folder, so neither its history nor its project is known.'),
        openFolder,
      );
    case 'reading':
      return said(t('Reading {0}…', welcome.name), '');
    case 'off':
      return said(t('The review is off'), welcome.why, showLog);
  }
}
