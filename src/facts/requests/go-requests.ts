/** Requests of Go that are made before they are sent, and what their context says of the wait. */
import { type Call, type Expression, placeOf } from '#code/model';
import { BOUNDING_CONTEXTS, GO_REQUEST_MAKERS, PASSING_CONTEXTS, UNBOUNDED_CONTEXTS } from '#libraries/go-http-clients';
import type { Analysis } from '../analysis';
import { type Fact, no, unknown, yes } from '../fact';

export interface MadeRequest {
  readonly method: Expression | undefined;
  readonly url: Expression | undefined;
  /** `undefined` for a request that is made without one. */
  readonly context: Expression | undefined;
}

/** The request an expression holds, where it is made in this file. */
export function madeRequest(analysis: Analysis, value: Expression | undefined): MadeRequest | undefined {
  const origin = value && analysis.originOf(value);
  if (origin?.kind !== 'package' || origin.package !== 'net/http' || origin.path[1] !== '()') return undefined;
  const row = GO_REQUEST_MAKERS[origin.path[0] ?? ''];
  const call = origin.calls[0];
  if (row === undefined || call === undefined) return undefined;
  const at = (index: number | undefined): Expression | undefined => (index === undefined ? undefined : call.args[index]?.value);
  const given = withContext(origin.path, origin.calls);
  return { method: at(row.methodAt), url: at(row.urlAt), context: given ?? at(row.contextAt) };
}

/** `req = req.WithContext(ctx)`. */
function withContext(path: readonly string[], calls: readonly (Call | undefined)[]): Expression | undefined {
  return path.at(-2) === 'WithContext' ? calls.at(-1)?.args[0]?.value : undefined;
}

const DEPTH = 6;

/** Whether a context ends by itself: one that comes in from elsewhere may. */
export function contextBound(analysis: Analysis, value: Expression, depth = DEPTH): Fact {
  const origin = analysis.originOf(value);
  const name = analysis.textOf(value, 40);
  if (origin.kind !== 'package' || origin.package !== 'context' || depth === 0) return unknown(`${name} may have a deadline`);
  const [made = ''] = origin.path;
  const call = origin.calls[0];
  if (BOUNDING_CONTEXTS.has(made)) return call === undefined ? unknown(name) : yes(placeOf(call), analysis.textOf(call, 60));
  if (UNBOUNDED_CONTEXTS.has(made)) return no('its context');
  const inner = PASSING_CONTEXTS.has(made) && made !== 'WithoutCancel' ? call?.args[0]?.value : undefined;
  return inner === undefined ? unknown(`${name} may have a deadline`) : contextBound(analysis, inner, depth - 1);
}

/** `ctx` of the request that is sent: where there is none, nothing ends the wait. */
export function requestBound(analysis: Analysis, call: Call, at: number): Fact {
  const value = call.args[at]?.value;
  const made = madeRequest(analysis, value);
  if (made === undefined) return unknown('where its request is made may give it a context');
  return made.context === undefined ? no('its request') : contextBound(analysis, made.context);
}

/** `http.MethodPost`, `"POST"`. */
export function requestMethod(analysis: Analysis, value: Expression | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'literal') return typeof value.value === 'string' ? value.value : undefined;
  const origin = analysis.originOf(value);
  return origin.kind === 'package' && origin.package === 'net/http' ? /^Method(\w+)$/.exec(origin.path[0] ?? '')?.[1] : undefined;
}
