/** Which lines changed since the merge base with a ref, uncommitted and untracked ones included. */
import type { Git } from '#host/ports';
import type { LineFilter } from '#review/scope';

const EVERYTHING: LineFilter = [{ startLine: 1, endLine: Number.MAX_SAFE_INTEGER }];

/** By path below the facts root. A string is what is wrong, for the person. */
export async function changedLines(git: Git, base: string): Promise<ReadonlyMap<string, LineFilter> | string> {
  // A ref that looks like an option must not become one.
  const merge = base.startsWith('-') ? undefined : await git.run(['merge-base', '--', base, 'HEAD']);
  if (merge?.code !== 0) {
    const shallow = await git.run(['rev-parse', '--is-shallow-repository']);
    const hint = shallow.stdout.trim() === 'true' ? ' The clone is shallow: fetch more of the history (fetch-depth: 0).' : '';
    return `git finds no merge base of ${base} and HEAD.${hint} Fetch the branch, or name another one.`;
  }
  const commit = merge.stdout.trim();
  const diff = await git.run([
    'diff',
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    '--no-renames',
    '--unified=0',
    '--src-prefix=a/',
    '--dst-prefix=b/',
    commit,
    '--',
  ]);
  const untracked = await git.run(['ls-files', '-z', '--others', '--exclude-standard', '--full-name']);
  if (diff.code !== 0 || untracked.code !== 0)
    return `git could not compare with ${base}: ${(diff.stderr || untracked.stderr).trim()}`;

  const changed = new Map<string, { startLine: number; endLine: number }[]>();
  let ranges: { startLine: number; endLine: number }[] = [];
  for (const line of diff.stdout.split('\n')) {
    if (line.startsWith('+++ ')) {
      ranges = [];
      const path = below(git.prefix, unquote(line.slice(4)));
      if (path !== undefined) changed.set(path, ranges);
      continue;
    }
    const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk === null) continue;
    const start = Number(hunk[1]);
    const count = hunk[2] === undefined ? 1 : Number(hunk[2]);
    if (count > 0) ranges.push({ startLine: start, endLine: start + count - 1 });
  }
  const result = new Map<string, LineFilter>([...changed].filter(([, all]) => all.length > 0));
  for (const name of untracked.stdout.split('\0')) {
    const path = name === '' ? undefined : below(git.prefix, `b/${name}`);
    if (path !== undefined) result.set(path, EVERYTHING);
  }
  return result;
}

/** `b/sub/dir/x` → `x` below `sub/dir/`; undefined outside of it and for deleted files. */
function below(prefix: string, name: string): string | undefined {
  return name.startsWith(`b/${prefix}`) ? name.slice(2 + prefix.length) : undefined;
}

/** With `core.quotePath` off git quotes only names with control characters, quotes or backslashes, as C strings. */
function unquote(name: string): string {
  const bare = name.replace(/\t$/, '');
  if (!bare.startsWith('"')) return bare;
  const named: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' };
  return bare
    .slice(1, -1)
    .replace(/\\([0-7]{3})|\\(.)/g, (_, octal: string | undefined, other: string) =>
      octal === undefined ? (named[other] ?? other) : String.fromCharCode(Number.parseInt(octal, 8)),
    );
}
