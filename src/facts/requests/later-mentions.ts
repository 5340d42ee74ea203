/** Where a value that got a name is spoken of again, until the name gets another value. */
import { type FunctionNode, type Identifier, itemOf, type Node } from '#code/model';
import { forEachChild } from '#code/walk';
import type { Analysis } from '../analysis';
import { positionOf } from '../entries/sites';

/** In the function and those inside it; at module level, in the items that mention it. `from` is where it gets the value. */
export function laterMentions(
  analysis: Analysis,
  name: string,
  from: Exclude<Node, { kind: 'item' }>,
  fn: FunctionNode,
): readonly Identifier[] {
  const mentions: Identifier[] = [];
  const begin = positionOf(itemOf(from), from);
  let until = Number.POSITIVE_INFINITY;
  const look = (node: Node): void => {
    if (node.kind === 'identifier' && node.name === name && node !== from) {
      const at = positionOf(itemOf(node), node);
      if (at > begin && node.parent.kind === 'assign' && node.parent.target === node) until = Math.min(until, at);
      else if (at > begin) mentions.push(node);
    }
    forEachChild(node, look, undefined);
  };
  const statements = fn.parent.kind === 'item' ? analysis.mentioning(name).flatMap((item) => item.statements) : fn.body;
  for (const statement of statements) look(statement);
  return mentions.filter((mention) => positionOf(itemOf(mention), mention) < until);
}
