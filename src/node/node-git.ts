/**
 * The installed git as a `Git` port. A repository is data from strangers: whatever its configuration, attributes or hooks
 * name as a program is switched off before each call (`harmless-config.ts`), and nothing goes over a network.
 */
import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Git, GitResult } from '#host/ports';
import { findProgram } from './find-program';
import { harmlessConfig, harmlessEnvironment } from './harmless-config';
import { createNodeFiles } from './node-files';
import { isBelow } from './relative-path';
import { type RunOptions, runProgram, STOPPED } from './run-program';

export type OpenedGit = { readonly git: Git } | { readonly git: undefined; readonly noGit: string };

export interface NodeGitOptions {
  readonly environment?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

/** Configuration through the environment, on which everything here stands, came with 2.31. */
const OLDEST: readonly [number, number] = [2, 31];
const MAX_PROCESSES = 4;

/** Opens the repository that `root` (absolute) lies in; `noGit` is one clause why there is none. */
export async function createGit(root: string, options: NodeGitOptions = {}): Promise<OpenedGit> {
  const inherited = options.environment ?? process.env;
  const none = (noGit: string): OpenedGit => ({ git: undefined, noGit });
  const program = await findProgram('git', inherited);
  if (program === undefined) return none('git is not installed');

  const bounds = { cwd: root, timeoutMs: options.timeoutMs ?? 60_000, maxBytes: options.maxBytes ?? 256 * 1024 * 1024 };
  const plain = harmlessEnvironment(inherited, harmlessConfig([]) ?? []);
  const ask = (...args: string[]) => runProgram(program, args, { ...bounds, environment: plain, timeoutMs: 10_000 });

  const version = await ask('version');
  if (version.code !== 0) return none('git could not be run');
  if (!isNewEnough(version.stdout)) return none(`git is older than ${OLDEST.join('.')}`);

  const found = await ask(
    'rev-parse',
    '--path-format=absolute',
    '--show-toplevel',
    '--git-common-dir',
    '--git-dir',
    '--show-prefix',
  );
  if (found.code !== 0) return none(whyNoRepository(found));
  const [topLevel = '', common = '', own = '', prefix = ''] = found.stdout.split('\n');
  // A configured `core.worktree` could point anywhere, and records would be written there.
  const isAtHome = await lstat(path.join(topLevel, '.git')).then(yes, no);
  if (!isAtHome || !isBelow(topLevel, await realpath(root))) return none('the work tree of the repository lies elsewhere');

  const environmentOf = createEnvironments(ask, inherited, [...new Set([common, own])], path.resolve(root));
  const slots = createSlots(MAX_PROCESSES);
  const git: Git = {
    topLevel,
    prefix,
    common: createNodeFiles(common, { listing: 'everything' }),
    run: (args, { input, timeoutMs, signal } = {}) =>
      slots(async () => {
        const commandLine = withSafeOptions(args);
        if (commandLine === undefined) return refusal(`"${args[0] ?? ''}" is not a command that only reads`);
        const environment = await environmentOf();
        if (environment === undefined) return refusal('the configuration names too many programs');
        const runOptions: RunOptions = { ...bounds, environment, input, signal, timeoutMs: timeoutMs ?? bounds.timeoutMs };
        return runProgram(program, commandLine, runOptions);
      }),
  };
  return { git };
}

/**
 * The keys that are configured change while an editor is open, so they are read again when a file they come from does;
 * files that are included from elsewhere are covered by an age limit.
 */
function createEnvironments(
  ask: (...args: string[]) => Promise<GitResult>,
  inherited: NodeJS.ProcessEnv,
  folders: readonly string[],
  root: string,
): () => Promise<NodeJS.ProcessEnv | undefined> {
  const maxAgeMs = 2000;
  const watched = [...folders.flatMap((folder) => [path.join(folder, 'config'), path.join(folder, 'config.worktree')]), root];
  let last: { readonly stamp: string; readonly at: number; readonly made: Promise<NodeJS.ProcessEnv | undefined> } | undefined;

  return async () => {
    const stamp = (await Promise.all(watched.map(stampOf))).join('|');
    if (last?.stamp !== stamp || Date.now() - last.at > maxAgeMs) last = { stamp, at: Date.now(), made: make() };
    return last.made;
  };

  async function make(): Promise<NodeJS.ProcessEnv | undefined> {
    const listed = await ask('config', '--list', '--name-only', '-z');
    const settings = listed.code === 0 ? harmlessConfig(listed.stdout.split('\0')) : undefined;
    return settings === undefined ? undefined : harmlessEnvironment(inherited, settings);
  }
}

async function stampOf(file: string): Promise<string> {
  return lstat(file, { bigint: true }).then(
    ({ mtimeNs, ctimeNs, size, ino }) => `${mtimeNs} ${ctimeNs} ${size} ${ino}`,
    () => '-',
  );
}

/**
 * The commands that may be run: those that read. Each with the options that no configuration can say: without them it would
 * run a program that attributes name.
 */
const COMMANDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['blame', ['--no-textconv']],
  ['cat-file', []],
  ['check-attr', []],
  ['config', []],
  ['diff', ['--no-ext-diff', '--no-textconv', '--ignore-submodules=all']],
  ['diff-index', ['--no-ext-diff', '--no-textconv', '--ignore-submodules=all']],
  ['diff-tree', ['--no-ext-diff', '--no-textconv', '--ignore-submodules=all']],
  ['for-each-ref', []],
  ['log', ['--no-ext-diff', '--no-textconv', '--no-show-signature']],
  ['ls-files', []],
  ['ls-tree', []],
  ['merge-base', []],
  ['rev-list', []],
  ['rev-parse', []],
  ['show', ['--no-ext-diff', '--no-textconv', '--no-show-signature']],
  ['status', ['--ignore-submodules=all']],
  ['symbolic-ref', []],
]);

/** The whole command line; undefined for a command that is not among those that may be run. */
function withSafeOptions(args: readonly string[]): readonly string[] | undefined {
  const at = args[0] === '-C' ? 2 : 0;
  const command = args[at] ?? '';
  const safe = COMMANDS.get(command);
  if (safe === undefined) return undefined;
  return ['--no-pager', '--no-optional-locks', ...args.slice(0, at), command, ...safe, ...args.slice(at + 1)];
}

function whyNoRepository({ code, stderr }: GitResult): string {
  if (code === STOPPED) return stderr;
  if (stderr.includes('dubious ownership'))
    return 'git refuses this repository because it belongs to another user (safe.directory)';
  if (stderr.includes('must be run in a work tree') || stderr.includes('safe.bareRepository'))
    return 'the repository has no work tree';
  if (stderr.includes('not a git repository')) return 'not a git repository';
  return `git cannot read the repository: ${stderr.trim().split('\n')[0] ?? ''}`;
}

function isNewEnough(version: string): boolean {
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) > OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) >= OLDEST[1]);
}

function refusal(why: string): GitResult {
  return { code: STOPPED, stdout: '', stderr: `git was not run: ${why}` };
}

/** At most `count` tasks at a time; the others wait in order. */
function createSlots(count: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (task) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}

const yes = () => true;
const no = () => false;
