/** The modules a file names in imports, wherever they stand: to analyse what it imports first, and to tell what reads it. */
import type { Call, FileModel, FunctionNode, Import, Item, Node, Statement } from '#code/model';
import { forEachStatement } from '../walk';

export interface ImportedModule {
  readonly module: string;
  /** Names taken from it; `*` for the module itself. */
  readonly names: readonly string[];
  readonly node: Node;
  /** Nothing in the text says so: a class of the same package, or of one that is imported whole. */
  readonly isImplied?: true;
}

// Depends on the item alone.
const IMPORTS = new WeakMap<Item, readonly ImportedModule[]>();

export function importedModules(model: FileModel): readonly ImportedModule[] {
  const written = model.items.flatMap((item) => importedBy(model, item));
  return model.language === 'java' ? [...written, ...impliedImports(model, written)] : written;
}

/** What one item of the file says that it imports. */
export function importedBy(model: FileModel, item: Item): readonly ImportedModule[] {
  const known = IMPORTS.get(item);
  if (known !== undefined) return known;
  const written = model.text.slice(item.base, item.base + item.end);
  const found = importsOfItem(item, mayImport(model.language, written));
  IMPORTS.set(item, found);
  return found;
}

/** Java's classes see those of their own package and of packages imported with a star, by name alone. */
function impliedImports(model: FileModel, written: readonly ImportedModule[]): readonly ImportedModule[] {
  const known = new Set(model.items.flatMap((item) => [...item.declares]));
  const stars = written.filter(({ names }) => names[0] === '*').map(({ module }) => module);
  const found = new Map<string, ImportedModule>();
  for (const item of model.items)
    for (const name of item.mentions) {
      if (known.has(name) || !/^[A-Z]/.test(name)) continue;
      for (const module of [`./${name}`, ...stars.map((star) => `${star}.${name}`)])
        found.set(module, { module, names: [], node: item, isImplied: true });
    }
  return [...found.values()];
}

/** Imports inside functions are rare; the item's text tells whether there can be any. */
function mayImport(language: FileModel['language'], text: string): boolean {
  if (language === 'python') return /^[ \t]+(?:from|import)\s/m.test(text);
  // Looking for plain text is many times quicker than looking for one of two words.
  return (text.includes('require') && /\brequire\s*\(/.test(text)) || text.includes('import(') || /\bimport\s+\(/.test(text);
}

/** In Python `from a import b` may mean the module `a.b`; in Java `import a.B` means the file of `a.B`. */
export function candidateModules({ module, names }: ImportedModule, language: FileModel['language']): readonly string[] {
  if (language === 'java') return [module, ...names.map((name) => `${module}.${name.split('.', 1)[0]}`)];
  if (language !== 'python') return [module];
  return [
    module,
    ...names.filter((name) => name !== '*').map((name) => (module.endsWith('.') ? module + name : `${module}.${name}`)),
  ];
}

function importsOfItem(item: Item, hasInner: boolean): readonly ImportedModule[] {
  const found: ImportedModule[] = [];
  const see = (statement: Statement): void => {
    if (statement.kind === 'import') found.push({ module: statement.module, names: namesOf(statement), node: statement });
    else if (statement.kind === 'export' && statement.module !== undefined)
      found.push({ module: statement.module, names: ['*'], node: statement });
  };
  forEachStatement(item.statements, see);
  if (!hasInner) return found;
  const todo: FunctionNode[] = [item.fn];
  for (let fn = todo.pop(); fn !== undefined; fn = todo.pop()) {
    if (fn !== item.fn) forEachStatement(fn.body, see);
    for (const call of fn.calls) {
      const module = requiredModule(call);
      if (module !== undefined) found.push({ module, names: ['*'], node: call });
    }
    todo.push(...fn.functions);
  }
  return found;
}

function namesOf({ names }: Import): readonly string[] {
  return names.length === 0 ? ['*'] : names.map(({ imported }) => imported);
}

/** `require('x')`, `import('x')`. */
function requiredModule(call: Call): string | undefined {
  const { callee, args } = call;
  const value = args[0]?.value;
  const isRequire = callee.kind === 'identifier' && (callee.name === 'require' || callee.name === 'import');
  return isRequire && value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}
