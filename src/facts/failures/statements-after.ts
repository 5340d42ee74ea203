/** The statements that run next: those behind a node's own in its list. */
import type { Node, Statement } from '#code/model';

/**
 * Statements behind the one the node stands in, in the nearest list outside of the node's own `try`. With `fallsOut`, those
 * of an outer list where nothing stands behind it in an inner one; not out of a loop, which goes round.
 */
export function statementsAfter(node: Node, fallsOut = false): readonly Statement[] {
  let at: Node = node;
  while (at.kind !== 'item' && at.kind !== 'fn') {
    const { parent }: { parent: Node } = at;
    // A handler's next statements are those behind its try.
    if (at.kind !== 'handler')
      for (const list of listsOf(parent)) {
        const nodes: readonly Node[] = list;
        const index = nodes.indexOf(at);
        if (index < 0) continue;
        if (!fallsOut || index + 1 < list.length || parent.kind === 'loop') return list.slice(index + 1);
      }
    at = parent;
  }
  return [];
}

/** Lists of statements a node holds. */
function listsOf(node: Node): readonly (readonly Statement[])[] {
  switch (node.kind) {
    case 'fn':
    case 'block':
    case 'with':
    case 'loop':
    case 'handler':
      return [node.body];
    case 'item':
      return [node.statements];
    case 'if':
      return [node.then, node.otherwise];
    case 'try':
      return [node.body, node.otherwise, node.finalizer ?? []];
    case 'switch':
      return node.cases.map((each) => each.body);
    default:
      return [];
  }
}
