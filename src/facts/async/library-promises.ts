/** Promises that are known by the package or the client that gives them. */
import type { Call } from '#code/model';
import { COLLECTORS, NO_PROMISES, PROMISE_CALLS, SYNCHRONOUS, SYNCHRONOUS_CALLS } from '#libraries/promises';
import type { Analysis } from '../analysis';
import { sketchOf } from '../effects/sketches';
import type { Origin } from '../origin';
import { fullName, isNamed, lastName } from '../origins/full-name';
import { requestOf } from '../requests/requests';

/** What is called on the result of such a call is another thing. */
function isPromiseCall(origin: Origin & { readonly kind: 'package' | 'global' }): boolean {
  const made = origin.path.lastIndexOf('()');
  return (made < 0 || origin.path[0] === 'promisify') && isNamed(fullName(origin), PROMISE_CALLS);
}

/** A callback that is handed over makes it another kind of call. */
export function librarySource(analysis: Analysis, call: Call): 'library' | 'minor' | undefined {
  const origin = analysis.originOf(call.callee);
  if (origin.kind !== 'package' && origin.kind !== 'global') return undefined;
  if (isPromiseCall(origin)) return SYNCHRONOUS.test(lastName(call.callee)) ? undefined : 'library';
  if (origin.kind === 'package' && (NO_PROMISES.has(origin.package) || origin.path.some((step) => COLLECTORS.has(step))))
    return undefined;
  const request = requestOf(analysis, call);
  if (request !== undefined) return /^(?:http|request)$/.test(request.client.name) ? undefined : 'library';
  if (origin.kind !== 'package' || call.args.some(({ value }) => value.kind === 'function')) return undefined;
  const effect = sketchOf(analysis, call);
  if (effect === undefined || effect.confidence !== 'high' || isNamed(fullName(origin), SYNCHRONOUS_CALLS)) return undefined;
  return effect.kind === 'cache-write' ? 'minor' : 'library';
}
