/** Go's functions, methods and function literals. A method is a function of the package named `Type.method`. */
import { adopt, ORPHAN } from '../lowering';
import type { Declaration, Expression, FunctionDeclaration, FunctionExpression, Parameter, Statement } from '../model';
import type { Go } from './go-reader';

export function declaration(go: Go, i: number): Statement {
  const name = go.child(i, 'name');
  if (name < 0) return go.lowering.broken(i);
  const receiver = go.named(go.child(i, 'receiver'))[0] ?? -1;
  const type = go.type(go.child(receiver, 'type'))?.name ?? '';
  const written = type === '' ? go.text(name) : `${type}.${go.text(name)}`;
  go.lowering.declareName(written);
  // Who asks what a value of the type can do rests on its methods.
  if (type !== '') go.lowering.declareName(type);
  const fn = functionOf(go, i, written, name, receiver);
  const exported = /^\p{Lu}/u.test(go.text(name));
  return adopt<FunctionDeclaration>({ kind: 'function-declaration', ...go.at(i), fn, exported, isDefault: false });
}

export function functionLiteral(go: Go, i: number): Expression {
  const fn = functionOf(go, i, '', i, -1);
  return adopt<FunctionExpression>({ kind: 'function', ...go.at(i), fn });
}

function functionOf(go: Go, i: number, name: string, named: number, receiver: number): FunctionDeclaration['fn'] {
  const { lowering } = go;
  const scope = lowering.openFunction();
  const params = go.named(go.child(i, 'parameters')).flatMap((each) => parametersOf(go, each));
  const result = go.child(i, 'result');
  const results = go.kind(result) === 'parameter_list' ? go.named(result).flatMap((each) => typesOf(go, each)) : [result];
  const body = go.child(i, 'body');
  const { givesError } = go;
  const errors = go.errors.splice(0);
  go.givesError = go.text(results.at(-1) ?? -1) === 'error';
  lowering.openBody();
  const named0 = go.kind(result) === 'parameter_list' ? go.named(result).flatMap((each) => namedResults(go, each)) : [];
  const statements = [...receiverOf(go, receiver), ...named0, ...go.block(body)];
  lowering.closeBody();
  go.givesError = givesError;
  go.errors.push(...errors);
  const first = results[0] ?? -1;
  return lowering.closeFunction(scope, i, {
    ...go.at(i),
    name,
    params,
    // Of several results the first is the value, the last says how it went.
    returnType: first < 0 || go.text(first) === 'error' ? undefined : go.type(first),
    decorators: [],
    isAsync: false,
    isGenerator: false,
    body: statements,
    bodyStart: lowering.start(body < 0 ? i : body),
    bodyEnd: lowering.end(body < 0 ? i : body),
    nameSpan: named === i ? { start: lowering.start(i), end: lowering.start(i) + 'func'.length } : go.at(named),
  });
}

/** `a, b int` are two, `context.Context` without a name is one. */
function parametersOf(go: Go, i: number): readonly Parameter[] {
  const type = go.type(go.child(i, 'type'));
  const rest = go.kind(i) === 'variadic_parameter_declaration';
  const names = go.inField(i, 'name');
  const at = names.length === 0 ? [i] : names;
  return at.map((each) => {
    const name = names.length === 0 ? '_' : go.text(each);
    const target = { kind: 'identifier', ...go.at(each), name } as const;
    return { target, name, type, fallback: undefined, rest, decorators: [], isField: false };
  });
}

function typesOf(go: Go, i: number): number[] {
  const type = go.child(i, 'type');
  return go.inField(i, 'name').length > 1 ? go.inField(i, 'name').map(() => type) : [type];
}

function namedResults(go: Go, i: number): Statement[] {
  const type = go.child(i, 'type');
  return go.inField(i, 'name').map((name) => bound(go, name, type));
}

/** The receiver is a local of the method with its declared type. */
function receiverOf(go: Go, i: number): Statement[] {
  const [name] = i < 0 ? [] : go.inField(i, 'name');
  return name === undefined ? [] : [bound(go, name, go.child(i, 'type'))];
}

function bound(go: Go, name: number, type: number): Statement {
  return adopt<Declaration>({
    kind: 'declare',
    ...go.at(name),
    target: { kind: 'identifier', ...go.at(name), parent: ORPHAN, name: go.text(name) },
    value: undefined,
    type: go.type(type),
    mutable: false,
    exported: false,
  });
}
