/** Packages of Go: all files of a folder are one, known by the path of its module and the folder below it. */
import type { Location } from '#base/span';
import type { FileIndex } from './file-index';
import type { Manifest } from './manifest';
import { folderOf, joinPath, nearest } from './paths';

export function isGo(path: string): boolean {
  return path.endsWith('.go');
}

/** Copies of what the module requires. */
export function isVendored(path: string): boolean {
  return /(?:^|\/)vendor\//.test(path);
}

export class GoPackages {
  readonly #index: FileIndex;
  /** Folder of each `go.mod`, with the path its module is imported by. */
  readonly #modules: ReadonlyMap<string, { readonly folder: string; readonly name: string }>;
  #files: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(index: FileIndex, manifests: readonly Manifest[]) {
    this.#index = index;
    const own = manifests.filter(({ kind }) => kind === 'go');
    this.#modules = new Map(own.map(({ folder, name }) => [folder, { folder, name }]));
  }

  /** Files of the package a module's path leads to, tests left out; `.` is the package of the asking file. */
  filesOf(from: string, module: string): readonly string[] {
    const folder = module.startsWith('/') ? folderOf(module.slice(1)) : this.#folderOf(from, module);
    if (folder === undefined) return [];
    this.#files ??= byFolder(this.#index.paths);
    return this.#files.get(folder) ?? [];
  }

  isLocal(from: string, module: string): boolean {
    return this.#folderOf(from, module) !== undefined;
  }

  #folderOf(from: string, module: string): string | undefined {
    if (module === '.') return folderOf(from);
    const root = nearest(this.#modules, from);
    if (root === undefined || root.name === '') return undefined;
    if (module === root.name) return root.folder;
    return module.startsWith(`${root.name}/`) ? joinPath(root.folder, module.slice(root.name.length + 1)) : undefined;
  }
}

function byFolder(paths: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    if (!isGo(path) || path.endsWith('_test.go')) continue;
    const folder = folderOf(path);
    const known = folders.get(folder);
    if (known === undefined) folders.set(folder, [path]);
    else known.push(path);
  }
  return folders;
}

/** `go.mod`: the module's own path, and what it requires. Versions in paths are left out, as in the code model. */
export function parseGoMod(path: string, text: string): Manifest {
  const bare = (module: string): string => module.replace(/\/v\d+(?=\/|$)/g, '');
  const name = bare(/^module\s+"?([^\s"]+)"?/m.exec(text)?.[1] ?? '');
  const dependencies = new Map<string, Location>();
  text.split('\n').forEach((line, index) => {
    const module = /^\s*(?:require\s+)?([\w.-]+\.[\w-]+\/[^\s]+)\s+v\d/.exec(line)?.[1];
    if (module !== undefined) dependencies.set(bare(module), { path, startLine: index + 1, text: line.trim() });
  });
  return { path, folder: folderOf(path), kind: 'go', name, dependencies };
}
