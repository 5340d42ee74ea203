/** Expressions of TypeScript and JavaScript: one small function per kind of node. */

import { adopt, ORPHAN } from '../lowering';
import type { Argument, Expression, Identifier, Literal } from '../model';
import { numberValue, unescaped } from './javascript-strings';
import {
  child,
  firstNamed,
  type GivenName,
  givenName,
  hasToken,
  KIND,
  kindOf,
  type LowerExpression,
  namedChildren,
  TOKEN,
  type TypeScript,
} from './typescript-context';
import { lowerObject } from './typescript-objects';

/** Lowering per node kind; any other node that stands for an expression becomes `other`. */
export const EXPRESSIONS: Readonly<Record<string, LowerExpression>> = {
  identifier: lowerIdentifier,
  this: lowerIdentifier,
  super: lowerIdentifier,
  import: lowerIdentifier,
  shorthand_property_identifier: lowerIdentifier,
  private_property_identifier: lowerIdentifier,
  undefined: (ts, i) => literal(ts, i, undefined, 'null'),
  null: (ts, i) => literal(ts, i, null, 'null'),
  true: (ts, i) => literal(ts, i, true, 'boolean'),
  false: (ts, i) => literal(ts, i, false, 'boolean'),
  number: lowerNumber,
  string: lowerString,
  regex: (ts, i) => literal(ts, i, ts.lowering.textOf(i), 'other'),
  template_string: (ts, i) => lowerTemplate(ts, i, i, undefined),
  member_expression: lowerMember,
  nested_identifier: lowerMember,
  subscript_expression: lowerSubscript,
  meta_property: lowerMetaProperty,
  call_expression: lowerCall,
  new_expression: lowerNew,
  object: lowerObject,
  array: lowerArray,
  spread_element: lowerSpread,
  arrow_function: lowerFunction,
  function_expression: lowerFunction,
  generator_function: lowerFunction,
  class: lowerClass,
  await_expression: (ts, i) => adopt({ kind: 'await', ...at(ts, i), value: inner(ts, i) }),
  yield_expression: lowerYield,
  assignment_expression: lowerAssignment,
  augmented_assignment_expression: lowerAssignment,
  binary_expression: lowerBinary,
  sequence_expression: lowerSequence,
  unary_expression: lowerUnary,
  update_expression: lowerUnary,
  ternary_expression: lowerTernary,
  parenthesized_expression: (ts, i, name) => part(ts, firstNamed(ts, i), i, name),
  as_expression: lowerCast,
  satisfies_expression: lowerCast,
  type_assertion: lowerAssertion,
  non_null_expression: (ts, i, name) =>
    adopt({ kind: 'cast', ...at(ts, i), value: part(ts, firstNamed(ts, i), i, name), type: undefined }),
  instantiation_expression: (ts, i) => part(ts, firstNamed(ts, i), i),
};

function at(ts: TypeScript, i: number) {
  return { start: ts.lowering.start(i), end: ts.lowering.end(i), parent: ORPHAN };
}

/** The expression `i`, or a broken one in the place of `whole` where the grammar left it out. */
function part(ts: TypeScript, i: number, whole: number, name?: GivenName): Expression {
  return i < 0 ? ts.lowering.broken(whole) : ts.expression(i, name);
}

function inner(ts: TypeScript, i: number): Expression {
  return part(ts, firstNamed(ts, i), i);
}

function lowerIdentifier(ts: TypeScript, i: number): Identifier {
  const name = ts.lowering.textOf(i);
  ts.lowering.mention(name);
  return { kind: 'identifier', ...at(ts, i), name };
}

function literal(ts: TypeScript, i: number, value: Literal['value'], type: Literal['type']): Literal {
  return { kind: 'literal', ...at(ts, i), value, type };
}

function lowerNumber(ts: TypeScript, i: number): Literal {
  const text = ts.lowering.textOf(i);
  const value = numberValue(text);
  return value === undefined ? literal(ts, i, text, 'other') : literal(ts, i, value, 'number');
}

function lowerString(ts: TypeScript, i: number): Literal {
  return literal(ts, i, unescaped(ts.lowering.textOf(i).slice(1, -1)), 'string');
}

/** `i`: the literal; `whole`: the node with its tag. One without tag and holes is a string. */
function lowerTemplate(ts: TypeScript, i: number, whole: number, tag: Expression | undefined): Expression {
  const { lowering } = ts;
  const { text, tree } = lowering;
  const parts: (string | Expression)[] = [];
  let from = (tree.start[i] ?? 0) + 1;
  const addText = (to: number) => {
    if (to > from) parts.push(unescaped(text.slice(from, to)));
  };
  for (const each of namedChildren(ts, i)) {
    const isHole = kindOf(ts, each) === KIND.template_substitution;
    if (!isHole && !lowering.isBroken(each)) continue;
    addText(tree.start[each] ?? 0);
    parts.push(isHole ? inner(ts, each) : lowering.broken(each));
    from = tree.end[each] ?? 0;
  }
  addText((tree.end[i] ?? 0) - 1);
  if (tag === undefined && parts.every((each) => typeof each === 'string')) return literal(ts, i, parts[0] ?? '', 'string');
  return adopt({ kind: 'template', ...at(ts, whole), tag, parts });
}

function lowerMember(ts: TypeScript, i: number): Expression {
  const object = part(ts, child(ts, i, 'object'), i);
  const property = child(ts, i, 'property');
  if (property < 0) return ts.lowering.broken(i);
  return adopt({
    kind: 'member',
    ...at(ts, i),
    object,
    property: ts.lowering.textOf(property),
    propertyStart: ts.lowering.start(property),
  });
}

function lowerSubscript(ts: TypeScript, i: number): Expression {
  const object = part(ts, child(ts, i, 'object'), i);
  const index = part(ts, child(ts, i, 'index'), i);
  if (index.kind === 'literal' && index.type === 'string') {
    const property = String(index.value);
    return adopt({ kind: 'member', ...at(ts, i), object, property, propertyStart: index.start + 1 });
  }
  return adopt({ kind: 'index', ...at(ts, i), object, index });
}

/** `import.meta`, `new.target`. */
function lowerMetaProperty(ts: TypeScript, i: number): Expression {
  const [name = '', property = ''] = ts.lowering.textOf(i).split('.');
  const { start, end } = at(ts, i);
  const object: Identifier = { kind: 'identifier', start, end: start + name.trim().length, parent: ORPHAN, name: name.trim() };
  const trimmed = property.trim();
  return adopt({ kind: 'member', ...at(ts, i), object, property: trimmed, propertyStart: end - trimmed.length });
}

function lowerCall(ts: TypeScript, i: number): Expression {
  const list = child(ts, i, 'arguments');
  const callee = part(ts, child(ts, i, 'function'), i);
  if (list >= 0 && kindOf(ts, list) === KIND.template_string) return lowerTemplate(ts, list, i, callee);
  return finishCall(ts, i, callee, list, false);
}

function lowerNew(ts: TypeScript, i: number): Expression {
  return finishCall(ts, i, part(ts, child(ts, i, 'constructor'), i), child(ts, i, 'arguments'), true);
}

function finishCall(ts: TypeScript, i: number, callee: Expression, list: number, isNew: boolean): Expression {
  const { lowering } = ts;
  const slot = lowering.openCall();
  const types = child(ts, i, 'type_arguments');
  return lowering.closeCall(slot, {
    kind: 'call',
    ...at(ts, i),
    callee,
    args: list < 0 ? [] : lowerArguments(ts, list),
    isNew,
    argsEnd: list < 0 ? -1 : lowering.end(list) - 1,
    typeArgs: types < 0 ? '' : lowering.textOf(types),
  });
}

function lowerArguments(ts: TypeScript, list: number): Argument[] {
  const args: Argument[] = [];
  for (const each of namedChildren(ts, list)) {
    // What stands in a broken argument is not known, nor how many there are.
    if (ts.lowering.isBroken(each)) args.push({ name: undefined, value: ts.lowering.broken(each), spread: true });
    else if (kindOf(ts, each) === KIND.spread_element) args.push({ name: undefined, value: inner(ts, each), spread: true });
    else args.push({ name: undefined, value: ts.expression(each), spread: false });
  }
  return args;
}

function lowerArray(ts: TypeScript, i: number): Expression {
  return adopt({ kind: 'array', ...at(ts, i), elements: namedChildren(ts, i).map((each) => ts.expression(each)) });
}

function lowerSpread(ts: TypeScript, i: number): Expression {
  return adopt({ kind: 'spread', ...at(ts, i), value: inner(ts, i) });
}

function lowerFunction(ts: TypeScript, i: number, name: GivenName | undefined): Expression {
  return adopt({ kind: 'function', ...at(ts, i), fn: ts.functionNode(i, name) });
}

function lowerClass(ts: TypeScript, i: number, name: GivenName | undefined): Expression {
  return adopt({ kind: 'class', ...at(ts, i), cls: ts.classNode(i, name) });
}

function lowerYield(ts: TypeScript, i: number): Expression {
  const value = firstNamed(ts, i);
  return adopt({ kind: 'yield', ...at(ts, i), value: value < 0 ? undefined : ts.expression(value) });
}

function lowerAssignment(ts: TypeScript, i: number): Expression {
  const left = child(ts, i, 'left');
  if (left < 0) return ts.lowering.broken(i);
  const target = ts.pattern(left, false);
  const word = child(ts, i, 'operator');
  return adopt({
    kind: 'assign',
    ...at(ts, i),
    target,
    operator: word < 0 ? '=' : ts.lowering.textOf(word),
    value: part(ts, child(ts, i, 'right'), i, nameOfTarget(ts, left)),
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
  const left = part(ts, child(ts, i, 'left'), i);
  const right = part(ts, child(ts, i, 'right'), i);
  return adopt({ kind: 'binary', ...at(ts, i), operator: operator < 0 ? '' : ts.lowering.textOf(operator), left, right });
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
  const value = part(ts, child(ts, i, 'argument'), i);
  return adopt({ kind: 'unary', ...at(ts, i), operator: operator < 0 ? '' : ts.lowering.textOf(operator), value });
}

function lowerTernary(ts: TypeScript, i: number): Expression {
  return adopt({
    kind: 'conditional',
    ...at(ts, i),
    test: part(ts, child(ts, i, 'condition'), i),
    whenTrue: part(ts, child(ts, i, 'consequence'), i),
    whenFalse: part(ts, child(ts, i, 'alternative'), i),
  });
}

/** `x as T`, `x as const`, `x satisfies T`. */
function lowerCast(ts: TypeScript, i: number, name: GivenName | undefined): Expression {
  const [value = -1, type = -1] = namedChildren(ts, i);
  return adopt({
    kind: 'cast',
    ...at(ts, i),
    value: part(ts, value, i, name),
    type: type < 0 || hasToken(ts, i, TOKEN.const) ? undefined : ts.type(type),
  });
}

/** `<T>x`. */
function lowerAssertion(ts: TypeScript, i: number, name: GivenName | undefined): Expression {
  const [list = -1, value = -1] = namedChildren(ts, i);
  const type = list < 0 ? -1 : firstNamed(ts, list);
  return adopt({ kind: 'cast', ...at(ts, i), value: part(ts, value, i, name), type: type < 0 ? undefined : ts.type(type) });
}

/** JSX and whatever the grammar knows that the model does not: the expressions it holds. */
export function lowerOther(ts: TypeScript, i: number): Expression {
  return adopt({ kind: 'other', ...at(ts, i), children: namedChildren(ts, i).map((each) => ts.expression(each)) });
}
