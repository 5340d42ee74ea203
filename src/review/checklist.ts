/** Folds what the rules yielded for an entry point into one state per row: the checklist is always whole. */
import type { Row } from '#rules/rule';
import type { Anchored } from './anchor';
import type { Block } from './block';
import type { AnswerView, Checklist, ChecklistRow, Question } from './file-review';
import { isPast, toAnswerView } from './question-state';
import { RISK_ORDER } from './risk';
import { type EntryView, notApplicable, ROW_QUESTIONS, ROWS, singleEffect } from './rows';

export interface RowMaterial {
  readonly entry: EntryView;
  readonly block: Block;
  readonly anchored: Anchored | undefined;
  readonly inScope: boolean;
  /** Questions of this entry point, in any state. */
  readonly questions: readonly Question[];
  /** What rules could not tell: rule, rows, why. */
  readonly silent: readonly { readonly rule: string; readonly rows: readonly Row[]; readonly why: string }[];
  readonly today: string;
}

export function toChecklist(material: RowMaterial): Checklist {
  const { entry } = material;
  return {
    title: entry.title ?? entry.id,
    symbol: entry.symbol,
    kind: entry.role,
    startLine: entry.startLine,
    endLine: entry.endLine,
    inScope: material.inScope,
    rows: ROWS.map((row) => toRow(row, material)),
  };
}

function toRow(row: Row, material: RowMaterial): ChecklistRow {
  const { entry, block, questions, silent } = material;
  const mine = questions.filter((question) => question.rows.includes(row));
  const rules = [
    ...new Set([
      ...mine.map((question) => question.rule),
      ...silent.filter((each) => each.rows.includes(row)).map((each) => each.rule),
    ]),
  ].sort();
  const base = { row, rules, questions: [] as readonly string[], group: `row:${row}@${block.key}` };

  const why = notApplicable(row, entry);
  if (why !== undefined) return { ...base, state: 'not-applicable', evidence: why };

  const open = mine.filter((question) => question.state === 'open' || question.state === 'stale').sort(byRisk);
  const worst = open[0];
  if (worst !== undefined) {
    return {
      ...base,
      state: 'open',
      evidence: `${worst.text} — ${worst.evidence}`,
      at: { startLine: worst.startLine },
      questions: open.map((question) => question.id),
    };
  }
  const own = ownAnswer(row, material);
  const byPerson =
    (own?.holds === true ? own.answer : undefined) ?? mine.find((question) => question.state === 'answered')?.answer;
  const discharged = mine.filter((question) => question.state === 'discharged');
  const shown = discharged[0];
  if (shown !== undefined && byPerson === undefined) {
    const where = shown.dischargedBy?.[0];
    return {
      ...base,
      state: 'answered-by-code',
      evidence: where === undefined ? shown.evidence : where.text,
      at: where === undefined ? { startLine: shown.startLine } : { path: where.path, startLine: where.startLine },
      questions: discharged.map((question) => question.id),
    };
  }
  const one = row === 'halfway' ? singleEffect(entry) : undefined;
  if (one !== undefined && byPerson === undefined)
    return { ...base, state: 'answered-by-code', evidence: one.evidence, at: { startLine: one.line } };
  if (byPerson !== undefined) {
    return {
      ...base,
      state: 'answered-by-person',
      evidence: byPerson.note,
      answer: byPerson,
      questions: mine.filter((question) => question.state === 'answered').map((question) => question.id),
    };
  }
  // What a person said is never dropped silently: the row asks again, with the answer beside it.
  if (own !== undefined) return { ...base, state: 'open', evidence: ROW_QUESTIONS[row], answer: own.answer };
  if (row === 'halfway' && entry.effects.every((effect) => !effect.isWrite)) {
    return { ...base, state: 'not-applicable', evidence: 'No effect was seen that could be left half done' };
  }
  const ignored = mine.find((question) => question.ignored !== undefined)?.ignored;
  if (ignored !== undefined)
    return {
      ...base,
      state: 'to-consider',
      evidence: `Ignored by a comment, which is nobody’s answer: ${ignored.reason}`,
      at: { startLine: ignored.startLine },
    };
  const looked = silent.find((each) => each.rows.includes(row));
  return {
    ...base,
    state: 'to-consider',
    evidence: looked === undefined ? ROW_QUESTIONS[row] : `Looked, and could not tell: ${looked.why}`,
  };
}

/** A row's own answer (`row:twice`), and whether it still holds: the code has not changed too much, its day has not passed. */
function ownAnswer(
  row: Row,
  { anchored, today }: RowMaterial,
): { readonly answer: AnswerView; readonly holds: boolean } | undefined {
  const answer = anchored?.recorded.answers.find((each) => each.question === `row:${row}`);
  if (answer === undefined) return undefined;
  const view = toAnswerView(answer);
  if (anchored?.grade === 'stale' || answer.stale === true) return { answer: view, holds: false };
  return isPast(answer, today) ? { answer: { ...view, isExpired: true }, holds: false } : { answer: view, holds: true };
}

function byRisk(one: Question, two: Question): number {
  return RISK_ORDER[one.risk] - RISK_ORDER[two.risk] || one.startLine - two.startLine;
}
