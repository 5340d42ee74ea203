/** What calling a function of this file gives: what it returns, yields (generators, dependencies, context managers) or declares. */
import type { Call, Expression, FunctionNode } from '#code/model';
import { instanceOf } from './declared-type';
import type { Origin } from './origin';
import { agreed, isKnown } from './origin-paths';
import { followPath, type Resolving } from './resolving';
import { walkBody } from './walk';

/** More returns than this say nothing that is worth the time. */
const MAX_RETURNS = 12;

// Depends on the function alone.
const RESULTS = new WeakMap<FunctionNode, readonly Expression[]>();

/** Expressions that the function gives back: returned ones, or yielded ones of a generator. */
export function resultsOf(fn: FunctionNode): readonly Expression[] {
  const known = RESULTS.get(fn);
  if (known !== undefined) return known;
  const results: Expression[] = [];
  walkBody(fn, (node) => {
    const gives = fn.isGenerator ? node.kind === 'yield' : node.kind === 'return';
    if (gives && (node.kind === 'yield' || node.kind === 'return') && node.value !== undefined) results.push(node.value);
    return results.length <= MAX_RETURNS;
  });
  RESULTS.set(fn, results);
  return results;
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
