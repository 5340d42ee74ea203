/** Unique constraints that entities of Java declare: on a column, on the table, on an index, for relational stores and for MongoDB. */
import type { Call, ClassNode, Expression, Node } from '#code/model';
import { isTrue } from '../literals';
import { lastName } from '../origins/full-name';
import { walk } from '../walk';

type Add = (entity: string, columns: readonly string[], isPrimary: boolean, at: Exclude<Node, { kind: 'item' }>) => void;

export function javaConstraints(cls: ClassNode, add: Add): void {
  for (const decorator of cls.decorators)
    walk(decorator, (node) => {
      if (node.kind === 'call') for (const columns of uniqueIn(node)) add(cls.name, columns, false, node);
      return undefined;
    });
  for (const field of cls.fields)
    for (const decorator of field.decorators) {
      const name = lastName(decorator);
      // The store compares it with every write, as it does the key.
      if (name === 'Version') add(cls.name, ['version'], true, decorator);
      if (name === 'Id' || name === 'EmbeddedId') add(cls.name, [field.name], true, decorator);
      const isUnique = decorator.kind === 'call' && isTrue(element(decorator, 'unique'));
      if (name === 'NaturalId' || (isUnique && /^(?:Column|JoinColumn|Indexed)$/.test(name)))
        add(cls.name, [field.name], false, decorator);
    }
}

/** `@UniqueConstraint(columnNames = {"a", "b"})`, `@Index(columnList = "a, b", unique = true)`, `@CompoundIndex(def = "{'a': 1}", unique = true)`. */
function uniqueIn(call: Call): readonly (readonly string[])[] {
  switch (lastName(call.callee)) {
    case 'UniqueConstraint':
      return [strings(element(call, 'columnNames'))];
    case 'Index':
      return isTrue(element(call, 'unique'))
        ? [(strings(element(call, 'columnList'))[0] ?? '').split(',').map((each) => each.trim().split(/\s/)[0] ?? '')]
        : [];
    case 'CompoundIndex':
      return isTrue(element(call, 'unique'))
        ? [[...(strings(element(call, 'def'))[0] ?? '').matchAll(/['"]?([\w.]+)['"]?\s*:/g)].map(([, name = '']) => name)]
        : [];
    default:
      return [];
  }
}

function element(call: Call, name: string): Expression | undefined {
  return call.args.find((arg) => arg.name === name)?.value;
}

function strings(value: Expression | undefined): readonly string[] {
  if (value?.kind === 'array') return value.elements.flatMap(strings);
  return value?.kind === 'literal' && typeof value.value === 'string' ? [value.value] : [];
}
