/** Circuit breakers: a dependency that fails is left alone for a while, and the caller has an answer at once. */
import { type Expression, type FunctionNode, type Place, placeOf } from '#code/model';
import { BREAKERS } from '#libraries/retry';
import type { Analysis } from '../analysis';
import { joinPath, printOrigin } from '../origin';

/** The breaker a function works behind, by wrapper (`breaker.fire`, `policy.execute`) or decorator. */
export function breakerIn(analysis: Analysis, fn: FunctionNode): { readonly at: Place; readonly what: string } | undefined {
  const isBreaker = (expression: Expression): boolean => {
    const origin = analysis.originOf(expression);
    if (origin.kind !== 'package') return false;
    // The name of what was called, at any step of the way: `opossum:().fire` is made by `opossum:`.
    const names = origin.path.flatMap((step, at) =>
      step === '()' ? [`${origin.package}:${joinPath(origin.path.slice(0, at))}`] : [],
    );
    return [printOrigin(origin), ...names].some((name) => BREAKERS.has(name));
  };
  for (const decorator of fn.decorators)
    if (isBreaker(decorator.kind === 'call' ? decorator.callee : decorator))
      return { at: placeOf(decorator), what: `@${analysis.textOf(decorator, 40)}` };
  const call = fn.calls.find((each) => isBreaker(each.callee));
  return call === undefined ? undefined : { at: placeOf(call), what: analysis.textOf(call.callee, 40) };
}
