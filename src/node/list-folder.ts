/** The regular files of a folder: as git lists them, else by walking with the rules of every `.gitignore` on the way. */
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { Files, Git } from '#host/ports';
import { isExcluded } from './excluded-folders';
import { toUnreadable } from './file-error';

type Listing = Awaited<ReturnType<Files['list']>>;

/** Bounds of one walk, so that a hostile or endless tree costs bounded time. */
const MAX_FILES = 200_000;
const MAX_DEPTH = 64;
/** git reads every ignore file, and one of them may be a pipe that never answers; then the folder is walked instead. */
const GIT_MS = 20_000;
const IGNORE_FILE_BYTES = 256 * 1024;

/** Through git: what is tracked or could be, links and what lies behind them left out. */
export async function listByGit(git: Git, root: string, folder: string): Promise<Listing | undefined> {
  const args = ['-C', root, 'ls-files', '-co', '--exclude-standard', '-z', '--', folder === '' ? '.' : folder];
  const { code, stdout } = await git.run(args, { timeoutMs: GIT_MS });
  if (code !== 0) return undefined;
  const problems: string[] = [];
  const paths: string[] = [];
  const kindOf = readKinds(root);
  for (const listed of new Set(stdout.split('\0'))) {
    // A trailing slash is a repository within the repository; git does not look into it.
    if (listed.endsWith('/')) {
      if (!listed.split('/').some((name) => isExcluded(name, true)))
        problems.push(`${listed.slice(0, -1)} is a repository of its own; open it by itself to review it.`);
      continue;
    }
    if (listed === '' || isExcludedPath(listed)) continue;
    const kind = await kindOf(listed);
    if (kind === 'file') paths.push(listed);
    else if (kind === 'folder') problems.push(`${listed} is a repository of its own; open it by itself to review it.`);
  }
  return { paths: paths.sort(), problems: problems.sort() };
}

function isExcludedPath(listed: string): boolean {
  const names = listed.split('/');
  return names.slice(0, -1).some((name) => isExcluded(name, true));
}

/** One read per folder instead of one per file; a folder reached through a link has no entries. */
function readKinds(root: string): (listed: string) => Promise<'file' | 'folder' | 'other'> {
  const folders = new Map<string, Promise<ReadonlyMap<string, Dirent>>>();
  const read = async (folder: string): Promise<ReadonlyMap<string, Dirent>> => {
    if (folder !== '' && (await kindOf(folder)) !== 'folder') return new Map();
    const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch(() => []);
    return new Map(entries.map((entry) => [entry.name, entry]));
  };
  const kindOf = async (listed: string): Promise<'file' | 'folder' | 'other'> => {
    const slash = listed.lastIndexOf('/');
    const folder = slash === -1 ? '' : listed.slice(0, slash);
    let entries = folders.get(folder);
    if (entries === undefined) {
      entries = read(folder);
      folders.set(folder, entries);
    }
    const entry = (await entries).get(listed.slice(slash + 1));
    return entry?.isFile() ? 'file' : entry?.isDirectory() ? 'folder' : 'other';
  };
  return kindOf;
}

interface IgnoreLevel {
  /** Folder of the rules, '' or with a trailing slash. */
  readonly base: string;
  readonly rules: Ignore;
}

/** Without git. `isEverything` walks a folder of our own, where neither ignore rules nor folder names count. */
export async function listByWalk(files: Files, root: string, folder: string, isEverything: boolean): Promise<Listing> {
  const paths: string[] = [];
  const problems: string[] = [];
  let isFull = false;

  const visit = async (current: string, depth: number, above: readonly IgnoreLevel[]): Promise<void> => {
    if (isFull) return;
    if (depth > MAX_DEPTH) {
      problems.push(`${current} is nested deeper than ${MAX_DEPTH} folders; what is below was not looked at.`);
      return;
    }
    let entries: Dirent[];
    try {
      entries = await readdir(path.join(root, current), { withFileTypes: true });
    } catch (cause) {
      problems.push(`${current === '' ? 'The folder' : current} could not be listed: ${toUnreadable(cause).detail}.`);
      return;
    }
    const prefix = current === '' ? '' : `${current}/`;
    const levels = isEverything ? above : await withRulesOf(files, prefix, entries, above);
    for (const entry of entries) {
      const child = `${prefix}${entry.name}`;
      if (entry.isDirectory()) {
        if (isEverything || (!isExcluded(entry.name, false) && !isIgnored(`${child}/`, levels)))
          await visit(child, depth + 1, levels);
      } else if (entry.isFile() && !isIgnored(child, levels)) {
        if (paths.length >= MAX_FILES) {
          if (!isFull) problems.push(`The folder has more than ${MAX_FILES} files; the rest was not looked at.`);
          isFull = true;
          return;
        }
        paths.push(child);
      }
    }
  };
  await visit(folder, 0, isEverything ? [] : await rulesAbove(files, folder));
  return { paths: paths.sort(), problems: problems.sort() };
}

async function rulesAbove(files: Files, folder: string): Promise<readonly IgnoreLevel[]> {
  const names = folder === '' ? [] : folder.split('/');
  let levels: readonly IgnoreLevel[] = [];
  for (let depth = 0; depth < names.length; depth++) {
    levels = await withRules(files, depth === 0 ? '' : `${names.slice(0, depth).join('/')}/`, levels);
  }
  return levels;
}

async function withRulesOf(files: Files, base: string, entries: readonly Dirent[], above: readonly IgnoreLevel[]) {
  return entries.some(({ name }) => name === '.gitignore') ? withRules(files, base, above) : above;
}

async function withRules(files: Files, base: string, above: readonly IgnoreLevel[]): Promise<readonly IgnoreLevel[]> {
  const read = await files.read(`${base}.gitignore`, IGNORE_FILE_BYTES);
  return read.ok ? [...above, { base, rules: ignore().add(read.text) }] : above;
}

/** The deepest file that says anything about the path decides, as in git. */
function isIgnored(child: string, levels: readonly IgnoreLevel[]): boolean {
  for (let level = levels.length - 1; level >= 0; level--) {
    const { base, rules } = levels[level] as IgnoreLevel;
    if (!ignore.isPathValid(child.slice(base.length))) continue;
    const { ignored, unignored } = rules.test(child.slice(base.length));
    if (ignored || unignored) return ignored;
  }
  return false;
}
