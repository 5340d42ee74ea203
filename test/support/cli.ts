/** Runs the built command line, as a user would, and makes real git repositories for it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const REPO = path.resolve(__dirname, '../..');
const CLI = path.join(REPO, 'dist/cli.js');

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function runCli(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): CliResult {
  if (!existsSync(CLI)) throw new Error('dist/cli.js is not built: run npm run build, or npm run test:unit, which does');
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
  });
  return { code: status, stdout, stderr };
}

/** The parsed JSON of a review; fails with what the program said when it gave none. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into a contract that a schema test of its own holds.
export function reviewJson(cwd: string, ...args: readonly string[]): any {
  const { stdout, stderr, code } = runCli(cwd, ['review', '--format', 'json', ...args]);
  if (code !== 0) throw new Error(`exit ${code}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Runs the work in a temporary folder with these files, and removes it. */
export async function inFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  work: (folder: string) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'eic-'));
  try {
    for (const [name, content] of Object.entries(files)) put(folder, name, content);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function put(folder: string, name: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), content);
}

/** git in the folder, apart from the machine's own configuration. */
export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync(
    'git',
    [
      '-c',
      'user.name=Ann',
      '-c',
      'user.email=ann@example.org',
      '-c',
      'commit.gpgSign=false',
      '-c',
      'init.defaultBranch=main',
      ...args,
    ],
    {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    },
  );
}

export function commitAll(folder: string, message: string): void {
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '--allow-empty', '-m', message);
}
