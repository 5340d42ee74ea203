/** Functions, parameters and classes. */

import { adopt, ORPHAN } from '../lowering';
import type { ClassNode, Expression, Field, FunctionNode, Parameter, Pattern, Statement, TypeRef } from '../model';
import {
  child,
  childrenOf,
  firstNamed,
  type GivenName,
  hasToken,
  KIND,
  kindOf,
  namedChildren,
  TOKEN,
  type TypeScript,
} from './typescript-context';
import { givenKey, lowerWithFallback } from './typescript-objects';

/** Any function-like node: declaration, expression, arrow, method. Its own name goes before the given one. */
export function lowerFunctionNode(
  ts: TypeScript,
  i: number,
  given: GivenName | undefined,
  outerDecorators: readonly Expression[] = [],
): FunctionNode {
  const { lowering } = ts;
  const decorators = [...outerDecorators, ...lowerDecorators(ts, i)];
  const ownName = child(ts, i, 'name');
  const name = ownName >= 0 ? (givenKey(ts, ownName) ?? given) : given;
  const scope = lowering.openFunction();
  const params = lowerParameters(ts, i);
  const returned = child(ts, i, 'return_type');
  const body = child(ts, i, 'body');
  lowering.openBody();
  const statements = body < 0 ? [] : lowerBody(ts, body);
  lowering.closeBody();
  const first = lowering.firstToken(i);
  return lowering.closeFunction(scope, i, {
    start: lowering.start(i),
    end: lowering.end(i),
    name: name?.text ?? '',
    params,
    returnType: returned < 0 ? undefined : ts.type(returned),
    decorators,
    isAsync: hasToken(ts, i, TOKEN.async),
    isGenerator: hasToken(ts, i, TOKEN['*']) || isGeneratorKind(ts, i),
    body: statements,
    bodyStart: body < 0 ? lowering.end(i) : lowering.start(body),
    bodyEnd: body < 0 ? lowering.end(i) : lowering.end(body),
    nameSpan:
      name === undefined ? { start: lowering.start(first), end: lowering.end(first) } : { start: name.start, end: name.end },
  });
}

function isGeneratorKind(ts: TypeScript, i: number): boolean {
  return kindOf(ts, i) === KIND.generator;
}

/** A block's statements; an arrow's expression is what it returns. */
function lowerBody(ts: TypeScript, body: number): readonly Statement[] {
  if (kindOf(ts, body) === KIND.statement_block) return ts.block(body);
  const { lowering } = ts;
  const value = ts.expression(body);
  return [adopt({ kind: 'return', start: lowering.start(body), end: lowering.end(body), parent: ORPHAN, value })];
}

function lowerDecorators(ts: TypeScript, i: number): Expression[] {
  return childrenOf(ts, i, 'decorator').map((each) => lowerDecorator(ts, each));
}

export function lowerDecorator(ts: TypeScript, i: number): Expression {
  const inner = firstNamed(ts, i);
  return inner < 0 ? ts.lowering.broken(i) : ts.expression(inner);
}

function lowerParameters(ts: TypeScript, i: number): Parameter[] {
  const single = child(ts, i, 'parameter');
  if (single >= 0) return [parameter(ts.pattern(single, true))];
  const list = child(ts, i, 'parameters');
  if (list < 0) return [];
  const params: Parameter[] = [];
  for (const each of namedChildren(ts, list)) {
    if (ts.lowering.isTorn(each)) params.push(parameter(ts.lowering.broken(each)));
    else if (kindOf(ts, each) === KIND.parameter) lowerTypedParameter(ts, each, params);
    else params.push(lowerPlainParameter(ts, each));
  }
  return params;
}

function parameter(target: Pattern, more: Partial<Omit<Parameter, 'target' | 'name'>> = {}): Parameter {
  const name = target.kind === 'identifier' ? target.name : '';
  return { target, name, type: undefined, fallback: undefined, rest: false, decorators: [], isField: false, ...more };
}

/** TypeScript's `@D() private readonly a?: T = 1`. */
function lowerTypedParameter(ts: TypeScript, i: number, into: Parameter[]): void {
  const pattern = child(ts, i, 'pattern');
  // A `this` parameter is a type only: no argument fills it.
  if (pattern < 0 || kindOf(ts, pattern) === KIND.this) return;
  const type = child(ts, i, 'type');
  const value = child(ts, i, 'value');
  const decorators = lowerDecorators(ts, i);
  into.push(
    parameter(ts.pattern(pattern, true), {
      type: type < 0 ? undefined : ts.type(type),
      fallback: value < 0 ? undefined : ts.expression(value),
      rest: kindOf(ts, pattern) === KIND.rest_pattern,
      decorators,
      isField: hasToken(ts, i, KIND.accessibility) || hasToken(ts, i, TOKEN.readonly),
    }),
  );
}

/** JavaScript's parameters are patterns. */
function lowerPlainParameter(ts: TypeScript, i: number): Parameter {
  const { target, fallback } = lowerWithFallback(ts, i, true);
  return parameter(target, { fallback, rest: kindOf(ts, i) === KIND.rest_pattern });
}

export function lowerClassNode(
  ts: TypeScript,
  i: number,
  given: GivenName | undefined,
  outerDecorators: readonly Expression[] = [],
): ClassNode {
  const { lowering } = ts;
  const decorators = [...outerDecorators, ...lowerDecorators(ts, i)];
  const name = child(ts, i, 'name');
  const body = child(ts, i, 'body');
  const bases: Expression[] = [];
  for (const each of namedChildren(ts, i)) if (kindOf(ts, each) === KIND.class_heritage) lowerHeritage(ts, each, bases);
  const members: Members = { fields: [], methods: [] };
  if (body >= 0) lowerMembers(ts, body, members);
  return lowering.finishClass({
    kind: 'cls',
    start: lowering.start(i),
    end: lowering.end(i),
    parent: ORPHAN,
    name: name >= 0 ? lowering.textOf(name) : (given?.text ?? ''),
    bases,
    keywords: [],
    decorators,
    fields: members.fields,
    methods: members.methods,
    classes: [],
  });
}

/** `extends` expressions, then the names of implemented interfaces: a framework knows a guard by either. */
function lowerHeritage(ts: TypeScript, i: number, bases: Expression[]): void {
  for (const clause of namedChildren(ts, i)) {
    const kind = kindOf(ts, clause);
    if (kind === KIND.extends_clause) for (const each of childrenOf(ts, clause, 'value')) bases.push(ts.expression(each));
    else if (kind === KIND.implements_clause) for (const each of namedChildren(ts, clause)) pushInterface(ts, each, bases);
    else bases.push(ts.expression(clause));
  }
}

function pushInterface(ts: TypeScript, i: number, bases: Expression[]): void {
  const type = ts.type(i);
  if (type !== undefined && type.name !== '') bases.push(dotted(ts, i, type));
}

/** The name of a type as the expression that would name its value. */
function dotted(ts: TypeScript, i: number, type: TypeRef): Expression {
  const start = ts.lowering.start(i);
  const [root = '', ...steps] = type.name.split('.');
  let end = start + root.length;
  ts.lowering.mention(root);
  let value: Expression = { kind: 'identifier', start, end, parent: ORPHAN, name: root };
  for (const property of steps) {
    const propertyStart = end + 1;
    end = propertyStart + property.length;
    value = adopt({ kind: 'member', start, end, parent: ORPHAN, object: value, property, propertyStart });
  }
  return value;
}

interface Members {
  readonly fields: Field[];
  readonly methods: FunctionNode[];
}

function lowerMembers(ts: TypeScript, body: number, into: Members): void {
  let decorators: Expression[] = [];
  for (const each of namedChildren(ts, body)) {
    const kind = kindOf(ts, each);
    if (kind === KIND.decorator) {
      decorators.push(lowerDecorator(ts, each));
      continue;
    }
    if (ts.lowering.isBroken(each)) ts.lowering.broken(each);
    else if (kind === KIND.method_definition) into.methods.push(lowerFunctionNode(ts, each, undefined, decorators));
    else if (kind === KIND.static_block) into.methods.push(lowerFunctionNode(ts, each, undefined));
    else if (kind === KIND.field) into.fields.push(lowerField(ts, each, decorators));
    decorators = [];
  }
}

function lowerField(ts: TypeScript, i: number, outerDecorators: readonly Expression[]): Field {
  const { lowering } = ts;
  const nameAt = Math.max(child(ts, i, 'name'), child(ts, i, 'property'));
  const name = nameAt < 0 ? undefined : givenKey(ts, nameAt);
  const type = child(ts, i, 'type');
  const value = child(ts, i, 'value');
  return {
    name: name?.text ?? '',
    type: type < 0 ? undefined : ts.type(type),
    value: value < 0 ? undefined : ts.expression(value, name),
    decorators: [...outerDecorators, ...lowerDecorators(ts, i)],
    isStatic: hasToken(ts, i, TOKEN.static),
    start: lowering.start(i),
    end: lowering.end(i),
  };
}
