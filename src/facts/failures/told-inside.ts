/** Functions that tell of their own failures: who calls one may drop the failure without anybody missing it. */
import type { Call, FunctionNode, Handler, Node } from '#code/model';
import type { Analysis } from '../analysis';
import { catchesIn } from '../async/caught-body';
import { isAsyncFunction, isCaughtPromise } from '../async/promises';
import { type Fact, no, type Where, yes } from '../fact';
import { calledSummary } from '../summaries/called-summary';
import { walk } from '../walk';
import { isHeard, toldBy } from './observability';

/** Yes: all that fails in the async function is caught in it, or told before it is raised again. */
export function tellsInside(analysis: Analysis, fn: FunctionNode): Fact {
  if (!isAsyncFunction(analysis, fn)) return no('its body');
  const fact = catchesIn(
    analysis,
    fn,
    (value) => isCaughtPromise(analysis, value),
    (handler) => tellingCall(analysis, handler) !== undefined,
  );
  return fact.kind === 'yes' ? yes(fact.where, 'it tells of its own failures, or catches them') : fact;
}

function tellingCall(analysis: Analysis, handler: Handler): Call | undefined {
  let found: Call | undefined;
  for (const statement of handler.body)
    walk(statement, (node) => {
      if (node.kind === 'call' && isHeard(toldBy(analysis, node))) found ??= node;
      return found === undefined && node.kind !== 'if';
    });
  return found;
}

/** Where the one call that is tried tells of its own failures, here or in the file it comes from. */
export function toldByCallee(
  analysis: Analysis,
  guarded: readonly Node[],
): { readonly at: Call; readonly where: Where } | undefined {
  const call = soleCall(guarded);
  if (call === undefined) return undefined;
  const fn = analysis.calledFunction(call);
  if (fn !== undefined) {
    const fact = tellsInside(analysis, fn);
    return fact.kind === 'yes' ? { at: call, where: fact.where } : undefined;
  }
  const told = calledSummary(analysis, call)?.async?.told;
  return told === undefined ? undefined : { at: call, where: told.at };
}

function soleCall([only, second]: readonly Node[]): Call | undefined {
  let at = second === undefined ? only : undefined;
  for (;;) {
    if (at === undefined) return undefined;
    if (at.kind === 'call') return at;
    if (at.kind === 'expression') at = at.expression;
    else if (at.kind === 'await' || at.kind === 'cast' || at.kind === 'return') at = at.value;
    else return undefined;
  }
}
