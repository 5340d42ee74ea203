/** What was looked at, and what cannot be known here: whole sentences for a person. */
import type { LineFacts } from './assemble';
import type { OriginRun } from './origin';
import type { Committed } from './sources/head-files';
import type { History } from './sources/history';

export function noGitNote(noGit: string | undefined): string {
  if (noGit === 'restricted mode') {
    return 'git is not asked who wrote these lines, because this workspace is not trusted. Trust it to see what commits say.';
  }
  if (noGit === 'git is not installed') {
    return 'No commit can say who wrote these lines, because git is not installed. Install it to see what commits say.';
  }
  return `No commit can say who wrote these lines: ${noGit ?? 'there is no git here'}.`;
}

export function historyNotes(history: History, runs: readonly OriginRun[], committed: Committed | undefined): readonly string[] {
  if (history.head === undefined) return ['There is no commit yet, so every line counts as uncommitted.'];
  const notes = [...history.problems];
  if (committed?.kind === 'unknown') notes.push(committed.why);
  else if (committed?.kind === 'known' && committed.problem !== undefined) notes.push(committed.problem);
  else notes.push(...agentNotes(history, runs));
  if (history.isCut) notes.push(`Only the newest ${number(history.commits)} commits were read.`);
  if (history.isShallow) {
    notes.push(
      'This is a shallow clone: who wrote what its oldest commit holds cannot be known. Run git fetch --unshallow to see.',
    );
  }
  return notes;
}

function agentNotes({ commits, agentCommits }: History, runs: readonly OriginRun[]): readonly string[] {
  if (agentCommits.size === 0) {
    const none =
      commits === 1 ? 'The only commit names no coding agent' : `None of the ${number(commits)} commits names a coding agent`;
    return [`${none}. That does not make any line human.`];
  }
  const some = `${number(agentCommits.size)} of ${number(commits)} commits ${agentCommits.size === 1 ? 'names' : 'name'} a coding agent`;
  const here = new Set(runs.flatMap(({ evidence }) => evidence.flatMap(({ commit }) => commit ?? []))).size;
  if (here === 0) return [`${some}; no line of this file is from ${agentCommits.size === 1 ? 'it' : 'them'}.`];
  return [`${some}; lines of this file are from ${here === 1 ? 'one of them' : `${number(here)} of them`}.`];
}

/** What the live record could tell. */
export interface LiveSight {
  readonly problems: readonly string[];
  /** The document is open and was followed. */
  readonly isOpen: boolean;
}

export function liveNotes({ problems, isOpen }: LiveSight, facts: readonly LineFacts[]): readonly string[] {
  if (facts.some(({ live }) => live !== undefined)) return problems;
  const isUncommitted = facts.some((line) => line.isUncommitted === true && !line.isBlank);
  if (!isUncommitted) return problems;
  const seen = isOpen ? 'No edit of this file was seen' : 'There is no live record of this file';
  return [...problems, `${seen}, so every uncommitted line counts as inserted.`];
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
