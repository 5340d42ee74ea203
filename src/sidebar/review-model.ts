/** A file's review → what the Review view shows. Pure, so a screen can be tested without a browser. */
import { toDecisions } from './decisions';
import { toElsewhere } from './elsewhere';
import { toEntries } from './entries';
import { toFigures } from './figures';
import { toHeader } from './header';
import { toNotices } from './notices';
import type { ViewModel } from './protocol/view-model';
import { toQuestionList } from './question-list';
import type { ReviewInput } from './review-input';

export function toReviewModel(input: ReviewInput): ViewModel {
  const { review, words } = input;
  const entries = toEntries(review, input);
  const elsewhere = toElsewhere(input.elsewhere, words);
  const decisions = toDecisions(review, words);
  return {
    kind: 'review',
    path: review.path,
    header: toHeader(review, input.now, words),
    notices: toNotices(input),
    ...(decisions === undefined ? {} : { decisions }),
    entries,
    questions: toQuestionList(review, input),
    ...(review.unplaced.length === 0
      ? {}
      : {
          unplaced: {
            title: words.t('Answers without a place'),
            badge: String(review.unplaced.length),
            items: review.unplaced.map(({ answer, why, rule }) => ({
              what: input.rules.get(rule)?.title ?? rule,
              detail: `${words.answerLine(answer)} · “${answer.note}” · ${why}`,
            })),
          },
        }),
    ...(elsewhere === undefined ? {} : { elsewhere }),
    figures: toFigures(input),
  };
}
