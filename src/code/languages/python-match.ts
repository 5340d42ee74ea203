/** `match`: patterns become the expressions they compare with; names they capture are assigned something unknown. */
import { adopt, ORPHAN } from '../lowering';
import type { Assign, Binary, Expression, Member, Other, Pattern, Unary } from '../model';
import type { Python } from './python-reader';

/** The test of a `case`; `undefined` for the one that always matches. */
export function caseTest(py: Python, clause: number): Expression | undefined {
  const patterns = py.named(clause).filter((at) => py.kind(at) === 'case_pattern');
  const guard = py.child(clause, 'guard');
  const [first] = patterns;
  const test = patterns.length === 1 && first !== undefined ? matched(py, first) : holder(py, clause, patterns);
  const [condition] = guard < 0 ? [] : py.named(guard);
  if (condition === undefined) return test;
  const right = py.expression(condition);
  if (test === undefined) return right;
  return adopt<Binary>({ kind: 'binary', start: test.start, end: right.end, parent: ORPHAN, operator: '&&', left: test, right });
}

/** `undefined` for `_`. */
function matched(py: Python, i: number): Expression | undefined {
  const { lowering } = py;
  if (lowering.isTorn(i) || !lowering.enter()) return lowering.broken(i);
  const expression = patternOf(py, i);
  lowering.leave();
  return expression;
}

function patternOf(py: Python, i: number): Expression | undefined {
  const members = py.named(i);
  const [first] = members;
  switch (py.kind(i)) {
    case 'case_pattern':
      return first === undefined ? undefined : py.hasToken(i, '-') ? negative(py, i, first) : matched(py, first);
    case 'dotted_name':
      return members.length > 1 ? dotted(py, members) : capture(py, i);
    case 'identifier':
    case 'splat_pattern':
      return capture(py, first ?? i);
    case 'keyword_pattern':
      return holder(py, i, members.slice(1));
    case 'class_pattern':
      return first === undefined ? py.lowering.broken(i) : holder(py, i, members.slice(1), dotted(py, py.named(first)));
    case 'as_pattern':
    case 'union_pattern':
    case 'list_pattern':
    case 'tuple_pattern':
    case 'dict_pattern':
      return holder(py, i, members);
    default:
      return py.expression(i);
  }
}

function holder(py: Python, i: number, members: readonly number[], ...before: readonly Expression[]): Other {
  const children = [...before, ...members.flatMap((at) => matched(py, at) ?? [])];
  return adopt<Other>({ kind: 'other', start: py.lowering.start(i), end: py.lowering.end(i), parent: ORPHAN, children });
}

function negative(py: Python, i: number, number: number): Expression {
  const value = py.expression(number);
  return adopt<Unary>({ kind: 'unary', start: py.lowering.start(i), end: value.end, parent: ORPHAN, operator: '-', value });
}

const LONGEST_NAME = 20;

/** `Colour.RED` is compared with, not captured. */
function dotted(py: Python, names: readonly number[]): Expression {
  const [first = 0, ...rest] = names.slice(0, LONGEST_NAME);
  py.lowering.mention(py.text(first));
  const start = py.lowering.start(first);
  let whole: Expression = { kind: 'identifier', start, end: py.lowering.end(first), parent: ORPHAN, name: py.text(first) };
  for (const at of rest) {
    const member = {
      start,
      end: py.lowering.end(at),
      parent: ORPHAN,
      property: py.text(at),
      propertyStart: py.lowering.start(at),
    };
    whole = adopt<Member>({ kind: 'member', ...member, object: whole });
  }
  return whole;
}

function capture(py: Python, i: number): Expression | undefined {
  const name = py.text(i);
  if (name === '_') return undefined;
  const span = { start: py.lowering.start(i), end: py.lowering.end(i), parent: ORPHAN };
  const target: Pattern = { kind: 'identifier', ...span, name };
  py.declare(target);
  return adopt<Assign>({ kind: 'assign', ...span, target, operator: ':=', value: { kind: 'other', ...span, children: [] } });
}
