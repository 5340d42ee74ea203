/**
 * The code an answer on record was given for. A record holds hashes and no code, so it is looked for among the versions of the
 * file that git still holds: newest first, until one has a block with the hash the answer names.
 */
import type { Git } from '#host/ports';
import { anchor } from '#review/anchor';
import type { Block } from '#review/block';
import type { ReviewRecord } from '#review/record';
import type { AnalysedFile } from './analysed-file';
import type { OpenFile } from './open-file';

export interface AnsweredCodeTarget {
  readonly path: string;
  readonly analysed: AnalysedFile;
  readonly record: ReviewRecord | undefined;
  readonly git: Git | undefined;
  /** Another text of the same file, without rules. */
  readonly open: (text: string) => OpenFile;
}

/** Versions that are looked into: each has to be parsed. */
const MAX_VERSIONS = 100;

/** Today's file, with the block as it was when the group (question or row, as faces name it) was answered. */
export async function findAnsweredCode(target: AnsweredCodeTarget, group: string): Promise<string | undefined> {
  const { path, record, git } = target;
  const { text, blocks } = target.analysed;
  const at = group.indexOf('@');
  const placed = anchor(record?.blocks ?? [], blocks).find(({ block }) => block.key === group.slice(at + 1));
  const answer = placed?.recorded.answers.find(({ question }) => question === group.slice(0, at));
  if (git === undefined || placed === undefined || answer === undefined) return undefined;
  for (const id of await versionsOf(git, path)) {
    const version = await git.run(['cat-file', 'blob', id]);
    if (version.code !== 0) continue;
    const found = (await blocksIn(target, version.stdout)).find(({ lines }) => lines.hash === answer.hash);
    if (found === undefined) continue;
    // The module block is what is between all others: the whole version shows it, nothing less does.
    if (found.key === '') return version.stdout;
    const { start, end } = placed.block;
    return text.slice(0, start) + version.stdout.slice(found.start, found.end) + text.slice(end);
  }
  return undefined;
}

async function blocksIn({ open }: AnsweredCodeTarget, text: string): Promise<readonly Block[]> {
  const file = open(text);
  try {
    return (await file.analysed())?.blocks ?? [];
  } finally {
    file.dispose();
  }
}

/** Object ids of what the file was: staged first, then by commit, newest first, under whatever name it had. */
async function versionsOf(git: Git, path: string): Promise<readonly string[]> {
  const [staged, log] = await Promise.all([
    git.run(['ls-files', '--stage', '-z', '--', path]),
    git.run(['log', '--follow', '--raw', '--no-abbrev', '-z', `--max-count=${MAX_VERSIONS}`, '--format=%H', '--', path]),
  ]);
  const ids = [
    ...staged.stdout.matchAll(/(?:^|\0)\d{6} ([0-9a-f]{40,64}) 0\t/g),
    ...log.stdout.matchAll(/:\d{6} \d{6} [0-9a-f]{40,64} ([0-9a-f]{40,64}) [A-Z]\d*\0/g),
  ].map(([, id = '']) => id);
  // Of a file that is gone in a commit the id is all zeros.
  return [...new Set(ids)].filter((id) => /[^0]/.test(id)).slice(0, MAX_VERSIONS);
}
