/** What calling a function of this file gives: what it returns, yields (generators, dependencies, context managers) or declares. */
import type { Call, Expression, FunctionNode, Statement } from '#code/model';
import type { Origin } from '../origin';
import { forEachStatement } from '../walk';
import { instanceOf } from './declared-type';
import { agreed, isKnown } from './origin-paths';
import { followPath, type Resolving } from './resolving';

/** More returns than this say nothing that is worth the time. */
const MAX_RETURNS = 12;

/** Expressions that the function gives back: returned ones, or yielded ones of a generator (`yield x`, `y = yield x`). */
export function resultsOf(fn: FunctionNode): readonly Expression[] {
  const results: Expression[] = [];
  forEachStatement(fn.body, (statement) => {
    const result = fn.isGenerator ? yielded(statement) : statement.kind === 'return' ? statement.value : undefined;
    if (result !== undefined && results.length <= MAX_RETURNS) results.push(result);
  });
  return results;
}

function yielded(statement: Statement): Expression | undefined {
  let at = statement.kind === 'expression' ? statement.expression : statement.kind === 'declare' ? statement.value : undefined;
  if (at?.kind === 'assign') at = at.value;
  if (at?.kind === 'await') at = at.value;
  return at?.kind === 'yield' ? at.value : undefined;
}

/**
 * What the function gives back, in its own terms: a parameter of `fn` itself means the argument of the call (`ofCall`).
 * `undefined` when it is not one known thing.
 */
export function returnOrigin(resolving: Resolving, fn: FunctionNode): Origin | undefined {
  const results = resultsOf(fn);
  const origin = results.length > MAX_RETURNS ? undefined : agreed(results.map((result) => resolving.originOf(result)));
  if (origin !== undefined && (isKnown(origin) || isObjectLiteral(origin))) return origin;
  const isTold = origin?.kind === 'global' || origin?.kind === 'parameter';
  return instanceOf(resolving, fn.returnType, fn) ?? (isTold ? origin : undefined);
}

/** An object of functions: what can be followed further. */
function isObjectLiteral(origin: Origin): boolean {
  return origin.kind === 'expression' && origin.path.length === 0 && origin.node.kind === 'object';
}

/** The result of this call: a returned parameter is the call's argument. */
export function ofCall(resolving: Resolving, result: Origin, fn: FunctionNode, call: Call | undefined): Origin | undefined {
  if (result.kind !== 'parameter' || result.fn !== fn) return result;
  const argument = call?.args[result.index];
  if (argument === undefined || argument.spread || argument.name !== undefined) return undefined;
  return followPath(resolving, resolving.originOf(argument.value), result.path);
}
