/** Expressions of TypeScript and JavaScript but the primary ones: one small function per kind of node. */

import { adopt, ORPHAN } from '../lowering';
import type { Expression } from '../model';
import {
  child,
  firstNamed,
  type GivenName,
  givenName,
  hasToken,
  innerOf,
  KIND,
  kindOf,
  type LowerExpression,
  namedChildren,
  partOf,
  TOKEN,
  type TypeScript,
} from './typescript-context';
import { lowerObject } from './typescript-objects';

/** Lowering per node kind; any other node that stands for an expression becomes `other`. */
export const EXPRESSIONS: Readonly<Record<string, LowerExpression>> = {
  object: lowerObject,
  array: lowerArray,
  spread_element: lowerSpread,
  arrow_function: lowerFunction,
  function_expression: lowerFunction,
  generator_function: lowerFunction,
  class: lowerClass,
  await_expression: (ts, i) =>
    adopt({ kind: 'await', start: ts.lowering.start(i), end: ts.lowering.end(i), parent: ORPHAN, value: innerOf(ts, i) }),
  yield_expression: lowerYield,
  assignment_expression: lowerAssignment,
  augmented_assignment_expression: lowerAssignment,
  binary_expression: lowerBinary,
  sequence_expression: lowerSequence,
  unary_expression: lowerUnary,
  update_expression: lowerUnary,
  ternary_expression: lowerTernary,
  parenthesized_expression: (ts, i, name) => partOf(ts, firstNamed(ts, i), i, name),
  as_expression: lowerCast,
  satisfies_expression: lowerCast,
  type_assertion: lowerAssertion,
  non_null_expression: (ts, i, name) =>
    adopt({
      kind: 'cast',
      start: ts.lowering.start(i),
      end: ts.lowering.end(i),
      parent: ORPHAN,
      value: partOf(ts, firstNamed(ts, i), i, name),
      type: undefined,
    }),
  instantiation_expression: (ts, i) => partOf(ts, firstNamed(ts, i), i),
};

function lowerArray(ts: TypeScript, i: number): Expression {
  return adopt({
    kind: 'array',
    start: ts.lowering.start(i),
    end: ts.lowering.end(i),
    parent: ORPHAN,
    elements: namedChildren(ts, i).map((each) => ts.expression(each)),
  });
}

function lowerSpread(ts: TypeScript, i: number): Expression {
  return adopt({ kind: 'spread', start: ts.lowering.start(i), end: ts.lowering.end(i), parent: ORPHAN, value: innerOf(ts, i) });
}

function lowerFunction(ts: TypeScript, i: number, name: GivenName | undefined): Expression {
  return adopt({
    kind: 'function',
    start: ts.lowering.start(i),
    end: ts.lowering.end(i),
    parent: ORPHAN,
    fn: ts.functionNode(i, name),
  });
}

function lowerClass(ts: TypeScript, i: number, name: GivenName | undefined): Expression {
  return adopt({
    kind: 'class',
    start: ts.lowering.start(i),
    end: ts.lowering.end(i),
    parent: ORPHAN,
    cls: ts.classNode(i, name),
  });
}

function lowerYield(ts: TypeScript, i: number): Expression {
  const value = firstNamed(ts, i);
  return adopt({
    kind: 'yield',
    start: ts.lowering.start(i),
    end: ts.lowering.end(i),
    parent: ORPHAN,
    value: value < 0 ? undefined : ts.expression(value),
  });
}

function lowerAssignment(ts: TypeScript, i: number): Expression {
  const left = child(ts, i, 'left');
  if (left < 0) return ts.lowering.broken(i);
  const target = ts.pattern(left, false);
  const word = child(ts, i, 'operator');
  return adopt({
    kind: 'assign',
    start: ts.lowering.start(i),
    end: ts.lowering.end(i),
    parent: ORPHAN,
    target,
    operator: word < 0 ? '=' : ts.lowering.textOf(word),
    value: partOf(ts, child(ts, i, 'right'), i, nameOfTarget(ts, left)),
  });
}

/** `x = …` and `a.x = …` give their name to a function on the right. */
export function nameOfTarget(ts: TypeScript, left: number): GivenName | undefined {
  const kind = kindOf(ts, left);
  if (kind === KIND.identifier) return givenName(ts, left);
  const property = kind === KIND.member_expression ? child(ts, left, 'property') : -1;
  return property < 0 ? undefined : givenName(ts, property);
}

function lowerBinary(ts: TypeScript, i: number): Expression {
  const operator = child(ts, i, 'operator');
  const left = partOf(ts, child(ts, i, 'left'), i);
  const right = partOf(ts, child(ts, i, 'right'), i);
  return adopt({
    kind: 'binary',
    start: ts.lowering.start(i),
    end: ts.lowering.end(i),
    parent: ORPHAN,
    operator: operator < 0 ? '' : ts.lowering.textOf(operator),
    left,
    right,
  });
}

function lowerSequence(ts: TypeScript, i: number): Expression {
  const [first, ...rest] = namedChildren(ts, i).map((each) => ts.expression(each));
  if (first === undefined) return ts.lowering.broken(i);
  let left = first;
  for (const right of rest) {
    left = adopt({ kind: 'binary', start: first.start, end: right.end, parent: ORPHAN, operator: ',', left, right });
  }
  return left;
}

function lowerUnary(ts: TypeScript, i: number): Expression {
  const operator = child(ts, i, 'operator');
  const value = partOf(ts, child(ts, i, 'argument'), i);
  return adopt({
    kind: 'unary',
    start: ts.lowering.start(i),
    end: ts.lowering.end(i),
    parent: ORPHAN,
    operator: operator < 0 ? '' : ts.lowering.textOf(operator),
    value,
  });
}

function lowerTernary(ts: TypeScript, i: number): Expression {
  return adopt({
    kind: 'conditional',
    start: ts.lowering.start(i),
    end: ts.lowering.end(i),
    parent: ORPHAN,
    test: partOf(ts, child(ts, i, 'condition'), i),
    whenTrue: partOf(ts, child(ts, i, 'consequence'), i),
    whenFalse: partOf(ts, child(ts, i, 'alternative'), i),
  });
}

/** `x as T`, `x as const`, `x satisfies T`. */
function lowerCast(ts: TypeScript, i: number, name: GivenName | undefined): Expression {
  const [value = -1, type = -1] = namedChildren(ts, i);
  return adopt({
    kind: 'cast',
    start: ts.lowering.start(i),
    end: ts.lowering.end(i),
    parent: ORPHAN,
    value: partOf(ts, value, i, name),
    type: type < 0 || hasToken(ts, i, TOKEN.const) ? undefined : ts.type(type),
  });
}

/** `<T>x`. */
function lowerAssertion(ts: TypeScript, i: number, name: GivenName | undefined): Expression {
  const [list = -1, value = -1] = namedChildren(ts, i);
  const type = list < 0 ? -1 : firstNamed(ts, list);
  return adopt({
    kind: 'cast',
    start: ts.lowering.start(i),
    end: ts.lowering.end(i),
    parent: ORPHAN,
    value: partOf(ts, value, i, name),
    type: type < 0 ? undefined : ts.type(type),
  });
}

/** JSX and whatever the grammar knows that the model does not: the expressions it holds. */
export function lowerOther(ts: TypeScript, i: number): Expression {
  return adopt({
    kind: 'other',
    start: ts.lowering.start(i),
    end: ts.lowering.end(i),
    parent: ORPHAN,
    children: namedChildren(ts, i).map((each) => ts.expression(each)),
  });
}
