/**
 * The words that several parts of the Review view share. They go through `t`, which the editor fills with its localisation:
 * the view itself knows no language.
 */
import type { AnswerKind, AnswerView, ChecklistRow, Question, QuestionState, Risk, RowState } from '#review/file-review';

/** `{0}`, `{1}` … in the message stand for the arguments. */
export type Translate = (message: string, ...args: (string | number)[]) => string;

export type Words = ReturnType<typeof createWords>;

/** `locale`: BCP 47, for relative dates. */
export function createWords(t: Translate, locale: string) {
  const rows: Readonly<Record<ChecklistRow['row'], { readonly name: string; readonly ask: string }>> = {
    input: { name: t('Input'), ask: t('What may arrive here, and who checks it?') },
    caller: { name: t('Caller'), ask: t('Who may do this, to whose data?') },
    twice: { name: t('Twice'), ask: t('What happens the second time?') },
    halfway: { name: t('Halfway'), ask: t('What state is left if it stops between the steps?') },
    outage: { name: t('Outage'), ask: t('How long does it wait, who retries, what does the caller see?') },
    seen: { name: t('Seen'), ask: t('Which log line or metric tells us, and would an alert fire?') },
    undone: { name: t('Undone'), ask: t('How is it reversed or switched off in five minutes?') },
  };
  const answers: Readonly<
    Record<AnswerKind, { readonly label: string; readonly title: string; readonly said: string; readonly placeholder: string }>
  > = {
    handled: {
      label: t('Handled'),
      title: t('Handled elsewhere'),
      said: t('Handled'),
      placeholder: t('Where? (file, test, setting)'),
    },
    'accepted-risk': {
      label: t('Accept risk'),
      title: t('Accept the risk'),
      said: t('Accepted risk'),
      placeholder: t('Why, and until when? (until 2027-06-30)'),
    },
    'not-applicable': {
      label: t('N/A'),
      title: t('Not applicable'),
      said: t('Not applicable'),
      placeholder: t('Why can this not happen here?'),
    },
    'to-fix': { label: t('To fix'), title: t('To fix'), said: t('To fix'), placeholder: t('Issue or owner') },
  };
  const rowStates: Readonly<Record<RowState, string>> = {
    open: t('open'),
    'answered-by-code': t('answered by the code'),
    'answered-by-person': t('answered'),
    'not-applicable': t('not applicable'),
    'to-consider': t('to consider'),
  };
  const questionStates: Readonly<Record<QuestionState, string>> = {
    open: t('open'),
    discharged: t('answered by the code'),
    answered: t('answered'),
    stale: t('stale'),
    suppressed: t('ignored in the code'),
  };
  const risks: Readonly<Record<Risk, string>> = { high: t('High risk'), medium: t('Medium risk'), low: t('Low risk') };

  const lines = (start: number, end: number): string => (start === end ? t('line {0}', start) : t('lines {0}–{1}', start, end));
  /** `Accepted risk until 2027-02-20 · Ann` */
  const answerLine = (answer: AnswerView): string => {
    const said = answers[answer.kind].said;
    const until = answer.expires === undefined ? said : t('{0} until {1}', said, answer.expires);
    return `${until} · ${nameOf(answer.by)}`;
  };
  /** The sentence of a stale answer, the same in the squiggle and in the card. */
  const staleSentence = ({ by, at, note, expires, isExpired }: AnswerView): string =>
    isExpired === true && expires !== undefined
      ? t('{0} answered this until {1}, which has passed: “{2}”. What holds now?', nameOf(by), expires, note)
      : t('The code changed since {0} answered ({1}): “{2}”. Still true?', nameOf(by), at, note);
  const messageOf = ({ state, answer, text, evidence }: Pick<Question, 'state' | 'answer' | 'text' | 'evidence'>): string =>
    state === 'stale' && answer !== undefined ? staleSentence(answer) : evidence === '' ? text : `${text} — ${evidence}.`;

  return { t, locale, rows, answers, rowStates, questionStates, risks, lines, answerLine, staleSentence, messageOf };
}

/** `Ann Lee <ann@example.com>` is shown as `Ann Lee`. */
function nameOf(author: string): string {
  return author.replace(/\s*<[^>]*>\s*$/, '') || author;
}
