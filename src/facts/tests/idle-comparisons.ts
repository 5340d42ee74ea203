/** Comparisons in a test whose result nobody looks at: most of them were meant to be assertions. */
import type { Expression, FunctionNode } from '#code/model';
import { walkBody } from '../walk';

const COMPARISONS: ReadonlySet<string> = new Set([
  '==',
  '!=',
  '===',
  '!==',
  '<',
  '>',
  '<=',
  '>=',
  'in',
  'not in',
  'is',
  'is not',
]);

/** What stands in a `with` is there to be run: `with pytest.raises(TypeError): a < b`. */
export function idleComparisons(fn: FunctionNode): readonly Expression[] {
  const found: Expression[] = [];
  walkBody(fn, (node) => {
    if (node.kind === 'with') return false;
    if (node.kind !== 'expression') return undefined;
    // `a == b, 'message'` is a tuple.
    const at = node.expression.kind === 'array' ? node.expression.elements[0] : node.expression;
    if (at?.kind === 'binary' && COMPARISONS.has(at.operator)) found.push(at);
    return false;
  });
  return found;
}
