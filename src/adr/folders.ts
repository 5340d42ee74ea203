/** Where decision records live, and which part of the tree each folder speaks for. */
import { folderOf, isIn, nameOf, resolvePath } from './paths';
import { parseYaml } from './shallow-yaml';

export interface DecisionFolder {
  readonly path: string;
  /** The part of the tree it speaks for: '' for all of it, `packages/api` for a package's own folder. */
  readonly base: string;
  /** Other documents live here too: a record must be named like one. */
  readonly isGeneric: boolean;
}

/** Files that say where the records are; they are read before the folders are known. */
export function isFolderSetting(path: string): boolean {
  return /^(?:\.adr-dir|\.log4brains\.ya?ml|adrs\.toml)$/.test(nameOf(path));
}

const RECORD = /\.(?:mdx?|markdown|rst|adoc)$/i;
const KNOWN =
  /(?:^|\/)(?:adrs?|decisions|\.decisions|decision[-_]records?|architecture[-_]decisions|architecture-decision-records?|docs?\/architecture)$/i;
/** The first of these segments ends the part of the tree that a folder speaks for: `services/billing` of `services/billing/docs/adr`. */
const DOCUMENTS =
  /^(?:docs?|documentation|wiki|design|website|handbook|src|architecture.*|adrs?|decisions?|decision[-_]records?)$/i;

/** Folders named by settings first, then those with a customary name; a record two levels below still belongs to one. */
export function decisionFolders(paths: readonly string[], named: readonly DecisionFolder[]): readonly DecisionFolder[] {
  const folders = new Map(named.map((folder) => [folder.path, folder]));
  for (const path of paths) {
    if (!RECORD.test(path)) continue;
    const known = customaryFolder(folderOf(path));
    if (known !== undefined && !folders.has(known)) {
      folders.set(known, { path: known, base: baseOf(known), isGeneric: /(?:^|\/)docs?\/architecture$/i.test(known) });
    }
  }
  return [...folders.values()];
}

/** The folder a document belongs to: the deepest one it is at most two levels below. */
export function folderFor(path: string, folders: readonly DecisionFolder[]): DecisionFolder | undefined {
  if (!RECORD.test(path)) return undefined;
  let best: DecisionFolder | undefined;
  for (const folder of folders) {
    if (!isIn(folder.path, folderOf(path)) || folder.path.length < (best?.path.length ?? 0)) continue;
    const below = folderOf(path)
      .slice(folder.path.length)
      .split('/')
      .filter((part) => part !== '');
    if (below.length <= 2) best = folder;
  }
  return best;
}

function customaryFolder(folder: string): string | undefined {
  let at = folder;
  for (let up = 0; up <= 2 && at !== ''; up++, at = folderOf(at)) if (KNOWN.test(at)) return at;
  return undefined;
}

function baseOf(folder: string): string {
  const parts = folder.split('/');
  const end = parts.findIndex((part) => DOCUMENTS.test(part));
  const base = parts.slice(0, end < 0 ? undefined : end);
  while (base.at(-1)?.startsWith('.')) base.pop();
  return base.join('/');
}

/** What a setting file says; a path out of the root is left out. */
export function foldersNamedBy(path: string, text: string): readonly DecisionFolder[] {
  const at = folderOf(path);
  const named = (written: string, base = at): readonly DecisionFolder[] => {
    const resolved = resolvePath(at, written.trim());
    return written.trim() === '' || resolved === undefined ? [] : [{ path: resolved, base, isGeneric: false }];
  };
  if (nameOf(path) === '.adr-dir') return named(text.split('\n')[0] ?? '');
  if (nameOf(path) === 'adrs.toml') return named(/^\s*(?:adr_dir|dir|directory)\s*=\s*["']([^"'\n]+)["']/m.exec(text)?.[1] ?? '');
  return log4brains(text).flatMap(({ folder, part }) => {
    const base = part === undefined ? at : resolvePath(at, part);
    return base === undefined ? [] : named(folder, base);
  });
}

function log4brains(text: string): readonly { readonly folder: string; readonly part: string | undefined }[] {
  const parsed = parseYaml(text);
  if (!parsed.ok) return [];
  const { document } = parsed;
  const textAt = (...keys: readonly (string | number)[]): string | undefined => {
    const value = document.getIn(keys);
    return typeof value === 'string' ? value : undefined;
  };
  const found: { readonly folder: string; readonly part: string | undefined }[] = [];
  const whole = textAt('project', 'adrFolder');
  if (whole !== undefined) found.push({ folder: whole, part: undefined });
  for (let n = 0; document.hasIn(['project', 'packages', n]); n++) {
    const folder = textAt('project', 'packages', n, 'adrFolder');
    if (folder !== undefined) found.push({ folder, part: textAt('project', 'packages', n, 'path') });
  }
  return found;
}
