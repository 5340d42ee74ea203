/** The JSON contract of `eic review` (`schemas/review-result.schema.json`): version 1, deterministic order, ends with a newline. */
import type { Checklist, FileReview, Question, Unplaced } from '#review/file-review';
import { summarise } from './summary';

export interface JsonInput {
  readonly reviews: readonly FileReview[];
  readonly unplaced: readonly Unplaced[];
  /** What concerns no single file. */
  readonly problems: readonly string[];
}

export function toJson({ reviews, unplaced, problems }: JsonInput): string {
  const { suppressed: _, ...figures } = summarise(reviews);
  const summary = { ...figures, problems };
  return `${JSON.stringify({ version: 1, files: reviews.map(toFile), unplaced: unplaced.map(toUnplaced), summary }, null, 2)}\n`;
}

function toFile(review: FileReview): object {
  const { ai, human, unknown, inserted } = review.provenance;
  return {
    path: review.path,
    language: review.language,
    lines: review.lines,
    codeLines: review.codeLines,
    provenance: { ai, human, unknown, inserted },
    questions: review.questions.map(toQuestion),
    checklists: review.checklists.filter((checklist) => checklist.inScope).map(toChecklist),
    problems: [...review.problems, ...review.notes.map(({ startLine, text }) => `Line ${startLine}: ${text}`)],
  };
}

function toQuestion(question: Question): object {
  return {
    rule: question.rule,
    mode: question.mode,
    state: question.state,
    ...(question.answer === undefined ? {} : { answer: question.answer.kind }),
    ...(question.anchor === undefined ? {} : { anchor: question.anchor }),
    shown: question.shown,
    ...(question.hiddenBy === undefined ? {} : { hiddenBy: question.hiddenBy }),
    group: question.group,
    confidence: question.confidence,
    risk: question.risk,
    severity: question.severity,
    occurrence: question.occurrence,
    detection: question.detection,
    startLine: question.startLine,
    startColumn: question.startColumn,
    endLine: question.endLine,
    endColumn: question.endColumn,
    symbol: question.symbol,
    text: question.text,
    evidence: question.evidence,
    ...(question.dischargedBy === undefined ? {} : { dischargedBy: question.dischargedBy }),
    ...(question.related.length === 0 ? {} : { related: question.related }),
  };
}

function toChecklist(checklist: Checklist): object {
  return {
    symbol: checklist.title,
    kind: checklist.kind,
    startLine: checklist.startLine,
    endLine: checklist.endLine,
    rows: checklist.rows.map(({ row, state, rules, evidence, at }) => ({
      row,
      state,
      rules,
      evidence,
      ...(at === undefined ? {} : { at }),
    })),
  };
}

function toUnplaced({ path, symbol, rule, answer, why }: Unplaced): object {
  return { path, symbol, rule, answer: answer.kind, note: answer.note, by: answer.by, at: answer.at, why };
}
