/** The variables a call's result ends up in, and the tests that decide by them. */
import type { Call, Expression, FunctionNode, If, Node } from '#code/model';
import type { Analysis } from '../analysis';
import { filledNames } from '../effects/go-stores';
import { partsOf } from '../effects/inline-functions';
import { exitOfList, following } from '../effects/order';
import { isWithin, walk, walkBody } from '../walk';
import { leavesOf } from './pattern-leaves';

/** Names bound to the result, directly, by destructuring, or by way of another such name; a cursor's own name for what it fetches. */
export function resultNames(analysis: Analysis, root: FunctionNode, call: Call): ReadonlySet<string> {
  const names = new Set<string>();
  const cursor =
    call.kind === 'call' &&
    call.callee.kind === 'member' &&
    call.callee.object.kind === 'identifier' &&
    call.parent.kind === 'expression'
      ? call.callee.object.name
      : undefined;
  if (cursor !== undefined) names.add(cursor);
  for (const name of filledNames(analysis, call)) names.add(name);
  const holdsResult = (value: Expression): boolean => isWithin(call, value) || mentionsAny(value, names);
  for (const part of partsOf(analysis, root))
    walkBody(part, (node) => {
      if (node.start > call.end + 4000) return false;
      const value = node.kind === 'declare' || node.kind === 'assign' ? node.value : undefined;
      const target = node.kind === 'declare' || node.kind === 'assign' ? node.target : undefined;
      if (value === undefined || target === undefined || value.end < call.start || value.kind === 'function') return undefined;
      // A later effect that merely takes the name as an argument is something else again.
      if (holdsResult(value) && (isWithin(call, value) || isPartOf(value, names)))
        for (const leaf of leavesOf(target)) names.add(leaf.name);
      return undefined;
    });
  return names;
}

/** `rows[0]`, `cur.fetchone()`, `result.rows.length > 0`: a part or a view of what is named, not a call on it as an argument. */
function isPartOf(value: Expression, names: ReadonlySet<string>): boolean {
  switch (value.kind) {
    case 'identifier':
      return names.has(value.name);
    case 'member':
    case 'index':
      return isPartOf(value.object, names);
    case 'await':
    case 'cast':
    case 'unary':
      return isPartOf(value.value, names);
    case 'call':
      return isPartOf(value.callee, names);
    case 'binary':
      return isPartOf(value.left, names) || isPartOf(value.right, names);
    default:
      return false;
  }
}

export function mentionsAny(node: Node, names: ReadonlySet<string>): boolean {
  let found = false;
  walk(node, (each) => {
    if (each.kind === 'identifier' && names.has(each.name)) found = true;
    return !found;
  });
  return found;
}

export interface Decision {
  readonly test: Expression;
  /** The branch that is left early (or the test that has to hold for what comes next to run). */
  readonly node: If;
}

/** Tests of the result that decide whether `target` is reached: an early exit before it, or an `if` around it. */
export function decisionsBetween(analysis: Analysis, root: FunctionNode, call: Call, target: Node): readonly Decision[] {
  const names = resultNames(analysis, root, call);
  const found: Decision[] = [];
  for (const part of partsOf(analysis, root))
    walkBody(part, (node) => {
      if (node.kind !== 'if') return undefined;
      if (!isWithin(call, node.test) && !mentionsAny(node.test, names)) return undefined;
      const isAround = node.then.some((each) => isWithin(target, each)) || node.otherwise.some((each) => isWithin(target, each));
      const exits =
        exitOfList(node.then) !== undefined || (node.otherwise.length > 0 && exitOfList(node.otherwise) !== undefined);
      if (isAround || (exits && following(node.test, target) === 'then')) found.push({ test: node.test, node });
      return undefined;
    });
  return found;
}
