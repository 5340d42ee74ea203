/** Real git repositories in temporary folders, made the same on every machine: no user configuration, fixed names and dates. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const made: string[] = [];

export function makeTempFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'eic-test-')));
  made.push(folder);
  return folder;
}

/** For an `after` hook: removes what this process made. */
export function removeTempFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

export interface CommitOptions {
  readonly author?: string;
  readonly committer?: string;
  /** ISO 8601; default: a minute after the commit before. */
  readonly date?: string;
}

export interface TempRepository {
  readonly root: string;
  git(...args: string[]): string;
  write(file: string, text: string | Uint8Array): void;
  /** Stages everything and commits; answers the full hash. */
  commit(message: string, options?: CommitOptions): string;
}

const NAMED = /^(.*?)\s*<(.*)>$/s;

/** A new repository; `at` an existing one (a clone, a worktree). */
export function makeRepository(options: { readonly at?: string; readonly init?: readonly string[] } = {}): TempRepository {
  const root = options.at ?? makeTempFolder();
  let minute = 0;
  const environment = (given: CommitOptions = {}): NodeJS.ProcessEnv => {
    const [, name = 'Ann', mail = 'ann@example.org'] = NAMED.exec(given.author ?? '') ?? [];
    const [, committer = name, committerMail = mail] = NAMED.exec(given.committer ?? '') ?? [];
    const date = given.date ?? new Date(Date.UTC(2026, 0, 5, 9, minute)).toISOString();
    return {
      ...process.env,
      GIT_CONFIG_GLOBAL: path.join(root, '.no-such-config'),
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: mail,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: committer,
      GIT_COMMITTER_EMAIL: committerMail,
      GIT_COMMITTER_DATE: date,
    };
  };
  const run = (args: readonly string[], given?: CommitOptions) =>
    execFileSync('git', [...args], { cwd: root, env: environment(given), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  if (options.at === undefined) run(['init', '-q', '-b', 'main', ...(options.init ?? [])]);
  return {
    root,
    git: (...args) => run(args),
    write: (file, text) => {
      const absolute = path.join(root, file);
      mkdirSync(path.dirname(absolute), { recursive: true });
      writeFileSync(absolute, text);
    },
    commit: (message, given) => {
      minute++;
      run(['add', '-A']);
      run(['commit', '-q', '--allow-empty', '-m', message], given);
      return run(['rev-parse', 'HEAD']).trim();
    },
  };
}

/** A program that leaves a mark when it is run; answers its path. */
export function makeTrap(folder: string, marker: string): string {
  const file = path.join(folder, 'trap.sh');
  writeFileSync(file, `#!/bin/sh\necho "$0 $*" >> '${marker}'\ncat >/dev/null 2>&1 </dev/null\nexit 0\n`);
  chmodSync(file, 0o755);
  return file;
}
