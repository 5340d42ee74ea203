/** What `this.x` or `Class.x` is: a method, an assigned or declared field, a parameter property, or the base's. */
import type { ClassNode, Expression, FunctionNode, Statement } from '#code/model';
import type { Origin } from '../origin';
import { forEachStatement } from '../walk';
import { instanceOf } from './declared-type';
import { agreed, isKnown, withCall } from './origin-paths';
import { reachExport } from './project-origins';
import type { Resolving } from './resolving';

const MAX_BASES = 8;
const MAX_ANCESTORS = 16;

/** A method by name; of several (overloads, a property and its setter) the first with a body. */
export function methodOf(cls: ClassNode, name: string): FunctionNode | undefined {
  const named = cls.methods.filter((method) => method.name === name && method.isAbstract === undefined);
  return named.find((method) => method.body.length > 0) ?? named[0];
}

export function constructorOf(cls: ClassNode): FunctionNode | undefined {
  return methodOf(cls, 'constructor') ?? methodOf(cls, '__init__');
}

/** `undefined` when neither the class nor a base that can be followed has the member. */
export function classMember(
  resolving: Resolving,
  cls: ClassNode,
  name: string,
  isInstance: boolean,
  depth = 0,
): Origin | undefined {
  const method = methodOf(cls, name);
  if (method !== undefined) {
    const origin: Origin = { kind: 'function', fn: method, path: [] };
    return isProperty(method) ? resolving.resultOf(origin, undefined) : origin;
  }
  const declared = isInstance ? methodOfPackage(resolving, cls, name) : undefined;
  if (declared !== undefined) return declared;
  return ownField(resolving, cls, name) ?? inherited(resolving, cls, name, isInstance, depth);
}

/** Go's methods are functions of the package that are named by their type. */
function methodOfPackage(resolving: Resolving, cls: ClassNode, name: string): Origin | undefined {
  if (resolving.model.language !== 'go') return undefined;
  const binding = resolving.scopes.lookUp(`${cls.name}.${name}`, cls)?.[0]?.binding;
  return binding?.kind === 'function' ? { kind: 'function', fn: binding.fn, path: [] } : undefined;
}

function isProperty(method: FunctionNode): boolean {
  return method.decorators.some((decorator) => {
    const name = decorator.kind === 'identifier' ? decorator.name : decorator.kind === 'member' ? decorator.property : '';
    return name === 'property' || name === 'cached_property';
  });
}

function ownField(resolving: Resolving, cls: ClassNode, name: string): Origin | undefined {
  const field = cls.fields.find((each) => each.name === name);
  const param = constructorOf(cls)?.params.find((each) => each.isField && each.name === name);
  const assigned = resolving.assignmentsOf(cls).get(name);
  if (field === undefined && param === undefined && assigned === undefined) return undefined;
  const values = [...(assigned ?? []), ...(field?.value === undefined ? [] : [field.value])].map((value) =>
    resolving.originOf(value),
  );
  const byValue = agreed(values);
  if (byValue !== undefined && isKnown(byValue)) return byValue;
  const byType = instanceOf(resolving, field?.type ?? param?.type, cls);
  if (byType !== undefined) return byType;
  if (byValue !== undefined) return byValue;
  if (param?.target.kind === 'identifier') return resolving.originOf(param.target);
  return { kind: 'unknown', why: `the field ${name} gets its value elsewhere` };
}

/** The fields of a class, however they come about, with a value they are given where there is one. */
export function classFields(cls: ClassNode): ReadonlyMap<string, Expression | undefined> {
  const fields = new Map<string, Expression | undefined>();
  for (const field of cls.fields) if (field.value?.kind !== 'function') fields.set(field.name, field.value);
  for (const param of constructorOf(cls)?.params ?? []) if (param.isField) fields.set(param.name, undefined);
  for (const [name, [value]] of assignmentsOf(cls)) fields.set(name, value);
  return fields;
}

/** Values assigned to `this.x` by statements of the class's methods, the constructor's first. */
export function assignmentsOf(cls: ClassNode): ReadonlyMap<string, readonly Expression[]> {
  const assigned = new Map<string, Expression[]>();
  const first = constructorOf(cls);
  const note = (statement: Statement): void => {
    const start = statement.kind === 'expression' ? statement.expression : statement;
    if (start.kind !== 'assign' && start.kind !== 'declare') return;
    // `this.a = this.b = x` gives both the same.
    for (let at: Expression | typeof start | undefined = start; at?.kind === 'assign' || at?.kind === 'declare'; at = at.value) {
      const { target, value } = at;
      if (value === undefined || target.kind !== 'member' || target.object.kind !== 'identifier' || target.object.name !== 'this')
        return;
      const values = assigned.get(target.property);
      if (values === undefined) assigned.set(target.property, [value]);
      else values.push(value);
    }
  };
  if (first !== undefined) forEachStatement(first.body, note);
  for (const method of cls.methods) if (method !== first) forEachStatement(method.body, note);
  return assigned;
}

function inherited(resolving: Resolving, cls: ClassNode, name: string, isInstance: boolean, depth: number): Origin | undefined {
  if (depth >= MAX_ANCESTORS) return undefined;
  let fallback: Origin | undefined;
  for (const base of cls.bases.slice(0, resolving.isPython || resolving.isJava ? MAX_BASES : 1)) {
    const origin = resolving.originOf(base);
    if (origin.kind === 'class' && origin.path.length === 0 && origin.cls !== cls) {
      const member = classMember(resolving, origin.cls, name, isInstance, depth + 1);
      // A member that only a package's class can have is kept for last: mixins stand before the main base.
      if (member?.kind === 'package' && member.through !== undefined) fallback = throughClass(member, cls);
      else if (member !== undefined) return member;
    } else if (origin.kind === 'package') {
      fallback = throughClass(resolving.memberOf(isInstance ? withCall(origin, undefined) : origin, name), cls);
    } else if (origin.kind === 'project') {
      const member = resolving.memberOf(isInstance ? withCall(origin, undefined) : origin, name);
      if (member.kind === 'package') fallback = throughClass(member, cls);
      else if (member.kind !== 'project' || isMemberKnown(resolving, member)) return member;
      else fallback ??= member;
    } else fallback ??= { kind: 'unknown', why: `the base of ${cls.name} is not known` };
  }
  return fallback;
}

function isMemberKnown(resolving: Resolving, origin: Extract<Origin, { kind: 'project' }>): boolean {
  const reached = reachExport(resolving.summaries, origin.module, origin.path);
  return reached !== undefined && Object.hasOwn(reached.summary.methods, reached.rest.at(-1) ?? '');
}

function throughClass(origin: Origin, cls: ClassNode): Origin {
  return origin.kind === 'package'
    ? { ...origin, through: { name: cls.name, module: undefined, traits: origin.through?.traits ?? {} } }
    : origin;
}

/** What the class is called on as `super`. */
export function baseInstance(resolving: Resolving, cls: ClassNode): Origin | undefined {
  // Mixins stand before the main base in Python; elsewhere interfaces stand behind the only one.
  const base = cls.bases.at(resolving.isPython ? -1 : 0);
  if (base === undefined) return undefined;
  const origin = resolving.originOf(base);
  return origin.kind === 'unknown' ? undefined : resolving.resultOf(origin, undefined);
}
