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
  /** Seconds since the epoch: no older commit is an agent's or comes after one, so git need not look behind it; undefined: unknown. */
  readonly since: number | undefined;
  /** One sentence for each part that could not be read. */
  readonly problems: readonly string[];
}

/** Newest commits that are read. */
const MAX_COMMITS = 100_000;

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
  const none = { commits: 0, isCut: false, agentCommits: new Map(), touched: new Set<string>(), since: undefined, problems: [] };
  if (base.head === undefined) return { ...base, ...none };
  if (log.code !== 0) return { ...base, ...none, problems: [`The history could not be read: ${firstLine(log.stderr)}.`] };

  const commits = parseLog(log.stdout);
  const marked = commits.map((commit) => ({ commit, marks: marksOf(commit, patterns) })).filter(({ marks }) => marks.length > 0);
  const read = { ...base, ...none, commits: commits.length, isCut: commits.length === MAX_COMMITS };
  if (marked.length === 0) return read;

  const problems: string[] = [];
  const hashes = marked.map(({ commit }) => commit.hash);
  const since = read.isCut ? undefined : sinceOf(commits, hashes);
  const input = `${hashes.join('\n')}\n`;
  const [named, current] = await Promise.all([
    git.run(['diff-tree', '--stdin', '-r', '--root', '--no-renames', '--name-status', '-z'], { input }),
    tree(),
  ]);
  if (named.code !== 0) problems.push(`What agents' commits touched could not be read: ${firstLine(named.stderr)}.`);
  const filesOf = new Map(parseNameStatus(named.stdout).map(({ hash, files }) => [hash, files]));
  const touched = new Set([...filesOf.values()].flatMap((files) => files.map(({ path }) => path)));
  await followRenames(git, touched, current, since);

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
  return { ...read, agentCommits, touched: isRead ? touched : new Set(current.keys()), since, problems };
}

/**
 * When the oldest of the agents' commits and all that came after them was committed. git stops at older ones without
 * reading on, and clocks that went wrong hide nothing, since every commit on the way to an agent's is counted.
 */
function sinceOf(commits: readonly CommitHeader[], agents: readonly string[]): number | undefined {
  const children = new Map<string, CommitHeader[]>();
  for (const commit of commits) {
    for (const parent of commit.parents) {
      const known = children.get(parent);
      if (known === undefined) children.set(parent, [commit]);
      else known.push(commit);
    }
  }
  const reached = new Set(agents);
  for (const hash of reached) for (const child of children.get(hash) ?? []) reached.add(child.hash);
  let oldest = Number.POSITIVE_INFINITY;
  for (const { hash, committedAt } of commits) if (reached.has(hash)) oldest = Math.min(oldest, Date.parse(committedAt) / 1000);
  return Number.isFinite(oldest) && oldest >= 0 ? oldest : undefined;
}

/** git's option for `since`. */
export function sinceOption(since: number | undefined): readonly string[] {
  return since === undefined ? [] : [`--max-age=${since}`];
}

/** A touched path that is gone may live on under another name; only then the renames of the history are read. */
async function followRenames(git: Git, touched: Set<string>, current: ReadonlyMap<string, string>, since: number | undefined) {
  if ([...touched].every((path) => current.has(path))) return;
  const args = ['log', '--diff-filter=R', '--name-status', '-z', '--format=', ...sinceOption(since)];
  const range = ['HEAD', '--'];
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
