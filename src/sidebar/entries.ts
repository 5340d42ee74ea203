/** The checklist of each entry point in scope: seven rows, each settled by the code, by a person, or waiting. */
import type { AnswerKind, Checklist, ChecklistRow, FileReview, Question } from '#review/file-review';
import { linesOf, toGroups } from './groups';
import { toForm, toPart } from './part';
import type { EntryPointView, Part, RowView, Tone } from './protocol/view-model';
import type { CardInput } from './review-input';
import type { Words } from './words';

const SIGNS: Readonly<Record<Exclude<ChecklistRow['state'], 'answered-by-person'>, readonly [string, Tone]>> = {
  open: ['?', 'ask'],
  'answered-by-code': ['✓', 'ok'],
  'not-applicable': ['–', 'dim'],
  'to-consider': ['○', 'dim'],
};

export const ANSWER_SIGNS: Readonly<Record<AnswerKind, readonly [string, Tone]>> = {
  handled: ['✓', 'ok'],
  'accepted-risk': ['!', 'risk'],
  'not-applicable': ['–', 'dim'],
  'to-fix': ['□', 'ask'],
};

export function toEntries(review: FileReview, input: CardInput): readonly EntryPointView[] {
  const { words } = input;
  const questions = new Map(review.questions.map((question) => [question.id, question]));
  return review.checklists
    .filter((checklist) => checklist.inScope)
    .map((checklist) => {
      const rows = checklist.rows.map((row) => toRow(review.path, checklist, row, questions, input));
      const open = checklist.rows.filter((row) => row.state === 'open').length;
      return {
        key: `entry ${checklist.title}`,
        title: checklist.title,
        detail: [checklist.symbol, words.lines(checklist.startLine, checklist.endLine)]
          .filter((part) => part !== '' && part !== checklist.title)
          .join(' · '),
        badge: open === 0 ? '' : words.t('{0} open', open),
        rows,
        lines: { start: checklist.startLine, end: checklist.endLine },
      };
    });
}

function toRow(
  path: string,
  checklist: Checklist,
  row: ChecklistRow,
  questions: ReadonlyMap<string, Question>,
  input: CardInput,
): RowView {
  const { words } = input;
  const groups = toGroups(row.questions.flatMap((id) => questions.get(id) ?? []));
  const [first] = groups;
  const isStale = row.state === 'open' && (first === undefined ? row.answer !== undefined : first[0].state === 'stale');
  const [glyph, tone]: readonly [string, Tone] =
    row.state === 'answered-by-person' ? ANSWER_SIGNS[row.answer?.kind ?? 'handled'] : isStale ? ['↻', 'ask'] : SIGNS[row.state];
  const parts = groups.map((group) => toPart(path, group, input));
  return {
    key: `${checklist.title} ${row.row}`,
    glyph,
    tone,
    state: isStale ? words.questionStates.stale : words.rowStates[row.state],
    name: words.rows[row.row].name,
    what: whatOf(path, row, first?.[0], words),
    ...(row.state === 'answered-by-person' && row.answer !== undefined ? { quote: row.answer.note } : {}),
    parts: parts.length > 0 ? parts : [rowPart(path, row, words)],
    ...(first === undefined ? {} : { lines: linesOf(first) }),
  };
}

function whatOf(path: string, row: ChecklistRow, first: Question | undefined, words: Words): string {
  switch (row.state) {
    case 'open':
      return first?.text ?? words.rows[row.row].ask;
    case 'answered-by-code':
      return row.at === undefined ? row.evidence : `${row.evidence}, ${placeOf(path, row.at, words)}`;
    case 'answered-by-person':
      return row.answer === undefined ? row.evidence : words.answerLine(row.answer);
    default:
      return row.evidence;
  }
}

/** The card of a row that no rule speaks for: its own question, answered under the row's own group. */
function rowPart(path: string, row: ChecklistRow, words: Words): Part {
  const { ask } = words.rows[row.row];
  const isOver = row.state === 'open' && row.answer !== undefined;
  const isPersons = row.state === 'to-consider' || row.state === 'answered-by-person' || row.state === 'open';
  return {
    group: row.group,
    ask,
    places: [],
    evidence: row.evidence === ask || row.state === 'answered-by-person' ? '' : row.evidence,
    ...(isOver && row.answer !== undefined ? { changed: words.staleSentence(row.answer) } : {}),
    seen:
      row.at === undefined
        ? []
        : [{ label: placeOf(path, row.at, words), post: { kind: 'open', path: row.at.path ?? path, line: row.at.startLine } }],
    terms: [],
    ...(isPersons
      ? {
          form: toForm(
            path,
            row.group,
            ask,
            isOver ? 'stale' : row.answer === undefined ? 'open' : 'answered',
            row.answer,
            words,
          ),
        }
      : {}),
  };
}

function placeOf(path: string, at: NonNullable<ChecklistRow['at']>, { t }: Words): string {
  return at.path === undefined || at.path === path
    ? t('line {0}', at.startLine)
    : `${at.path.slice(at.path.lastIndexOf('/') + 1)} ${at.startLine}`;
}
