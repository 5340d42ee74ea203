/** Faces show the places of one rule in one block as one question: a group, taken apart where its places differ in state. */
import type { Question } from '#review/file-review';

export type Group = readonly [Question, ...Question[]];

/** Groups in the order of their first place. */
export function toGroups(questions: readonly Question[]): readonly Group[] {
  const groups = new Map<string, [Question, ...Question[]]>();
  for (const question of questions) {
    const key = `${question.group} ${question.state}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [question]);
    else group.push(question);
  }
  return [...groups.values()];
}

export function linesOf(questions: Group): { readonly start: number; readonly end: number } {
  return {
    start: Math.min(...questions.map((question) => question.startLine)),
    end: Math.max(...questions.map((question) => question.endLine)),
  };
}
