/** `switch`, old and new: as a statement, and where its value is returned at once. */
import { adopt, ORPHAN } from '../lowering';
import type { Expression, Return, Statement, Switch } from '../model';
import type { Java } from './java-reader';
import { typeName } from './java-types';

/** `isReturned`: `return switch (x) { … }`, where every value is what the function gives. */
export function switchStatement(java: Java, i: number, isReturned: boolean): Statement {
  const subject = java.valueOf(i, 'condition');
  const cases = java.named(java.child(i, 'body')).flatMap((at) => casesOf(java, at, isReturned));
  return adopt<Switch>({ kind: 'switch', ...java.at(i), subject, cases });
}

type Case = Switch['cases'][number];

function casesOf(java: Java, i: number, isReturned: boolean): readonly Case[] {
  return java.scoped(() => {
    const parts = java.named(i);
    const labels = parts.filter((at) => java.kind(at) === 'switch_label');
    const tests = labels.map((at) => testOf(java, at));
    const body = parts
      .filter((at) => java.kind(at) !== 'switch_label')
      .flatMap((at) => statementsOf(java, at, java.kind(i) === 'switch_rule', isReturned));
    // `case A: case B: …`: the labels before the last hold nothing themselves.
    return tests.map((test, n) => ({ test, body: n === tests.length - 1 ? body : [] }));
  });
}

function statementsOf(java: Java, i: number, isRule: boolean, isReturned: boolean): readonly Statement[] {
  const statements = java.statements(i);
  const [only] = statements;
  if (!isRule || !isReturned || only?.kind !== 'expression') return statements;
  return [adopt<Return>({ kind: 'return', start: only.start, end: only.end, parent: ORPHAN, value: only.expression })];
}

/** `undefined` for `default`. */
function testOf(java: Java, i: number): Expression | undefined {
  const parts = java.named(i).filter((at) => java.text(at) !== 'default');
  if (parts.length < java.named(i).length || parts.length === 0) return undefined;
  const tests = parts.map((at) => (/pattern$/.test(java.kind(at)) ? patternType(java, at) : java.expression(at)));
  const [first] = tests;
  return tests.length === 1 ? first : adopt({ kind: 'array', ...java.at(i), elements: tests });
}

/** `case Order order`, `case Point(var x, var y)`: the type is what is tested. */
function patternType(java: Java, i: number): Expression {
  const inner = java.kind(i) === 'pattern' ? java.first(i) : i;
  const [type, name] = java.named(inner);
  if (name !== undefined && java.kind(name) === 'identifier') java.locals.push(java.text(name));
  return type === undefined ? java.lowering.broken(i) : typeName(java, type);
}
