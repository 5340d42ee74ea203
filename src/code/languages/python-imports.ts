/** Python's imports, wherever they stand. */
import { ORPHAN } from '../lowering';
import type { Import } from '../model';
import type { Python } from './python-reader';

/** `import a.b, c as d` is one import per module. */
export function importModules(py: Python, i: number): readonly Import[] {
  return py.children(i, 'name').map((at) => {
    const { name, alias } = nameAndAlias(py, at);
    if (alias !== undefined) return made(py, at, name, [{ imported: '*', local: alias }]);
    const root = name.split('.')[0] ?? name;
    return made(py, at, root, [{ imported: '*', local: root }]);
  });
}

/** `from .a import b as c, d`; `from a import *` has the local name `*`. */
export function importNames(py: Python, i: number): Import {
  const from = py.child(i, 'module_name');
  const module = from < 0 ? '__future__' : compact(py.text(from));
  if (py.childOfKind(i, 'wildcard_import') >= 0) return made(py, i, module, [{ imported: '*', local: '*' }]);
  const names = py.children(i, 'name').map((at) => {
    const { name, alias } = nameAndAlias(py, at);
    return { imported: name, local: alias ?? name };
  });
  return made(py, i, module, names);
}

function nameAndAlias(py: Python, i: number): { readonly name: string; readonly alias: string | undefined } {
  if (py.kind(i) !== 'aliased_import') return { name: compact(py.text(i)), alias: undefined };
  return { name: compact(py.text(py.child(i, 'name'))), alias: py.text(py.child(i, 'alias')) };
}

function compact(dotted: string): string {
  return dotted.replace(/[\s\\]+/g, '');
}

function made(py: Python, i: number, module: string, names: Import['names']): Import {
  if (py.lowering.isModuleLevel) for (const { local } of names) if (local !== '*') py.lowering.declares.add(local);
  const span = { start: py.lowering.start(i), end: py.lowering.end(i) };
  return { kind: 'import', ...span, parent: ORPHAN, module, names, typeOnly: py.isTypeOnly };
}
