/** The figures over all files of a review, and what `--fail-on` looks at. */
import type { FileReview, Question, Risk } from '#review/file-review';
import { RISK_ORDER } from '#review/risk';

export interface ReviewSummary {
  readonly files: number;
  readonly codeLines: number;
  readonly ai: number;
  readonly human: number;
  readonly unknown: number;
  readonly inserted: number;
  /** Groups with an open or stale question that is shown, by risk. */
  readonly open: Readonly<Record<Risk, number>>;
  readonly discharged: number;
  readonly answered: number;
  readonly stale: number;
  readonly suppressed: number;
}

export function summarise(reviews: readonly FileReview[]): ReviewSummary {
  const sum = (figure: (review: FileReview) => number): number => reviews.reduce((total, review) => total + figure(review), 0);
  const count = (is: (question: Question) => boolean): number =>
    sum((review) => new Set(review.questions.filter(is).map((question) => question.group)).size);
  const open = (risk: Risk): number => count((question) => isOpen(question) && question.risk === risk);
  return {
    files: reviews.length,
    codeLines: sum((review) => review.codeLines),
    ai: sum((review) => review.provenance.ai),
    human: sum((review) => review.provenance.human),
    unknown: sum((review) => review.provenance.unknown),
    inserted: sum((review) => review.provenance.inserted),
    open: { low: open('low'), medium: open('medium'), high: open('high') },
    discharged: count((question) => question.state === 'discharged'),
    answered: count((question) => question.state === 'answered'),
    stale: count((question) => question.state === 'stale'),
    suppressed: count((question) => question.state === 'suppressed'),
  };
}

/** Shown and waiting for a person: open, stale, or answered with "to fix". */
export function isOpen(question: Question): boolean {
  return question.shown && (question.state === 'open' || question.state === 'stale' || question.answer?.kind === 'to-fix');
}

/** Whether the gate fails: a shown open question at or above the level. */
export function fails(reviews: readonly FileReview[], level: 'none' | Risk): boolean {
  return (
    level !== 'none' &&
    reviews.some((review) =>
      review.questions.some((question) => isOpen(question) && RISK_ORDER[question.risk] <= RISK_ORDER[level]),
    )
  );
}
