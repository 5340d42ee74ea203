/** Walks over the code model as facts need them: one function's own code, without the functions and classes inside it. */
import type { FunctionNode, Node } from '#code/model';
import { forEachChild } from '#code/walk';

/** Sees a node; `false` skips what is below it. */
export type Visit = (node: Node) => boolean | undefined;

/** Every node of the function's body in source order; nested functions and classes are neither seen nor entered. */
export function walkBody(fn: FunctionNode, visit: Visit): void {
  for (const statement of fn.body) walk(statement, visit);
}

/** The node and everything below it in source order; functions and classes below it are neither seen nor entered. The model's depth is bounded. */
export function walk(node: Node, visit: Visit): void {
  if (visit(node) !== false) forEachChild(node, walkChild, visit);
}

function walkChild(child: Node, visit: Visit): void {
  if (child.kind !== 'fn' && child.kind !== 'cls') walk(child, visit);
}

/** True when `inner` is `outer` or stands below it. */
export function isWithin(inner: Node, outer: Node): boolean {
  for (let at: Node = inner; at !== outer; at = at.parent) if (at.kind === 'item') return false;
  return true;
}
