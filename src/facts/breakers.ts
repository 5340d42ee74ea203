/** Circuit breakers: a dependency that fails is left alone for a while, and the caller has an answer at once. */
import { type Expression, type FunctionNode, type Place, placeOf } from '#code/model';
import { BREAKERS } from '#libraries/retry';
import type { Analysis } from './analysis';
import { printOrigin } from './origin';

/** The breaker a function works behind, by wrapper (`breaker.fire`, `policy.execute`) or decorator. */
export function breakerIn(analysis: Analysis, fn: FunctionNode): { readonly at: Place; readonly what: string } | undefined {
  const isBreaker = (expression: Expression): boolean => {
    const origin = analysis.originOf(expression);
    if (BREAKERS.has(printOrigin(origin))) return true;
    return (
      origin.kind === 'package' &&
      origin.path.some(
        (_, index) =>
          origin.path[index + 1] === '()' && BREAKERS.has(`${origin.package}:${origin.path.slice(0, index + 1).join('.')}`),
      )
    );
  };
  for (const decorator of fn.decorators)
    if (isBreaker(decorator.kind === 'call' ? decorator.callee : decorator))
      return { at: placeOf(decorator), what: `@${analysis.textOf(decorator, 40)}` };
  const call = fn.calls.find((each) => isBreaker(each.callee));
  return call === undefined ? undefined : { at: placeOf(call), what: analysis.textOf(call.callee, 40) };
}
