/**
 * A text against the last commit: which of its lines are committed, and which agent's commit they are from. Only files that
 * an agent's commit touched are blamed; blame and text of a file are kept until HEAD moves.
 */
import type { Git } from '#host/ports';
import { type LineMatch, matchLines } from '../line-diff';
import { splitLines } from '../line-text';
import { blobIds } from './blob-id';
import type { AgentPattern } from './commit-marks';
import { type CommitVerdict, verdictOf } from './commit-verdict';
import { parseBlame, parseStatus, parseTree, type WorkTree } from './git-output';
import { firstLine, type History, readHistory, sinceOption } from './history';
import { createIncoming } from './incoming';

export type Committed =
  /** HEAD has no such file: every line is uncommitted. */
  | { readonly kind: 'new' }
  /** git does not look at this file, or could not say what it held. */
  | { readonly kind: 'unknown'; readonly why: string }
  | {
      readonly kind: 'known';
      /** For each line of the text the line of HEAD it is, or -1; undefined: the text is that of HEAD. */
      readonly match: LineMatch | undefined;
      readonly headLines: readonly string[];
      /** For each line of HEAD what its commit says; undefined: no agent's commit touched the file. */
      readonly verdicts: readonly (CommitVerdict | undefined)[] | undefined;
      /** For each line of the text whether a merge in progress brings it in (not -1); undefined: none does. */
      readonly incoming?: LineMatch;
      readonly problem?: string;
    };

export interface HeadFiles {
  history(): Promise<History>;
  workTree(): Promise<WorkTree & { readonly problem?: string }>;
  /** `path`: from the top level; `lines`: those of the text. */
  of(path: string, text: string, lines: readonly string[]): Promise<Committed>;
  invalidate(): void;
}

/** Files whose committed text is kept, newest first. */
const MAX_KEPT = 100;

/** A look at the work tree that takes longer has met something that never answers. */
const STATUS_MS = 20_000;

interface HeadFile {
  /** undefined: could not be read, `problem` says why. */
  readonly lines: readonly string[] | undefined;
  readonly verdicts: readonly (CommitVerdict | undefined)[] | undefined;
  readonly problem?: string;
}

export function createHeadFiles(git: Git, patterns: readonly AgentPattern[]): HeadFiles {
  let cached: ReturnType<typeof open> | undefined;
  const current = () => {
    cached ??= open(git, patterns);
    return cached;
  };
  return {
    history: () => current().history(),
    workTree: () => current().workTree(),
    of: (path, text, lines) => current().of(path, text, lines),
    invalidate: () => {
      cached = undefined;
    },
  };
}

/** Everything that holds as long as HEAD, index and work tree stay as they are. */
function open(git: Git, patterns: readonly AgentPattern[]) {
  const tree = lazy(async () => parseTree((await git.run(['ls-tree', '-r', '-z', '--full-tree', 'HEAD'])).stdout));
  const history = lazy(() => readHistory(git, patterns, tree));
  const workTree = lazy(() => readWorkTree(git));
  const incoming = createIncoming(git);
  const kept = new Map<string, Promise<HeadFile>>();
  let isListTrusted: Promise<boolean> | undefined;

  const fileOf = (path: string, id: string): Promise<HeadFile> => {
    const known = kept.get(path);
    kept.delete(path);
    const file = known ?? readFile(path, id);
    kept.set(path, file);
    for (const oldest of kept.keys()) {
      if (kept.size <= MAX_KEPT) break;
      kept.delete(oldest);
    }
    return file;
  };

  async function readFile(path: string, id: string): Promise<HeadFile> {
    const { head, touched, since, agentCommits, isShallow } = await history();
    if (head === undefined || !touched.has(path)) return readBlob(git, id);
    const args = (more: readonly string[]) => [
      '-C',
      git.topLevel,
      'blame',
      '--porcelain',
      '-w',
      ...sinceOption(since),
      ...more,
      head,
      '--',
      path,
    ];
    isListTrusted ??= isOwnList(git);
    let blame = await git.run(args((await isListTrusted) ? [] : NO_LIST));
    // A configured list of commits to ignore that is not there stops blame; the list is only a wish.
    if (blame.code !== 0) blame = await git.run(args(NO_LIST));
    if (blame.code !== 0) {
      const problem = `Who committed the lines of ${path} could not be read: ${firstLine(blame.stderr)}.`;
      return { problem, ...(await readBlob(git, id)) };
    }
    const { lines, commitOf, commits } = parseBlame(blame.stdout);
    const ofCommit = commits.map((hash) => {
      const commit = agentCommits.get(hash);
      return commit === undefined ? undefined : verdictOf(commit, isShallow);
    });
    return toHeadFile(lines, ofCommit.some((verdict) => verdict !== undefined) ? commitOf : undefined, ofCommit);
  }

  async function of(path: string, text: string, now: readonly string[]): Promise<Committed> {
    const { head, hashName, touched } = await history();
    const blobs = await tree();
    const source = head === undefined ? undefined : await pathInHead(path, text, blobs, hashName);
    const id = source === undefined ? undefined : blobs.get(source);
    if (source === undefined || id === undefined) return outsideOfHead(path, now);
    if (!touched.has(source) && !kept.has(source) && isIn(blobIds(text, hashName), id)) {
      return { kind: 'known', match: undefined, headLines: [], verdicts: undefined };
    }
    const { lines, verdicts, problem } = await fileOf(source, id);
    if (lines === undefined) return { kind: 'unknown', why: problem ?? '' };
    const match = matchLines(lines, now);
    const brought = match.includes(-1) ? await broughtIn(path, now) : {};
    return { kind: 'known', match, headLines: lines, verdicts, ...brought, ...(problem === undefined ? {} : { problem }) };
  }

  async function broughtIn(path: string, now: readonly string[]): Promise<{ readonly incoming?: LineMatch }> {
    const lines = await incoming.linesOf(path);
    return lines === undefined ? {} : { incoming: matchLines(lines, now) };
  }

  /** A file that was moved since the last commit is still that file: as staged, or moved as it was. */
  async function pathInHead(path: string, text: string, blobs: ReadonlyMap<string, string>, hashName: History['hashName']) {
    if (blobs.has(path)) return path;
    const { renamed, added, deleted } = await workTree();
    const staged = renamed.get(path);
    if (staged !== undefined || !added.has(path) || text === '') return staged;
    const ids = new Set(blobIds(text, hashName));
    return [...deleted].find((old) => ids.has(blobs.get(old) ?? ''));
  }

  async function outsideOfHead(path: string, now: readonly string[]): Promise<Committed> {
    const { added, problem } = await workTree();
    if (problem !== undefined) return { kind: 'unknown', why: problem };
    if (added.has(path)) {
      const brought = await broughtIn(path, now);
      const match = new Int32Array(now.length).fill(-1);
      return brought.incoming === undefined
        ? { kind: 'new' }
        : { kind: 'known', match, headLines: [], verdicts: undefined, ...brought };
    }
    return {
      kind: 'unknown',
      why: 'git does not track this file: it is ignored, not saved yet, or part of a repository within this one.',
    };
  }

  return { history, workTree, of };
}

async function readWorkTree(git: Git): Promise<WorkTree & { readonly problem?: string }> {
  const args = ['status', '--porcelain=v2', '-z', '--untracked-files=all', '--find-renames', '--', '.'];
  const status = await git.run(args, { timeoutMs: STATUS_MS });
  const read = parseStatus(status.stdout);
  return status.code === 0 ? read : { ...read, problem: `What is not committed could not be read: ${firstLine(status.stderr)}.` };
}

async function readBlob(git: Git, id: string): Promise<HeadFile> {
  const { code, stdout, stderr } = await git.run(['cat-file', 'blob', id]);
  if (code !== 0) {
    const problem = `The committed version of this file could not be read: ${firstLine(stderr)}.`;
    return { lines: undefined, verdicts: undefined, problem };
  }
  return { lines: splitLines(stdout.startsWith('\uFEFF') ? stdout.slice(1) : stdout), verdicts: undefined };
}

/** git ends lines at LF alone; a lone CR inside of one makes several lines of the same commit. */
function toHeadFile(
  gitLines: readonly string[],
  commitOf: Int32Array | undefined,
  verdicts: readonly (CommitVerdict | undefined)[],
): HeadFile {
  const lines: string[] = [];
  const perLine: (CommitVerdict | undefined)[] = [];
  for (const [index, gitLine] of gitLines.entries()) {
    const text = index === 0 && gitLine.startsWith('\uFEFF') ? gitLine.slice(1) : gitLine;
    for (const line of splitLines(text.endsWith('\r') ? text.slice(0, -1) : text)) {
      lines.push(line);
      perLine.push(commitOf === undefined ? undefined : verdicts[commitOf[index] ?? -1]);
    }
  }
  // The empty line behind the last line break, which blame does not list.
  lines.push('');
  perLine.push(undefined);
  return { lines, verdicts: commitOf === undefined ? undefined : perLine };
}

function isIn(values: Iterable<string>, wanted: string): boolean {
  for (const value of values) if (value === wanted) return true;
  return false;
}

function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const NO_LIST = ['--no-ignore-revs-file'];

/** `blame.ignoreRevsFile` is honoured where it names files that are committed here; git would read a device or a pipe for ever. */
async function isOwnList(git: Git): Promise<boolean> {
  const { stdout } = await git.run(['config', '--get-all', 'blame.ignoreRevsFile']);
  const named = stdout.split('\n').filter((line) => line !== '');
  if (named.length === 0) return true;
  const { code } = await git.run(['-C', git.topLevel, 'ls-files', '--error-unmatch', '--', ...named]);
  return code === 0;
}
