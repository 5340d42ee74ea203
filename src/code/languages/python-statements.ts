/** Python's statements. A node may become several (`import a, b`), so everything here gives lists. */
import { adopt, ORPHAN } from '../lowering';
import type {
  Block,
  ClassDeclaration,
  Declaration,
  Expression,
  FunctionDeclaration,
  Handler,
  If,
  Loop,
  OtherStatement,
  Return,
  Statement,
  Switch,
  Throw,
  Try,
  With,
} from '../model';
import { classOf, decorated } from './python-classes';
import { functionOf, namedExpression } from './python-functions';
import { importModules, importNames } from './python-imports';
import { caseTest } from './python-match';
import { nameGiven } from './python-operators';
import type { Python } from './python-reader';
import { target } from './python-targets';

type Lower = (py: Python, i: number) => Statement | readonly Statement[];

export function statements(py: Python, i: number): readonly Statement[] {
  return py.lowered(i, BY_KIND.get(py.kind(i)));
}

/** The statements of a block; -1 has none. A broken one leaves the others known. */
function block(py: Python, i: number): readonly Statement[] {
  const found: Statement[] = [];
  if (i >= 0) for (const each of py.named(i)) found.push(...statements(py, each));
  return found;
}

const BY_KIND: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ['pass_statement', word],
  ['break_statement', word],
  ['continue_statement', word],
  ['assert_statement', word],
  ['delete_statement', word],
  ['global_statement', word],
  ['nonlocal_statement', word],
  ['type_alias_statement', typeAlias],
  ['expression_statement', expressionStatement],
  ['print_statement', holding],
  ['exec_statement', holding],
  ['return_statement', returnStatement],
  ['raise_statement', raise],
  ['if_statement', ifStatement],
  ['for_statement', loop],
  ['while_statement', loop],
  ['try_statement', tryStatement],
  ['with_statement', withStatement],
  ['match_statement', match],
  ['function_definition', definition],
  ['class_definition', definition],
  ['decorated_definition', definition],
  ['import_statement', importModules],
  ['import_from_statement', importNames],
  ['future_import_statement', importNames],
]);

// ---- simple statements ------------------------------------------------------------------------------------------

/** `assert x`, `del x`, `global x`, `pass` …: the word and the expressions after it. */
function word(py: Python, i: number): Statement {
  const children = py.expressions(py.named(i));
  return adopt<OtherStatement>({ kind: 'other-statement', ...py.at(i), word: py.text(i + 1), children });
}

function typeAlias(py: Python, i: number): Statement {
  const name = py.child(i, 'left');
  if (name >= 0 && py.lowering.isModuleLevel) py.lowering.declares.add(py.text(name));
  return { kind: 'other-statement', ...py.at(i), word: 'type', children: [] };
}

function expressionStatement(py: Python, i: number): Statement {
  const [first, ...more] = py.named(i);
  if (first === undefined) return py.lowering.broken(i);
  if (more.length === 0 && py.kind(first) === 'assignment' && py.child(first, 'type') >= 0) return annotated(py, first);
  if (more.length === 0) return py.standing(i, py.expression(first));
  return py.standing(i, adopt({ kind: 'array', ...py.at(i), elements: py.expressions([first, ...more]) }));
}

function holding(py: Python, i: number): Statement {
  return py.standing(i, py.expression(i));
}

/** `a: int = 1`, `a: int`. */
function annotated(py: Python, i: number): Statement {
  const left = py.child(i, 'left');
  if (left < 0 || py.lowering.isTorn(i)) return py.lowering.broken(i);
  const written = target(py, left);
  py.declare(written);
  const type = py.type(py.child(i, 'type'));
  const right = py.child(i, 'right');
  const value = right < 0 ? undefined : namedExpression(py, right, nameGiven(written));
  const exported = py.lowering.isModuleLevel;
  return adopt<Declaration>({ kind: 'declare', ...py.at(i), target: written, value, type, mutable: true, exported });
}

function returnStatement(py: Python, i: number): Statement {
  const [value] = py.named(i);
  return adopt<Return>({ kind: 'return', ...py.at(i), value: value === undefined ? undefined : py.expression(value) });
}

function raise(py: Python, i: number): Statement {
  const cause = py.child(i, 'cause');
  const value = py.named(i).find((each) => each !== cause);
  const raised = value === undefined ? undefined : py.expression(value);
  return adopt<Throw>({ kind: 'throw', ...py.at(i), value: raised, cause: py.optional(cause) });
}

// ---- compound statements ----------------------------------------------------------------------------------------

interface Arm {
  readonly i: number;
  readonly test: Expression;
  readonly then: readonly Statement[];
}

/** `elif` is an `if` in the `else` before it, so every arm is one level deeper; they are read first to last, then nested. */
function ifStatement(py: Python, i: number): Statement {
  const arms = [arm(py, i)];
  let otherwise: readonly Statement[] = [];
  let entered = 0;
  for (const each of py.children(i, 'alternative')) {
    if (!py.lowering.enter()) {
      otherwise = [py.lowering.broken(each)];
      break;
    }
    if (py.kind(each) === 'elif_clause') arms.push(arm(py, each));
    else otherwise = block(py, py.child(each, 'body'));
    entered++;
  }
  for (; entered > 0; entered--) py.lowering.leave();
  const { end } = py.at(i);
  for (const { i: node, test, then } of arms.reverse()) {
    otherwise = [adopt<If>({ kind: 'if', start: py.lowering.start(node), end, parent: ORPHAN, test, then, otherwise })];
  }
  return otherwise[0] ?? py.lowering.broken(i);
}

function arm(py: Python, i: number): Arm {
  const condition = py.child(i, 'condition');
  const test = condition < 0 || py.lowering.isTorn(i) ? py.lowering.broken(i) : py.expression(condition);
  const isTypeOnly = py.isTypeOnly;
  if (/^(?:typing\.)?TYPE_CHECKING$/.test(py.text(condition))) py.isTypeOnly = true;
  const then = block(py, py.child(i, 'consequence'));
  py.isTypeOnly = isTypeOnly;
  return { i, test, then };
}

/** What follows a loop's `else` runs after the loop. */
function loop(py: Python, i: number): readonly Statement[] {
  const left = py.child(i, 'left');
  const written = left < 0 ? undefined : target(py, left);
  if (written !== undefined) py.declare(written);
  const statement = adopt<Loop>({
    kind: 'loop',
    ...py.at(i),
    style: py.kind(i) === 'for_statement' ? 'each' : 'while',
    target: written,
    source: py.optional(py.child(i, 'right')),
    init: [],
    test: py.optional(py.child(i, 'condition')),
    update: undefined,
    body: block(py, py.child(i, 'body')),
    isAsync: py.isAsync(i),
  });
  const otherwise = py.child(i, 'alternative');
  if (otherwise < 0) return [statement];
  const body = block(py, py.child(otherwise, 'body'));
  return [statement, adopt<Block>({ kind: 'block', ...py.at(otherwise), body })];
}

function tryStatement(py: Python, i: number): Statement {
  const body = block(py, py.child(i, 'body'));
  const handlers: Handler[] = [];
  let otherwise: readonly Statement[] = [];
  let finalizer: readonly Statement[] | undefined;
  for (const each of py.named(i)) {
    const kind = py.kind(each);
    if (kind === 'except_clause') handlers.push(handler(py, each));
    else if (kind === 'else_clause') otherwise = block(py, py.child(each, 'body'));
    else if (kind === 'finally_clause') finalizer = block(py, py.childOfKind(each, 'block'));
  }
  return adopt<Try>({ kind: 'try', ...py.at(i), body, handlers, otherwise, finalizer });
}

/** `except (A, B) as e`, and Python 2's `except A, e`. */
function handler(py: Python, i: number): Handler {
  const [value, second] = py.children(i, 'value');
  const isAs = value !== undefined && py.kind(value) === 'as_pattern';
  const [caught, alias] = isAs ? py.named(value) : [value, second ?? py.child(i, 'alias')];
  const types = py.lowering.isTorn(i) ? [py.lowering.broken(i)] : caught === undefined ? [] : caughtTypes(py, caught);
  const binding = alias === undefined || alias < 0 ? undefined : target(py, alias);
  if (binding !== undefined) py.declare(binding);
  const body = block(py, py.childOfKind(i, 'block'));
  return adopt<Handler>({ kind: 'handler', ...py.at(i), types, binding, body, comments: py.lowering.commentsIn(i) });
}

function caughtTypes(py: Python, i: number): readonly Expression[] {
  return py.kind(i) === 'tuple' ? py.expressions(py.named(i)) : [py.expression(i)];
}

function withStatement(py: Python, i: number): Statement {
  const clause = py.childOfKind(i, 'with_clause');
  const items = clause < 0 ? [] : py.named(clause).map((each) => withItem(py, each));
  return adopt<With>({ kind: 'with', ...py.at(i), items, body: block(py, py.child(i, 'body')), isAsync: py.isAsync(i) });
}

function withItem(py: Python, i: number): With['items'][number] {
  const value = py.child(i, 'value');
  if (value < 0 || py.lowering.isTorn(i)) return { value: py.lowering.broken(i), target: undefined };
  const [opened, alias] = py.kind(value) === 'as_pattern' ? py.named(value) : [value];
  const expression = opened === undefined ? py.lowering.broken(i) : py.expression(opened);
  const written = alias === undefined ? undefined : target(py, alias);
  if (written !== undefined) py.declare(written);
  return { value: expression, target: written };
}

function match(py: Python, i: number): Statement {
  const subjects = py.children(i, 'subject');
  const [first, ...more] = subjects;
  const single = first === undefined ? py.lowering.broken(i) : py.expression(first);
  const subject: Expression =
    more.length === 0 ? single : adopt({ kind: 'array', ...py.at(i), elements: [single, ...py.expressions(more)] });
  const clauses = py.children(py.child(i, 'body'), 'alternative');
  const cases = clauses.map((each) => ({ test: caseTest(py, each), body: block(py, py.child(each, 'consequence')) }));
  return adopt<Switch>({ kind: 'switch', ...py.at(i), subject, cases });
}

// ---- definitions ------------------------------------------------------------------------------------------------

function definition(py: Python, i: number): Statement {
  const written = decorated(py, i);
  if (written === undefined) return py.lowering.broken(i);
  const exported = py.lowering.isModuleLevel;
  const name = py.child(written.i, 'name');
  if (exported && name >= 0) py.lowering.declares.add(py.text(name));
  const lowerBlock = (body: number): readonly Statement[] => block(py, body);
  if (py.kind(written.i) === 'class_definition') {
    const cls = classOf(py, written, lowerBlock);
    return adopt<ClassDeclaration>({ kind: 'class-declaration', ...py.at(i), cls, exported, isDefault: false });
  }
  const fn = functionOf(py, { ...written, isMethod: false }, lowerBlock);
  return adopt<FunctionDeclaration>({ kind: 'function-declaration', ...py.at(i), fn, exported, isDefault: false });
}
