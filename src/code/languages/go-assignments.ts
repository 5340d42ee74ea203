/** Go's assignments. The last of several results is mostly the error or an `ok`, which the model does not carry: `x, err := f()` gives `x`. */
import { adopt, ORPHAN } from '../lowering';
import type { Assign, Declaration, Expression, Handler, Pattern, Statement, Try } from '../model';
import { isErrorName } from './go-errors';
import type { Go } from './go-reader';

/** `a, b := f()`, and what a `select` receives. */
export function declarations(go: Go, i: number): readonly Statement[] {
  const targets = go.list(go.child(i, 'left'));
  const values = go.list(go.child(i, 'right'));
  const at = go.at(i);
  const declare = (target: Pattern, value: Expression | undefined): Statement => {
    go.lowering.declare(target);
    return adopt<Declaration>({ kind: 'declare', ...at, target, value, type: undefined, mutable: true, exported: false });
  };
  if (targets.length === 0) return values.map((value) => go.lowering.statementOf(go.expression(value), at.start, at.end));
  if (values.length === targets.length)
    return targets.map((target, n) => declare(go.target(target), go.expression(values[n] ?? -1)));
  const [value] = values;
  if (value === undefined) return [go.lowering.broken(i)];
  const { kept, said } = split(go, targets);
  const given = go.expression(value);
  const isBlank = kept.every((each) => go.text(each) === '_');
  const written = isBlank ? undefined : patternOf(go, kept);
  const first = written === undefined ? go.lowering.statementOf(given, at.start, at.end) : declare(written, given);
  return [first, ...said.map((each) => declare(go.target(each), undefined))];
}

/** `a = b`, `a, b = b, a`, `a += b`, `_ = f()`. */
export function assignment(go: Go, i: number): readonly Statement[] {
  const targets = go.list(go.child(i, 'left'));
  const values = go.list(go.child(i, 'right'));
  const operator = go.word(i, 'operator');
  const { start, end } = go.at(i);
  const assign = (target: Pattern, value: Expression): Statement =>
    go.lowering.statementOf(adopt<Assign>({ kind: 'assign', ...go.at(i), target, operator, value }), start, end);
  const [value] = values;
  if (value === undefined) return [go.lowering.broken(i)];
  if (targets.every((each) => go.text(each) === '_')) return dropped(go, i, values);
  if (values.length === targets.length)
    return targets.map((target, n) =>
      go.text(target) === '_'
        ? go.lowering.statementOf(go.expression(values[n] ?? -1), start, end)
        : assign(go.target(target), go.expression(values[n] ?? -1)),
    );
  const { kept } = split(go, targets);
  const given = go.expression(value);
  return [
    kept.every((each) => go.text(each) === '_') ? go.lowering.statementOf(given, start, end) : assign(patternOf(go, kept), given),
  ];
}

/** Names that get a value of their own, and those that only say how it went. */
function split(go: Go, targets: readonly number[]): { kept: readonly number[]; said: readonly number[] } {
  const last = targets.at(-1);
  const name = last === undefined ? '' : go.text(last);
  const isSaid = targets.length > 1 && (isErrorName(name) || /^(?:_|ok|found|exists|loaded|\w+O[kK])$/.test(name));
  if (!isSaid || last === undefined) return { kept: targets, said: [] };
  return { kept: targets.slice(0, -1), said: name === '_' ? [] : [last] };
}

function patternOf(go: Go, targets: readonly number[]): Pattern {
  const [first, ...more] = targets;
  if (first !== undefined && more.length === 0) return go.target(first);
  return adopt({
    kind: 'array-pattern',
    start: go.lowering.start(first ?? -1),
    end: go.lowering.end(more.at(-1) ?? -1),
    parent: ORPHAN,
    elements: targets.map((each) => (go.text(each) === '_' ? undefined : go.target(each))),
    rest: undefined,
  });
}

/** `_ = f()` says that whatever went wrong is let go. */
function dropped(go: Go, i: number, values: readonly number[]): readonly Statement[] {
  const { start, end } = go.at(i);
  return values.map((value) => {
    const statement = go.lowering.statementOf(go.expression(value), go.lowering.start(value), go.lowering.end(value));
    if (go.kind(value) !== 'call_expression') return statement;
    const handler = adopt<Handler>({
      kind: 'handler',
      start,
      end,
      parent: ORPHAN,
      types: [],
      binding: undefined,
      body: [],
      comments: commentBeside(go, i),
    });
    return adopt<Try>({
      kind: 'try',
      start,
      end,
      parent: ORPHAN,
      body: [statement],
      handlers: [handler],
      otherwise: [],
      finalizer: undefined,
      isFlat: true,
    });
  });
}

/** Behind it on its line, or on the line before. */
function commentBeside(go: Go, i: number): readonly string[] {
  const { text, tree } = go.lowering;
  const start = tree.start[i] ?? 0;
  const end = tree.end[i] ?? 0;
  const behind = /^[ \t]*(\/\/.*)/.exec(text.slice(end, end + 200))?.[1];
  const before = /(?:^|\n)[ \t]*(\/\/.*)\n[ \t]*$/.exec(text.slice(Math.max(0, start - 200), start))?.[1];
  return [before, behind].flatMap((each) => each ?? []);
}
