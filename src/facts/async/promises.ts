/**
 * What is known of a promise: who started it, and whether somebody hears of it when it rejects. Work is an async function of
 * this file or of another one, a request, an effect, or what a library or a declared type says is a promise.
 */

import type { Binary, Call, Expression, FunctionNode, Node, TypeRef } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { type Fact, no, type Where, yes } from '../fact';
import { hasPromises } from '../language';
import { followed } from '../origins/followed';
import { lastName } from '../origins/full-name';
import { resultsOf } from '../origins/return-origins';
import { calledSummary } from '../summaries/called-summary';
import { catchesIn } from './caught-body';
import { librarySource } from './library-promises';
import { isPromiseType } from './promise-types';

export type PromiseState =
  /** Nobody hears of its rejection: the call or name that started it, and how it is known to be a promise. */
  | { readonly kind: 'loose'; readonly work: Expression; readonly by: Source; readonly fn: FunctionNode | undefined }
  /** `.catch(…)`, a second argument of `then`. */
  | { readonly kind: 'handled'; readonly where: Where; readonly what: string }
  /** What runs catches its own failures. */
  | { readonly kind: 'caught'; readonly where: Where; readonly what: string }
  /** No promise, or not known to be one. */
  | { readonly kind: 'none' };

/** `async`: a function that says so. `minor`: a cache that is written. `chain`: only `then` tells. */
export type Source = 'async' | 'library' | 'minor' | 'promise' | 'typed' | 'chain';

const NONE: PromiseState = { kind: 'none' };
const DEPTH = 12;

export function promiseState(analysis: Analysis, expression: Expression, depth = DEPTH): PromiseState {
  if (depth === 0) return NONE;
  const inner = (each: Expression): PromiseState => promiseState(analysis, each, depth - 1);
  switch (expression.kind) {
    case 'cast':
      return inner(expression.value);
    case 'conditional':
      return worst([inner(expression.whenTrue), inner(expression.whenFalse)]);
    case 'binary':
      return binaryState(expression, inner);
    case 'array':
      return worst(expression.elements.map(inner));
    case 'identifier':
      return isDeclaredPromise(analysis, expression) ? loose(expression, 'typed') : keptState(analysis, expression, inner);
    case 'call':
      return callState(analysis, expression, inner);
    default:
      return NONE;
  }
}

/** `const sent = send(); sent.then(…)`: the name stands for the call. */
function keptState(analysis: Analysis, name: Expression, inner: (each: Expression) => PromiseState): PromiseState {
  const value = followed(analysis, name);
  if (value.kind !== 'call' || value.parent.kind === 'await') return NONE;
  const state = inner(value);
  return state.kind === 'loose' ? loose(name, state.by, state.fn) : state;
}

function loose(work: Expression, by: Source, fn?: FunctionNode): PromiseState {
  return { kind: 'loose', work, by, fn };
}

function worst(states: readonly PromiseState[]): PromiseState {
  return states.find((state) => state.kind === 'loose') ?? states.find((state) => state.kind !== 'none') ?? NONE;
}

function binaryState({ operator, left, right }: Binary, inner: (each: Expression) => PromiseState): PromiseState {
  switch (operator) {
    case '&&':
      return inner(right);
    case '||':
    case '??':
    case ',':
      return worst([inner(left), inner(right)]);
    default:
      return NONE;
  }
}

function callState(analysis: Analysis, call: Call, inner: (each: Expression) => PromiseState): PromiseState {
  const { callee } = call;
  // With type arguments the grammar takes `await f<T>(x)` for a call of `await f`.
  if (callee.kind === 'await') return NONE;
  if (callee.kind === 'member' && hasPromises(analysis)) {
    const chained = chainState(analysis, call, callee.property, callee.object, inner);
    if (chained !== undefined) return chained;
  }
  return made(analysis, call) ?? started(analysis, call);
}

/** `.catch(f)`, `.then(f, g)`, `.finally(f)`; `undefined` for any other call. */
function chainState(
  analysis: Analysis,
  call: Call,
  property: string,
  object: Expression,
  inner: (each: Expression) => PromiseState,
): PromiseState | undefined {
  const [first, second] = call.args;
  switch (property) {
    case 'catch':
      return isHandler(analysis, first?.value)
        ? { kind: 'handled', where: placeOf(call), what: `.catch(${analysis.textOf(first?.value ?? call, 40)})` }
        : inner(object);
    case 'then': {
      if (second !== undefined && isHandler(analysis, second.value))
        return { kind: 'handled', where: placeOf(call), what: 'the second argument of `then`' };
      const before = inner(object);
      // What is caught before may still fail in what follows; few would say so.
      if (before.kind !== 'none') return before;
      return call.args.length > 0 && isChain(analysis, object) ? loose(call, 'chain') : NONE;
    }
    case 'finally': {
      const before = inner(object);
      return before.kind === 'none' && call.args.length > 0 && isChain(analysis, object) ? loose(call, 'chain') : before;
    }
    default:
      return undefined;
  }
}

function isHandler(analysis: Analysis, value: Expression | undefined): boolean {
  if (value === undefined || value.kind === 'literal') return false;
  if (value.kind === 'identifier') {
    const type = declaredType(analysis, value);
    return value.name !== 'undefined' && !(type !== undefined && /\bstring\b|\bnumber\b|\bundefined\b/.test(type.text));
  }
  // What it raises again nobody hears either.
  return !(value.kind === 'function' && value.fn.body.at(-1)?.kind === 'throw');
}

/** An object whose `then` is that of a promise: not one of a class of this file, of jQuery, or of a test runner's queue. */
function isChain(analysis: Analysis, object: Expression): boolean {
  const origin = analysis.originOf(object);
  if (origin.kind === 'class' || origin.kind === 'expression') return false;
  if (origin.kind === 'global') return !/^(?:cy|\$|jQuery|browser)$/.test(origin.path[0] ?? '');
  const type = declaredType(analysis, object);
  if (type !== undefined && !isPromiseType(type)) return false;
  if (object.kind === 'call') return !/^(?:when|given|expect)$/i.test(lastName(object.callee));
  return object.kind === 'identifier' && origin.kind === 'parameter' && origin.path.length === 0;
}

/** `Promise.all(…)`, `new Promise(…)`, `items.map(async …)`: a promise or a list of them is made here. */
function made(analysis: Analysis, call: Call): PromiseState | undefined {
  const origin = analysis.originOf(call.callee);
  // What is called on the result of one is another thing.
  if (origin.kind === 'global' && origin.path[0] === 'Promise' && origin.path.length <= 2) {
    if (call.isNew) return loose(call, 'promise');
    if (origin.path[1] === 'allSettled')
      return { kind: 'caught', where: placeOf(call), what: '`Promise.allSettled` does not reject' };
    if (/^(?:all|race|any)$/.test(origin.path[1] ?? '')) {
      const list = call.args[0]?.value;
      const state = list === undefined ? NONE : promiseState(analysis, list);
      return state.kind === 'handled' || state.kind === 'caught' ? state : loose(call, 'promise');
    }
    return /^(?:resolve|reject|try)$/.test(origin.path[1] ?? '') ? loose(call, 'promise') : undefined;
  }
  if (call.isNew && origin.kind === 'class') return extendsPromise(analysis, origin.cls.bases[0]) ? loose(call, 'promise') : NONE;
  if (call.callee.kind === 'member' && call.callee.property === 'map' && hasPromises(analysis)) {
    const fn = call.args[0] && analysis.functionValue(call.args[0].value);
    if (fn === undefined || !isAsyncFunction(analysis, fn) || origin.kind === 'package') return undefined;
    const caught = caughtIn(analysis, fn);
    return caught.kind === 'yes' ? { ...caught, kind: 'caught' } : loose(call, 'async', fn);
  }
  return undefined;
}

/** A name whose type is a promise, or a class of this file that extends it. */
function isDeclaredPromise(analysis: Analysis, name: Expression): boolean {
  const type = declaredType(analysis, name);
  if (type === undefined || type.name === '' || name.kind !== 'identifier') return false;
  if (isPromiseType(type)) return true;
  const binding = analysis.bindingOf(type.name, name);
  return binding?.kind === 'class' && extendsPromise(analysis, binding.cls.bases[0]);
}

function extendsPromise(analysis: Analysis, base: Expression | undefined): boolean {
  const origin = base && analysis.originOf(base);
  return origin?.kind === 'global' && origin.path.join('.') === 'Promise';
}

/** Work that the call starts. */
function started(analysis: Analysis, call: Call): PromiseState {
  if (call.isNew) return NONE;
  const fn = analysis.calledFunction(call);
  if (fn !== undefined) {
    if (!isAsyncFunction(analysis, fn)) return NONE;
    const caught = caughtIn(analysis, fn);
    return caught.kind === 'yes' ? { ...caught, kind: 'caught' } : loose(call, 'async', fn);
  }
  const told = calledSummary(analysis, call)?.async;
  if (told !== undefined)
    return told.caught === undefined ? loose(call, 'async') : { kind: 'caught', where: told.caught.at, what: told.caught.what };
  if (!hasPromises(analysis)) return NONE;
  const source = librarySource(analysis, call) ?? (isTypedAsync(analysis, call.callee) ? 'typed' : undefined);
  return source === undefined ? NONE : loose(call, source);
}

/** A name whose declared type is a function that gives a promise. */
function isTypedAsync(analysis: Analysis, callee: Expression): boolean {
  const type = declaredType(analysis, callee);
  return type !== undefined && /=>\s*Promise</.test(type.text);
}

/** The type a name was declared with, of a variable or of a parameter that is not taken apart. */
export function declaredType(analysis: Analysis, name: Expression): TypeRef | undefined {
  if (name.kind !== 'identifier') return undefined;
  const binding = analysis.bindingOf(name.name, name);
  if (binding?.kind === 'parameter') return binding.path.length === 0 ? binding.fn.params[binding.index]?.type : undefined;
  if (binding?.kind !== 'declaration' || binding.path.length > 0) return undefined;
  const node: Node = binding.node;
  return node.kind === 'declare' ? node.type : undefined;
}

interface Known {
  readonly asynchronous: Map<FunctionNode, boolean>;
  readonly caught: Map<FunctionNode, Fact>;
}

const remembered = new WeakMap<Analysis, Known>();

function knownOf(analysis: Analysis): Known {
  let known = remembered.get(analysis);
  if (known === undefined) {
    known = { asynchronous: new Map(), caught: new Map() };
    remembered.set(analysis, known);
  }
  return known;
}

/** It says `async`, declares a promise, or returns one. What decorators of Python make of it is not known. */
export function isAsyncFunction(analysis: Analysis, fn: FunctionNode): boolean {
  if (fn.isGenerator) return false;
  if (!hasPromises(analysis)) return fn.isAsync && fn.decorators.every(isPlain);
  if (fn.isAsync || isPromiseType(fn.returnType)) return true;
  const { asynchronous } = knownOf(analysis);
  const known = asynchronous.get(fn);
  if (known !== undefined) return known;
  // While it is being read, one that calls itself is not known to be.
  asynchronous.set(fn, false);
  const results = resultsOf(fn);
  const isIt =
    results.length > 0 && results.every((each) => each.kind === 'call' && promiseState(analysis, each).kind !== 'none');
  asynchronous.set(fn, isIt);
  return isIt;
}

const PLAIN_DECORATORS = /^(?:staticmethod|classmethod|override|abstractmethod)$/;

function isPlain(decorator: Expression): boolean {
  return PLAIN_DECORATORS.test(lastName(decorator));
}

/** `Promise.resolve(true)`: a value that is there already. */
function isSettled(analysis: Analysis, value: Expression): boolean {
  if (value.kind !== 'call' || value.isNew || value.args.some((arg) => arg.value.kind === 'call')) return false;
  const origin = analysis.originOf(value.callee);
  return origin.kind === 'global' && origin.path.join('.') === 'Promise.resolve';
}

/** `context(async () => { try { … } catch { … } })`: a wrapper that is not known runs what catches its own failures. */
function runsWhatCatches(analysis: Analysis, value: Expression): boolean {
  if (value.kind !== 'call' || value.isNew) return false;
  const handed = value.args.flatMap((arg) => (arg.value.kind === 'function' ? [arg.value.fn] : []));
  return handed.length > 0 && handed.every((fn) => isAsyncFunction(analysis, fn) && caughtIn(analysis, fn).kind === 'yes');
}

/** `undefined` for what is no promise, or one that is settled. */
export function isCaughtPromise(analysis: Analysis, value: Expression): boolean | undefined {
  const { kind } = promiseState(analysis, followed(analysis, value));
  if (kind === 'none') return runsWhatCatches(analysis, value) ? true : undefined;
  return isSettled(analysis, value) ? undefined : kind !== 'loose';
}

/** Yes: nothing that fails in the function leaves it, caught there. */
export function caughtIn(analysis: Analysis, fn: FunctionNode): Fact {
  const { caught } = knownOf(analysis);
  const known = caught.get(fn);
  if (known !== undefined) return known;
  // A function that awaits itself is caught where nothing else leaves it.
  caught.set(fn, yes(placeOf(fn), 'it only awaits itself'));
  const fact = catchesIn(analysis, fn, (value) => isCaughtPromise(analysis, value));
  caught.set(fn, fact.kind === 'yes' ? fact : no('its body'));
  return caught.get(fn) ?? fact;
}
