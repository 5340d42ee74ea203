/** The statements that run next: those behind a node's own in its list. */
import type { Node, Statement } from '#code/model';
import { listsOf } from '../effects/order';

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
