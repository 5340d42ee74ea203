/** Reads from tsconfig.json and jsconfig.json how modules are named: `baseUrl`, `paths`, `extends`. */
import { entriesOf, member, parseJson, stringsIn, textIn } from './json-text';
import { folderOf, joinPath } from './paths';

export interface PathPattern {
  /** `@/` of `@/*`; the whole name when there is no star. */
  readonly prefix: string;
  readonly suffix: string;
  readonly hasStar: boolean;
  /** Paths from the facts root, with the star as written. */
  readonly targets: readonly string[];
}

export interface ModuleNaming {
  /** Folder bare names are looked for in; `undefined` for none. */
  readonly baseUrl: string | undefined;
  readonly patterns: readonly PathPattern[];
}

const MAX_EXTENDS = 8;

/** `textOf` gives a file's text, or nothing when it was not read. Extended files of packages are not followed. */
export function readModuleNaming(path: string, textOf: (path: string) => string | undefined): ModuleNaming {
  let baseUrl: string | undefined;
  let patterns: readonly PathPattern[] | undefined;
  const todo = [path];
  const seen = new Set<string>();
  for (let at = todo.shift(); at !== undefined && seen.size < MAX_EXTENDS; at = todo.shift()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const json = parseJson(textOf(at) ?? '');
    const folder = folderOf(at);
    const options = member(json, 'compilerOptions');
    const written = textIn(member(options, 'baseUrl'));
    const base = written === undefined ? undefined : joinPath(folder, written);
    baseUrl ??= base;
    const paths = entriesOf(member(options, 'paths'));
    if (patterns === undefined && paths.length > 0)
      patterns = paths.map(([name, targets]) => toPattern(name, targets, base ?? folder));
    const parents = member(json, 'extends');
    for (const parent of typeof parents === 'string' ? [parents] : [...stringsIn(parents)].reverse()) {
      const file = parent.startsWith('.') ? joinPath(folder, parent) : undefined;
      if (file !== undefined) todo.push(...(file.endsWith('.json') ? [file] : [`${file}.json`, `${file}/tsconfig.json`]));
    }
  }
  return { baseUrl, patterns: patterns ?? [] };
}

function toPattern(name: string, targets: unknown, base: string): PathPattern {
  const star = name.indexOf('*');
  return {
    prefix: star < 0 ? name : name.slice(0, star),
    suffix: star < 0 ? '' : name.slice(star + 1),
    hasStar: star >= 0,
    targets: stringsIn(targets).flatMap((target) => joinPath(base, target) ?? []),
  };
}

/** What the star stands for, or undefined when the name does not match. */
export function matchPattern({ prefix, suffix, hasStar }: PathPattern, name: string): string | undefined {
  if (!hasStar) return name === prefix ? '' : undefined;
  if (name.length < prefix.length + suffix.length || !name.startsWith(prefix) || !name.endsWith(suffix)) return undefined;
  return name.slice(prefix.length, name.length - suffix.length);
}
