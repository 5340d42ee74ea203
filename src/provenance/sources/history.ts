/**
 * The agents' commits of a history: which, what they touched and how large they are. A history without any costs one
 * `git log`; everything else is asked only when there is one.
 */
import type { Git } from '#host/ports';
import { type AgentPattern, type CommitHeader, type CommitMark, marksOf } from './commit-marks';
import { LOG_FORMAT, parseLog, parseNameStatus, parseNumstat, parseRenames } from './git-output';

export interface AgentCommit {
  readonly hash: string;
  readonly authoredAt: string;
  readonly marks: readonly CommitMark[];
  /** A root commit holds whatever was there before; in a shallow clone its oldest commits look like roots. */
  readonly isRoot: boolean;
  readonly files: number;
  /** Lines added to source files; undefined where git could not tell. */
  readonly addedLines: number | undefined;
}

export interface History {
  /** Full hash; undefined before the first commit. */
  readonly head: string | undefined;
  readonly isShallow: boolean;
  readonly hashName: 'sha1' | 'sha256';
  /** Commits that were read, and whether there are older ones. */
  readonly commits: number;
  readonly isCut: boolean;
  readonly agentCommits: ReadonlyMap<string, AgentCommit>;
  /** Paths in HEAD, from the top level, that an agent's commit touched, under whatever name. */
  readonly touched: ReadonlySet<string>;
  /** Commits before which there is no agent's commit: blame need not look behind them. */
  readonly boundary: readonly string[];
  /** One sentence for each part that could not be read. */
  readonly problems: readonly string[];
}

/** Newest commits that are read. */
const MAX_COMMITS = 100_000;
/** Further boundaries would save little and could fill the command line. */
const MAX_BOUNDARY = 40;

/** `tree`: object id by path of HEAD; asked for only when there is an agent's commit. */
export async function readHistory(
  git: Git,
  patterns: readonly AgentPattern[],
  tree: () => Promise<ReadonlyMap<string, string>>,
): Promise<History> {
  const [place, log] = await Promise.all([
    git.run(['rev-parse', '--is-shallow-repository', '--show-object-format', 'HEAD']),
    git.run(['log', '-z', `--max-count=${MAX_COMMITS}`, `--format=${LOG_FORMAT}`, 'HEAD', '--']),
  ]);
  const [shallow, hashName, head = ''] = place.stdout.split('\n');
  const base = {
    head: /^[0-9a-f]{40,64}$/.test(head) ? head : undefined,
    isShallow: shallow === 'true',
    hashName: hashName === 'sha256' ? ('sha256' as const) : ('sha1' as const),
  };
  const none = { commits: 0, isCut: false, agentCommits: new Map(), touched: new Set<string>(), boundary: [], problems: [] };
  if (base.head === undefined) return { ...base, ...none };
  if (log.code !== 0) return { ...base, ...none, problems: [`The history could not be read: ${firstLine(log.stderr)}.`] };

  const commits = parseLog(log.stdout);
  const marked = commits.map((commit) => ({ commit, marks: marksOf(commit, patterns) })).filter(({ marks }) => marks.length > 0);
  const read = { ...base, ...none, commits: commits.length, isCut: commits.length === MAX_COMMITS };
  if (marked.length === 0) return read;

  const problems: string[] = [];
  const hashes = marked.map(({ commit }) => commit.hash);
  const boundary = boundaryOf(commits, new Set(hashes));
  const input = `${hashes.join('\n')}\n`;
  const [named, current] = await Promise.all([
    git.run(['diff-tree', '--stdin', '-r', '--root', '--no-renames', '--name-status', '-z'], { input }),
    tree(),
  ]);
  if (named.code !== 0) problems.push(`What agents' commits touched could not be read: ${firstLine(named.stderr)}.`);
  const filesOf = new Map(parseNameStatus(named.stdout).map(({ hash, files }) => [hash, files]));
  const touched = new Set([...filesOf.values()].flatMap((files) => files.map(({ path }) => path)));
  await followRenames(git, touched, current, boundary);

  const suspects = hashes.filter((hash) => mayBeImport(filesOf.get(hash) ?? []));
  const sizes = await readSizes(git, suspects);
  const agentCommits = new Map(
    marked.map(({ commit, marks }): [string, AgentCommit] => {
      const { hash, authoredAt, parents } = commit;
      const files = filesOf.get(hash)?.length ?? 0;
      return [hash, { hash, authoredAt, marks, isRoot: parents.length === 0, files, addedLines: sizes.get(hash) }];
    }),
  );
  const isRead = named.code === 0;
  return { ...read, agentCommits, touched: isRead ? touched : new Set(current.keys()), boundary, problems };
}

/** The parents without an agent's commit among their ancestors, where commits with one begin. */
function boundaryOf(commits: readonly CommitHeader[], agents: ReadonlySet<string>): readonly string[] {
  const parentsOf = new Map(commits.map(({ hash, parents }) => [hash, parents]));
  const hasAgent = new Map<string, boolean>();
  for (const { hash } of commits) {
    const open = [hash];
    while (open.length > 0) {
      const each = open[open.length - 1] ?? '';
      const parents = parentsOf.get(each);
      // What was not read may hold anything, so blame has to look behind it.
      if (hasAgent.has(each) || agents.has(each) || parents === undefined) {
        if (!hasAgent.has(each)) hasAgent.set(each, true);
        open.pop();
        continue;
      }
      const unknown = parents.filter((parent) => !hasAgent.has(parent));
      if (unknown.length > 0) open.push(...unknown);
      else {
        hasAgent.set(
          each,
          parents.some((parent) => hasAgent.get(parent) === true),
        );
        open.pop();
      }
    }
  }
  const boundary = new Set<string>();
  for (const { hash, parents } of commits) {
    if (hasAgent.get(hash) !== true) continue;
    for (const parent of parents) if (hasAgent.get(parent) === false) boundary.add(parent);
  }
  return [...boundary].slice(0, MAX_BOUNDARY);
}

/** A touched path that is gone may live on under another name; only then the renames of the history are read. */
async function followRenames(git: Git, touched: Set<string>, current: ReadonlyMap<string, string>, boundary: readonly string[]) {
  if ([...touched].every((path) => current.has(path))) return;
  const args = ['log', '--diff-filter=R', '--name-status', '-z', '--format='];
  const range = ['HEAD', ...boundary.map((hash) => `^${hash}`), '--'];
  let renames = await git.run([...args, '-M', '-l2000', ...range]);
  // A clone without old file contents can still tell files that were moved as they were.
  if (renames.code !== 0) renames = await git.run([...args, '-M100%', ...range]);
  for (const { from, to } of [...parseRenames(renames.stdout)].reverse()) if (touched.has(from)) touched.add(to);
}

/** Commits that could be an import: many files, or several new ones. The rest need not be measured. */
function mayBeImport(files: readonly { readonly status: string; readonly path: string }[]): boolean {
  return files.length >= 30 || files.filter(({ status, path }) => status === 'A' && isSource(path)).length >= 3;
}

async function readSizes(git: Git, hashes: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (hashes.length === 0) return new Map();
  const args = ['diff-tree', '--stdin', '-r', '--root', '--no-renames', '--numstat', '-z'];
  const { stdout } = await git.run(args, { input: `${hashes.join('\n')}\n` });
  return new Map(
    [...parseNumstat(stdout)].map(([hash, files]) => [
      hash,
      files.reduce((sum, { path, added }) => (isSource(path) ? sum + added : sum), 0),
    ]),
  );
}

/** Lock files, data, prose and what tools made say nothing about how much code a commit brought. */
const NO_SOURCE =
  /(?:^|\/)(?:node_modules|vendor|third_party|dist|__snapshots__)\/|(?:[-.]lock|\.lockfile|\.min\.\w+|\.map|\.snap|\.jsonl?|\.ya?ml|\.csv|\.tsv|\.svg|\.md|\.mdx|\.rst|\.txt|\.html?|_pb2\.py|\.pb\.go|\.generated\.\w+)$|(?:^|\/)(?:go\.sum|package-lock\.json)$/i;

function isSource(path: string): boolean {
  return !NO_SOURCE.test(path);
}

export function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
