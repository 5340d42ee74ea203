/**
 * What a team's answers say of the rules themselves: one that is often answered "not applicable" asks too much here. It is then
 * folded rather than asked, until the answers change or the policy says how sure it is.
 */
import type { RuleAnswers } from './file-review';
import type { ReviewRecord } from './record';

/** Fewer answers are a first impression. */
const ENOUGH = 20;
/** More than this share of them. */
const SHARE = 1 / 5;

/** Rules to fold, by id, with the answers that say so. */
export function foldedRules(records: Iterable<ReviewRecord>): ReadonlyMap<string, RuleAnswers> {
  const counts = new Map<string, { answers: number; notApplicable: number }>();
  for (const { blocks } of records) {
    for (const { question, state } of blocks.flatMap((block) => block.answers)) {
      const count = counts.get(question) ?? { answers: 0, notApplicable: 0 };
      count.answers++;
      if (state === 'not-applicable') count.notApplicable++;
      counts.set(question, count);
    }
  }
  return new Map(
    [...counts].filter(([question, { answers, notApplicable }]) => {
      return !question.startsWith('row:') && answers >= ENOUGH && notApplicable > SHARE * answers;
    }),
  );
}

export function whyFolded({ answers, notApplicable }: RuleAnswers): string {
  return `${notApplicable} of ${answers} answers to this rule say “not applicable”`;
}
