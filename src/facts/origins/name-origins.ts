/** What a name is, by the place where it gets its value: import, declaration, parameter, loop, `with`. */
import type { FunctionNode } from '#code/model';
import { callbackParameter } from '#libraries/callback-parameters';
import type { Origin, ParameterSource } from '../origin';
import { injected, instanceOf } from './declared-type';
import { isKnown } from './origin-paths';
import { followPath, type Resolving } from './resolving';
import type { Entry } from './scope-entries';

const unknown = (why: string): Origin => ({ kind: 'unknown', why });

export function originOfEntry(resolving: Resolving, entry: Entry): Origin {
  const { binding } = entry;
  switch (binding.kind) {
    case 'import':
      return resolving.importOrigin(binding.module, binding.imported);
    case 'function':
      return { kind: 'function', fn: binding.fn, path: [] };
    case 'class':
      return { kind: 'class', cls: binding.cls, path: [] };
    case 'parameter':
      return originOfParameter(resolving, entry, binding.fn, binding.index, binding.path);
    case 'declaration':
      return originOfDeclaration(resolving, entry, binding);
    case 'bound': {
      if (binding.source === undefined)
        return unknown(binding.by === 'catch' ? 'a caught error' : 'what it goes over is not known');
      const source = resolving.originOf(binding.source);
      return followPath(resolving, binding.by === 'with' ? source : resolving.memberOf(source, '[]'), binding.path);
    }
  }
}

function originOfDeclaration(
  resolving: Resolving,
  entry: Entry,
  { value, path, node }: Extract<Entry['binding'], { kind: 'declaration' }>,
): Origin {
  const origin = value === undefined ? undefined : followPath(resolving, resolving.originOf(value), path);
  if (origin !== undefined && isKnown(origin)) return origin;
  const typed = path.length === 0 ? instanceOf(resolving, entry.type, node) : undefined;
  return typed ?? orFallback(resolving, origin, entry) ?? unknown('it has no value where it is declared');
}

function orFallback(resolving: Resolving, origin: Origin | undefined, { fallback }: Entry): Origin | undefined {
  if (fallback === undefined || origin?.kind === 'expression') return origin;
  const byDefault = resolving.originOf(fallback);
  return isKnown(byDefault) || origin === undefined ? byDefault : origin;
}

function originOfParameter(resolving: Resolving, entry: Entry, fn: FunctionNode, index: number, path: readonly string[]): Origin {
  const param = fn.params[index];
  const plain: Origin = { kind: 'parameter', fn, index, path };
  if (param === undefined || param.rest) return plain;
  const typed = instanceOf(resolving, param.type, fn) ?? (param.fallback && injected(resolving, [param.fallback]));
  const decided = typed ?? handedIn(resolving, fn, index);
  if (decided !== undefined) return followPath(resolving, asParameter(decided, fn, index), path);
  if (entry.fallback === undefined) return plain;
  const byDefault = resolving.originOf(entry.fallback);
  return isKnown(byDefault) ? asParameter(byDefault, fn, index) : plain;
}

/** The parameter of a callback that the library calls with something known. */
function handedIn(resolving: Resolving, fn: FunctionNode, index: number): Origin | undefined {
  const call = fn.parent.kind === 'function' ? fn.parent.parent : undefined;
  if (call?.kind !== 'call' || call.callee.kind !== 'member') return undefined;
  const { object, property } = call.callee;
  const receiver = resolving.originOf(object);
  const row = receiver.kind === 'package' ? callbackParameter(property, receiver.package, index) : undefined;
  if (row === undefined || receiver.kind !== 'package') return undefined;
  return row.is === 'receiver' ? receiver : { kind: 'package', package: receiver.package, path: row.is, calls: [undefined] };
}

/** Keeps the parameter with what it is known to be. */
function asParameter(origin: Origin, fn: FunctionNode, index: number): Origin {
  if (origin.kind !== 'package' && origin.kind !== 'project' && origin.kind !== 'class') return origin;
  const parameter: ParameterSource = { fn, index, depth: origin.path.length };
  return { ...origin, parameter };
}
