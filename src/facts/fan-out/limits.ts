/** What keeps the number of things that run at once down: a limiter around each, a semaphore in the helper, a pool of connections. */

import type { Call, Expression, FunctionNode } from '#code/model';
import { functionOf, placeOf } from '#code/model';
import { LIMITER_NAMES, LIMITERS, SEMAPHORES } from '#libraries/concurrency';
import type { Analysis } from '../analysis';
import { type Fact, yes } from '../fact';
import { printOrigin } from '../origin';
import { lastName, writtenName } from '../origins/full-name';
import { isTeamsOwn } from '../team-names';
import { walkBody } from '../walk';

const PACKAGES: ReadonlySet<string> = new Set(LIMITERS.flatMap(({ packages }) => packages));

/** `body`: the function that is run for each, or the call that is made for each; `gather` waits for all. */
export function limitedIn(analysis: Analysis, body: FunctionNode | Call, gather: Call): Fact | undefined {
  if (body.kind === 'call') {
    const own = limitedCall(analysis, body);
    if (own !== undefined) return own;
    const helper = analysis.calledFunction(body);
    return (helper && limitedFunction(analysis, helper)) ?? pooled(analysis, gather);
  }
  return limitedFunction(analysis, body) ?? helpersOf(analysis, body) ?? pooled(analysis, gather);
}

function helpersOf(analysis: Analysis, fn: FunctionNode): Fact | undefined {
  for (const call of fn.calls) {
    const helper = analysis.calledFunction(call);
    const fact = helper === undefined || helper === fn ? undefined : limitedFunction(analysis, helper);
    if (fact !== undefined) return fact;
  }
  return undefined;
}

function limitedFunction(analysis: Analysis, fn: FunctionNode): Fact | undefined {
  for (const call of fn.calls) {
    const fact = limitedCall(analysis, call);
    if (fact !== undefined) return fact;
  }
  let found: Fact | undefined;
  walkBody(fn, (node) => {
    if (node.kind === 'with')
      for (const { value } of node.items)
        if (isLimiter(analysis, value)) found ??= yes(placeOf(value), `\`${analysis.textOf(value, 50)}\` around it`);
    return undefined;
  });
  return found;
}

/** `limit(() => send(x))`, `queue.add(…)`, `semaphore.acquire()`, `limiter.schedule(…)`. */
function limitedCall(analysis: Analysis, call: Call): Fact | undefined {
  const { callee } = call;
  const isByName = callee.kind === 'identifier' && isLimiter(analysis, callee) && call.args.length > 0;
  const isByMethod =
    callee.kind === 'member' &&
    /^(?:add|acquire|schedule|run|use|wrap|push|execute|runExclusive|wait|removeTokens|submit|enqueue)$/.test(callee.property) &&
    isLimiter(analysis, callee.object);
  return isByName || isByMethod ? yes(placeOf(call), `\`${analysis.textOf(callee, 40)}\` limits how many run`) : undefined;
}

function isLimiter(analysis: Analysis, value: Expression): boolean {
  const origin = analysis.originOf(value);
  if (origin.kind === 'package' && (PACKAGES.has(origin.package) || SEMAPHORES.test(printOrigin(origin)))) return true;
  const name = writtenName(value);
  if (isTeamsOwn(analysis, 'limits', value)) return true;
  // A store's pool or a list is no limiter, whatever its name.
  return origin.kind !== 'package' && origin.kind !== 'expression' && LIMITER_NAMES.test(name);
}

/** `httpx.Limits(max_connections=10)`, `aiohttp.TCPConnector(limit=10)`, `new Agent({ maxSockets: 10 })` in the function that waits. */
function pooled(analysis: Analysis, gather: Call): Fact | undefined {
  const made = functionOf(gather).calls.find((call) => {
    const name = lastName(call.callee);
    if (name === 'Limits') return call.args.some((arg) => arg.name === 'max_connections');
    if (name === 'TCPConnector') return call.args.some((arg) => /^limit/.test(arg.name ?? ''));
    return false;
  });
  return made === undefined ? undefined : yes(placeOf(made), `\`${analysis.textOf(made, 50)}\``);
}
