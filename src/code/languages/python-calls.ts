/** Python's calls and their arguments. */
import type { Argument, Call, Expression } from '../model';
import { namedExpression } from './python-functions';
import type { Python } from './python-reader';

export function call(py: Python, i: number): Expression {
  const list = py.child(i, 'arguments');
  if (list < 0) return py.lowering.broken(i);
  const callee = py.valueOf(i, 'function');
  const slot = py.lowering.openCall();
  const isClosed = !py.lowering.isTorn(list);
  return py.lowering.closeCall(slot, {
    kind: 'call',
    ...py.at(i),
    callee,
    args: argumentsOf(py, list),
    isNew: false,
    argsEnd: isClosed ? py.lowering.end(list) - 1 : -1,
    typeArgs: '',
  });
}

/** Of a call or a class's base list; `f(x for x in y)` has one argument. What cannot be read may be anything: a spread. */
export function argumentsOf(py: Python, list: number): readonly Argument[] {
  if (py.kind(list) === 'generator_expression') return [positional(py.expression(list))];
  return py.named(list).map((each) => argument(py, each));
}

function argument(py: Python, i: number): Argument {
  switch (py.kind(i)) {
    case 'keyword_argument': {
      const name = py.child(i, 'name');
      const value = py.child(i, 'value');
      if (name < 0 || value < 0 || py.lowering.isTorn(i)) return { ...positional(py.lowering.broken(i)), spread: true };
      return { name: py.text(name), value: namedExpression(py, value, py.text(name)), spread: false };
    }
    case 'list_splat':
    case 'dictionary_splat':
    case 'list_splat_pattern':
      return { name: undefined, value: py.only(i), spread: true };
  }
  const value = py.expression(i);
  return {
    name: undefined,
    value: value.kind === 'spread' ? value.value : value,
    spread: value.kind === 'spread' || value.kind === 'broken',
  };
}

function positional(value: Expression): Argument {
  return { name: undefined, value, spread: false };
}

/** Python 2's `print x` and `exec x` are calls. */
export function keywordCall(py: Python, i: number): Expression {
  const word = i + 1;
  const slot = py.lowering.openCall();
  const callee: Expression = { kind: 'identifier', ...py.at(word), name: py.text(word) };
  const args = py.named(i).map((each) => positional(py.expression(each)));
  return py.lowering.closeCall(slot, {
    kind: 'call',
    ...py.at(i),
    callee,
    args,
    isNew: false,
    argsEnd: -1,
    typeArgs: '',
  } satisfies Call);
}
