/** What `this`, `self` or `cls` is at a place. */
import type { FunctionNode, Node } from '#code/model';
import type { Origin } from '../origin';

/** The instance of the enclosing class (the class itself in a class method), or the object literal a method stands in. */
export function selfAt(from: Node): Origin | undefined {
  for (let at: Node = from; at.kind !== 'item'; at = at.parent) {
    if (at.kind === 'cls') return { kind: 'class', cls: at, path: ['()'] };
    if (at.kind !== 'fn') continue;
    if (at.cls !== undefined) return { kind: 'class', cls: at.cls, path: isOfClassItself(at) ? [] : ['()'] };
    const holder = at.parent.kind === 'function' ? at.parent.parent : undefined;
    if (holder?.kind === 'object') return { kind: 'expression', node: holder, path: [] };
  }
  return undefined;
}

function isOfClassItself(method: FunctionNode): boolean {
  return method.decorators.some((decorator) => decorator.kind === 'identifier' && decorator.name === 'classmethod');
}
