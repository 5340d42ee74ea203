/**
 * Faces show the places of one rule in one block as one question: a group. Taken apart is only what was settled from what
 * waits; of what waits a new place comes first, since no answer speaks of it yet.
 */
import type { Question } from '#review/file-review';

export type Group = readonly [Question, ...Question[]];

/** Groups in the order of their first place; in a group the one that speaks for it first, then the others in file order. */
export function toGroups(questions: readonly Question[]): readonly Group[] {
  const groups = new Map<string, [Question, ...Question[]]>();
  for (const question of questions) {
    const { group: name, state } = question;
    const key = `${name} ${state === 'stale' ? 'open' : state}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [question]);
    else if (group[0].state === 'stale' && state === 'open') group.unshift(question);
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
