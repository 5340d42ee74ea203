/** The decisions that govern the open file: what was decided, whether it still holds, and why it is listed here. */
import type { Decision, FileReview } from '#review/file-review';
import type { DecisionView, Section, Tone } from './protocol/view-model';
import type { Words } from './words';

const SIGNS: Readonly<Record<Decision['status'], readonly [string, Tone]>> = {
  accepted: ['●', 'ok'],
  proposed: ['○', 'ask'],
  superseded: ['◐', 'ask'],
  deprecated: ['◐', 'ask'],
  rejected: ['○', 'dim'],
  unstated: ['●', 'dim'],
  unknown: ['●', 'dim'],
};

export function toDecisions(review: FileReview, words: Words): Section<DecisionView> | undefined {
  const { decisions } = review;
  if (decisions.length === 0) return undefined;
  return {
    title: words.t('Decisions'),
    badge: String(decisions.length),
    items: decisions.map((decision) => toDecision(decision, words)),
  };
}

function toDecision(
  { path, label, title, status, statusText, date, outcome, supersededBy, why }: Decision,
  { t }: Words,
): DecisionView {
  const [glyph, tone] = SIGNS[status];
  const held = status === 'unstated' ? t('in force (no status stated)') : statusText;
  const since = date === undefined ? held : `${held} ${date}`;
  // MADR's own phrase says what every reader of a decision knows.
  const chosen = outcome?.replace(/^chosen option:\s*["“]([^"”]*)["”]/i, '$1');
  const name = label === '' || title.startsWith(label) ? title : `${label} ${title}`;
  return {
    glyph,
    tone,
    state: status === 'unstated' ? held : status,
    open: { label: name, post: { kind: 'open', path, line: 1 } },
    detail: [since, chosen === undefined ? '' : `“${chosen}”`, why].filter((part) => part !== '').join(' · '),
    ...(supersededBy?.path === undefined
      ? {}
      : { successor: { label: t('now {0}', supersededBy.label), post: { kind: 'open', path: supersededBy.path, line: 1 } } }),
  };
}
