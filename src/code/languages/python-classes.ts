/** Classes and decorated definitions. */
import { ORPHAN } from '../lowering';
import type { Argument, ClassNode, Expression, Field, FunctionNode, Statement } from '../model';
import { argumentsOf } from './python-calls';
import { functionOf, namedExpression } from './python-functions';
import type { Python } from './python-reader';

/** Lowers a function's block. */
type LowerBlock = (block: number) => readonly Statement[];

/** A definition without its decorators, and these: they are lowered first, in the scope around. */
interface Decorated {
  readonly i: number;
  readonly whole: number;
  readonly decorators: readonly Expression[];
}

/** Of a `decorated_definition`, or of a plain definition; `undefined` when what it defines cannot be read. */
export function decorated(py: Python, i: number): Decorated | undefined {
  if (py.kind(i) !== 'decorated_definition') return { i, whole: i, decorators: [] };
  const inner = py.child(i, 'definition');
  if (inner < 0 || py.lowering.isTorn(inner)) return undefined;
  const decorators: Expression[] = [];
  for (const at of py.named(i)) {
    if (py.kind(at) !== 'decorator') continue;
    const [written] = py.named(at);
    decorators.push(written === undefined || py.lowering.isTorn(at) ? py.lowering.broken(at) : py.expression(written));
  }
  return { i: inner, whole: i, decorators };
}

/** What a class body holds, wherever in it: `if` and `try` around members are looked through. */
interface Members {
  readonly fields: Field[];
  readonly methods: FunctionNode[];
  readonly classes: ClassNode[];
}

export function classOf(py: Python, { i, whole, decorators }: Decorated, body: LowerBlock): ClassNode {
  const name = py.child(i, 'name');
  const list = py.child(i, 'superclasses');
  const args = list < 0 ? [] : argumentsOf(py, list);
  const block = py.child(i, 'body');
  const members: Members = { fields: [], methods: [], classes: [] };
  if (block >= 0) collect(py, block, members, body);
  return py.lowering.finishClass({
    kind: 'cls',
    start: py.lowering.start(whole),
    end: py.lowering.end(whole),
    parent: ORPHAN,
    name: name < 0 ? '' : py.text(name),
    bases: args.filter(isBase).map((each) => each.value),
    keywords: args.filter((each) => !isBase(each)),
    decorators,
    ...members,
  });
}

function isBase(argument: Argument): boolean {
  return argument.name === undefined && !argument.spread;
}

function collect(py: Python, i: number, members: Members, body: LowerBlock): void {
  if (!py.lowering.enter()) {
    py.lowering.broken(i);
    return;
  }
  for (const at of py.named(i)) member(py, at, members, body);
  py.lowering.leave();
}

function member(py: Python, i: number, members: Members, body: LowerBlock): void {
  if (py.lowering.isBroken(i) || (py.kind(i) !== 'block' && py.lowering.isTorn(i))) {
    py.lowering.broken(i);
    return;
  }
  switch (py.kind(i)) {
    case 'function_definition':
    case 'decorated_definition':
    case 'class_definition': {
      const definition = decorated(py, i);
      if (definition === undefined) py.lowering.broken(i);
      else if (py.kind(definition.i) === 'class_definition') members.classes.push(classOf(py, definition, body));
      else members.methods.push(functionOf(py, { ...definition, isMethod: true }, body));
      return;
    }
    case 'expression_statement':
      py.isClassBody = true;
      for (const at of py.named(i)) members.fields.push(...fieldsOf(py, at));
      py.isClassBody = false;
      return;
    case 'if_statement':
    case 'elif_clause':
    case 'else_clause':
    case 'try_statement':
    case 'except_clause':
    case 'finally_clause':
    case 'with_statement':
    case 'block':
      collectBlocks(py, i, members, body);
  }
}

/** Conditions and handlers' types are passed over: a class's members count, whenever they are there. */
function collectBlocks(py: Python, i: number, members: Members, body: LowerBlock): void {
  if (py.kind(i) === 'block') {
    collect(py, i, members, body);
    return;
  }
  for (const at of py.named(i))
    if (/^block$|_clause$/.test(py.kind(at)) && py.kind(at) !== 'with_clause') member(py, at, members, body);
}

/** Other expressions of a class body are kept as values of a field without a name: their calls are made. */
function fieldsOf(py: Python, i: number): readonly Field[] {
  const span = { start: py.lowering.start(i), end: py.lowering.end(i) };
  const made = (name: string, value: Expression | undefined, type: Field['type']): Field => {
    return { name, type, value, decorators: [], isStatic: false, ...span };
  };
  if (/^(?:string|concatenated_string|ellipsis)$/.test(py.kind(i))) return [];
  const left = py.child(i, 'left');
  if (py.kind(i) !== 'assignment' || py.kind(left) !== 'identifier' || py.lowering.isTorn(i)) {
    return [made('', py.expression(i), undefined)];
  }
  const right = py.child(i, 'right');
  const name = py.text(left);
  const type = py.type(py.child(i, 'type'));
  return [made(name, right < 0 ? undefined : namedExpression(py, right, name), type)];
}
