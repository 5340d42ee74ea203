/**
 * Which packages a project names, where: in the manifests around a file, or in passing in what else installs or locks them.
 * That a package is not declared is said only where a manifest that could declare it was read and nothing of the repository
 * is called so.
 */
import type { Location } from '#base/span';
import { isProductPath } from '#facts/path-role';
import type { NamedPackages } from '#facts/project-facts';
import type { FileSummary } from '#facts/summary';
import { packageOf } from '#facts/written/foreign-imports';
import { distributionsOf } from '#libraries/distributions';
import type { FileIndex } from './file-index';
import { isGo } from './go-modules';
import { isJava } from './java-modules';
import { locator, type Manifest } from './manifest';
import { ancestorsOf, folderOf } from './paths';
import { isPython } from './python-modules';
import { type ModuleNaming, matchPattern } from './tsconfig';

export interface NamedPackagesInput {
  readonly index: FileIndex;
  readonly manifests: readonly Manifest[];
  readonly namings: readonly ModuleNaming[];
  /** Manifests as written, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** What else can name packages; `undefined` for what could not be read. */
  readonly mentions: ReadonlyMap<string, string | undefined>;
}

/** Those whose compilers do not say it at once. */
type Ecosystem = Exclude<Manifest['kind'], 'go'>;

const LOCKS: Readonly<Record<Ecosystem, RegExp>> = {
  javascript: /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock)$/,
  python: /(?:^|\/)(?:uv\.lock|poetry\.lock|pdm\.lock|Pipfile\.lock|pylock\.[\w.]+|conda-lock\.yml)$/,
};
/** Bundlers and runtimes name modules of their own; images and scripts install what no manifest has. */
const INSTALLERS: Readonly<Record<Ecosystem, RegExp>> = {
  javascript:
    /(?:^|\/)(?:[\w.-]+\.config\.(?:[cm]?[jt]s|json)|\.?babel(?:rc|\.config)[\w.]*|deno\.jsonc?|import[-_]?map\.json|pnpm-workspace\.yaml|angular\.json|project\.json|\.pnp\.cjs|[\w.-]*Dockerfile[\w.-]*)$/,
  python:
    /(?:^|\/)(?:setup\.(?:py|cfg)|(?:conda[-_.]?)?env(?:ironment)?[\w.-]*\.ya?ml|constraints[\w.-]*\.txt|meta\.ya?ml|tox\.ini|noxfile\.py|[\w.-]*Dockerfile[\w.-]*|pixi\.toml|install[\w.-]*\.(?:sh|bat|ps1)|Makefile)$/,
};

export function mayNamePackages(path: string): boolean {
  return [LOCKS, INSTALLERS].some((those) => those.javascript.test(path) || those.python.test(path));
}

/** A manifest that leaves out more packages than this is not what installs the code around it: snippets, a script's tools. */
const MAX_STRAYS = 7;
/** Each is looked for in every lock file. */
const MAX_LOOKED_UP = 200;

/** What is looked up is kept from one folding of the project's files to the next. */
export function createNamedPackages(input: NamedPackagesInput): (files: readonly FileSummary[]) => NamedPackages {
  const { index, manifests, namings, texts, mentions } = input;
  const manifestPaths = new Map(manifests.map(({ path, kind }) => [path, kind]));
  const all: [string, string | undefined][] = [...[...texts].filter(([path]) => manifestPaths.has(path)), ...mentions];
  const kinds: Readonly<Record<Ecosystem, readonly (readonly [string, string | undefined])[]>> = {
    javascript: all.filter(([path]) => speaksFor('javascript', path)),
    python: all.filter(([path]) => speaksFor('python', path)),
  };
  function speaksFor(kind: Ecosystem, path: string): boolean {
    return manifestPaths.get(path) === kind || LOCKS[kind].test(path) || INSTALLERS[kind].test(path);
  }
  let names: ReadonlySet<string> | undefined;
  const isOwn = (name: string): boolean => {
    names ??= ownNames(index, manifests);
    return names.has(squashed(name)) || namings.some(({ patterns }) => patterns.some((each) => isAlias(each, name)));
  };
  const lookedUp = new Set<string>();
  const declaredIn = remembered((folder: string, name: string, kind: Ecosystem) => {
    const around = new Set(ancestorsOf(folder));
    const near = manifests.filter((each) => each.kind === kind && around.has(each.folder));
    const says = near.filter(({ dependencies }) => dependencies.size > 0).sort((a, b) => b.folder.length - a.folder.length);
    const [first] = says;
    if (first === undefined) return { unknown: 'no manifest around the file names a dependency' };
    if (isOwn(name)) return { declared: 'the repository has a part of that name' };
    const isNamed = kind === 'python' ? isPythonName(name) : isJavaScriptName(name);
    if (says.some(({ dependencies }) => [...dependencies.keys()].some(isNamed))) return { declared: first.path };
    const unread = kinds[kind].find(([path, text]) => text === undefined && LOCKS[kind].test(path));
    if (unread !== undefined) return { unknown: `${unread[0]} could not be read` };
    lookedUp.add(name);
    if (lookedUp.size > MAX_LOOKED_UP) return { unknown: 'too many packages are in no manifest to look for each of them' };
    return { nearest: { path: first.path, startLine: 1, text: first.path } };
  });
  const named = remembered((_: string, name: string, kind: Ecosystem): Location | undefined => {
    const pattern = kind === 'python' ? pythonMention(name) : javaScriptMention(name);
    for (const [path, text] of kinds[kind]) {
      const found = text === undefined ? null : pattern.exec(text);
      if (found !== null && text !== undefined) return locator(path, text)(found[0].trim());
    }
    return undefined;
  });
  const answerTo = (path: string, name: string): Answer => declaredIn(folderOf(path), name, kindOf(path));
  const elsewhere = (path: string, name: string): Location | undefined => named('', name, kindOf(path));
  return (files) => {
    let strays: ReadonlyMap<string, ReadonlySet<string>> | undefined;
    return {
      undeclared: (path, name) => {
        const answer = answerTo(path, name);
        if (!('nearest' in answer)) return answer;
        const manifest = answer.nearest.path;
        strays ??= strayNames(files, answerTo, elsewhere);
        const isRead = (strays.get(manifest)?.size ?? 0) <= MAX_STRAYS;
        return isRead ? answer : { unknown: `${manifest} is not what installs this code: many packages are not in it` };
      },
      elsewhere,
    };
  };
}

type Answer = ReturnType<NamedPackages['undeclared']>;

const kindOf = (path: string): Ecosystem => (isPython(path) ? 'python' : 'javascript');

/** By manifest: packages that the files it stands for import, and that neither it nor anything else names. */
function strayNames(
  files: readonly FileSummary[],
  answerTo: (path: string, name: string) => Answer,
  elsewhere: NamedPackages['elsewhere'],
): ReadonlyMap<string, ReadonlySet<string>> {
  const strays = new Map<string, Set<string>>();
  for (const { path, packages } of files) {
    if (!isProductPath(path) || isGo(path) || isJava(path)) continue;
    for (const { name: module } of packages) {
      const name = packageOf(kindOf(path), module);
      const answer = name === undefined ? undefined : answerTo(path, name);
      if (name === undefined || answer === undefined || !('nearest' in answer) || elsewhere(path, name) !== undefined) continue;
      const names = strays.get(answer.nearest.path) ?? new Set();
      strays.set(answer.nearest.path, names.add(name));
    }
  }
  return strays;
}

function remembered<T>(find: (folder: string, name: string, kind: Ecosystem) => T): typeof find {
  const known = new Map<string, T>();
  return (folder, name, kind) => {
    const key = `${kind}:${folder}:${name}`;
    const answer = known.has(key) ? (known.get(key) as T) : find(folder, name, kind);
    known.set(key, answer);
    return answer;
  };
}

/** Case and separators tell no two packages of one repository apart: `Flask-Cors`, `flask_cors`. */
const squashed = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '');

/** Folders, files without their extension, and projects. An import that is called like one is taken to mean it. */
function ownNames(index: FileIndex, manifests: readonly Manifest[]): ReadonlySet<string> {
  const names = new Set(manifests.map(({ name }) => name.toLowerCase().replace(/[-_.]+/g, '')));
  for (const path of index.paths)
    for (const segment of path.split('/')) {
      const dot = segment.indexOf('.', 1);
      names.add(squashed(dot < 0 ? segment : segment.slice(0, dot)));
    }
  names.delete('');
  return names;
}

function isAlias(pattern: ModuleNaming['patterns'][number], name: string): boolean {
  if (pattern.prefix === '') return false;
  return pattern.prefix.startsWith(`${name}/`) || pattern.prefix === name || matchPattern(pattern, `${name}/`) !== undefined;
}

/** The package, its types, or (as `foo__bar`) the types of `@foo/bar`. */
function isJavaScriptName(name: string): (dependency: string) => boolean {
  const types = `@types/${name.startsWith('@') ? name.slice(1).replace('/', '__') : name}`;
  return (dependency) => dependency === name || dependency === types;
}

/** A distribution is often called like its module with something before or after: `PyYAML`, `python-dotenv`, `psycopg2-binary`. */
function isPythonName(module: string): (dependency: string) => boolean {
  const parts = [module, ...distributionsOf(module)].map(squashed);
  return (dependency) => parts.some((part) => squashed(dependency).includes(part));
}

function javaScriptMention(name: string): RegExp {
  return new RegExp(`(?:^|[\\s"'\`/(\\[,])${escaped(name)}(?=["'\`@:/,\\s)\\]]|$)`, 'm');
}

function pythonMention(module: string): RegExp {
  const parts = [module, ...distributionsOf(module)].map((each) => [...squashed(each)].map(escaped).join('[-_.]?'));
  return new RegExp(parts.join('|'), 'i');
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
