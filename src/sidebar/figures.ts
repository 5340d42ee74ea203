/** The foot of the view: what waits for a person, and what was settled. Its first part is read out when it changes. */
import type { FileReview } from '#review/file-review';
import type { Figures } from './protocol/view-model';
import type { ReviewInput } from './review-input';

export function toFigures({ review, open, words }: ReviewInput): Figures {
  const { t } = words;
  const groups = (is: (question: FileReview['questions'][number]) => boolean): number =>
    new Set(
      review.questions.filter((question) => question.hiddenBy !== 'scope' && is(question)).map((question) => question.group),
    ).size;
  const rows = review.checklists.filter((checklist) => checklist.inScope).flatMap((checklist) => checklist.rows);
  const shown = new Set(review.questions.filter((question) => question.shown).map((question) => question.id));
  // A row that is open by a shown question is in the count already.
  const toConsider = rows.filter(
    (row) => row.state === 'to-consider' || (row.state === 'open' && !row.questions.some((id) => shown.has(id))),
  ).length;
  const accepted = groups((question) => question.state === 'answered' && question.answer?.kind === 'accepted-risk');
  const stale = groups((question) => question.state === 'stale');
  return {
    open: open === 0 ? t('No open questions') : open === 1 ? t('1 open question') : t('{0} open questions', open),
    rest: [
      toConsider === 0 ? '' : t('{0} to consider', toConsider),
      accepted === 0 ? '' : accepted === 1 ? t('1 risk accepted') : t('{0} risks accepted', accepted),
      stale === 0 ? '' : t('{0} stale', stale),
    ]
      .filter((part) => part !== '')
      .join(' · '),
  };
}
