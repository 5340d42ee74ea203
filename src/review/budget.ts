/**
 * How much is shown at once. The budget counts groups, because faces show a group as one question. Each kind of question is
 * shown once before any is shown again; of those the riskiest stay, then the first; the rest is folded under "more". A severity of 9 or 10 is never cut for its block's sake (FMEA: the number
 * only sorts, the gravest effects are always looked at), only when the whole file has too many.
 */
import type { Question } from './file-review';
import { RISK_ORDER } from './risk';

export const BLOCK_BUDGET = 5;
export const FILE_BUDGET = 10;
const GRAVE = 9;

/** Groups that are over the budget. */
export function overBudget(questions: readonly Question[]): ReadonlySet<string> {
  const groups = new Map<string, Question>();
  for (const question of questions) {
    const isWaiting = question.state === 'open' || question.state === 'stale';
    if (question.shown && isWaiting && !groups.has(question.group)) groups.set(question.group, question);
  }
  const used = new Map<string, number>();
  const over = new Set<string>();
  let count = 0;
  for (const { group, severity } of inOrder([...groups.values()])) {
    const block = group.slice(group.indexOf('@') + 1);
    const inBlock = used.get(block) ?? 0;
    const isGrave = severity >= GRAVE;
    if (count >= FILE_BUDGET || (!isGrave && inBlock >= BLOCK_BUDGET)) {
      over.add(group);
      continue;
    }
    count++;
    if (!isGrave) used.set(block, inBlock + 1);
  }
  return over;
}

/** By risk, what the file is asked for the first time before what it is asked again. */
function inOrder(questions: readonly Question[]): readonly Question[] {
  const asked = new Set<string>();
  const first: Question[] = [];
  const again: Question[] = [];
  for (const question of questions.toSorted(byRisk)) {
    (asked.has(question.rule) ? again : first).push(question);
    asked.add(question.rule);
  }
  return [...first, ...again];
}

function byRisk(one: Question, two: Question): number {
  return RISK_ORDER[one.risk] - RISK_ORDER[two.risk] || one.startLine - two.startLine;
}
