/** Walks over the code model as facts need them: one function's own code, without the functions and classes inside it. */
import type { FunctionNode, Node, Statement } from '#code/model';
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

/** Every statement of the body in source order, those in branches, loops and handlers included; expressions are not entered. */
export function forEachStatement(body: readonly Statement[], visit: (statement: Statement) => void): void {
  for (const statement of body) {
    visit(statement);
    switch (statement.kind) {
      case 'if':
        forEachStatement(statement.then, visit);
        forEachStatement(statement.otherwise, visit);
        break;
      case 'try':
        forEachStatement(statement.body, visit);
        for (const handler of statement.handlers) forEachStatement(handler.body, visit);
        forEachStatement(statement.otherwise, visit);
        if (statement.finalizer !== undefined) forEachStatement(statement.finalizer, visit);
        break;
      case 'switch':
        for (const each of statement.cases) forEachStatement(each.body, visit);
        break;
      case 'loop':
      case 'with':
      case 'block':
        forEachStatement(statement.body, visit);
        break;
      default:
    }
  }
}

/** True when `inner` is `outer` or stands below it. */
export function isWithin(inner: Node, outer: Node): boolean {
  for (let at: Node = inner; at !== outer; at = at.parent) if (at.kind === 'item') return false;
  return true;
}
