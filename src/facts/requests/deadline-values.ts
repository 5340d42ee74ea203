/** Whether a value bounds a wait: numbers, library timeouts, abort signals and their controllers, and values that switch the bound off. */
import { type Call, type Expression, type FunctionNode, functionOf, type Node, placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { anyOf, type Fact, no, unknown, yes } from '../fact';
import { optionsOf } from '../options';
import { parameterOf, printOrigin } from '../origin';
import { chainRoot, lastName } from '../origins/full-name';
import { walkBody } from '../walk';

/** Values are followed through names this far. */
const DEPTH = 5;

/** `what` names the place, e.g. `timeout: 3000`. */
export function boundOf(analysis: Analysis, value: Expression, what: string, depth = DEPTH): Fact {
  const found = yes(placeOf(value), what);
  if (depth === 0) return unknown(`${what} leads too far`);
  switch (value.kind) {
    case 'literal':
      if (value.type === 'number') return value.value === 0 ? no(`${what}, which means none`) : found;
      return value.type === 'null' || value.value === false || value.value === 'None' ? no(`${what}, which means none`) : found;
    case 'array': {
      // (connect, read): without the last there is no end to the answer.
      const last = value.elements.at(-1);
      return last === undefined ? no(what) : boundOf(analysis, last, what, depth - 1);
    }
    case 'object': {
      const { entries, open } = optionsOf(analysis, value);
      const facts = [...entries.values()].map((each) => boundOf(analysis, each, what, depth - 1));
      return open === undefined ? anyOf(...facts) : anyOf(...facts, unknown(open));
    }
    case 'await':
    case 'cast':
      return boundOf(analysis, value.value, what, depth);
    case 'conditional':
      return anyOf(boundOf(analysis, value.whenTrue, what, depth - 1), boundOf(analysis, value.whenFalse, what, depth - 1));
    case 'binary':
      return /^(?:\|\||&&|\?\?)$/.test(value.operator)
        ? anyOf(boundOf(analysis, value.right, what, depth - 1), boundOf(analysis, value.left, what, depth - 1))
        : found;
    case 'call':
      return callBound(analysis, value, what, depth);
    case 'identifier':
    case 'member':
    case 'index':
      return namedBound(analysis, value, what, depth);
    default:
      return found;
  }
}

function namedBound(analysis: Analysis, value: Expression, what: string, depth: number): Fact {
  if (value.kind === 'identifier' && (value.name === 'undefined' || value.name === 'Infinity'))
    return no(`${what}, which means none`);
  const origin = analysis.originOf(value);
  const controller = controllerOf(analysis, value);
  if (controller !== undefined) return abortedInTime(analysis, value, controller, what);
  if (origin.kind === 'expression' && origin.path.length === 0 && origin.node !== value)
    return boundOf(analysis, origin.node, what, depth - 1);
  if (origin.kind === 'expression') {
    const inner =
      origin.node.kind === 'object' && origin.path.length === 1
        ? optionsOf(analysis, origin.node).entries.get(origin.path[0] ?? '')
        : undefined;
    return inner === undefined ? unknown(`${what} is not known here`) : boundOf(analysis, inner, what, depth - 1);
  }
  if (origin.kind === 'global' && origin.path.join('') === 'AbortSignaltimeout()') return yes(placeOf(value), what);
  if (parameterOf(origin) !== undefined || origin.kind === 'unknown') return byParameter(analysis, value, what);
  if (origin.kind === 'global' && origin.path.at(-1) === '()' && origin.calls.at(-1) !== undefined) {
    const call = origin.calls.at(-1);
    return call === undefined ? unknown(what) : callBound(analysis, call, what, depth - 1);
  }
  if (origin.kind === 'package' && origin.calls.at(-1) !== undefined && origin.path.at(-1) === '()') {
    const call = origin.calls.at(-1);
    return call === undefined ? unknown(what) : callBound(analysis, call, what, depth - 1);
  }
  // A setting, an environment variable, an imported constant: somebody named it.
  return yes(placeOf(value), what);
}

/** A parameter with a bound as its default is one; else the caller decides. */
function byParameter(analysis: Analysis, value: Expression, what: string): Fact {
  const root = chainRoot(value);
  const binding = root === '' ? undefined : analysis.bindingOf(root, value);
  if (value.kind === 'identifier' && binding?.kind === 'parameter') {
    const parameter = binding.fn.params[binding.index];
    const fallback = binding.path.length === 0 ? parameter?.fallback : undefined;
    if (fallback !== undefined && boundOf(analysis, fallback, what, 2).kind === 'yes')
      return yes(placeOf(value), `${what}, ${analysis.textOf(fallback, 20)} by default`);
  }
  // `settings.timeout`, `self._timeout`: a setting by its name; `options` or a bare parameter may hold nothing.
  if (
    value.kind === 'member' &&
    /time_?out|deadline/i.test(value.property) &&
    /^(?:this|self|cls|settings|config|env|conf|app|current_app|constants|options)$/i.test(root)
  )
    return yes(placeOf(value), what);
  if (value.kind === 'identifier' && /^[A-Z][A-Z0-9_]+$/.test(value.name)) return yes(placeOf(value), what);
  return unknown(`the caller decides ${what}`);
}

/** `AbortSignal.timeout(ms)`, `AbortSignal.any([…])`, `httpx.Timeout(…)`, `aiohttp.ClientTimeout(total=…)`, `Number(env.TIMEOUT)`. */
function callBound(analysis: Analysis, call: Call, what: string, depth: number): Fact {
  const name = printOrigin(analysis.originOf(call.callee));
  const found = yes(placeOf(call), what);
  if (name === ':AbortSignal.any' || name === ':anySignal') {
    const list = call.args[0]?.value;
    return list?.kind === 'array'
      ? anyOf(...list.elements.map((each) => boundOf(analysis, each, what, depth - 1)))
      : unknown(what);
  }
  if (name === ':AbortSignal.abort') return no(what);
  const last = lastName(call.callee);
  if (/Timeout$|^timedelta$/.test(last) && call.args.length > 0) {
    const given = call.args.filter((arg) => !/^(?:connect|sock_connect|pool|ceil_threshold)$/.test(arg.name ?? ''));
    const facts = (given.length > 0 ? given : call.args).map((arg) => boundOf(analysis, arg.value, what, depth - 1));
    return anyOf(...facts);
  }
  return found;
}

/** The `new AbortController()` whose signal this is. */
function controllerOf(analysis: Analysis, value: Expression): Expression | undefined {
  if (value.kind !== 'member' || value.property !== 'signal') {
    const origin = analysis.originOf(value);
    return origin.kind === 'global' && origin.path.join('.') === 'AbortController.().signal' ? value : undefined;
  }
  const origin = analysis.originOf(value.object);
  return origin.kind === 'global' && origin.path.join('') === 'AbortController()' ? value.object : undefined;
}

/** `setTimeout(() => controller.abort(), ms)` in the functions around the use. */
function abortedInTime(analysis: Analysis, value: Expression, controller: Expression, what: string): Fact {
  const made = analysis.originOf(controller);
  for (const fn of functionsAround(value))
    for (const call of fn.calls) {
      const timer = printOrigin(analysis.originOf(call.callee));
      const first = call.args[0]?.value;
      if (!/^(?::setTimeout|timers:setTimeout)$/.test(timer) || first === undefined) continue;
      if (aborts(analysis, first, made)) return yes(placeOf(call), `${what}, aborted by ${analysis.textOf(call, 60)}`);
    }
  return unknown(`${what} is aborted elsewhere`);
}

function aborts(analysis: Analysis, callback: Expression, made: ReturnType<Analysis['originOf']>): boolean {
  const isAbort = (node: Node): boolean => {
    if (node.kind !== 'member' || node.property !== 'abort') return false;
    const origin = analysis.originOf(node.object);
    return origin.kind === 'global' && made.kind === 'global' && origin.calls[0] === made.calls[0];
  };
  const fn = analysis.functionValue(callback);
  if (fn !== undefined) {
    let found = false;
    walkBody(fn, (node) => {
      if (isAbort(node)) found = true;
      return !found;
    });
    return found;
  }
  // `controller.abort.bind(controller)`.
  return callback.kind === 'call' && callback.callee.kind === 'member' && isAbort(callback.callee.object);
}

function functionsAround(node: Node): readonly FunctionNode[] {
  const functions: FunctionNode[] = [];
  for (let fn = functionOf(node); ; ) {
    functions.push(fn);
    if (fn.parent.kind === 'item') return functions;
    const outer = functionOf(fn);
    if (outer === fn) return functions;
    fn = outer;
  }
}
