/**
 * A bound that stands around a piece of code: `Promise.race` with a timer, `asyncio.wait_for`, `async with
 * asyncio.timeout(…)`, a policy, a decorator, a task's time limit, or a helper of the project that does one of them.
 */

import { type Call, type Expression, type FunctionNode, type Node, placeOf, type With } from '#code/model';
import { DEADLINE_WRAPPERS, TASK_LIMITS } from '#libraries/retry';
import { TASK_DECORATORS } from '#libraries/workers';
import type { Analysis } from '../analysis';
import { anyOf, type Fact, no, unknown, yes } from '../fact';
import { type Origin, printOrigin } from '../origin';
import { lastName, writtenName } from '../origins/full-name';
import { isTeamsOwn } from '../team-names';
import { boundOf } from './deadline-values';
import { isTimer, settlingTimer } from './timers';

/** Looks outwards from the node to the end of the named function it belongs to. */
export function timeLimitAround(analysis: Analysis, node: Node): Fact {
  let blind: Fact | undefined;
  let child = node;
  let at = parentOf(node);
  while (at.kind !== 'item') {
    const fact = limitAt(analysis, at, child, node);
    if (fact?.kind === 'yes') return fact;
    if (fact?.kind === 'unknown') blind ??= fact;
    // A function that is not written where it is called is bounded by nothing around its text.
    if (at.kind === 'fn' && at.parent.kind !== 'function') break;
    child = at;
    at = at.parent;
  }
  return blind ?? no('the code around it');
}

function parentOf(node: Node): Node {
  return node.kind === 'item' ? node : node.parent;
}

function limitAt(analysis: Analysis, at: Node, child: Node, node: Node): Fact | undefined {
  switch (at.kind) {
    case 'call':
      // What was awaited first has waited already.
      if (at.callee === child) return pipeLimit(analysis, at);
      return child.kind === 'await' ? undefined : callLimit(analysis, at, child);
    case 'with':
      return withLimit(analysis, at);
    case 'fn':
      return decoratorLimit(analysis, at);
    case 'declare':
    case 'assign':
      return racedLater(analysis, node);
    default:
      return undefined;
  }
}

/** The call gets the promise, or the function that makes it, and bounds how long it may take. */
function callLimit(analysis: Analysis, call: Call, given: Node): Fact | undefined {
  const own = teamsLimit(analysis, call);
  if (own !== undefined) return own;
  const origin = analysis.originOf(call.callee);
  const known = libraryLimit(analysis, call, origin);
  if (known !== undefined) return known;
  const name = printOrigin(origin);
  if (name === ':Promise.race') return raceLimit(analysis, call);
  if (name === ':Promise') return executorLimit(analysis, call);
  if (origin.kind === 'package' || origin.kind === 'global') return undefined;
  const fn = analysis.calledFunction(call);
  if (fn !== undefined) {
    const inner = limitGivenBy(analysis, fn);
    return inner === undefined ? undefined : yes(placeOf(call), `${writtenName(call.callee)}: ${inner}`);
  }
  const exported = analysis.exported(origin);
  const trait = exported?.traits.deadline;
  if (trait !== undefined) return yes(trait.at, trait.what);
  const mayBound = /time_?out|deadline|time_?limit|within/i.test(lastName(call.callee));
  const isWork = given.kind !== 'object' && given.kind !== 'array';
  return mayBound && isWork && exported?.isOpaque !== false
    ? unknown(`${writtenName(call.callee)} could not be read`)
    : undefined;
}

/** What the team's policy lists under `deadlines:`. */
function teamsLimit(analysis: Analysis, call: Call): Fact | undefined {
  return isTeamsOwn(analysis, 'deadline', call.callee)
    ? yes(placeOf(call), `${writtenName(call.callee)} bounds it, by the policy`)
    : undefined;
}

/** A row of `DEADLINE_WRAPPERS`, or a policy made by one: `timeout(2000).execute(fn)`, `new CircuitBreaker(fn, { timeout })`. */
function libraryLimit(analysis: Analysis, call: Call, origin: Origin): Fact | undefined {
  const name = printOrigin(origin);
  const wrapper = Object.hasOwn(DEADLINE_WRAPPERS, name) ? DEADLINE_WRAPPERS[name] : undefined;
  const what = analysis.textOf(call.callee, 40);
  if (wrapper !== undefined) {
    const bound =
      call.args.find((arg) => arg.name !== undefined && wrapper.options?.includes(arg.name))?.value ??
      call.args[wrapper.at]?.value;
    if (bound !== undefined) return boundOf(analysis, bound, `${what}, ${analysis.textOf(bound, 30)}`);
    return wrapper.byDefault === undefined ? undefined : yes(placeOf(call), wrapper.byDefault);
  }
  if (origin.kind !== 'package' || origin.package !== 'cockatiel') return undefined;
  if (origin.path[0] === 'timeout') return yes(placeOf(call), `${what} has a timeout`);
  const parts =
    origin.path[0] === 'wrap' ? origin.calls[0]?.args.map((arg) => printOrigin(analysis.originOf(arg.value))) : undefined;
  if (origin.path[0] === 'wrap' && parts === undefined) return unknown(`${what} is made elsewhere`);
  return parts?.some((part) => part.startsWith('cockatiel:timeout')) === true
    ? yes(placeOf(call), `${what} has a timeout`)
    : undefined;
}

/** `http.get(url).pipe(timeout(2000))`. */
function pipeLimit(analysis: Analysis, call: Call): Fact | undefined {
  if (call.callee.kind !== 'member' || call.callee.property !== 'pipe') return undefined;
  const facts = call.args.flatMap(({ value }) =>
    value.kind === 'call' ? (libraryLimit(analysis, value, analysis.originOf(value.callee)) ?? []) : [],
  );
  return facts.length === 0 ? undefined : anyOf(...facts);
}

function raceLimit(analysis: Analysis, call: Call): Fact | undefined {
  const list = call.args[0]?.value;
  if (list?.kind !== 'array') return unknown('what it races with is not known here');
  const timer = list.elements.find((each) => isTimer(analysis, each, 3));
  return timer === undefined ? undefined : yes(placeOf(call), `races with ${analysis.textOf(timer, 50)}`);
}

/** `new Promise((resolve) => { setTimeout(() => resolve(null), 2_000); … })`: whoever waits for it goes on when the time is up. */
function executorLimit(analysis: Analysis, call: Call): Fact | undefined {
  const executor = call.isNew ? call.args[0]?.value : undefined;
  const timer = executor?.kind === 'function' ? settlingTimer(analysis, executor.fn) : undefined;
  return timer === undefined ? undefined : yes(placeOf(timer), `settled by ${analysis.textOf(timer, 50)}`);
}

function withLimit(analysis: Analysis, node: With): Fact | undefined {
  const facts = node.items.flatMap(({ value }) =>
    value.kind === 'call'
      ? (teamsLimit(analysis, value) ?? libraryLimit(analysis, value, analysis.originOf(value.callee)) ?? [])
      : [],
  );
  return facts.length === 0 ? undefined : anyOf(...facts);
}

/** `@timeout(5)`, `@task(soft_time_limit=60)`. */
function decoratorLimit(analysis: Analysis, fn: FunctionNode): Fact | undefined {
  for (const decorator of fn.decorators) {
    if (decorator.kind !== 'call') continue;
    const limit = teamsLimit(analysis, decorator) ?? libraryLimit(analysis, decorator, analysis.originOf(decorator.callee));
    if (limit !== undefined) return limit;
    if (!TASK_DECORATORS.has(lastName(decorator.callee)) && lastName(decorator.callee) !== 'job') continue;
    const given = decorator.args.find((arg) => arg.name !== undefined && Object.hasOwn(TASK_LIMITS, arg.name));
    if (given !== undefined)
      return boundOf(analysis, given.value, `${given.name}=${analysis.textOf(given.value, 20)} of the task`);
  }
  return undefined;
}

/** `const answer = fetch(url); … await Promise.race([answer, timer])`. */
function racedLater(analysis: Analysis, node: Node): Fact | undefined {
  let fn: Node = node;
  while (fn.kind !== 'fn' && fn.kind !== 'item') fn = fn.parent;
  const isMadeBy = (value: Expression): boolean => {
    if (value.kind !== 'identifier') return false;
    const origin = analysis.originOf(value);
    return (origin.kind === 'package' || origin.kind === 'global') && origin.calls.at(-1) === node;
  };
  for (const call of fn.kind === 'fn' ? fn.calls : fn.fn.calls) {
    const given = call.args.flatMap(({ value }) => (value.kind === 'array' ? value.elements : [value]));
    const isGiven = given.some(isMadeBy);
    const isPiped = call.callee.kind === 'member' && call.callee.property === 'pipe' && isMadeBy(call.callee.object);
    const fact = isGiven ? callLimit(analysis, call, node) : isPiped ? pipeLimit(analysis, call) : undefined;
    if (fact !== undefined) return fact;
  }
  return undefined;
}

const remembered = new WeakMap<Analysis, Map<FunctionNode, string | undefined>>();

/** How a function bounds the work that is handed to it as a promise or a function; `undefined` when it does not. */
export function limitGivenBy(analysis: Analysis, fn: FunctionNode): string | undefined {
  let ofFile = remembered.get(analysis);
  if (ofFile === undefined) {
    ofFile = new Map();
    remembered.set(analysis, ofFile);
  }
  if (ofFile.has(fn)) return ofFile.get(fn);
  // A function that hands its work to itself bounds nothing by that.
  ofFile.set(fn, undefined);
  const found = findLimit(analysis, fn);
  ofFile.set(fn, found);
  return found;
}

function findLimit(analysis: Analysis, fn: FunctionNode): string | undefined {
  const names = new Set(fn.params.map((param) => param.name));
  let found: string | undefined;
  const look = (inner: FunctionNode): void => {
    for (const call of inner.calls) {
      const fact = callsWork(call, names)
        ? timeLimitAround(analysis, call)
        : takesWork(call, names)
          ? callLimit(analysis, call, call)
          : undefined;
      if (fact?.kind === 'yes') found ??= fact.what;
      if (found === undefined && callsWork(call, names) && abortsWork(analysis, call))
        found = `aborts ${analysis.textOf(call, 40)} by a timer`;
    }
    for (const nested of inner.functions) look(nested);
  };
  if (names.size > 0) look(fn);
  return found;
}

/** The work is started: `work(signal)`. */
function callsWork(call: Call, names: ReadonlySet<string>): boolean {
  return call.callee.kind === 'identifier' && names.has(call.callee.name);
}

/** The work is passed on: `Promise.race([work, timer])`, `asyncio.wait_for(work, 5)`. */
function takesWork(call: Call, names: ReadonlySet<string>): boolean {
  return call.args.some(({ value }) =>
    value.kind === 'array' ? value.elements.some((each) => isWork(each, names)) : isWork(value, names),
  );
}

function isWork(value: Expression, names: ReadonlySet<string>): boolean {
  return (value.kind === 'identifier' && names.has(value.name)) || (value.kind === 'call' && callsWork(value, names));
}

function abortsWork(analysis: Analysis, call: Call): boolean {
  return call.args.some(
    ({ value }) => boundOf(analysis, value, 'signal').kind === 'yes' && /signal|controller/i.test(analysis.textOf(value, 60)),
  );
}
