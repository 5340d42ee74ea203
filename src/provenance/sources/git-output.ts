/** What git prints, as data. Always its `-z` forms, so that no path needs unquoting. Nothing here runs git. */
import type { CommitHeader } from './commit-marks';

/** For `parseLog`: one record per commit, ended by NUL; header fields hold no line breaks. */
export const LOG_FORMAT = '%H%n%P%n%an%n%ae%n%aI%n%cI%n%B';

export function parseLog(output: string): readonly CommitHeader[] {
  const commits: CommitHeader[] = [];
  for (const record of output.split('\0')) {
    const fields = record.split('\n', 6);
    const [hash = '', parents = '', authorName = '', authorMail = '', authoredAt = '', committedAt = ''] = fields;
    if (!isHash(hash)) continue;
    const message = record.slice(fields.reduce((length, field) => length + field.length + 1, 0));
    commits.push({
      hash,
      parents: parents === '' ? [] : parents.split(' '),
      authorName,
      authorMail,
      authoredAt,
      committedAt,
      message,
    });
  }
  return commits;
}

export interface CommitFiles {
  readonly hash: string;
  readonly files: readonly { readonly status: string; readonly path: string }[];
}

/** `diff-tree --stdin -z --name-status`: a hash, then pairs of status and path. */
export function parseNameStatus(output: string): readonly CommitFiles[] {
  const commits: { hash: string; files: { status: string; path: string }[] }[] = [];
  const tokens = output.split('\0');
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    if (isHash(token)) commits.push({ hash: token, files: [] });
    else if (token !== '') commits.at(-1)?.files.push({ status: token, path: tokens[++at] ?? '' });
  }
  return commits;
}

/** `diff-tree --stdin -z --numstat`: lines added, per commit and path; binary files count none. */
export function parseNumstat(output: string): ReadonlyMap<string, readonly { readonly path: string; readonly added: number }[]> {
  const commits = new Map<string, { path: string; added: number }[]>();
  let files: { path: string; added: number }[] = [];
  for (const token of output.split('\0')) {
    if (isHash(token)) {
      files = [];
      commits.set(token, files);
      continue;
    }
    const [, added, path] = /^(\d+|-)\t(?:\d+|-)\t(.+)$/s.exec(token) ?? [];
    if (added !== undefined && path !== undefined) files.push({ path, added: added === '-' ? 0 : Number(added) });
  }
  return commits;
}

/** `log --diff-filter=R --name-status -z --format=`: newest first. */
export function parseRenames(output: string): readonly { readonly from: string; readonly to: string }[] {
  const renames: { from: string; to: string }[] = [];
  const tokens = output.split('\0');
  for (let at = 0; at < tokens.length; at++) {
    if (/^\n?R\d+$/.test(tokens[at] ?? '')) renames.push({ from: tokens[++at] ?? '', to: tokens[++at] ?? '' });
  }
  return renames;
}

/** `ls-tree -r -z`: object id by path; submodules left out. */
export function parseTree(output: string): ReadonlyMap<string, string> {
  const tree = new Map<string, string>();
  for (const entry of output.split('\0')) {
    const tab = entry.indexOf('\t');
    const [, type, id] = entry.slice(0, tab).split(' ');
    if (type === 'blob' && id !== undefined) tree.set(entry.slice(tab + 1), id);
  }
  return tree;
}

export interface WorkTree {
  /** Changed, added or untracked files that are there, from the top level. */
  readonly changed: ReadonlySet<string>;
  /** Those of them that HEAD does not have. */
  readonly added: ReadonlySet<string>;
  /** Those of HEAD that are not there any more. */
  readonly deleted: ReadonlySet<string>;
  /** Path now → path in HEAD. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** `status --porcelain=v2 -z`. */
export function parseStatus(output: string): WorkTree {
  const changed = new Set<string>();
  const added = new Set<string>();
  const deleted = new Set<string>();
  const renamed = new Map<string, string>();
  const tokens = output.split('\0');
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    const kind = token[0];
    if (kind === '?' && !token.endsWith('/')) {
      changed.add(token.slice(2));
      added.add(token.slice(2));
      continue;
    }
    const fields = kind === '1' ? 8 : kind === '2' ? 9 : kind === 'u' ? 10 : 0;
    if (fields === 0) continue;
    const path = token.split(' ').slice(fields).join(' ');
    const [, states = '', submodule = ''] = token.split(' ');
    if (kind === '2') renamed.set(path, tokens[++at] ?? '');
    if (submodule.startsWith('S')) continue;
    if (states[1] === 'D' || states === 'D.') {
      deleted.add(path);
      continue;
    }
    changed.add(path);
    if (states[0] === 'A' || states[1] === 'A') added.add(path);
  }
  return { changed, added, deleted, renamed };
}

export interface Blame {
  /** Text of each line of the file as committed; a last line break makes no further line. */
  readonly lines: readonly string[];
  /** For each line the index in `commits` of the commit it is from. */
  readonly commitOf: Int32Array;
  readonly commits: readonly string[];
}

/** `blame --porcelain`: for each line a header, details where a commit turns up first, then the text after a tab. */
export function parseBlame(output: string): Blame {
  const lines: string[] = [];
  const commitOf: number[] = [];
  const indexes = new Map<string, number>();
  let current = -1;
  let from = 0;
  while (from < output.length) {
    const end = output.indexOf('\n', from);
    const to = end === -1 ? output.length : end;
    if (output.charCodeAt(from) === 9) {
      lines.push(output.slice(from + 1, to));
      commitOf.push(current);
    } else {
      const space = output.indexOf(' ', from);
      const word = output.slice(from, space === -1 || space > to ? to : space);
      if (isHash(word)) {
        current = indexes.get(word) ?? indexes.size;
        indexes.set(word, current);
      }
    }
    from = to + 1;
  }
  return { lines, commitOf: Int32Array.from(commitOf), commits: [...indexes.keys()] };
}

function isHash(word: string): boolean {
  return (word.length === 40 || word.length === 64) && /^[0-9a-f]+$/.test(word);
}
