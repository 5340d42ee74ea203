/** Async functions handed to what does not look at the promise they give: loops, timers, listeners, a promise's own executor. */
import type { Call, Expression, FunctionNode, Parameter } from '#code/model';
import { placeOf } from '#code/model';
import { EMITTER_PACKAGES, WAITING_RECEIVERS } from '#libraries/promises';
import type { Analysis } from '../analysis';
import { lastName } from '../origins/full-name';
import { isWatched } from '../runners/runner';
import { type AsyncSite, atMost } from './async-site';
import { mayFail } from './caught-body';
import { takesNothingBack } from './promise-types';
import { caughtIn, isAsyncFunction, promiseState } from './promises';

interface Host {
  /** Position of the callback. */
  readonly at: number;
  readonly why: string;
  readonly confidence: 'high' | 'medium' | 'low';
}

/** Calls of the function that are handed an async function whose promise they drop. */
export function droppedCallbacks(analysis: Analysis, fn: FunctionNode): readonly AsyncSite[] {
  return fn.calls.flatMap((call) => {
    const host = hostOf(analysis, call);
    return host === undefined ? (voidSite(analysis, call, fn) ?? []) : (siteOf(analysis, call, host, fn) ?? []);
  });
}

function siteOf(analysis: Analysis, call: Call, { at, why, confidence }: Host, fn: FunctionNode): AsyncSite | undefined {
  const value = call.args[at]?.value;
  const callback = value && analysis.functionValue(value);
  if (value === undefined || callback === undefined || callback.body.length === 0) return undefined;
  if (!isAsyncFunction(analysis, callback) || !mayFail(analysis, callback)) return undefined;
  const place = placeOf(call);
  const caught = caughtIn(analysis, callback);
  if (caught.kind === 'yes') return { kind: 'heard', place, where: caught.where, what: caught.what };
  return {
    kind: 'loose',
    place,
    confidence: isWatched(analysis) ? 'low' : confidence,
    evidence: `\`${calleeText(analysis, call)}\` with an async function: ${why}, and the function lets its failures out`,
    call: undefined,
    fn,
  };
}

function calleeText(analysis: Analysis, call: Call): string {
  return `${call.isNew ? 'new ' : ''}${analysis.textOf(call.callee, 50)}`;
}

const TIMERS = /^(?:setTimeout|setInterval|setImmediate|queueMicrotask|nextTick)$/;
const PREDICATES = /^(?:filter|some|every|find|findIndex|findLast)$/;

function hostOf(analysis: Analysis, call: Call): Host | undefined {
  const origin = analysis.originOf(call.callee);
  const name = lastName(call.callee);
  if (call.isNew)
    return origin.kind === 'global' && origin.path[0] === 'Promise'
      ? { at: 0, why: 'what it throws never settles the promise', confidence: 'high' }
      : undefined;
  if (TIMERS.test(name) && (origin.kind === 'global' || (origin.kind === 'package' && origin.package === 'timers')))
    return { at: 0, why: 'the timer drops its promise', confidence: 'high' };
  if (call.callee.kind !== 'member') return undefined;
  if (name === 'forEach' && origin.kind !== 'package' && call.parent.kind !== 'await')
    return { at: 0, why: 'the loop drops each promise and does not wait', confidence: 'high' };
  if (PREDICATES.test(name) && origin.kind !== 'package' && call.parent.kind !== 'await')
    return { at: 0, why: 'its promise is taken for true', confidence: 'high' };
  return listener(analysis, call, name);
}

/** `emitter.on('event', async …)`; frameworks whose `on` waits for the listener answer for it themselves. */
function listener(analysis: Analysis, call: Call, name: string): Host | undefined {
  if (!/^(?:on|once|addListener|addEventListener|prependListener)$/.test(name) || call.callee.kind !== 'member') return undefined;
  const [event] = call.args;
  if (event?.value.kind !== 'literal' || event.value.type !== 'string') return undefined;
  const why = 'the emitter drops its promise';
  const receiver = call.callee.object;
  const origin = analysis.originOf(receiver);
  if (name === 'addEventListener') return { at: 1, why, confidence: origin.kind === 'global' ? 'low' : 'medium' };
  if (origin.kind === 'package') return EMITTER_PACKAGES.has(origin.package) ? { at: 1, why, confidence: 'high' } : undefined;
  // A signal ends the process one way or the other.
  if (origin.kind === 'global') return { at: 1, why, confidence: origin.path[0] === 'process' ? 'low' : 'medium' };
  if (WAITING_RECEIVERS.test(lastName(receiver))) return undefined;
  return { at: 1, why, confidence: 'medium' };
}

/** A function of this file that says it looks at nothing its callback gives back. */
function voidSite(analysis: Analysis, call: Call, fn: FunctionNode): AsyncSite | undefined {
  const called = call.isNew ? undefined : analysis.calledFunction(call);
  if (called === undefined || called.params.length === 0) return undefined;
  for (const [index, { value, spread }] of call.args.entries()) {
    const parameter = called.params[index] ?? restOf(called.params);
    if (parameter === undefined || !takesNothingBack(parameter.type)) continue;
    const callback = spread ? undefined : analysis.functionValue(value);
    if (callback === undefined || !givesPromise(analysis, callback)) continue;
    const caught = caughtIn(analysis, callback);
    const place = placeOf(value);
    if (caught.kind === 'yes') return { kind: 'heard', place, where: caught.where, what: caught.what };
    const confidence = atMost('medium', isWatched(analysis) ? 'low' : 'high');
    const evidence = `\`${calleeText(analysis, call)}\` takes a function that gives back nothing: the promise of this one is dropped`;
    return { kind: 'loose', place, confidence, evidence, call: undefined, fn };
  }
  return undefined;
}

function restOf(params: readonly Parameter[]): Parameter | undefined {
  const last = params.at(-1);
  return last?.rest === true ? last : undefined;
}

function givesPromise(analysis: Analysis, fn: FunctionNode): boolean {
  if (isAsyncFunction(analysis, fn)) return mayFail(analysis, fn);
  const [only] = fn.body;
  const value: Expression | undefined = fn.body.length === 1 && only?.kind === 'return' ? only.value : undefined;
  return value !== undefined && promiseState(analysis, value).kind === 'loose';
}
