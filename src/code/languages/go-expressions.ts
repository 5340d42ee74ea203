/** Go's expressions. `&x`, `*x` and parentheses are what they hold; a struct literal is a `new` of its type. */
import { adopt, ORPHAN } from '../lowering';
import type { Argument, Cast, Entry, Expression, Pattern } from '../model';
import { functionLiteral } from './go-functions';
import type { Go } from './go-reader';
import { constantText } from './go-strings';

type Lower = (go: Go, i: number) => Expression;

export function expression(go: Go, i: number): Expression {
  const { lowering } = go;
  if (lowering.isBroken(i) || (lowering.isTorn(i) && !LISTS.has(go.kind(i))) || !lowering.enter()) return lowering.broken(i);
  const lowered = BY_KIND.get(go.kind(i))?.(go, i) ?? holding(go, i);
  lowering.leave();
  return lowered;
}

const LISTS: ReadonlySet<string> = new Set(['call_expression', 'composite_literal', 'literal_value', 'argument_list']);

const BY_KIND: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ['identifier', identifier],
  ['blank_identifier', identifier],
  ['field_identifier', identifier],
  ['package_identifier', identifier],
  ['type_identifier', identifier],
  ['nil', (go, i) => go.literal(i, null, 'null')],
  ['true', (go, i) => go.literal(i, true, 'boolean')],
  ['false', (go, i) => go.literal(i, false, 'boolean')],
  ['int_literal', number],
  ['float_literal', number],
  ['rune_literal', (go, i) => go.literal(i, go.text(i), 'other')],
  ['imaginary_literal', (go, i) => go.literal(i, go.text(i), 'other')],
  ['iota', (go, i) => go.literal(i, 'iota', 'other')],
  ['interpreted_string_literal', (go, i) => go.literal(i, constantText(go.text(i)), 'string')],
  ['raw_string_literal', (go, i) => go.literal(i, constantText(go.text(i)), 'string')],
  ['parenthesized_expression', (go, i) => go.only(i)],
  ['literal_element', (go, i) => go.only(i)],
  ['selector_expression', member],
  ['qualified_type', member],
  ['pointer_type', (go, i) => go.only(i)],
  ['generic_type', (go, i) => go.valueOf(i, 'type')],
  ['index_expression', index],
  ['type_instantiation_expression', (go, i) => go.valueOf(i, 'type')],
  ['call_expression', call],
  ['composite_literal', composite],
  ['literal_value', elements],
  ['func_literal', functionLiteral],
  ['unary_expression', unary],
  ['binary_expression', binary],
  ['type_assertion_expression', (go, i) => cast(go, i, go.child(i, 'operand'))],
  ['type_conversion_expression', (go, i) => cast(go, i, go.child(i, 'operand'))],
  ['variadic_argument', (go, i) => adopt({ kind: 'spread', ...go.at(i), value: go.only(i) })],
]);

function number(go: Go, i: number): Expression {
  const value = Number(go.text(i).replaceAll('_', ''));
  return Number.isNaN(value) ? go.literal(i, go.text(i), 'other') : go.literal(i, value, 'number');
}

function identifier(go: Go, i: number): Expression {
  const name = go.text(i);
  go.lowering.mention(name);
  return { kind: 'identifier', ...go.at(i), name };
}

function member(go: Go, i: number): Expression {
  const isType = go.kind(i) === 'qualified_type';
  const property = go.child(i, isType ? 'name' : 'field');
  const object = go.child(i, isType ? 'package' : 'operand');
  if (property < 0 || object < 0) return go.lowering.broken(i);
  return adopt({
    kind: 'member',
    ...go.at(i),
    object: go.expression(object),
    property: go.text(property),
    propertyStart: go.lowering.start(property),
  });
}

function index(go: Go, i: number): Expression {
  return adopt({ kind: 'index', ...go.at(i), object: go.valueOf(i, 'operand'), index: go.valueOf(i, 'index') });
}

function call(go: Go, i: number): Expression {
  const list = go.child(i, 'arguments');
  if (list < 0) return go.lowering.broken(i);
  const callee = go.valueOf(i, 'function');
  const slot = go.lowering.openCall();
  const isClosed = !go.lowering.isTorn(list);
  const args = go.named(list).map((each): Argument => {
    const value = go.expression(each);
    const isSpread = value.kind === 'spread';
    return { name: undefined, value: isSpread ? value.value : value, spread: isSpread || value.kind === 'broken' };
  });
  return go.lowering.closeCall(slot, {
    kind: 'call',
    ...go.at(i),
    callee,
    args,
    isNew: false,
    argsEnd: isClosed ? go.lowering.end(list) - 1 : -1,
    typeArgs: go.text(go.child(i, 'type_arguments')),
  });
}

/** Maps by their well-known short names: what is written in them is an object. */
const MAP_NAMES = /(?:^|\.)(?:H|M|D|Map|Fields|Labels|JSON)$/;

function composite(go: Go, i: number): Expression {
  const type = go.child(i, 'type');
  const body = go.child(i, 'body');
  if (type < 0 || body < 0) return go.lowering.broken(i);
  const kind = go.kind(type);
  if (kind === 'map_type' || kind === 'struct_type' || MAP_NAMES.test(go.text(type))) return object(go, body, i);
  if (kind === 'slice_type' || kind === 'array_type' || kind === 'implicit_length_array_type') return array(go, body, i);
  const callee = go.expression(type);
  const slot = go.lowering.openCall();
  const parts = go.named(body);
  const isKeyed = parts.some((each) => go.kind(each) === 'keyed_element') || parts.length === 0;
  const values = isKeyed && parts.length > 0 ? [object(go, body, body)] : parts.map((each) => go.expression(each));
  return go.lowering.closeCall(slot, {
    kind: 'call',
    ...go.at(i),
    callee,
    args: values.map((value) => ({ name: undefined, value, spread: false })),
    isNew: true,
    argsEnd: -1,
    typeArgs: '',
  });
}

/** A literal whose type is that of the list or field it stands in. */
function elements(go: Go, i: number): Expression {
  return go.named(i).some((each) => go.kind(each) === 'keyed_element') ? object(go, i, i) : array(go, i, i);
}

function object(go: Go, body: number, whole: number): Expression {
  const entries = go.named(body).map((each): Entry => {
    const key = go.child(each, 'key');
    const value = go.child(each, 'value');
    if (go.kind(each) !== 'keyed_element' || key < 0 || value < 0)
      return { key: undefined, value: go.expression(each), spread: false };
    const [name] = go.kind(key) === 'literal_element' ? go.named(key) : [key];
    return { key: name === undefined ? undefined : keyOf(go, name), value: go.expression(value), spread: false };
  });
  return adopt({ kind: 'object', ...go.at(whole), entries });
}

function keyOf(go: Go, i: number): string | undefined {
  switch (go.kind(i)) {
    case 'identifier':
    case 'field_identifier':
      return go.text(i);
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return constantText(go.text(i));
    default:
      return undefined;
  }
}

function array(go: Go, body: number, whole: number): Expression {
  const values = go.named(body).map((each) => {
    const value = go.kind(each) === 'keyed_element' ? go.child(each, 'value') : each;
    return value < 0 ? go.lowering.broken(each) : go.expression(value);
  });
  return adopt({ kind: 'array', ...go.at(whole), elements: values });
}

function unary(go: Go, i: number): Expression {
  const operator = go.word(i, 'operator');
  const value = go.valueOf(i, 'operand');
  if (operator === '&' || operator === '*' || operator === '+') return value;
  return adopt({ kind: 'unary', ...go.at(i), operator, value });
}

function binary(go: Go, i: number): Expression {
  const left = go.valueOf(i, 'left');
  const operator = go.word(i, 'operator');
  return adopt({ kind: 'binary', ...go.at(i), operator, left, right: go.valueOf(i, 'right') });
}

function cast(go: Go, i: number, operand: number): Expression {
  if (operand < 0) return go.lowering.broken(i);
  return adopt<Cast>({ kind: 'cast', ...go.at(i), value: go.expression(operand), type: go.type(go.child(i, 'type')) });
}

/** Slices, types as values and whatever else only holds others. */
function holding(go: Go, i: number): Expression {
  const children = go.kind(i).endsWith('_type') ? [] : go.named(i).map((each) => go.expression(each));
  return adopt({ kind: 'other', start: go.lowering.start(i), end: go.lowering.end(i), parent: ORPHAN, children });
}

/** What is assigned to. */
export function target(go: Go, i: number): Pattern {
  const written = go.expression(i);
  if (written.kind === 'identifier' || written.kind === 'member' || written.kind === 'index' || written.kind === 'broken')
    return written;
  // `*f() = x`: what the value points to.
  const start = written.end;
  const index = { kind: 'literal', start, end: start, parent: ORPHAN, value: '*', type: 'other' } as const;
  return adopt({ kind: 'index', ...go.at(i), object: written, index });
}
