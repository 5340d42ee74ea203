/** Parameters, `def` and `lambda`. */
import { adopt, type FunctionParts, ORPHAN } from '../lowering';
import type { Expression, FunctionExpression, FunctionNode, Parameter, Pattern, Return, Statement } from '../model';
import type { Python } from './python-reader';
import { target } from './python-targets';

/** A `def`. `whole` is the decorated definition, or `i` itself: decorators belong to the function's span. */
interface Definition {
  readonly i: number;
  readonly whole: number;
  readonly decorators: readonly Expression[];
  readonly isMethod: boolean;
}

const RECEIVER = /^_?(?:self|cls|mcs|mcls|metacls|klass|this)$/;

/** `body` lowers the block; it is handed in because statements and definitions hold each other. */
export function functionOf(py: Python, definition: Definition, body: (block: number) => readonly Statement[]): FunctionNode {
  const { i, whole, decorators, isMethod } = definition;
  const name = py.child(i, 'name');
  const block = py.child(i, 'body');
  const list = py.child(i, 'parameters');
  const members = list < 0 ? [] : py.named(list);
  return closed(py, i, isMethod ? receiverOf(py, members, decorators) : undefined, members, (params) => {
    const returnType = py.type(py.child(i, 'return_type'));
    const isTorn = list < 0 || py.lowering.isTorn(list);
    if (isTorn) py.lowering.broken(i);
    py.lowering.openBody();
    const statements = block < 0 ? [] : body(block);
    py.lowering.closeBody();
    return {
      start: py.lowering.start(whole),
      end: py.lowering.end(whole),
      name: name < 0 ? '' : py.text(name),
      params,
      returnType,
      decorators,
      isAsync: py.isAsync(i),
      isGenerator: py.hasYield,
      body: statements,
      bodyStart: statements[0]?.start ?? py.lowering.start(block < 0 ? i : block),
      bodyEnd: py.lowering.end(block < 0 ? i : block),
      nameSpan: py.span(name < 0 ? i : name),
    };
  });
}

/** `name` is that of the variable, key or argument it is given to. */
export function lambda(py: Python, i: number, name: string): FunctionExpression {
  const list = py.child(i, 'parameters');
  const body = py.child(i, 'body');
  const members = list < 0 ? [] : py.named(list);
  const fn = closed(py, i, undefined, members, (params) => {
    py.lowering.openBody();
    const value = body < 0 ? py.lowering.broken(i) : py.expression(body);
    py.lowering.closeBody();
    const answer: Return = { kind: 'return', start: value.start, end: value.end, parent: ORPHAN, value };
    return {
      ...py.span(i),
      name,
      params,
      returnType: undefined,
      decorators: [],
      isAsync: false,
      isGenerator: py.hasYield,
      body: [adopt(answer)],
      bodyStart: value.start,
      bodyEnd: value.end,
      nameSpan: py.span(i + 1),
    };
  });
  return adopt<FunctionExpression>({ kind: 'function', ...py.span(i), parent: ORPHAN, fn });
}

/** A value that is given to a name: a lambda takes it as its own. */
export function namedExpression(py: Python, i: number, name: string): Expression {
  return py.kind(i) === 'lambda' && !py.lowering.isTorn(i) ? lambda(py, i, name) : py.expression(i);
}

/** Opens the function's scope, with what is known around it put aside, and closes it again. */
function closed(
  py: Python,
  i: number,
  receiver: string | undefined,
  members: readonly number[],
  parts: (params: readonly Parameter[]) => FunctionParts,
): FunctionNode {
  const outer = { receiver: py.receiver, hasYield: py.hasYield };
  const scope = py.lowering.openFunction();
  py.hasYield = false;
  if (receiver !== undefined || members.some((at) => parameterName(py, at) === py.receiver)) py.receiver = receiver;
  const fn = py.lowering.closeFunction(scope, i, parts(members.flatMap((at) => parameter(py, at) ?? [])));
  py.receiver = outer.receiver;
  py.hasYield = outer.hasYield;
  return fn;
}

/** The name the method knows its object by. */
function receiverOf(py: Python, members: readonly number[], decorators: readonly Expression[]): string | undefined {
  if (decorators.some((each) => each.kind === 'identifier' && each.name === 'staticmethod')) return undefined;
  const [first] = members;
  const name = first === undefined ? '' : parameterName(py, first);
  return RECEIVER.test(name) ? name : undefined;
}

function parameterName(py: Python, i: number): string {
  const name = py.child(i, 'name');
  if (name >= 0) return py.text(name);
  const [first] = py.named(i);
  return first === undefined ? py.text(i) : py.text(first);
}

/** `undefined` for the separators `/` and `*`. */
function parameter(py: Python, i: number): Parameter | undefined {
  switch (py.kind(i)) {
    case 'identifier':
    case 'tuple_pattern':
      return made(target(py, i), py, {});
    case 'typed_parameter': {
      const [inner] = py.named(i);
      if (inner === undefined) return undefined;
      const isRest = py.kind(inner) !== 'identifier';
      return made(isRest ? starred(py, inner) : target(py, inner), py, { isRest, type: py.child(i, 'type') });
    }
    case 'default_parameter':
    case 'typed_default_parameter': {
      const name = py.child(i, 'name');
      const written = name < 0 ? py.lowering.broken(i) : target(py, name);
      return made(written, py, { type: py.child(i, 'type'), value: py.child(i, 'value') });
    }
    case 'list_splat_pattern':
    case 'dictionary_splat_pattern':
      return made(starred(py, i), py, { isRest: true });
    default:
      return undefined;
  }
}

function made(
  written: Pattern,
  py: Python,
  { isRest = false, type = -1, value = -1 }: { readonly isRest?: boolean; readonly type?: number; readonly value?: number },
): Parameter {
  return {
    target: written,
    name: written.kind === 'identifier' ? written.name : '',
    type: py.type(type),
    fallback: py.optional(value),
    rest: isRest,
    decorators: [],
    isField: false,
  };
}

function starred(py: Python, i: number): Pattern {
  const [inner] = py.named(i);
  return inner === undefined ? py.lowering.broken(i) : target(py, inner);
}
