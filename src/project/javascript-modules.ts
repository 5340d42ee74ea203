/** Which file a module name of TypeScript or JavaScript leads to. */
import type { FileIndex } from './file-index';
import { entriesOf, member, textIn } from './json-text';
import type { Manifest } from './manifest';
import { folderOf, joinPath, nearest } from './paths';
import { type ModuleNaming, matchPattern } from './tsconfig';

export interface JavaScriptModules {
  readonly index: FileIndex;
  /** By the folder of the manifest or configuration. */
  readonly manifests: ReadonlyMap<string, Manifest>;
  readonly namings: ReadonlyMap<string, ModuleNaming>;
  /** Packages of the workspace by name. */
  readonly packages: ReadonlyMap<string, Manifest>;
}

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** What a compiled name is compiled from. */
const SOURCES: ReadonlyMap<string, readonly string[]> = new Map([
  ['.js', ['.ts', '.tsx', '.jsx']],
  ['.jsx', ['.tsx']],
  ['.mjs', ['.mts']],
  ['.cjs', ['.cts']],
]);

/** Declaration files say nothing that runs. */
export function isJavaScript(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path);
}

export function resolveJavaScript(modules: JavaScriptModules, from: string, module: string): string | undefined {
  if (module.startsWith('.')) return fileAt(modules.index, joinPath(folderOf(from), module));
  if (module.startsWith('#')) return resolveImportsMap(modules, from, module);
  const naming = nearest(modules.namings, from);
  const aliased = naming && resolveAlias(modules.index, naming, module);
  return aliased ?? resolveWorkspace(modules, module);
}

/** The name is one of the project's own, whether or not a file was found. */
export function isLocalJavaScript(modules: JavaScriptModules, from: string, module: string): boolean {
  if (module.startsWith('.') || module.startsWith('#')) return true;
  const naming = nearest(modules.namings, from);
  const isAliased = naming?.patterns.some((pattern) => pattern.prefix !== '' && matchPattern(pattern, module) !== undefined);
  return isAliased === true || modules.packages.has(packageName(module));
}

function fileAt(index: FileIndex, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  if (path !== '' && index.has(path)) return path;
  const dot = path.lastIndexOf('.');
  const sources = dot > path.lastIndexOf('/') ? SOURCES.get(path.slice(dot)) : undefined;
  for (const extension of sources ?? []) if (index.has(path.slice(0, dot) + extension)) return path.slice(0, dot) + extension;
  if (path !== '') for (const extension of EXTENSIONS) if (index.has(path + extension)) return path + extension;
  for (const extension of EXTENSIONS) {
    const inner = `${path === '' ? '' : `${path}/`}index${extension}`;
    if (index.has(inner)) return inner;
  }
  return undefined;
}

function resolveAlias(index: FileIndex, { baseUrl, patterns }: ModuleNaming, module: string): string | undefined {
  const matching = patterns
    .map((pattern) => ({ pattern, star: matchPattern(pattern, module) }))
    .filter(({ star }) => star !== undefined)
    .sort((a, b) => b.pattern.prefix.length - a.pattern.prefix.length);
  for (const { pattern, star = '' } of matching)
    for (const target of pattern.targets) {
      const file = fileAt(
        index,
        target.replace('*', () => star),
      );
      if (file !== undefined) return file;
    }
  return baseUrl === undefined ? undefined : fileAt(index, joinPath(baseUrl, module));
}

function resolveImportsMap(modules: JavaScriptModules, from: string, module: string): string | undefined {
  const manifest = nearest(modules.manifests, from);
  return manifest && fileOfMap(modules.index, manifest, member(manifest.json, 'imports'), module);
}

/** A workspace package: what its `exports`, `main` or `module` name, or what they are compiled from. */
function resolveWorkspace(modules: JavaScriptModules, module: string): string | undefined {
  const name = packageName(module);
  const manifest = modules.packages.get(name);
  if (manifest === undefined) return undefined;
  const { index } = modules;
  const { folder, json } = manifest;
  const inner = module.slice(name.length + 1);
  const mapped = fileOfMap(index, manifest, member(json, 'exports'), inner === '' ? '.' : `./${inner}`);
  if (mapped !== undefined) return mapped;
  if (inner !== '') return fileAt(index, joinPath(folder, `src/${inner}`)) ?? fileAt(index, joinPath(folder, inner));
  for (const key of ['source', 'types', 'module', 'main']) {
    const file = sourceOf(index, folder, textIn(member(json, key)));
    if (file !== undefined) return file;
  }
  return fileAt(index, joinPath(folder, 'src')) ?? fileAt(index, folder);
}

export function packageName(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/');
}

/** One entry of an `imports` or `exports` map. */
function fileOfMap(index: FileIndex, { folder }: Manifest, map: unknown, name: string): string | undefined {
  if (typeof map === 'string') return name === '.' ? sourceOf(index, folder, map) : undefined;
  for (const [key, value] of entriesOf(map)) {
    const at = key.indexOf('*');
    const pattern = {
      prefix: at < 0 ? key : key.slice(0, at),
      suffix: at < 0 ? '' : key.slice(at + 1),
      hasStar: at >= 0,
      targets: [],
    };
    const star = matchPattern(pattern, name);
    if (star === undefined) continue;
    for (const target of targetsOf(value, 0)) {
      const file = sourceOf(
        index,
        folder,
        target.replace('*', () => star),
      );
      if (file !== undefined) return file;
    }
  }
  return undefined;
}

/** Conditions nest; all of them are tried, as written. */
function targetsOf(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return [value];
  if (depth > 4) return [];
  if (Array.isArray(value)) return value.flatMap((each) => targetsOf(each, depth + 1));
  return entriesOf(value).flatMap(([, each]) => targetsOf(each, depth + 1));
}

/** The file itself, or the source a built file comes from. */
function sourceOf(index: FileIndex, folder: string, target: string | undefined): string | undefined {
  if (target === undefined) return undefined;
  const plain = target.replace(/\.d\.([cm]?)ts$/, '.$1js');
  const fromSource = plain.replace(/^(\.\/)?(?:dist|lib|build|out|esm|cjs)\/(?:(?:esm|cjs|src)\/)?/, '$1src/');
  return fileAt(index, joinPath(folder, plain)) ?? fileAt(index, joinPath(folder, fromSource));
}
