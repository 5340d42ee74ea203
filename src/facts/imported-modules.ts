/** The modules a file names in imports, wherever they stand: to analyse what it imports first, and to tell what reads it. */
import type { FileModel, FunctionNode, Import, Item, Node } from '#code/model';
import { walk, walkBody } from './walk';

export interface ImportedModule {
  readonly module: string;
  /** Names taken from it; `*` for the module itself. */
  readonly names: readonly string[];
  readonly node: Node;
}

// Depends on the item alone.
const IMPORTS = new WeakMap<Item, readonly ImportedModule[]>();

export function importedModules(model: FileModel): readonly ImportedModule[] {
  // Imports inside functions are rare; the text tells whether there can be any.
  const isPython = model.language === 'python';
  const hasInner = isPython ? /^[ \t]+(?:from|import)\s/m.test(model.text) : /\b(?:require|import)\s*\(/.test(model.text);
  return model.items.flatMap((item) => {
    const known = IMPORTS.get(item);
    if (known !== undefined) return known;
    const found = importsOfItem(item, hasInner);
    IMPORTS.set(item, found);
    return found;
  });
}

/** In Python `from a import b` may mean the module `a.b`. */
export function candidateModules({ module, names }: ImportedModule, isPython: boolean): readonly string[] {
  if (!isPython) return [module];
  return [
    module,
    ...names.filter((name) => name !== '*').map((name) => (module.endsWith('.') ? module + name : `${module}.${name}`)),
  ];
}

function importsOfItem(item: Item, hasInner: boolean): readonly ImportedModule[] {
  const found: ImportedModule[] = [];
  const see = (node: Node): boolean | undefined => {
    if (node.kind === 'import') found.push({ module: node.module, names: namesOf(node), node });
    else if (node.kind === 'export' && node.module !== undefined) found.push({ module: node.module, names: ['*'], node });
    else if (node.kind === 'call') {
      const module = requiredModule(node);
      if (module !== undefined) found.push({ module, names: ['*'], node });
    }
    return hasInner || !isExpression(node);
  };
  for (const statement of item.statements) walk(statement, see);
  if (hasInner) {
    const inside = (fn: FunctionNode): void => {
      walkBody(fn, see);
      fn.functions.forEach(inside);
    };
    item.fn.functions.forEach(inside);
  }
  return found;
}

function namesOf({ names }: Import): readonly string[] {
  return names.length === 0 ? ['*'] : names.map(({ imported }) => imported);
}

/** `require('x')`, `import('x')`. */
function requiredModule(call: Extract<Node, { kind: 'call' }>): string | undefined {
  const { callee, args } = call;
  const value = args[0]?.value;
  const isRequire = callee.kind === 'identifier' && (callee.name === 'require' || callee.name === 'import');
  return isRequire && value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

/** Statements hold statements; imports of other kinds than calls are never below an expression. */
function isExpression({ kind }: Node): boolean {
  return (
    kind === 'call' || kind === 'object' || kind === 'member' || kind === 'binary' || kind === 'array' || kind === 'template'
  );
}
