/** Making origins longer by one step, and comparing them. Pure: nothing is looked up here. */
import type { Call } from '#code/model';
import { isPythonModule } from '#libraries/python-modules';
import { type Origin, printOrigin } from '../origin';

/** Longer chains say nothing more, and hostile ones have no end. */
const MAX_STEPS = 48;

export const tooLong: Origin = { kind: 'unknown', why: 'the chain of members and calls is too long' };

/** The package (or built-in module) as tables know it. */
export function packageOrigin(module: string, path: readonly string[], isPython: boolean): Origin {
  let name = module.startsWith('node:') ? module.slice('node:'.length) : module;
  let from = path[0] === 'default' ? 1 : 0;
  if (isPython)
    for (let step = path[from]; step !== undefined && isPythonModule(`${name}.${step}`); step = path[++from]) name += `.${step}`;
  return { kind: 'package', package: name, path: from === 0 ? path : path.slice(from), calls: [] };
}

/** Names of the global object itself: `globalThis.fetch` is `fetch`. */
const GLOBAL_OBJECTS: ReadonlySet<string> = new Set(['globalThis', 'window', 'self', 'global']);

/** `origin.property` for kinds whose members are known by name alone. */
export function withMember(origin: Origin, property: string, isPython: boolean): Origin {
  switch (origin.kind) {
    case 'package':
      if (origin.path.length >= MAX_STEPS) return tooLong;
      if (origin.path.length > 0) return { ...origin, path: [...origin.path, property] };
      if (property === 'default') return origin;
      if (isPython && isPythonModule(`${origin.package}.${property}`))
        return { ...origin, package: `${origin.package}.${property}` };
      return { ...origin, path: [property] };
    case 'global':
      if (origin.path.length === 1 && GLOBAL_OBJECTS.has(origin.path[0] ?? '')) return { ...origin, path: [property] };
      return origin.path.length >= MAX_STEPS ? tooLong : { ...origin, path: [...origin.path, property] };
    case 'unknown':
      return origin;
    default:
      return origin.path.length >= MAX_STEPS ? tooLong : { ...origin, path: [...origin.path, property] };
  }
}

/** `origin()`, for kinds whose results are known by name alone. `bind` gives back what it binds. */
export function withCall(origin: Origin, call: Call | undefined): Origin {
  if (origin.kind === 'unknown') return origin;
  const { path } = origin;
  if (path.at(-1) === 'bind') return { ...origin, path: path.slice(0, -1) };
  if (path.length >= MAX_STEPS) return tooLong;
  const longer = [...path, '()'];
  if (origin.kind === 'package' || origin.kind === 'project' || origin.kind === 'global')
    return { ...origin, path: longer, calls: [...origin.calls, call] };
  return { ...origin, path: longer };
}

export function countCalls(path: readonly string[]): number {
  let count = 0;
  for (const step of path) if (step === '()') count++;
  return count;
}

/** The same thing as far as origins tell. */
export function isSameOrigin(a: Origin, b: Origin): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'function' && b.kind === 'function') return a.fn === b.fn && isSamePath(a.path, b.path);
  if (a.kind === 'class' && b.kind === 'class') return a.cls === b.cls && isSamePath(a.path, b.path);
  if (a.kind === 'parameter' && b.kind === 'parameter') return a.fn === b.fn && a.index === b.index && isSamePath(a.path, b.path);
  if (a.kind === 'expression' && b.kind === 'expression') return a.node === b.node && isSamePath(a.path, b.path);
  return a.kind !== 'unknown' && printOrigin(a) === printOrigin(b);
}

function isSamePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}

/** It says what the value is, not only where it came in. */
export function isKnown(origin: Origin): boolean {
  return origin.kind === 'package' || origin.kind === 'project' || origin.kind === 'class' || origin.kind === 'function';
}

/** `null`, `undefined`, `None`: says nothing of what else the value may be. */
export function isNothing(origin: Origin): boolean {
  if (origin.kind === 'global') return origin.path.length === 1 && origin.path[0] === 'undefined';
  return (
    origin.kind === 'expression' && origin.path.length === 0 && origin.node.kind === 'literal' && origin.node.type === 'null'
  );
}

/** What all of them are, or, where a query is built up (`q = q.where(…)`), what they all were made from: the shortest. */
function commonOf(known: readonly Origin[]): Origin | undefined {
  const [shortest = known[0]] = [...known].sort((a, b) => lengthOf(a) - lengthOf(b));
  return shortest !== undefined && known.every((origin) => isMadeFrom(origin, shortest)) ? shortest : undefined;
}

const lengthOf = (origin: Origin): number => (origin.kind === 'unknown' ? 0 : origin.path.length);

function isMadeFrom(origin: Origin, start: Origin): boolean {
  if (origin.kind === 'unknown' || start.kind === 'unknown' || start.path.length === 0) return isSameOrigin(origin, start);
  return isSameOrigin({ ...origin, path: origin.path.slice(0, start.path.length) }, start);
}

/**
 * One origin for several possible values: all agree, nothing aside; or one is known and the others only came in from
 * outside (a parameter, a global cache), for which it then is the default.
 */
export function agreed(origins: readonly Origin[]): Origin | undefined {
  const told = origins.filter((origin) => !isNothing(origin));
  const known = told.filter(isKnown);
  const first = known[0] ?? told[0];
  if (first === undefined) return undefined;
  if (known.length === 0) return told.every((origin) => isSameOrigin(origin, first)) ? first : undefined;
  const common = known.length === 1 ? first : commonOf(known);
  if (common === undefined) return undefined;
  const rest = told.filter((origin) => !isKnown(origin));
  return rest.every((origin) => origin.kind === 'parameter' || origin.kind === 'global' || origin.kind === 'unknown')
    ? common
    : undefined;
}
