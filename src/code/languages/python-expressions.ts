/** Python's expressions. One function per kind, found by the node's symbol. */
import { adopt } from '../lowering';
import type { ArrayExpression, Comprehension, Entry, Expression, Other, Spread } from '../model';
import { call, keywordCall } from './python-calls';
import { lambda, namedExpression } from './python-functions';
import { assignment, binary, comparison, conditional, unary, walrus, yieldOf } from './python-operators';
import type { Python } from './python-reader';
import { constantString, contentStart, stringExpression } from './python-strings';
import { nameOf, target } from './python-targets';

type Lower = (py: Python, i: number) => Expression;

/** Their members stand on their own: a broken one leaves the others known. */
const LISTS: ReadonlySet<string> = new Set(['list', 'tuple', 'set', 'dictionary', 'expression_list', 'pattern_list']);

export function expression(py: Python, i: number): Expression {
  const { lowering } = py;
  if ((lowering.isTorn(i) && !LISTS.has(py.kind(i))) || lowering.isBroken(i) || !lowering.enter()) return lowering.broken(i);
  const lowered = (py.lowerer(i) ?? other)(py, i);
  lowering.leave();
  return lowered;
}

export const EXPRESSIONS: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ['identifier', identifier],
  ['attribute', attribute],
  ['subscript', subscript],
  ['call', call],
  ['print_statement', keywordCall],
  ['exec_statement', keywordCall],
  ['string', stringExpression],
  ['concatenated_string', stringExpression],
  ['integer', number],
  ['float', number],
  ['true', (py, i) => py.literal(i, true, 'boolean')],
  ['false', (py, i) => py.literal(i, false, 'boolean')],
  ['none', (py, i) => py.literal(i, null, 'null')],
  ['ellipsis', (py, i) => py.literal(i, '...', 'other')],
  ['list', sequence],
  ['tuple', sequence],
  ['set', sequence],
  ['expression_list', sequence],
  ['pattern_list', sequence],
  ['tuple_pattern', sequence],
  ['list_pattern', sequence],
  ['dictionary', dictionary],
  ['list_splat', spread],
  ['dictionary_splat', spread],
  ['list_splat_pattern', spread],
  ['list_comprehension', comprehension],
  ['set_comprehension', comprehension],
  ['dictionary_comprehension', comprehension],
  ['generator_expression', comprehension],
  ['pair', (py, i) => array(py, i, [py.child(i, 'key'), py.child(i, 'value')])],
  ['lambda', (py, i) => lambda(py, i, '')],
  ['await', (py, i) => adopt({ kind: 'await', ...py.at(i), value: py.only(i) })],
  ['yield', yieldOf],
  ['parenthesized_expression', wrapper],
  ['type', wrapper],
  ['as_pattern', wrapper],
  ['as_pattern_target', wrapper],
  ['named_expression', walrus],
  ['assignment', assignment],
  ['augmented_assignment', assignment],
  ['boolean_operator', binary],
  ['binary_operator', binary],
  ['comparison_operator', comparison],
  ['not_operator', (py, i) => adopt({ kind: 'unary', ...py.at(i), operator: '!', value: py.valueOf(i, 'argument') })],
  ['unary_operator', unary],
  ['conditional_expression', conditional],
]);

/** Slices and whatever only holds other expressions. */
function other(py: Python, i: number): Expression {
  return adopt<Other>({ kind: 'other', ...py.at(i), children: py.expressions(py.named(i)) });
}

function wrapper(py: Python, i: number): Expression {
  return py.only(i);
}

function identifier(py: Python, i: number): Expression {
  const name = nameOf(py, i);
  py.lowering.mention(name);
  return { kind: 'identifier', ...py.at(i), name };
}

function attribute(py: Python, i: number): Expression {
  const property = py.child(i, 'attribute');
  if (property < 0) return py.lowering.broken(i);
  const object = py.valueOf(i, 'object');
  const propertyStart = py.lowering.start(property);
  return adopt({ kind: 'member', ...py.at(i), object, property: py.text(property), propertyStart });
}

/** `a['b']` is the member `b`. */
function subscript(py: Python, i: number): Expression {
  const indexes = py.children(i, 'subscript');
  const [first] = indexes;
  if (first === undefined) return py.lowering.broken(i);
  const object = py.valueOf(i, 'value');
  const property = indexes.length === 1 ? constantString(py, first) : undefined;
  if (property !== undefined) {
    return adopt({ kind: 'member', ...py.at(i), object, property, propertyStart: contentStart(py, first) });
  }
  const index = indexes.length === 1 ? py.expression(first) : array(py, i, indexes);
  return adopt({ kind: 'index', ...py.at(i), object, index });
}

// ---- literals and displays --------------------------------------------------------------------------------------

function number(py: Python, i: number): Expression {
  const text = py.text(i);
  const value = Number(text.replaceAll('_', '').replace(/[lL]$/, ''));
  return Number.isNaN(value) ? py.literal(i, text, 'other') : py.literal(i, value, 'number');
}

function sequence(py: Python, i: number): Expression {
  return array(py, i, py.named(i));
}

function array(py: Python, i: number, members: readonly number[]): Expression {
  return adopt<ArrayExpression>({ kind: 'array', ...py.at(i), elements: py.expressions(members) });
}

function spread(py: Python, i: number): Expression {
  return adopt<Spread>({ kind: 'spread', ...py.at(i), value: py.only(i) });
}

function dictionary(py: Python, i: number): Expression {
  return adopt({ kind: 'object', ...py.at(i), entries: py.named(i).map((each) => entry(py, each)) });
}

function entry(py: Python, i: number): Entry {
  if (py.kind(i) === 'dictionary_splat') return { key: undefined, value: py.only(i), spread: true };
  const key = py.child(i, 'key');
  const value = py.child(i, 'value');
  if (py.kind(i) !== 'pair' || key < 0 || value < 0 || py.lowering.isTorn(i)) {
    return { key: undefined, value: py.lowering.broken(i), spread: true };
  }
  const name = py.kind(key) === 'integer' ? py.text(key) : constantString(py, key);
  return { key: name, value: namedExpression(py, value, name ?? ''), spread: false };
}

function comprehension(py: Python, i: number): Expression {
  const element = py.valueOf(i, 'body');
  const sources: Comprehension['sources'][number][] = [];
  const conditions: Expression[] = [];
  for (const clause of py.named(i)) {
    if (py.kind(clause) === 'if_clause') conditions.push(py.only(clause));
    if (py.kind(clause) === 'for_in_clause') sources.push(sourceOf(py, clause));
  }
  return adopt<Comprehension>({ kind: 'comprehension', ...py.at(i), element, sources, conditions });
}

function sourceOf(py: Python, clause: number): Comprehension['sources'][number] {
  const left = py.child(clause, 'left');
  const [right, ...more] = py.children(clause, 'right');
  if (left < 0 || right === undefined || py.lowering.isTorn(clause)) {
    return { target: py.lowering.broken(clause), source: py.lowering.broken(clause) };
  }
  const written = target(py, left);
  return { target: written, source: more.length === 0 ? py.expression(right) : array(py, clause, [right, ...more]) };
}
