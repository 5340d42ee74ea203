/** Parameters, methods, constructors and lambdas. */
import { adopt, type FunctionParts, ORPHAN } from '../lowering';
import type { Expression, FunctionExpression, FunctionNode, Identifier, Parameter, Return, Statement } from '../model';
import { annotationsOf } from './java-calls';
import type { Java } from './java-reader';

/** A method, constructor or initializer; `name` is `constructor` for a constructor, as everywhere in the model. */
export function methodNode(java: Java, i: number, name: string): FunctionNode {
  const decorators = annotationsOf(java, i);
  const list = java.child(i, 'parameters');
  const nameNode = java.child(i, 'name');
  const body =
    java.kind(i) === 'static_initializer' ? java.childOfKind(i, 'block') : java.kind(i) === 'block' ? i : java.child(i, 'body');
  return closed(java, i, parametersOf(list), (params) => {
    const returnType = java.type(java.child(i, 'type'));
    if (list >= 0 && java.lowering.isTorn(list)) java.lowering.broken(i);
    return {
      ...java.span(i),
      name,
      params,
      returnType,
      decorators,
      isAsync: false,
      isGenerator: false,
      body: bodyOf(java, body),
      bodyStart: java.lowering.start(body < 0 ? i : body),
      bodyEnd: java.lowering.end(body < 0 ? i : body),
      nameSpan: java.span(nameNode < 0 ? i + 1 : nameNode),
      ...(body < 0 ? { isAbstract: true as const } : {}),
    };
  });

  function parametersOf(at: number): readonly number[] {
    return java.named(at).filter((each) => java.kind(each) !== 'receiver_parameter');
  }
}

function bodyOf(java: Java, body: number): readonly Statement[] {
  java.lowering.openBody();
  const statements = body < 0 ? [] : java.named(body).flatMap((at) => java.statements(at));
  java.lowering.closeBody();
  return statements;
}

/** `name` is that of the variable or field it is given to. */
export function lambda(java: Java, i: number, name: string): FunctionExpression {
  const list = java.child(i, 'parameters');
  const body = java.child(i, 'body');
  const fn = closed(java, i, java.kind(list) === 'identifier' ? [list] : java.named(list), (params) => {
    const isBlock = java.kind(body) === 'block';
    return {
      ...java.span(i),
      name,
      params,
      returnType: undefined,
      decorators: [],
      isAsync: false,
      isGenerator: false,
      body: isBlock ? bodyOf(java, body) : [given(java, body < 0 ? i : body)],
      bodyStart: java.lowering.start(body < 0 ? i : body),
      bodyEnd: java.lowering.end(body < 0 ? i : body),
      nameSpan: java.span(i + 1),
    };
  });
  return adopt<FunctionExpression>({ kind: 'function', ...java.span(i), parent: ORPHAN, fn });
}

function given(java: Java, body: number): Return {
  java.lowering.openBody();
  const value = java.expression(body);
  java.lowering.closeBody();
  return adopt({ kind: 'return', start: value.start, end: value.end, parent: ORPHAN, value });
}

/** A value that is given to a name: a lambda takes it as its own. */
export function namedExpression(java: Java, i: number, name: string): Expression {
  return java.kind(i) === 'lambda_expression' && !java.lowering.isTorn(i) ? lambda(java, i, name) : java.expression(i);
}

function closed(
  java: Java,
  i: number,
  members: readonly number[],
  parts: (params: readonly Parameter[]) => FunctionParts,
): FunctionNode {
  const scope = java.lowering.openFunction();
  return java.scoped(() => java.lowering.closeFunction(scope, i, parts(members.map((at) => parameter(java, at)))));
}

/** `final @Valid Order order`, `String... names`, the bare names of a lambda. */
export function parameter(java: Java, i: number): Parameter {
  const isRest = java.kind(i) === 'spread_parameter';
  const declarator = isRest ? java.childOfKind(i, 'variable_declarator') : i;
  const nameNode = java.kind(i) === 'identifier' ? i : java.child(declarator, 'name');
  const target = binding(java, nameNode < 0 ? i : nameNode);
  const type = isRest ? java.named(i).find((at) => /type|_identifier/.test(java.kind(at))) : java.child(i, 'type');
  return {
    target,
    name: target.name,
    type: java.type(type ?? -1),
    fallback: undefined,
    rest: isRest,
    decorators: annotationsOf(java, i),
    isField: false,
  };
}

/** A name that is made here; it is a local from now on. */
export function binding(java: Java, i: number): Identifier {
  const name = java.text(i);
  java.locals.push(name);
  return { kind: 'identifier', ...java.at(i), name };
}
