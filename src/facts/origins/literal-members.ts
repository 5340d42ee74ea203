/** What expressions tell by how they are written: literals what stands under a key, names that they are of classes. */
import type { Expression } from '#code/model';

/** The value of a key of an object literal, or an element of an array literal. */
export function literalMember(node: Expression, property: string): Expression | undefined {
  if (node.kind === 'object') return node.entries.findLast((entry) => entry.key === property && !entry.spread)?.value;
  if (node.kind !== 'array') return undefined;
  const element = node.elements[Number(property)];
  return element?.kind === 'spread' ? undefined : element;
}

export function isNamedLikeClass(expression: Expression): boolean {
  const name = expression.kind === 'identifier' ? expression.name : expression.kind === 'member' ? expression.property : '';
  return /^_?[A-Z]\w*[a-z]/.test(name);
}
