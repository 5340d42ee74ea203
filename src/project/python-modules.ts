/** Which file a dotted module name of Python leads to. */
import type { FileIndex } from './file-index';
import { ancestorsOf, folderOf, joinPath } from './paths';

/** Folders beside a manifest that are put on the path. */
const SOURCE_FOLDERS = ['src', 'lib', 'python', 'app', 'backend', 'server'];

export function isPython(path: string): boolean {
  return /\.pyi?$/.test(path);
}

export function resolvePython(index: FileIndex, from: string, module: string): string | undefined {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const inner = module.slice(dots).replaceAll('.', '/');
  if (dots > 0) {
    const folder = joinPath(folderOf(from), '../'.repeat(dots - 1));
    return folder === undefined ? undefined : moduleAt(index, folder, inner);
  }
  for (const root of rootsOf(index, from)) {
    const file = moduleAt(index, root, inner);
    if (file !== undefined) return file === from ? undefined : file;
  }
  return undefined;
}

/** The first name is a package or module of the project. */
export function isLocalPython(index: FileIndex, from: string, module: string): boolean {
  if (module.startsWith('.')) return true;
  const [first = ''] = module.split('.', 1);
  if (first === '') return false;
  return rootsOf(index, from).some((root) => {
    const at = joinPath(root, first) ?? first;
    return (
      index.has(`${at}/__init__.py`) ||
      (index.has(`${at}.py`) && `${at}.py` !== from) ||
      (module.includes('.') && moduleAt(index, root, module.replaceAll('.', '/')) !== undefined)
    );
  });
}

function moduleAt(index: FileIndex, folder: string, inner: string): string | undefined {
  const at = joinPath(folder, inner);
  if (at === undefined) return undefined;
  // A package stands before a module of the same name, as in Python itself.
  const init = at === '' ? '__init__.py' : `${at}/__init__.py`;
  if (index.has(init)) return init;
  return inner !== '' && index.has(`${at}.py`) ? `${at}.py` : undefined;
}

/** Folders that can be on the path: those around the file that are no packages themselves, and source folders in them. */
function rootsOf(index: FileIndex, from: string): readonly string[] {
  const roots = ancestorsOf(folderOf(from)).filter(
    (folder) => !index.has(folder === '' ? '__init__.py' : `${folder}/__init__.py`),
  );
  const inner = roots.flatMap((root) => SOURCE_FOLDERS.map((folder) => (root === '' ? folder : `${root}/${folder}`)));
  return [...roots, ...inner.filter((folder) => index.hasFolder(folder))];
}
