/** Go's loops, switches and selects. */
import { adopt, ORPHAN } from '../lowering';
import type { Expression, Loop, Pattern, Statement, Switch } from '../model';
import type { Go } from './go-reader';

export function loop(go: Go, i: number): Statement {
  const range = go.childOfKind(i, 'range_clause');
  const clause = go.childOfKind(i, 'for_clause');
  const body = go.child(i, 'body');
  const parts = range >= 0 ? each(go, range) : clause >= 0 ? counted(go, clause) : whilst(go, i, body);
  return adopt<Loop>({ kind: 'loop', ...go.at(i), ...parts, body: go.block(body), isAsync: false });
}

type Head = Pick<Loop, 'style' | 'target' | 'source' | 'init' | 'test' | 'update'>;

/** `for i, v := range xs` goes over the elements; `for i := range n` counts. */
function each(go: Go, range: number): Head {
  const targets = go.list(go.child(range, 'left'));
  const source = go.valueOf(range, 'right');
  const [first, second] = targets;
  const target = second ?? first;
  const index = second === undefined || first === undefined || go.text(first) === '_' ? [] : [unset(go, first)];
  return {
    style: 'each',
    target: target === undefined ? undefined : go.target(target),
    source,
    init: index,
    test: undefined,
    update: undefined,
  };
}

function unset(go: Go, i: number): Statement {
  const target = go.target(i);
  return adopt({ kind: 'declare', ...go.at(i), target, value: undefined, type: undefined, mutable: true, exported: false });
}

function counted(go: Go, clause: number): Head {
  const initializer = go.child(clause, 'initializer');
  const update = go.child(clause, 'update');
  const init = initializer < 0 ? [] : [...go.statements(initializer)];
  const test = go.optional(go.child(clause, 'condition'));
  const stepped = update < 0 ? [] : go.statements(update);
  const steps = stepped.flatMap((step) => (step.kind === 'expression' ? [step.expression] : []));
  const isOne = steps.length < 2 ? steps[0] : adopt<Expression>({ kind: 'array', ...go.at(update), elements: steps });
  return { style: 'for', target: undefined, source: undefined, init, test, update: isOne };
}

function whilst(go: Go, i: number, body: number): Head {
  const [condition] = go.named(i).filter((at) => at !== body);
  const test = condition === undefined ? undefined : go.expression(condition);
  return { style: 'while', target: undefined, source: undefined, init: [], test, update: undefined };
}

/** A case of several values tests for one of a list. */
export function switchStatement(go: Go, i: number): Statement | readonly Statement[] {
  const initializer = go.child(i, 'initializer');
  const before = initializer < 0 ? [] : go.statements(initializer);
  const subject = go.valueOf(i, 'value');
  const [alias] = go.list(go.child(i, 'alias'));
  const cases = go
    .named(i)
    .filter((at) => /_case$/.test(go.kind(at)))
    .map((at) => {
      const isType = go.kind(at) === 'type_case';
      const values = isType ? go.inField(at, 'type') : go.list(go.child(at, 'value'));
      const tests = values.map((value) => go.expression(value));
      const named = alias === undefined ? [] : [unset(go, alias)];
      return { test: oneOf(go, at, tests), body: [...named, ...bodyOf(go, at)] };
    });
  const statement = adopt<Switch>({ kind: 'switch', ...go.at(i), subject, cases });
  return before.length === 0 ? statement : adopt<Statement>({ kind: 'block', ...go.at(i), body: [...before, statement] });
}

function oneOf(go: Go, i: number, tests: readonly Expression[]): Expression | undefined {
  return tests.length < 2 ? tests[0] : adopt({ kind: 'array', ...go.at(i), elements: tests });
}

/** Waits for one of several channels. */
export function selection(go: Go, i: number): Statement {
  const subject: Expression = {
    kind: 'other',
    start: go.lowering.start(i),
    end: go.lowering.start(i),
    parent: ORPHAN,
    children: [],
  };
  const cases = go.named(i).map((at) => {
    const communication = go.child(at, 'communication');
    const right = go.kind(communication) === 'receive_statement' ? go.child(communication, 'right') : communication;
    const test = communication < 0 ? undefined : go.kind(right) === 'send_statement' ? sent(go, right) : go.expression(right);
    const bound: Pattern[] =
      go.kind(communication) === 'receive_statement'
        ? go.list(go.child(communication, 'left')).map((each0) => go.target(each0))
        : [];
    const named = bound.map((target) =>
      adopt<Statement>({
        kind: 'declare',
        ...go.at(communication),
        target,
        value: undefined,
        type: undefined,
        mutable: true,
        exported: false,
      }),
    );
    return { test, body: [...named, ...bodyOf(go, at)] };
  });
  return adopt<Switch>({ kind: 'switch', ...go.at(i), subject, cases });
}

function sent(go: Go, i: number): Expression {
  return adopt({ kind: 'other', ...go.at(i), children: go.named(i).map((each0) => go.expression(each0)) });
}

function bodyOf(go: Go, i: number): readonly Statement[] {
  const list = go.childOfKind(i, 'statement_list');
  return list < 0 ? [] : go.block(list);
}
