/**
 * Under which name a function, class or value leaves its file. Members of an exported object or class have the export's
 * name before theirs: `ordersController.create`, `OrdersController.create`; those of a default export their own alone.
 */
import type { Expression, FileModel, FunctionNode, Node } from '#code/model';
import { listExports } from './export-list';
import type { FileIndex } from './file-index';
import type { Scopes } from './scope';

export function exportNames(model: FileModel, scopes: Scopes, index: FileIndex): ReadonlyMap<Node, string> {
  const names = new Map<Node, string>();
  // A name of its own says more than `default`.
  const exports = [...listExports(model, scopes, index)].sort(
    (a, b) => Number(a.name === 'default') - Number(b.name === 'default'),
  );
  const put = (node: Node, name: string): void => {
    if (!names.has(node)) names.set(node, name);
  };
  for (const exported of exports) {
    const { name } = exported;
    const prefix = name === 'default' ? '' : `${name}.`;
    if (exported.kind === 'function') put(exported.fn, name);
    else if (exported.kind === 'class') {
      put(exported.cls, name);
      for (const method of exported.cls.methods) put(method, `${prefix}${method.name}`);
      for (const field of exported.cls.fields)
        if (field.value?.kind === 'function') put(field.value.fn, `${prefix}${field.name}`);
    } else if (exported.kind === 'value' && exported.path.length === 0) {
      put(exported.node, name);
      put(exported.value, name);
      for (const [key, fn] of functionsOf(exported.value)) put(fn, `${prefix}${key}`);
    }
  }
  return names;
}

function functionsOf(value: Expression): readonly (readonly [string, FunctionNode])[] {
  if (value.kind !== 'object') return [];
  return value.entries.flatMap((entry) =>
    entry.key !== undefined && entry.value.kind === 'function' ? [[entry.key, entry.value.fn] as const] : [],
  );
}
