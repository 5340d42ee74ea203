/** What a name stands for where it is assigned once: the expression itself, awaits and casts taken off. */
import type { Expression } from '#code/model';
import type { Analysis } from '../analysis';

const DEPTH = 6;

export function followed(analysis: Analysis, expression: Expression): Expression {
  let at = expression;
  for (let count = 0; count < DEPTH; count++) {
    if (at.kind === 'await' || at.kind === 'cast') {
      at = at.value;
      continue;
    }
    if (at.kind !== 'identifier') return at;
    const binding = analysis.bindingOf(at.name, at);
    if (binding?.kind !== 'declaration' || !binding.isConstant || binding.path.length > 0 || binding.value === undefined)
      return at;
    at = binding.value;
  }
  return at;
}

/** True when the expression, or what its names stand for, holds a node that passes; functions below it are not entered. */
export function holds(analysis: Analysis, expression: Expression, test: (node: Expression) => boolean): boolean {
  return look(analysis, expression, test, DEPTH);
}

function look(analysis: Analysis, expression: Expression, test: (node: Expression) => boolean, depth: number): boolean {
  if (test(expression)) return true;
  if (depth === 0) return false;
  const inside = (each: Expression | undefined): boolean => each !== undefined && look(analysis, each, test, depth - 1);
  switch (expression.kind) {
    case 'identifier': {
      const value = followed(analysis, expression);
      return value !== expression && inside(value);
    }
    case 'member':
      return inside(expression.object);
    case 'index':
      return inside(expression.object) || inside(expression.index);
    case 'call':
      return inside(expression.callee) || expression.args.some((arg) => inside(arg.value));
    case 'template':
      return expression.parts.some((part) => typeof part !== 'string' && inside(part));
    case 'object':
      return expression.entries.some((entry) => inside(entry.value));
    case 'array':
      return expression.elements.some(inside);
    case 'await':
    case 'cast':
    case 'spread':
    case 'unary':
    case 'assign':
      return inside(expression.value);
    case 'binary':
      return inside(expression.left) || inside(expression.right);
    case 'conditional':
      return inside(expression.test) || inside(expression.whenTrue) || inside(expression.whenFalse);
    case 'comprehension':
      return inside(expression.element);
    default:
      return false;
  }
}
