/** What the reader has to know before the questions: nothing in scope, restricted mode, a language that is not read, parts that failed. */
import { isUnconfirmed } from './header';
import type { Action, Notice } from './protocol/view-model';
import type { ReviewInput } from './review-input';

export function toNotices({ review, isTrusted, words }: ReviewInput): readonly Notice[] {
  const { t } = words;
  const mark: Action = { label: t('Mark a selection as AI-written'), post: { kind: 'mark-ai' } };
  const notices: Notice[] = [];
  if (!isTrusted)
    notices.push({
      text: t('Restricted mode: the rules read the text alone. git is not asked, and nothing can be written.'),
      isProblem: false,
      actions: [{ label: t('Manage trust…'), post: { kind: 'manage-trust' } }],
    });
  const isRead = review.language !== '';
  if (!isRead && review.problems.length === 0)
    notices.push({
      text: t(
        'Questions are asked of TypeScript, JavaScript, Python, Go and Java. Of this file only the origin of its lines is known.',
      ),
      isProblem: false,
      actions: [],
    });
  if (isTrusted && review.provenance.inserted > 0 && review.provenance.runs.some(isUnconfirmed))
    notices.push({
      text:
        review.provenance.inserted === 1
          ? t('One line was inserted, and nobody confirmed by whom.')
          : t('{0} lines were inserted, and nobody confirmed by whom.', review.provenance.inserted),
      isProblem: false,
      actions: [
        { label: t('An AI wrote them'), post: { kind: 'confirm', path: review.path, as: 'ai' } },
        { label: t('I wrote them'), post: { kind: 'confirm', path: review.path, as: 'human' } },
      ],
    });
  if (isRead && !review.blocks.some((block) => block.inScope) && !review.checklists.some((checklist) => checklist.inScope))
    notices.push({
      text: nothingInScope(),
      isProblem: false,
      actions: [
        { label: t('Review this file anyway'), post: { kind: 'review-anyway', path: review.path } },
        ...(isTrusted ? [mark] : []),
      ],
    });
  const showLog: Action = { label: t('Show log'), post: { kind: 'show-log' } };
  // Why a file is not read at all is no failure, and the log has nothing to add.
  for (const text of review.problems) notices.push({ text, isProblem: isRead, actions: isRead ? [showLog] : [] });
  for (const { startLine, text } of review.notes)
    notices.push({
      text,
      isProblem: false,
      actions: [{ label: t('Show line {0}', startLine), post: { kind: 'open', path: review.path, line: startLine } }],
    });
  return notices;

  function nothingInScope(): string {
    const { ai, inserted } = review.provenance;
    if (review.scope === 'all' || ai + inserted > 0) return t('Nothing in this file is in the scope of the review.');
    return t(
      'No line of this file is known to be AI-written: no commit, note or agent record says so. That does not make it human.',
    );
  }
}
