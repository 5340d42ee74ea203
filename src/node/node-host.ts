/** The host of the command line, and of the editor's Node entry: disk, git process, clock, log on standard error. */
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Assets, Clock, Git, Host, Identity, Log, StateStore } from '#host/ports';
import { createNodeFiles } from './node-files';
import { createGit, type OpenedGit } from './node-git';
import { createNodeState } from './node-state';
import { resolveBelow } from './relative-path';

export interface NodeHostOptions {
  /** Folder that holds what the product ships: grammars, rule pages. */
  readonly assets: string;
  /** false: no git process and no writes. Default true. */
  readonly isTrusted?: boolean;
  /** Where the editor keeps small values; default: a file in the git directory, or memory. */
  readonly state?: StateStore;
  /** Default: standard error. */
  readonly log?: Log;
}

/** `root`: absolute path of the facts root. */
export async function createNodeHost(root: string, options: NodeHostOptions): Promise<Host> {
  const isTrusted = options.isTrusted ?? true;
  const opened: OpenedGit = isTrusted ? await createGit(root) : { git: undefined, noGit: 'restricted mode' };
  const { git } = opened;
  const readOnly = isTrusted ? undefined : 'This workspace is not trusted; trust it to let Editor-in-Chief write here.';
  return {
    files: createNodeFiles(root, { git, readOnly }),
    // Records lie in a folder of our own, which a team may well have ignored in git.
    records: createNodeFiles(git?.topLevel ?? root, { listing: 'everything', readOnly }),
    recordsPrefix: git?.prefix ?? '',
    git,
    noGit: 'noGit' in opened ? opened.noGit : undefined,
    assets: createNodeAssets(options.assets),
    state: options.state ?? (await createNodeState(git?.common)),
    clock: nodeClock,
    identity: createGitIdentity(git),
    log: options.log ?? stderrLog,
    isTrusted,
  };
}

export function createNodeAssets(folder: string): Assets {
  return {
    read: async (relative) => {
      const absolute = resolveBelow(folder, relative);
      if (absolute === undefined) throw new Error(`${relative} is not a path of a shipped file.`);
      return readFile(absolute);
    },
  };
}

export const nodeClock: Clock = { now: () => Date.now(), sleep: (ms) => delay(ms) };

/** Who git would name; undefined without git or name, since nobody is made up. */
export function createGitIdentity(git: Git | undefined): Identity {
  return {
    author: async () => {
      if (git === undefined) return undefined;
      const [name, mail] = await Promise.all(['user.name', 'user.email'].map((key) => readSetting(git, key)));
      if (name === undefined) return undefined;
      return mail === undefined ? name : `${name} <${mail}>`;
    },
  };
}

async function readSetting(git: Git, key: string): Promise<string | undefined> {
  const { code, stdout } = await git.run(['config', '--get', key]);
  const value = stdout.trim();
  return code === 0 && value !== '' ? value : undefined;
}

/** Progress is not worth a line on a terminal; what went wrong is. */
export const stderrLog: Log = {
  info: () => {},
  warn: (message) => write('warning', message),
  error: (message, cause) => write('error', cause === undefined ? message : `${message} ${describe(cause)}`),
};

function write(level: string, message: string): void {
  process.stderr.write(`eic: ${level}: ${message}\n`);
}

function describe(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
