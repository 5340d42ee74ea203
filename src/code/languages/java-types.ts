/** Java's types, as far as they name something: generic arguments are kept, arrays and wildcards are looked into. */
import { adopt } from '../lowering';
import type { Expression, TypeRef } from '../model';
import type { Java } from './java-reader';
import { namedType } from './named-reader';

export function typeOf(java: Java, i: number): TypeRef {
  const text = java.text(i);
  if (java.lowering.isTorn(i) || !java.lowering.enter()) return namedType('', text);
  const type = typeInside(java, i, text);
  java.lowering.leave();
  return type;
}

function typeInside(java: Java, i: number, text: string): TypeRef {
  switch (java.kind(i)) {
    case 'type_identifier':
    case 'identifier':
    case 'scoped_type_identifier':
      return namedType(mentioned(java, text), text);
    case 'integral_type':
    case 'floating_point_type':
    case 'boolean_type':
    case 'void_type':
      return namedType(text, text);
    case 'generic_type': {
      const [name, list] = java.named(i);
      const args = list === undefined ? [] : java.named(list).map((at) => typeOf(java, at));
      return name === undefined ? namedType('', text) : namedType(mentioned(java, java.text(name)), text, args);
    }
    case 'array_type': {
      const element = java.child(i, 'element');
      return namedType('Array', text, element < 0 ? [] : [typeOf(java, element)]);
    }
    case 'annotated_type':
    case 'catch_type':
    case 'wildcard': {
      const inner = java.named(i).findLast((at) => !/annotation$/.test(java.kind(at)));
      return inner === undefined ? namedType('', text) : { ...typeOf(java, inner), text };
    }
    default:
      return namedType('', text);
  }
}

/** The dotted name without type arguments, annotations and white space; its root counts as mentioned. */
function mentioned(java: Java, text: string): string {
  const name = text.replace(/<[^<>]*>|@\w+\s*|\s+/g, '');
  java.mention(name.split('.')[0] ?? name);
  return name;
}

/** A type where a value stands: of `new X()`, `X.class`, `x instanceof X`, `catch (X e)`, `extends X<Y>`. */
export function typeName(java: Java, i: number): Expression {
  switch (java.kind(i)) {
    case 'generic_type':
    case 'annotated_type': {
      const name = java.named(i).find((at) => /identifier$/.test(java.kind(at)));
      return name === undefined ? java.lowering.broken(i) : typeName(java, name);
    }
    case 'scoped_type_identifier': {
      const parts = java.named(i).filter((at) => /identifier$|generic_type/.test(java.kind(at)));
      const [scope, last] = parts;
      if (scope === undefined || last === undefined) return java.lowering.broken(i);
      const object = typeName(java, scope);
      return adopt({
        kind: 'member',
        ...java.at(i),
        object,
        property: java.text(last),
        propertyStart: java.lowering.start(last),
      });
    }
    case 'type_identifier':
    case 'identifier': {
      const name = java.text(i);
      java.mention(name);
      return { kind: 'identifier', ...java.at(i), name };
    }
    case 'array_type':
      return { kind: 'identifier', ...java.at(i), name: 'Array' };
    default:
      return { kind: 'identifier', ...java.at(i), name: java.text(i) };
  }
}
