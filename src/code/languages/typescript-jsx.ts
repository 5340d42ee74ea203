/** JSX: `other` nodes that hold the component, the attributes' values and the children. */

import { adopt, ORPHAN } from '../lowering';
import type { Expression } from '../model';
import {
  child,
  childrenOf,
  firstNamed,
  givenName,
  KIND,
  kindOf,
  type LowerExpression,
  namedChildren,
  type TypeScript,
} from './typescript-context';

export const JSX: Readonly<Record<string, LowerExpression>> = {
  jsx_element: lowerElement,
  jsx_self_closing_element: (ts, i) => other(ts, i, lowerOpening(ts, i)),
  jsx_expression: lowerHole,
};

function other(ts: TypeScript, i: number, children: readonly Expression[]): Expression {
  return adopt({ kind: 'other', start: ts.lowering.start(i), end: ts.lowering.end(i), parent: ORPHAN, children });
}

function lowerElement(ts: TypeScript, i: number): Expression {
  const open = child(ts, i, 'open_tag');
  const children = open < 0 ? [] : lowerOpening(ts, open);
  for (const each of namedChildren(ts, i)) pushChild(ts, each, children);
  return other(ts, i, children);
}

/** A hole without an expression (empty, or a comment) holds nothing. */
function pushChild(ts: TypeScript, i: number, into: Expression[]): void {
  const kind = kindOf(ts, i);
  const isHeld = kind === KIND.jsx_expression ? firstNamed(ts, i) >= 0 : kind === KIND.jsx || ts.lowering.isBroken(i);
  if (isHeld) into.push(ts.expression(i));
}

function lowerHole(ts: TypeScript, i: number): Expression {
  const inner = firstNamed(ts, i);
  return inner < 0 ? other(ts, i, []) : ts.expression(inner);
}

function lowerOpening(ts: TypeScript, i: number): Expression[] {
  const children: Expression[] = [];
  const name = child(ts, i, 'name');
  // A capital or dotted name is a value of the program, any other an element of the page.
  if (name >= 0 && (kindOf(ts, name) === KIND.member_expression || /^[A-Z_$]/.test(ts.lowering.textOf(name)))) {
    children.push(ts.expression(name));
  }
  for (const each of childrenOf(ts, i, 'attribute')) {
    if (kindOf(ts, each) === KIND.jsx_expression) pushChild(ts, each, children);
    else lowerAttribute(ts, each, children);
  }
  return children;
}

function lowerAttribute(ts: TypeScript, i: number, into: Expression[]): void {
  const [name = -1, value = -1] = namedChildren(ts, i);
  if (value < 0) return;
  const hole = kindOf(ts, value) === KIND.jsx_expression ? firstNamed(ts, value) : value;
  if (hole >= 0) into.push(ts.expression(hole, givenName(ts, name)));
}
