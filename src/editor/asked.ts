/** What of a review is asked in the editor: the questions behind the squiggles. */
import type * as vscode from 'vscode';
import type { FileReview, Question } from '#review/file-review';
import { type Group, toGroups } from '#sidebar/groups';

export const SOURCE = 'Editor-in-Chief';

export function isAsked({ shown, state }: Question): boolean {
  return shown && (state === 'open' || state === 'stale');
}

/** One for each rule and block, as every face counts them: the place that speaks for it, then the others. */
export function askedGroups(review: FileReview): readonly Group[] {
  return toGroups(review.questions.filter(isAsked));
}

/** Answered once, and the code is not what it was: there is something to compare. */
export function hasChangedSince({ shown, state, anchor, answer }: Question): boolean {
  return shown && ((state === 'stale' && answer?.isExpired !== true) || anchor === 'touched');
}

/** Asked questions that touch the range's lines, riskiest first; one of each group. */
export function askedAt(review: FileReview, range: vscode.Range): readonly Question[] {
  const order = { high: 0, medium: 1, low: 2 };
  const groups = new Map<string, Question>();
  for (const question of review.questions) {
    const line = question.startLine - 1;
    if (isAsked(question) && range.start.line <= line && line <= range.end.line && !groups.has(question.group))
      groups.set(question.group, question);
  }
  return [...groups.values()].sort((one, two) => order[one.risk] - order[two.risk] || one.startColumn - two.startColumn);
}
