/** What the parts of the TypeScript lowering share: the grammar's fields and tokens, and the way to each other. */

import type { GrammarNames } from '#syntax/flat-tree';
import { fieldId, kindTable, type Lowering } from '../lowering';
import type { ClassNode, Expression, FunctionNode, Pattern, Statement, TypeRef } from '../model';

/** The name a value is given by its variable, property or key, with where that name stands. */
export interface GivenName {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type LowerExpression = (ts: TypeScript, i: number, name: GivenName | undefined) => Expression;
export type LowerStatement = (ts: TypeScript, i: number, into: Statement[]) => void;

const FIELDS = [
  'alias',
  'alternative',
  'argument',
  'arguments',
  'attribute',
  'body',
  'close_tag',
  'condition',
  'consequence',
  'constructor',
  'declaration',
  'decorator',
  'finalizer',
  'function',
  'handler',
  'increment',
  'index',
  'initializer',
  'key',
  'kind',
  'left',
  'name',
  'object',
  'open_tag',
  'operator',
  'parameter',
  'parameters',
  'pattern',
  'property',
  'return_type',
  'right',
  'source',
  'type',
  'type_arguments',
  'value',
] as const;

export type FieldName = (typeof FIELDS)[number];

/** Node kinds that are asked for by more than one part, as small numbers. */
export const KIND = {
  identifier: 1,
  member_expression: 2,
  string: 3,
  template_string: 4,
  object_pattern: 5,
  array_pattern: 6,
  rest_pattern: 7,
  assignment_pattern: 8,
  parenthesized_expression: 9,
  call_expression: 10,
  await_expression: 11,
  spread_element: 12,
  statement_block: 13,
  decorator: 14,
  object: 15,
  array: 16,
  assignment_expression: 17,
  function: 18,
  class: 19,
  subscript_expression: 20,
  method_definition: 21,
  import: 22,
  this: 23,
  accessibility: 24,
  computed_property_name: 25,
  jsx_expression: 26,
  number: 27,
  template_substitution: 28,
  pair: 29,
  comma: 30,
  generator: 31,
  parameter: 32,
  class_heritage: 33,
  extends_clause: 34,
  implements_clause: 35,
  static_block: 36,
  field: 37,
  jsx: 38,
  else_clause: 40,
  variable_declarator: 41,
  namespace: 42,
  empty: 43,
  variables: 44,
  enum: 45,
  import_clause: 46,
  import_require_clause: 47,
  namespace_import: 48,
  namespace_export: 49,
  export_clause: 50,
  expression_statement: 51,
} as const;

const NAMED: Readonly<Record<string, number>> = {
  ...KIND,
  arrow_function: KIND.function,
  function_expression: KIND.function,
  generator_function: KIND.generator,
  generator_function_declaration: KIND.generator,
  required_parameter: KIND.parameter,
  optional_parameter: KIND.parameter,
  class_static_block: KIND.static_block,
  public_field_definition: KIND.field,
  field_definition: KIND.field,
  jsx_element: KIND.jsx,
  jsx_self_closing_element: KIND.jsx,
  internal_module: KIND.namespace,
  module: KIND.namespace,
  empty_statement: KIND.empty,
  function_declaration: KIND.function,
  class_declaration: KIND.class,
  abstract_class_declaration: KIND.class,
  lexical_declaration: KIND.variables,
  variable_declaration: KIND.variables,
  using_declaration: KIND.variables,
  enum_declaration: KIND.enum,
  accessibility_modifier: KIND.accessibility,
  override_modifier: KIND.accessibility,
  shorthand_property_identifier: KIND.identifier,
  shorthand_property_identifier_pattern: KIND.identifier,
  undefined: KIND.identifier,
};

/** Tokens that change what a node means, on top of `KIND`. */
export const TOKEN = {
  ',': KIND.comma,
  async: 101,
  await: 102,
  static: 103,
  '*': 104,
  type: 105,
  readonly: 106,
  '=': 107,
  default: 108,
  const: 109,
  let: 110,
  namespace: 111,
} as const;

export interface TypeScript {
  readonly kinds: Uint8Array;
  readonly isNamed: readonly boolean[];
  readonly fields: Readonly<Record<FieldName, number>>;
  /** The item under construction; set by the entry, for each top-level node. */
  lowering: Lowering;
  expression(i: number, name?: GivenName): Expression;
  /** The pattern `i`; one that binds declares names, one that assigns mentions them. */
  pattern(i: number, isBinding: boolean): Pattern;
  statement(i: number, into: Statement[]): void;
  /** The statements of a block node, or the one statement. */
  block(i: number): Statement[];
  functionNode(i: number, name: GivenName | undefined): FunctionNode;
  classNode(i: number, name: GivenName | undefined): ClassNode;
  /** A type, or the annotation that holds it. */
  type(i: number): TypeRef | undefined;
}

export function sharedTables(names: GrammarNames): Pick<TypeScript, 'kinds' | 'isNamed' | 'fields'> {
  const fields = Object.fromEntries(FIELDS.map((name) => [name, fieldId(names, name)])) as Record<FieldName, number>;
  return { kinds: kindTable(names, NAMED, TOKEN), isNamed: names.isNamed, fields };
}

export function kindOf(ts: TypeScript, i: number): number {
  return ts.kinds[ts.lowering.tree.kind[i] ?? 0] ?? 0;
}

/** Whether `token` stands among the direct children of `i`. */
export function hasToken(ts: TypeScript, i: number, token: number): boolean {
  const { next, kind } = ts.lowering.tree;
  const end = next[i] ?? 0;
  for (let at = i + 1; at < end; at = next[at] ?? end) if (ts.kinds[kind[at] ?? 0] === token) return true;
  return false;
}

/** The direct children that are named nodes and no comments, broken ones included. */
export function namedChildren(ts: TypeScript, i: number): number[] {
  const { lowering, isNamed } = ts;
  const { next, kind, broken } = lowering.tree;
  const found: number[] = [];
  const end = next[i] ?? 0;
  for (let at = i + 1; at < end; at = next[at] ?? end) {
    if ((isNamed[kind[at] ?? 0] === true || broken[at] === 1) && !lowering.isComment(at)) found.push(at);
  }
  return found;
}

/** The first named child that is no comment, or -1. */
export function firstNamed(ts: TypeScript, i: number): number {
  const { lowering, isNamed } = ts;
  const { next, kind, broken } = lowering.tree;
  const end = next[i] ?? 0;
  for (let at = i + 1; at < end; at = next[at] ?? end) {
    if ((isNamed[kind[at] ?? 0] === true || broken[at] === 1) && !lowering.isComment(at)) return at;
  }
  return -1;
}

export function childrenOf(ts: TypeScript, i: number, field: FieldName): number[] {
  const { next, field: fields } = ts.lowering.tree;
  const id = ts.fields[field];
  const found: number[] = [];
  const end = next[i] ?? 0;
  for (let at = i + 1; at < end; at = next[at] ?? end) if (fields[at] === id) found.push(at);
  return found;
}

export function child(ts: TypeScript, i: number, field: FieldName): number {
  return ts.lowering.child(i, ts.fields[field]);
}

export function givenName(ts: TypeScript, i: number, text = ts.lowering.textOf(i)): GivenName {
  return { text, start: ts.lowering.start(i), end: ts.lowering.end(i) };
}

/** The expression `i`, or a broken one in the place of `whole` where the grammar left it out. */
export function partOf(ts: TypeScript, i: number, whole: number, name?: GivenName): Expression {
  return i < 0 ? ts.lowering.broken(whole) : ts.expression(i, name);
}

/** The expression that `i` is wrapped around. */
export function innerOf(ts: TypeScript, i: number): Expression {
  return partOf(ts, firstNamed(ts, i), i);
}
