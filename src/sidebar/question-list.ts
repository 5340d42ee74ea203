/** The questions that no row of an entry point carries: open ones by risk, then what is settled, folded but readable. */
import type { FileReview, Question, Risk } from '#review/file-review';
import { ANSWER_SIGNS } from './entries';
import { type Group, linesOf, toGroups } from './groups';
import { toPart } from './part';
import type { Fold, QuestionList, RowView, Tone } from './protocol/view-model';
import type { CardInput } from './review-input';
import type { Words } from './words';

const RISKS: readonly Risk[] = ['high', 'medium', 'low'];

export function toQuestionList(review: FileReview, input: CardInput): QuestionList {
  const { words } = input;
  const { t } = words;
  const inRows = new Set(
    review.checklists
      .filter((checklist) => checklist.inScope)
      .flatMap((checklist) => checklist.rows.flatMap((row) => row.questions)),
  );
  const others = review.questions.filter((question) => !inRows.has(question.id));
  // A place that is hidden neither hides the others of its group nor is listed among them.
  const waiting = toGroups(others.filter((question) => question.shown && isWaiting(question)));
  const rows = (some: readonly Group[]): readonly RowView[] => some.map((group) => toRow(review.path, group, input));
  const fold = (key: string, title: (count: number) => string, is: (question: Question) => boolean): readonly Fold[] => {
    const folded = toGroups(others.filter(is));
    return folded.length === 0 ? [] : [{ key, title: title(folded.length), rows: rows(folded) }];
  };
  const discharged = toGroups(others.filter(({ state, shown }) => shown && state === 'discharged')).length;
  return {
    title: inRows.size > 0 ? t('Other questions') : t('Questions'),
    badge: waiting.length === 0 ? '' : String(waiting.length),
    note: waiting.length > 0 ? '' : nothingOpen(review, discharged, inRows.size > 0, words),
    groups: RISKS.flatMap((risk) => {
      const some = waiting.filter(([first]) => first.risk === risk);
      return some.length === 0 ? [] : [{ key: `risk ${risk}`, title: words.risks[risk], rows: rows(some) }];
    }),
    folds: [
      ...fold(
        'budget',
        (count) => t('{0} more of less risk', count),
        ({ hiddenBy }) => hiddenBy === 'budget',
      ),
      ...fold(
        'folded',
        (count) => t('{0} of rules that often do not apply here', count),
        ({ folded, hiddenBy }) => folded !== undefined && hiddenBy === 'confidence',
      ),
      ...fold(
        'answered',
        (count) => t('{0} answered by people', count),
        (question) => question.shown && question.state === 'answered' && !isWaiting(question),
      ),
      ...fold(
        'discharged',
        (count) => t('{0} answered by the code', count),
        ({ shown, state }) => shown && state === 'discharged',
      ),
      ...fold(
        'suppressed',
        (count) => t('{0} ignored in the code', count),
        ({ hiddenBy }) => hiddenBy === 'suppressed',
      ),
    ],
  };
}

/** Open work, an answer that only promises a fix included: it stays among the questions until the code answers. */
function isWaiting({ state, answer }: Question): boolean {
  return state === 'open' || state === 'stale' || (state === 'answered' && answer?.kind === 'to-fix');
}

function nothingOpen(review: FileReview, discharged: number, hasRows: boolean, { t }: Words): string {
  if (!review.blocks.some((block) => block.inScope)) return '';
  if (hasRows && review.questions.some((question) => question.shown && isWaiting(question))) return t('No others.');
  const lines = review.scope === 'all' ? review.codeLines : review.provenance.ai + review.provenance.inserted;
  const none =
    review.scope === 'all' ? t('No open questions in {0} lines.', lines) : t('No open questions in {0} inserted lines.', lines);
  if (discharged === 0) return none;
  return `${none} ${discharged === 1 ? t('One is answered by the code.') : t('{0} are answered by the code.', discharged)}`;
}

function toRow(path: string, group: Group, input: CardInput): RowView {
  const { words } = input;
  const [first] = group;
  const [glyph, tone] = signOf(first);
  const others = group.length === 1 ? '' : words.t('and {0} more', group.length - 1);
  return {
    key: `${first.group} ${first.state}`,
    glyph,
    tone,
    state: words.questionStates[first.state],
    what: first.text,
    place: [first.symbol, words.t('line {0}', first.startLine), others].filter((part) => part !== '').join(', '),
    ...quoteOf(first, words),
    parts: [toPart(path, group, input)],
    lines: linesOf(group),
  };
}

function quoteOf({ state, answer, ignored, folded }: Question, words: Words): { readonly quote?: string } {
  if (state === 'answered' && answer !== undefined) return { quote: `${words.answerLine(answer)}: ${answer.note}` };
  if (folded !== undefined)
    return { quote: words.t('Folded: {0} of {1} answers say “not applicable”', folded.notApplicable, folded.answers) };
  return ignored === undefined ? {} : { quote: words.t('Ignored in line {0}: {1}', ignored.startLine, ignored.reason) };
}

function signOf({ state, answer }: Question): readonly [string, Tone] {
  switch (state) {
    case 'open':
      return ['?', 'ask'];
    case 'stale':
      return ['↻', 'ask'];
    case 'discharged':
      return ['✓', 'ok'];
    case 'suppressed':
      return ['–', 'dim'];
    case 'answered':
      return ANSWER_SIGNS[answer?.kind ?? 'handled'];
  }
}
