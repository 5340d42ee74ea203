/** One group of questions → the part of a card that asks it, shows why, and takes the answer. */
import type { Location } from '#base/span';
import type { AnswerView, Question, RuleInfo } from '#review/file-review';
import type { Action, Form, Part } from './protocol/view-model';
import type { CardInput } from './review-input';
import type { Words } from './words';

/** `questions`: places of one group in the same state, in file order. */
export function toPart(
  path: string,
  questions: readonly [Question, ...Question[]],
  { rules, hasHistory, words }: CardInput,
): Part {
  const { t } = words;
  const [first] = questions;
  const { state, answer } = first;
  const rule = rules.get(first.rule);
  return {
    group: first.group,
    ask: first.text,
    places: [...questions]
      .sort((one, two) => one.startLine - two.startLine)
      .map(({ startLine, code }) => ({
        line: startLine,
        code,
        title: t('Show line {0}', startLine),
        post: { kind: 'open', path, line: startLine },
      })),
    // What discharged it is shown with its place; the same words without it would say nothing more.
    evidence: (first.dischargedBy ?? []).some(({ text }) => text === first.evidence) ? '' : first.evidence,
    ...changedSince(path, questions.find((question) => question.state === 'stale') ?? first, hasHistory, words),
    seen: seenBy(path, questions, words),
    terms: rule === undefined ? [] : termsOf(rule, words),
    scores: scoresOf(first, words),
    page: { label: t('Why am I asked?'), post: { kind: 'open-page', rule: first.rule } },
    ...(state === 'discharged' || state === 'suppressed'
      ? {}
      : { form: toForm(path, first.group, first.text, state, answer, words) }),
  };
}

/** Said of an answer whose code is not what it was, with the way to see in what. */
function changedSince(
  path: string,
  { group, state, answer, anchor }: Question,
  hasHistory: boolean,
  words: Words,
): Pick<Part, 'changed' | 'showChange'> {
  const { t } = words;
  const isStale = state === 'stale' && answer !== undefined;
  if (!isStale && anchor !== 'touched') return {};
  return {
    changed: isStale ? words.staleSentence(answer) : t('The code around it changed a little since.'),
    ...(hasHistory && answer?.isExpired !== true
      ? { showChange: { label: t('Show what changed'), post: { kind: 'show-change', path, group } } }
      : {}),
  };
}

/** `state`: of the questions the form answers; a row by itself is open or answered. */
export function toForm(
  path: string,
  group: string,
  ask: string,
  state: 'open' | 'answered' | 'stale',
  answer: AnswerView | undefined,
  words: Words,
): Form {
  const { t, answers } = words;
  const isSaved = answer !== undefined && state === 'answered';
  return {
    label: t('Answer: {0}', ask),
    choices: Object.entries(answers).map(([kind, { label, title, placeholder }]) => ({
      kind: kind as keyof typeof answers,
      label,
      title,
      placeholder,
    })),
    save: t('Save'),
    ...(isSaved
      ? {
          saved: { kind: answer.kind, note: answer.note, line: `${words.answerLine(answer)}, ${answer.at}` },
          takeBack: { label: t('Take back'), post: { kind: 'take-back', path, group } },
        }
      : {}),
    // What was true until a day that has passed is said again with another day.
    ...(answer !== undefined && state === 'stale' && answer.isExpired !== true
      ? { stillTrue: { label: t('Still true'), post: { kind: 'answer', path, group, answer: answer.kind, note: answer.note } } }
      : {}),
    edit: t('Edit'),
    cancel: t('Cancel'),
  };
}

/** What discharged it, or what was looked at, each place once. */
function seenBy(path: string, questions: readonly Question[], { t }: Words): readonly Action[] {
  const places = questions.flatMap((question): readonly (Location & { readonly note?: string })[] => [
    ...(question.dischargedBy ?? []),
    ...question.related,
  ]);
  const actions = new Map<string, Action>();
  for (const { path: at, startLine, text, note } of places) {
    const where = at === path ? t('line {0}', startLine) : `${at.slice(at.lastIndexOf('/') + 1)} ${startLine}`;
    actions.set(`${at}:${startLine}`, {
      label: `${note ?? text} → ${where}`,
      title: text,
      post: { kind: 'open', path: at, line: startLine },
    });
  }
  return [...actions.values()];
}

function termsOf({ card, wouldAnswer }: RuleInfo, { t }: Words): Part['terms'] {
  return [
    { term: t('Detection'), text: card.detection },
    { term: t('Mitigation'), text: card.mitigation },
    { term: t('Diagnostics'), text: card.diagnostics },
    { term: t('Testing'), text: card.testing },
    { term: t('Answered by'), text: wouldAnswer.join('; ') },
  ].filter(({ text }) => text !== '');
}

function scoresOf(
  { severity, occurrence, detection }: Question,
  { t }: Words,
): { readonly text: string; readonly title: string } {
  const priority = severity * occurrence * detection;
  return {
    text: t('S {0} · O {1} · D {2} · RPN {3}', severity, occurrence, detection, priority),
    title: t('Severity {0}, occurrence {1}, detection {2}: risk priority number {3}', severity, occurrence, detection, priority),
  };
}
