/**
 * Many functions of one file can ask the same for the same cause: one client without a deadline in six of them. A reviewer
 * says it once and names the others; so does this. The first that is shown speaks for all, the rest are folded.
 */
import type { Question } from './file-review';

interface Caused {
  readonly question: Question;
  /** What one answer would settle wherever it is asked in this file; `undefined` where each place stands for itself. */
  readonly cause: string | undefined;
}

/** So many blocks that one question for each would say the same thing again and again. */
const MANY = 3;

/** The first names so many of the others. */
const NAMED = 5;

/** The questions in their order; repeats are not shown, and the first of each cause names their places. */
export function foldRepeats(path: string, asked: readonly Caused[]): readonly Question[] {
  const folded = asked.map(({ question }) => question);
  for (const places of byCause(asked)) {
    const [first] = places;
    const groups = new Set(places.map(({ question }) => question.group));
    if (first === undefined || groups.size < MANY) continue;
    // Places of one group are one question already; what somebody has answered stays with its answer.
    const others = places.filter(({ question }) => question.group !== first.question.group && question.state !== 'answered');
    for (const { at, question } of others) folded[at] = { ...question, shown: false, hiddenBy: 'budget' };
    const named = others.slice(0, NAMED).map(({ question: { startLine, code } }) => ({
      path,
      startLine,
      text: code.slice(0, 120),
      note: 'the same',
    }));
    folded[first.at] = {
      ...first.question,
      evidence: `${first.question.evidence}; the same in ${groups.size - 1} more functions of this file`,
      related: [...first.question.related, ...named],
    };
  }
  return folded;
}

function byCause(asked: readonly Caused[]): Iterable<readonly { readonly at: number; readonly question: Question }[]> {
  const causes = new Map<string, { readonly at: number; readonly question: Question }[]>();
  for (const [at, { question, cause }] of asked.entries()) {
    if (cause === undefined || !question.shown || question.state === 'discharged') continue;
    const key = `${question.rule} ${cause}`;
    causes.set(key, [...(causes.get(key) ?? []), { at, question }]);
  }
  return causes.values();
}
