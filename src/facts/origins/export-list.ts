/** What a file exports, as written: names with what stands behind them. In Python every module-level name is one. */
import type { ClassNode, Expression, FileModel, FunctionNode, Item, Node } from '#code/model';
import type { FileIndex } from './file-index';
import { leavesOf } from './pattern-leaves';
import type { Scopes } from './scope';
import type { Entry } from './scope-entries';

/** More exports than this are not read: nobody imports a file like that by hand. */
const MAX_EXPORTS = 2000;

export type Exported = { readonly name: string; readonly item: Item } & (
  | { readonly kind: 'function'; readonly fn: FunctionNode }
  | { readonly kind: 'class'; readonly cls: ClassNode }
  /** `node` declares it (for finding the export of a node); `path` leads into the value of a destructured one. */
  | { readonly kind: 'value'; readonly value: Expression; readonly path: readonly string[]; readonly node: Node }
  /** From another module; name and import `*` both: everything it exports. */
  | { readonly kind: 'again'; readonly module: string; readonly imported: string; readonly node: Node }
);

export function listExports({ language }: FileModel, scopes: Scopes, index: FileIndex): readonly Exported[] {
  const list =
    language === 'python' || language === 'go'
      ? moduleNames(scopes, language === 'python')
      : index.where(hasExports).flatMap((item) => javascriptExports(item, scopes));
  return list.slice(0, MAX_EXPORTS);
}

function hasExports({ statements }: Item): boolean {
  return statements.some((each) => each.kind === 'export' || ('exported' in each && each.exported));
}

/** Every name of the module; what it imports is handed on in Python alone. */
function moduleNames(scopes: Scopes, handsOn: boolean): readonly Exported[] {
  const found: Exported[] = [];
  for (const name of scopes.moduleNames()) {
    const entries = scopes.moduleEntries(name) ?? [];
    const entry = entries.findLast((each) => !each.isEmpty) ?? entries.at(-1);
    const exported = entry && fromEntry(name, entry, entry.item);
    if (exported !== undefined && (handsOn || exported.kind !== 'again')) found.push(exported);
  }
  return found;
}

function fromEntry(name: string, { binding }: Entry, item: Item): Exported | undefined {
  switch (binding.kind) {
    case 'function':
      return { kind: 'function', name, item, fn: binding.fn };
    case 'class':
      return { kind: 'class', name, item, cls: binding.cls };
    case 'import':
      return { kind: 'again', name, item, module: binding.module, imported: binding.imported, node: item };
    case 'declaration':
      if (binding.value === undefined) return undefined;
      return fromValue(name, binding.value, binding.path, binding.node, item);
    default:
      return undefined;
  }
}

function fromValue(name: string, value: Expression, path: readonly string[], node: Node, item: Item): Exported {
  if (path.length === 0 && value.kind === 'function') return { kind: 'function', name, item, fn: value.fn };
  if (path.length === 0 && value.kind === 'class') return { kind: 'class', name, item, cls: value.cls };
  return { kind: 'value', name, item, value, path, node };
}

function fromLocal(exported: string, local: string, item: Item, scopes: Scopes): readonly Exported[] {
  const entries = scopes.moduleEntries(local);
  const entry = entries?.findLast((each) => !each.isEmpty) ?? entries?.at(-1);
  const found = entry && fromEntry(exported, entry, item);
  return found === undefined ? [] : [found];
}

function javascriptExports(item: Item, scopes: Scopes): readonly Exported[] {
  const found: Exported[] = [];
  for (const statement of item.statements) {
    if (statement.kind === 'declare' && statement.exported && statement.value !== undefined)
      for (const leaf of leavesOf(statement.target))
        found.push(fromValue(leaf.name, statement.value, leaf.path, statement, item));
    else if (statement.kind === 'function-declaration' && statement.exported)
      found.push({ kind: 'function', name: statement.isDefault ? 'default' : statement.fn.name, item, fn: statement.fn });
    else if (statement.kind === 'class-declaration' && statement.exported)
      found.push({ kind: 'class', name: statement.isDefault ? 'default' : statement.cls.name, item, cls: statement.cls });
    else if (statement.kind === 'export') {
      const { module, names, value } = statement;
      for (const { local, exported } of names) {
        if (module !== undefined) found.push({ kind: 'again', name: exported, item, module, imported: local, node: statement });
        else if (local !== '') found.push(...fromLocal(exported, local, item, scopes));
        else if (value !== undefined) found.push(fromExportValue(exported, value, statement, item));
      }
    }
  }
  return found;
}

/** `module.exports = { create() {…} }` exports its keys too: the value of a key is the key's. */
function fromExportValue(exported: string, value: Expression, node: Node, item: Item): Exported {
  const entry =
    exported !== 'default' && value.kind === 'object' ? value.entries.find((each) => each.key === exported) : undefined;
  return fromValue(exported, entry?.value ?? value, [], entry === undefined ? node : entry.value, item);
}
