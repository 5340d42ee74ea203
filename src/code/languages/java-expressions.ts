/** Java's expressions. One function per kind, found by the node's symbol. */
import { adopt } from '../lowering';
import type { Assign, Binary, Expression, Other, Pattern } from '../model';
import { annotation, creation, invocation, reference } from './java-calls';
import { binding, lambda, namedExpression } from './java-functions';
import type { Java } from './java-reader';
import { stringValue } from './java-strings';
import { typeName } from './java-types';

type Lower = (java: Java, i: number) => Expression;

/** Their members stand on their own: a broken one leaves the others known. */
const LISTS: ReadonlySet<string> = new Set(['array_initializer', 'element_value_array_initializer']);

export function expression(java: Java, i: number): Expression {
  const { lowering } = java;
  if ((lowering.isTorn(i) && !LISTS.has(java.kind(i))) || lowering.isBroken(i) || !lowering.enter()) return lowering.broken(i);
  const lowered = (java.lowerer(i) ?? other)(java, i);
  lowering.leave();
  return lowered;
}

export const EXPRESSIONS: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ['identifier', (java, i) => java.nameAt(i, 'fields')],
  ['this', (java, i) => ({ kind: 'identifier', ...java.at(i), name: 'this' })],
  ['super', (java, i) => ({ kind: 'identifier', ...java.at(i), name: 'super' })],
  ['field_access', fieldAccess],
  ['array_access', index],
  ['method_invocation', invocation],
  ['object_creation_expression', creation],
  ['method_reference', reference],
  ['lambda_expression', (java, i) => lambda(java, i, '')],
  ['annotation', annotation],
  ['marker_annotation', annotation],
  ['class_literal', classLiteral],
  ['string_literal', (java, i) => java.literal(i, stringValue(java.text(i)), 'string')],
  ['character_literal', (java, i) => java.literal(i, stringValue(java.text(i)), 'string')],
  ['decimal_integer_literal', number],
  ['hex_integer_literal', number],
  ['octal_integer_literal', number],
  ['binary_integer_literal', number],
  ['decimal_floating_point_literal', number],
  ['hex_floating_point_literal', number],
  ['true', (java, i) => java.literal(i, true, 'boolean')],
  ['false', (java, i) => java.literal(i, false, 'boolean')],
  ['null_literal', (java, i) => java.literal(i, null, 'null')],
  ['parenthesized_expression', (java, i) => java.only(i)],
  ['assignment_expression', assignment],
  ['binary_expression', binary],
  ['unary_expression', unary],
  ['update_expression', update],
  ['ternary_expression', ternary],
  ['instanceof_expression', instance],
  ['cast_expression', cast],
  ['array_initializer', (java, i) => adopt({ kind: 'array', ...java.at(i), elements: java.expressions(java.named(i)) })],
  [
    'element_value_array_initializer',
    (java, i) => adopt({ kind: 'array', ...java.at(i), elements: java.expressions(java.named(i)) }),
  ],
  ['array_creation_expression', arrayCreation],
  ['switch_expression', switchValue],
]);

/** Whatever only holds other expressions. */
function other(java: Java, i: number): Expression {
  const children = java.named(i).filter((at) => !/type|identifier$/.test(java.kind(at)) || java.kind(at) === 'identifier');
  return adopt<Other>({ kind: 'other', ...java.at(i), children: java.expressions(children) });
}

function number(java: Java, i: number): Expression {
  const text = java.text(i);
  const isHex = /^0[xX]/.test(text);
  const plain = text.replaceAll('_', '').replace(isHex ? /[lL]$/ : /[lLfFdD]$/, '');
  const value = /^0\d+$/.test(plain) ? Number.parseInt(plain, 8) : Number(plain);
  return Number.isNaN(value) ? java.literal(i, text, 'other') : java.literal(i, value, 'number');
}

/** `a.b`; `Outer.this` is `this` of another class, of which the model has no name. */
function fieldAccess(java: Java, i: number): Expression {
  const field = java.child(i, 'field');
  const object = java.child(i, 'object');
  if (field < 0 || object < 0) return java.lowering.broken(i);
  if (java.kind(field) === 'this') return java.expression(object);
  const from = java.expression(object);
  return adopt({
    kind: 'member',
    ...java.at(i),
    object: from,
    property: java.text(field),
    propertyStart: java.lowering.start(field),
  });
}

function index(java: Java, i: number): Expression {
  const object = java.valueOf(i, 'array');
  return adopt({ kind: 'index', ...java.at(i), object, index: java.valueOf(i, 'index') });
}

/** `Order.class`. */
function classLiteral(java: Java, i: number): Expression {
  const type = java.first(i);
  if (type < 0) return java.lowering.broken(i);
  const propertyStart = java.lowering.end(i) - 'class'.length;
  return adopt({ kind: 'member', ...java.at(i), object: typeName(java, type), property: 'class', propertyStart });
}

function assignment(java: Java, i: number): Expression {
  const left = java.child(i, 'left');
  const right = java.child(i, 'right');
  if (left < 0 || right < 0) return java.lowering.broken(i);
  const target = targetOf(java, left);
  const given = target.kind === 'identifier' ? target.name : target.kind === 'member' ? target.property : '';
  const operator = java.text(java.child(i, 'operator')) || '=';
  return adopt<Assign>({ kind: 'assign', ...java.at(i), target, operator, value: namedExpression(java, right, given) });
}

function targetOf(java: Java, i: number): Pattern {
  const written = java.expression(i);
  return written.kind === 'identifier' || written.kind === 'member' || written.kind === 'index'
    ? written
    : java.lowering.broken(i);
}

/** `==` of Java is the only equality there is. */
const OPERATORS: Readonly<Record<string, string>> = { '==': '===', '!=': '!==' };

function binary(java: Java, i: number): Expression {
  const left = java.valueOf(i, 'left');
  const written = java.text(java.child(i, 'operator'));
  return adopt<Binary>({
    kind: 'binary',
    ...java.at(i),
    operator: OPERATORS[written] ?? written,
    left,
    right: java.valueOf(i, 'right'),
  });
}

function unary(java: Java, i: number): Expression {
  const value = java.child(i, 'operand');
  const operator = java.text(java.child(i, 'operator'));
  const number = operator === '-' && value >= 0 ? java.expression(value) : undefined;
  if (number?.kind === 'literal' && typeof number.value === 'number') return java.literal(i, -number.value, 'number');
  return adopt({ kind: 'unary', ...java.at(i), operator, value: number ?? java.valueOf(i, 'operand') });
}

/** `i++`, `--i`. */
function update(java: Java, i: number): Expression {
  const text = java.text(i);
  const operator = text.startsWith('++') || text.endsWith('++') ? '++' : '--';
  return adopt({ kind: 'unary', ...java.at(i), operator, value: java.only(i) });
}

function ternary(java: Java, i: number): Expression {
  const test = java.valueOf(i, 'condition');
  const whenTrue = java.valueOf(i, 'consequence');
  return adopt({ kind: 'conditional', ...java.at(i), test, whenTrue, whenFalse: java.valueOf(i, 'alternative') });
}

/** `x instanceof Order`, `x instanceof Order order`: the name is a local from here on. */
function instance(java: Java, i: number): Expression {
  const left = java.valueOf(i, 'left');
  const type = java.child(i, 'right');
  const name = java.child(i, 'name');
  const right = type < 0 ? java.lowering.broken(i) : typeName(java, type);
  if (name >= 0) binding(java, name);
  return adopt<Binary>({ kind: 'binary', ...java.at(i), operator: 'instanceof', left, right });
}

function cast(java: Java, i: number): Expression {
  const value = java.valueOf(i, 'value');
  return adopt({ kind: 'cast', ...java.at(i), value, type: java.type(java.child(i, 'type')) });
}

/** `new int[n]`, `new String[] { … }`. */
function arrayCreation(java: Java, i: number): Expression {
  const value = java.child(i, 'value');
  if (value >= 0) return java.expression(value);
  const sizes = java.named(i).filter((at) => java.kind(at) === 'dimensions_expr');
  return adopt<Other>({ kind: 'other', ...java.at(i), children: sizes.flatMap((at) => java.expressions(java.named(at))) });
}

/** A `switch` in the middle of an expression: its values, blocks being functions that are run at once. */
function switchValue(java: Java, i: number): Expression {
  const children: Expression[] = [java.valueOf(i, 'condition')];
  for (const rule of java.named(java.child(i, 'body')))
    for (const at of java.named(rule)) if (java.kind(at) === 'expression_statement') children.push(java.only(at));
  return adopt<Other>({ kind: 'other', ...java.at(i), children });
}
