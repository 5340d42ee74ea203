/**
 * A value that stands for "it failed" and is read right after: the function itself, or every caller of it in the file, asks
 * whether it is there and tells somebody where it is not.
 */
import type { Call, Expression, FunctionNode, If, Node, Statement } from '#code/model';
import type { Analysis } from '../analysis';
import { isFalse } from '../literals';
import { leavesOf } from '../origins/pattern-leaves';
import { walk } from '../walk';
import { answersIn, saysFailure } from './answers';
import { endsProgram, isNothing, showsFailure } from './failure-marks';
import type { FailurePath } from './failure-paths';
import { isHeard, toldBy } from './observability';
import type { Reactions } from './reactions';
import { statementsAfter } from './statements-after';

/** The test behind the failure that tells of it; `undefined` where none was seen. */
export function lookedAt(analysis: Analysis, path: FailurePath, reactions: Reactions): If | undefined {
  const names = standIns(path);
  if (names.size > 0) {
    const found = toldWithout(analysis, names, statementsAfter(path.node));
    if (found !== undefined) return found;
  }
  return givesNothing(reactions) ? lookedAtByCallers(analysis, path.fn) : undefined;
}

/** What the guarded code would have set, and what the rejected promise's value is kept in. */
function standIns(path: FailurePath): ReadonlySet<string> {
  const names = new Set<string>();
  if (path.kind === 'rejection') {
    let at: Node = path.node;
    while (at.kind === 'call' || at.kind === 'await' || at.kind === 'cast' || at.kind === 'member') at = at.parent;
    if (at.kind === 'declare') for (const leaf of leavesOf(at.target)) names.add(leaf.name);
    if (at.kind === 'assign' && at.target.kind === 'identifier') names.add(at.target.name);
    return names;
  }
  const see = (node: Node): undefined => {
    if (node.kind === 'assign' && node.target.kind === 'identifier') names.add(node.target.name);
    return undefined;
  };
  for (const node of [...path.guarded, ...path.statements]) walk(node, see);
  return names;
}

function toldWithout(analysis: Analysis, names: ReadonlySet<string>, statements: readonly Statement[]): If | undefined {
  for (const statement of statements.slice(0, LOOK_AHEAD)) {
    let found: If | undefined;
    walk(statement, (node) => {
      if (node.kind === 'if' && found === undefined && tellsWithout(analysis, node, (value) => isNamed(value, names)))
        found = node;
      return found === undefined;
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is read is read soon. */
const LOOK_AHEAD = 4;

function isNamed(value: Expression, names: ReadonlySet<string>): boolean {
  return value.kind === 'identifier' && names.has(value.name);
}

/** One of the branches is taken where the value is not there, and tells. */
function tellsWithout(analysis: Analysis, { test, then, otherwise }: If, isValue: (value: Expression) => boolean): boolean {
  const [isAbsentTest, isPresentTest] = [asksAbsence(test, isValue), asksPresence(test, isValue)];
  return (isAbsentTest && tells(analysis, then)) || (isPresentTest && tells(analysis, otherwise));
}

function asksAbsence(test: Expression, isValue: (value: Expression) => boolean): boolean {
  if (test.kind === 'unary' && test.operator === '!') return asksPresence(test.value, isValue);
  if (test.kind !== 'binary') return false;
  if (test.operator === '||') return asksAbsence(test.left, isValue) || asksAbsence(test.right, isValue);
  return /^(?:===?|is)$/.test(test.operator) && isValue(strip(test.left)) && (isNothing(test.right) || isFalse(test.right));
}

function asksPresence(test: Expression, isValue: (value: Expression) => boolean): boolean {
  const value = strip(test);
  if (isValue(value)) return true;
  if (value.kind === 'member') return value.property === 'length' && isValue(value.object);
  if (value.kind !== 'binary') return false;
  if (value.operator === '&&') return asksPresence(value.left, isValue);
  return /^(?:!==?|is not|>)$/.test(value.operator) && isValue(strip(value.left));
}

function strip(value: Expression): Expression {
  return value.kind === 'await' || value.kind === 'cast' ? strip(value.value) : value;
}

function tells(analysis: Analysis, statements: readonly Statement[]): boolean {
  if (answersIn(analysis, statements).some((answer) => answer.isFailure)) return true;
  let found = false;
  for (const statement of statements)
    walk(statement, (node) => {
      if (node.kind === 'throw') found = true;
      if (node.kind === 'return' && node.value !== undefined && saysFailure(node.value)) found = true;
      if (node.kind === 'call' && (isHeard(toldBy(analysis, node)) || endsProgram(node) || showsFailure(node))) found = true;
      return !found;
    });
  return found;
}

/** The handler gives back a value that says only that there is none. */
function givesNothing({ defaults }: Reactions): boolean {
  const [value, ...others] = defaults;
  return (
    others.length === 0 &&
    value?.kind === 'return' &&
    (isNothing(value.value) || (value.value !== undefined && isFalse(value.value)))
  );
}

/** Every call of the function in this file is followed by a test that tells; there is one at least, and no other file calls it. */
function lookedAtByCallers(analysis: Analysis, fn: FunctionNode): If | undefined {
  if (fn.name === '' || analysis.exportNameOf(fn) !== undefined) return undefined;
  analysis.restsOn(fn, { usesOf: fn.name });
  let first: If | undefined;
  for (const { calls } of [...analysis.functions, ...analysis.model.items.map((item) => item.fn)])
    for (const call of calls) {
      if (analysis.calledFunction(call) !== fn) continue;
      const test = testBehind(analysis, call);
      if (test === undefined) return undefined;
      first ??= test;
    }
  return first;
}

function testBehind(analysis: Analysis, call: Call): If | undefined {
  let at: Node = call;
  while (at.parent.kind === 'await' || at.parent.kind === 'cast' || at.parent.kind === 'unary' || at.parent.kind === 'binary')
    at = at.parent;
  const { parent } = at;
  if (parent.kind === 'if' && parent.test === at)
    return tellsWithout(analysis, parent, (value) => value === call) ? parent : undefined;
  const target = parent.kind === 'declare' || parent.kind === 'assign' ? parent.target : undefined;
  if (target?.kind !== 'identifier') return undefined;
  return toldWithout(analysis, new Set([target.name]), statementsAfter(parent));
}
