/** What a value is by its declared type: an instance of an imported class, of a class of the file or the project. */
import type { Expression, Node, TypeRef } from '#code/model';
import { INJECTORS, TYPE_MODULES } from '#libraries/callback-parameters';
import { TRANSPARENT_TYPES } from '#libraries/transparent-calls';
import type { Origin } from '../origin';
import { originOfFreeName } from './free-names';
import { reachExport } from './project-origins';
import type { Resolving } from './resolving';

const MAX_NESTING = 8;

/** `undefined` when the type names nothing known: a built-in, an interface, an inline type. */
export function instanceOf(resolving: Resolving, type: TypeRef | undefined, from: Node, depth = 0): Origin | undefined {
  if (type === undefined || depth > MAX_NESTING) return undefined;
  const dot = type.name.lastIndexOf('.');
  const argument = type.args.length > 0 ? TRANSPARENT_TYPES.get(type.name.slice(dot + 1)) : undefined;
  if (argument !== undefined) return instanceOf(resolving, type.args.at(argument), from, depth + 1);
  const named = type.name === '' ? undefined : originOfTypeName(resolving, type.name, from, depth);
  return named ?? injected(resolving, type.metadata);
}

/** FastAPI: `= Depends(f)`, `Annotated[X, Depends(f)]` is what `f` gives. */
export function injected(resolving: Resolving, candidates: readonly Expression[]): Origin | undefined {
  for (const candidate of candidates) {
    if (candidate.kind !== 'call') continue;
    const provider = candidate.args[0]?.value;
    const callee = resolving.originOf(candidate.callee);
    if (provider === undefined || callee.kind !== 'package' || !INJECTORS.has(callee.path.at(-1) ?? '')) continue;
    return resolving.resultOf(resolving.originOf(provider), undefined);
  }
  return undefined;
}

function originOfTypeName(resolving: Resolving, name: string, from: Node, depth: number): Origin | undefined {
  const [first = '', ...rest] = name.split('.');
  const found = resolving.scopes.lookUp(first, from);
  const binding = found?.length === 1 ? found[0]?.binding : undefined;
  if (binding === undefined && resolving.model.language === 'go') return declaredBeside(resolving, name);
  if (binding === undefined) return resolving.isJava ? unimported(resolving, name) : undefined;
  switch (binding.kind) {
    case 'class':
      return rest.length === 0 ? { kind: 'class', cls: binding.cls, path: ['()'] } : undefined;
    case 'declaration':
      return binding.value === undefined ? undefined : aliased(resolving, binding.value, from, depth);
    case 'import': {
      const origin = rest.reduce(
        (at, step) => resolving.memberOf(at, step),
        resolving.importOrigin(binding.module, binding.imported),
      );
      if (origin.kind === 'package' && TYPE_MODULES.has(origin.package)) return undefined;
      // An interface or type alias of the project is no value: its file does not export one of that name.
      if (origin.kind === 'project' && resolving.summaries(origin.module) !== undefined) {
        const reached = reachExport(resolving.summaries, origin.module, origin.path);
        if (reached === undefined || reached.rest.length > 0) return undefined;
      }
      return resolving.resultOf(origin, undefined);
    }
    default:
      return undefined;
  }
}

/** A class of the same package, or one whose name means one thing; `java.util.List` is written in full. */
function unimported(resolving: Resolving, name: string): Origin | undefined {
  const parts = name.split('.');
  const at = parts.findIndex((part) => /^[A-Z]/.test(part));
  const origin =
    at > 0
      ? resolving.importOrigin(parts.slice(0, at).join('.'), parts.slice(at).join('.'))
      : parts.length === 1
        ? originOfFreeName(resolving, name)
        : undefined;
  return origin?.kind === 'package' || origin?.kind === 'project' ? resolving.resultOf(origin, undefined) : undefined;
}

/** What `SessionDep` of `SessionDep = Annotated[Session, Depends(get_session)]` makes of a parameter. */
export function aliasedType(resolving: Resolving, value: Expression): Origin | undefined {
  return annotatedParts(value) === undefined ? undefined : aliased(resolving, value, value, 0);
}

function aliased(resolving: Resolving, value: Expression, from: Node, depth: number): Origin | undefined {
  if (value.kind === 'identifier' || value.kind === 'member') {
    const origin = depth < MAX_NESTING ? resolving.originOf(value) : undefined;
    return origin?.kind === 'package' || origin?.kind === 'class' ? resolving.resultOf(origin, undefined) : undefined;
  }
  const parts = annotatedParts(value);
  if (parts === undefined) return undefined;
  const [type, ...metadata] = parts;
  const known = type && aliased(resolving, type, from, depth + 1);
  return known ?? injected(resolving, metadata);
}

/** The type and the metadata of `Annotated[…]`, written as an expression. */
function annotatedParts(value: Expression): readonly Expression[] | undefined {
  if (value.kind !== 'index') return undefined;
  const { object, index } = value;
  const isAnnotated =
    object.kind === 'identifier' ? object.name === 'Annotated' : object.kind === 'member' && object.property === 'Annotated';
  return isAnnotated && index.kind === 'array' ? index.elements : undefined;
}

/** A struct of Go that another file of the package declares. */
function declaredBeside(resolving: Resolving, name: string): Origin | undefined {
  const origin = originOfFreeName(resolving, name);
  return origin.kind === 'project' || origin.kind === 'package' ? resolving.resultOf(origin, undefined) : undefined;
}
