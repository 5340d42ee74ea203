/** Python's operators, assignments among them. */
import { adopt, ORPHAN } from '../lowering';
import type { Assign, Binary, Expression, Yield } from '../model';
import { namedExpression } from './python-functions';
import type { Python } from './python-reader';
import { target } from './python-targets';

export function yieldOf(py: Python, i: number): Expression {
  py.hasYield = true;
  const [value] = py.named(i);
  return adopt<Yield>({ kind: 'yield', ...py.at(i), value: value === undefined ? undefined : py.expression(value) });
}

export function walrus(py: Python, i: number): Expression {
  const name = py.child(i, 'name');
  const value = py.child(i, 'value');
  if (name < 0 || value < 0) return py.lowering.broken(i);
  const written = target(py, name);
  py.declare(written);
  return adopt<Assign>({
    kind: 'assign',
    ...py.at(i),
    target: written,
    operator: ':=',
    value: namedExpression(py, value, py.text(name)),
  });
}

/** `a = b`, `a += b`; `a = b = c` nests to the right. Annotated ones with a type are statements of their own. */
export function assignment(py: Python, i: number): Expression {
  const left = py.child(i, 'left');
  const right = py.child(i, 'right');
  if (left < 0 || right < 0) return py.lowering.broken(i);
  const operator = py.child(i, 'operator');
  const written = target(py, left);
  py.declare(written);
  const value = namedExpression(py, right, nameGiven(written));
  return adopt<Assign>({
    kind: 'assign',
    ...py.at(i),
    target: written,
    operator: operator < 0 ? '=' : py.text(operator),
    value,
  });
}

/** The name a target gives to a function assigned to it. */
export function nameGiven(written: Assign['target']): string {
  if (written.kind === 'identifier') return written.name;
  return written.kind === 'member' ? written.property : '';
}

export function binary(py: Python, i: number): Expression {
  const left = py.valueOf(i, 'left');
  const right = py.valueOf(i, 'right');
  const operator = py.child(i, 'operator');
  return pair(operator < 0 ? '' : py.text(operator), left, right);
}

const WORDS: Readonly<Record<string, string>> = { and: '&&', or: '||', '<>': '!=' };

function pair(operator: string, left: Expression, right: Expression): Binary {
  const written = operator.replace(/\s+/g, ' ');
  return adopt({
    kind: 'binary',
    start: left.start,
    end: right.end,
    parent: ORPHAN,
    operator: WORDS[written] ?? written,
    left,
    right,
  });
}

/** A longer one would be as deep as nested code may not be. */
const LONGEST_CHAIN = 20;

/** `a < b < c` is `a < b && b < c`; the shared operand belongs to the second pair. */
export function comparison(py: Python, i: number): Expression {
  const operators = py.children(i, 'operators');
  const [first, ...rest] = py.named(i).filter((each) => py.kind(each) !== '');
  if (first === undefined || rest.length > LONGEST_CHAIN) return py.lowering.broken(i);
  let left = py.expression(first);
  let whole: Expression | undefined;
  rest.forEach((each, n) => {
    const right = py.expression(each);
    const next = pair(py.text(operators[n] ?? each), left, right);
    whole = whole === undefined ? next : pair('&&', whole, next);
    left = right;
  });
  return whole ?? left;
}

export function unary(py: Python, i: number): Expression {
  const operator = py.child(i, 'operator');
  const value = py.valueOf(i, 'argument');
  return adopt({ kind: 'unary', ...py.at(i), operator: operator < 0 ? '' : py.text(operator), value });
}

export function conditional(py: Python, i: number): Expression {
  const [first, second, third] = py.named(i);
  if (first === undefined || second === undefined || third === undefined) return py.lowering.broken(i);
  const whenTrue = py.expression(first);
  const test = py.expression(second);
  return adopt({ kind: 'conditional', ...py.at(i), test, whenTrue, whenFalse: py.expression(third) });
}
