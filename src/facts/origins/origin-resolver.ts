/** Finds the origin of every expression of a file, lazily and once. Rules: `origin.ts`. */
import type { Call, ClassNode, Expression, FileModel, FunctionNode, Node } from '#code/model';
import { TRANSPARENT_CALLS } from '#libraries/transparent-calls';
import { type Origin, printOrigin } from '../origin';
import { assignmentsOf, baseInstance, classMember } from './class-members';
import { instanceOf } from './declared-type';
import { originOfFreeName } from './free-names';
import { isNamedLikeClass, literalMember } from './literal-members';
import { originOfEntry } from './name-origins';
import { agreed, isKnown, packageOrigin, withCall, withMember } from './origin-paths';
import { followProject, reachExport, type Summaries } from './project-origins';
import type { Resolving } from './resolving';
import { ofCall, returnOrigin } from './return-origins';
import type { Found, Scopes } from './scope';
import type { Entry } from './scope-entries';
import { selfAt } from './self-origin';

/** Longer chains of names, calls and helpers are not followed; each step costs a few stack frames. */
const MAX_DEPTH = 120;
/** More places where a name gets a value than this are not compared. */
const MAX_ENTRIES = 8;

const TRANSPARENT_NAMES: ReadonlySet<string> = new Set(
  [...TRANSPARENT_CALLS.keys()].map(
    (key) =>
      key
        .slice(key.lastIndexOf(':') + 1)
        .split('.')
        .at(-1) ?? '',
  ),
);

const unknown = (why: string): Origin => ({ kind: 'unknown', why });

export class OriginResolver implements Resolving {
  // Names are cheap to look up again; what they stand for, members and calls are kept.
  readonly #origins = new Map<Expression, Origin>();
  readonly #entries = new Map<Entry, Origin>();
  readonly #imports = new Map<string, Map<string, Origin>>();
  readonly #free = new Map<string, Origin>();
  readonly #followed = new Map<Origin, Map<string, Origin>>();
  readonly #returns = new Map<FunctionNode, Origin>();
  readonly #members = new Map<ClassNode, Map<string, Origin | undefined>>();
  readonly #assignments = new Map<ClassNode, ReturnType<typeof assignmentsOf>>();
  readonly isPython: boolean;
  readonly isJava: boolean;
  #depth = 0;

  constructor(
    readonly model: FileModel,
    readonly scopes: Scopes,
    readonly summaries: Summaries,
    /** The module is a file of the project, read or not. */
    readonly isLocal: (module: string) => boolean,
  ) {
    this.isPython = model.language === 'python';
    this.isJava = model.language === 'java';
  }

  originOf(expression: Expression): Origin {
    if (expression.kind === 'identifier') return this.#identifier(expression.name, expression);
    const known = this.#origins.get(expression);
    if (known !== undefined) return known;
    if (this.#depth >= MAX_DEPTH) return unknown('it leads too far');
    this.#depth++;
    try {
      const origin = this.#resolve(expression);
      this.#origins.set(expression, origin);
      return origin;
    } finally {
      this.#depth--;
    }
  }

  importOrigin(module: string, imported: string): Origin {
    const names = made(this.#imports, module, () => new Map<string, Origin>());
    return made(names, imported, () => {
      if (this.isJava) return this.#javaOrigin(module, imported);
      const path = imported === '*' ? [] : [imported];
      return this.#isProject(module, imported)
        ? followProject(this.summaries, { module, path, calls: [] })
        : packageOrigin(module, path, this.isPython);
    });
  }

  /** The file of a class is named like it: `com.acme` and `Order` is the file of `com.acme.Order`. */
  #javaOrigin(module: string, imported: string): Origin {
    const path = imported === '*' ? [] : imported.split('.');
    const file = module.startsWith('./') ? module : `${module}.${path[0] ?? ''}`;
    return path.length > 0 && (this.isLocal(file) || this.summaries(file) !== undefined)
      ? followProject(this.summaries, { module: file, path, calls: [] })
      : packageOrigin(module, path, false);
  }

  originOfFound(found: Found): Origin {
    const [only] = found;
    if (only !== undefined && found.length === 1) return this.#entry(only);
    if (found.length > MAX_ENTRIES) return unknown('it is assigned in many places');
    return agreed(found.map((entry) => this.#entry(entry))) ?? unknown('it is assigned more than once');
  }

  #entry(entry: Entry): Origin {
    const known = this.#entries.get(entry);
    if (known !== undefined) return known;
    if (this.#depth >= MAX_DEPTH) return unknown('it leads too far');
    // What leads back to itself is not known while it is looked for.
    this.#entries.set(entry, unknown('it is defined by itself'));
    this.#depth++;
    try {
      const origin = originOfEntry(this, entry);
      this.#entries.set(entry, origin);
      return origin;
    } finally {
      this.#depth--;
    }
  }

  assignmentsOf(cls: ClassNode): ReturnType<typeof assignmentsOf> {
    return made(this.#assignments, cls, () => assignmentsOf(cls));
  }

  memberOf(origin: Origin, property: string): Origin {
    if (origin.kind === 'class' && (origin.path.length === 0 || (origin.path.length === 1 && origin.path[0] === '()')))
      return this.#classMember(origin.cls, property, origin.path.length === 1) ?? withMember(origin, property, this.isPython);
    if (origin.kind === 'expression' && origin.path.length === 0) {
      const inside = literalMember(origin.node, property);
      if (inside !== undefined) return this.originOf(inside);
    }
    if (origin.kind !== 'project') return withMember(origin, property, this.isPython);
    // Members of one imported thing are asked for again and again.
    const members = made(this.#followed, origin, () => new Map<string, Origin>());
    return made(members, property, () => {
      const longer = withMember(origin, property, this.isPython);
      return longer.kind === 'project' ? followProject(this.summaries, longer) : longer;
    });
  }

  resultOf(origin: Origin, call: Call | undefined): Origin {
    switch (origin.kind) {
      case 'package':
      case 'global': {
        const at = TRANSPARENT_NAMES.has(origin.path.at(-1) ?? '') ? TRANSPARENT_CALLS.get(printOrigin(origin)) : undefined;
        const argument = at === undefined ? undefined : call?.args[at];
        return argument === undefined || argument.spread ? withCall(origin, call) : this.originOf(argument.value);
      }
      case 'project': {
        const given = call && this.#argumentGivenBack(origin, call);
        return given ?? followProject(this.summaries, withCall(origin, call) as typeof origin);
      }
      case 'function':
        return this.#resultOfFunction(origin, call);
      default:
        return withCall(origin, call);
    }
  }

  selfAt(from: Node): Origin | undefined {
    return selfAt(from);
  }

  #resolve(expression: Expression): Origin {
    switch (expression.kind) {
      case 'member':
        return this.memberOf(this.originOf(expression.object), expression.property);
      case 'index': {
        const { index } = expression;
        // `Repository[Order]` is the class, whatever it is of.
        if (this.isPython && isNamedLikeClass(expression.object)) return this.originOf(expression.object);
        const step = index.kind === 'literal' && index.type === 'number' ? String(index.value) : '[]';
        return this.memberOf(this.originOf(expression.object), step);
      }
      case 'call':
        return this.#call(expression);
      case 'await':
      case 'assign':
      case 'spread':
        return this.originOf(expression.value);
      case 'cast': {
        const origin = this.originOf(expression.value);
        return isKnown(origin) ? origin : (instanceOf(this, expression.type, expression) ?? origin);
      }
      case 'conditional':
        return (
          agreed([this.originOf(expression.whenTrue), this.originOf(expression.whenFalse)]) ?? unknown('its branches differ')
        );
      case 'binary':
        return this.#binary(expression);
      case 'function':
        return { kind: 'function', fn: expression.fn, path: [] };
      case 'class':
        return { kind: 'class', cls: expression.cls, path: [] };
      case 'broken':
        return unknown('the code around it cannot be read');
      case 'yield':
        return unknown('it is what a generator is sent');
      default:
        return { kind: 'expression', node: expression, path: [] };
    }
  }

  #binary(expression: Extract<Expression, { kind: 'binary' }>): Origin {
    const { operator, left, right } = expression;
    if (operator === '||' || operator === '??')
      return agreed([this.originOf(left), this.originOf(right)]) ?? unknown('it is one of two things');
    if (operator === '&&' || operator === ',') return this.originOf(right);
    return { kind: 'expression', node: expression, path: [] };
  }

  #identifier(name: string, from: Expression): Origin {
    if (name === 'this') return this.selfAt(from) ?? unknown('`this` of a function that is no method');
    const found = this.scopes.lookUp(name, from);
    if (found !== undefined) return this.originOfFound(found);
    if (name === 'super') return this.#super(from);
    return made(this.#free, name, () => originOfFreeName(this, name));
  }

  #super(from: Expression): Origin {
    const self = this.selfAt(from);
    return (self?.kind === 'class' ? baseInstance(this, self.cls) : undefined) ?? unknown('the base class is not known');
  }

  #call(call: Call): Origin {
    const { callee } = call;
    if (callee.kind === 'identifier') {
      const { name } = callee;
      if (name === 'super' && this.isPython) return this.#super(callee);
      const first = call.args[0]?.value;
      if (
        !this.isPython &&
        (name === 'require' || name === 'import') &&
        first?.kind === 'literal' &&
        typeof first.value === 'string'
      )
        return this.importOrigin(first.value, '*');
    }
    return this.resultOf(this.originOf(callee), call);
  }

  /** A helper of another file that gives back what it is given: `traced(axios.create())`. */
  #argumentGivenBack({ module, path }: Extract<Origin, { kind: 'project' }>, call: Call): Origin | undefined {
    const reached = reachExport(this.summaries, module, path);
    const at = reached?.rest.length === 0 ? reached.summary.returns?.argument : undefined;
    const argument = at === undefined ? undefined : call.args[at];
    return argument === undefined || argument.spread || argument.name !== undefined ? undefined : this.originOf(argument.value);
  }

  #resultOfFunction(origin: Extract<Origin, { kind: 'function' }>, call: Call | undefined): Origin {
    const last = origin.path.at(-1);
    if (last === 'bind') return { ...origin, path: origin.path.slice(0, -1) };
    const isDirect = origin.path.length === 0 || (origin.path.length === 1 && (last === 'call' || last === 'apply'));
    if (!isDirect) return withCall(origin, call);
    const { fn } = origin;
    const opaque: Origin = { kind: 'function', fn, path: ['()'] };
    return ofCall(this, this.#returned(fn, opaque), fn, last === undefined ? call : undefined) ?? opaque;
  }

  #returned(fn: FunctionNode, opaque: Origin): Origin {
    const known = this.#returns.get(fn);
    if (known !== undefined) return known;
    if (this.#depth >= MAX_DEPTH) return opaque;
    // A function that calls itself gives what its other returns give.
    this.#returns.set(fn, opaque);
    this.#depth++;
    try {
      const returned = returnOrigin(this, fn) ?? opaque;
      this.#returns.set(fn, returned);
      return returned;
    } finally {
      this.#depth--;
    }
  }

  #classMember(cls: ClassNode, name: string, isInstance: boolean): Origin | undefined {
    const members = made(this.#members, cls, () => new Map<string, Origin | undefined>());
    const key = isInstance ? `${name}()` : name;
    if (members.has(key)) return members.get(key);
    members.set(key, undefined);
    const member = classMember(this, cls, name, isInstance);
    members.set(key, member);
    return member;
  }

  #isProject(module: string, imported: string): boolean {
    if (module.startsWith('.') || module.startsWith('/') || this.isLocal(module) || this.summaries(module) !== undefined)
      return true;
    return this.isPython && imported !== '*' && this.summaries(`${module}.${imported}`) !== undefined;
  }
}

function made<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}
