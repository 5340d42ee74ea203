/**
 * What an expression is, as far as it can be known without running anything.
 *
 * A path is written in one canonical form for every language: members by name, calls as `()`. `axios.create({…}).post` is
 * package `axios`, path `['create', '()', 'post']`, printed `axios:create().post`; `new PrismaClient().user` is
 * `@prisma/client:PrismaClient().user`; Python's `with pool.connection() as conn` gives `conn` the origin of
 * `pool.connection()`. A default export is the package itself: `import axios from 'axios'` has the empty path, as has
 * `import * as`, `import x`, `require()`. A declared type counts as an instance: `db: Session` is `sqlalchemy.orm:Session()`.
 * `node:` is dropped (`http`, `fs`); an element of a collection is the step `[]`, of a known place its number; entering a
 * `with`, awaiting, casting and `bind` change nothing. In Python the package is the longest part that is known to be a
 * module, however it was imported: `django.db.models:Model`, `urllib.request:urlopen`, `sqlalchemy.orm:Session()`.
 */
import type { Call, ClassNode, Expression, FunctionNode } from '#code/model';
import type { Traits } from './summary';

export type PathStep = string;

/** The project's own name a package's value was reached through: the class `Invite` of `Invite.objects`, the client `api` of `./http`. */
export interface Through {
  readonly name: string;
  /** The project file that exports it, as for an origin of kind `project`; `undefined` for a class of this file. */
  readonly module: string | undefined;
  /** What that file says of the value: the deadline of an exported client, a guard. Not there means looked at and not seen. */
  readonly traits: Traits;
}

/** The parameter a value came in by, when its declared type or default says what it is. */
export interface ParameterSource {
  readonly fn: FunctionNode;
  readonly index: number;
  /** Number of leading path steps that stand for the parameter itself: 2 for `Request`, `()`. */
  readonly depth: number;
}

export type Origin =
  | {
      readonly kind: 'package';
      readonly package: string;
      readonly path: readonly PathStep[] /** the call nodes of the `()` steps that stand in this file, in order (a factory's options are read there); `undefined` for one in another file */;
      readonly calls: readonly (Call | undefined)[] /** by name alone, without an import (`requests.get` in a snippet) */;
      readonly assumed?: boolean;
      readonly through?: Through;
      readonly parameter?: ParameterSource;
    }
  /** An export of a project file that is not known to come from a package. `summary` is found with `Analysis.exported`. */
  | {
      readonly kind: 'project';
      readonly module: string;
      readonly path: readonly PathStep[];
      readonly calls: readonly (Call | undefined)[];
      readonly parameter?: ParameterSource;
    }
  /** A function of this file, or what is reached from calling it (`path` begins with `()`). */
  | { readonly kind: 'function'; readonly fn: FunctionNode; readonly path: readonly PathStep[] }
  /** A class of this file; `['()']` is an instance, as is `this` in a method. */
  | { readonly kind: 'class'; readonly cls: ClassNode; readonly path: readonly PathStep[]; readonly parameter?: ParameterSource }
  | { readonly kind: 'parameter'; readonly fn: FunctionNode; readonly index: number; readonly path: readonly PathStep[] }
  /** A global of the language or host: `fetch`, `process.env.X`, `print`, `open`. */
  | { readonly kind: 'global'; readonly path: readonly PathStep[]; readonly calls: readonly (Call | undefined)[] }
  /** Literals, objects, arithmetic, templates: the value is written here. */
  | { readonly kind: 'expression'; readonly node: Expression; readonly path: readonly PathStep[] }
  | { readonly kind: 'unknown'; readonly why: string };

/** The parameter an origin leads back to, typed or not, and the path from it: `req.body` is path `['body']` of `req`, also when `req: Request`. */
export function parameterOf(
  origin: Origin,
): { readonly fn: FunctionNode; readonly index: number; readonly path: readonly PathStep[] } | undefined {
  if (origin.kind === 'parameter') return origin;
  if (origin.kind !== 'package' && origin.kind !== 'project' && origin.kind !== 'class') return undefined;
  const { parameter, path } = origin;
  return parameter && { fn: parameter.fn, index: parameter.index, path: path.slice(parameter.depth) };
}

/** `axios:create().post`; project modules print as `./db:db.orders`, globals as `:fetch`. '' for what has no canonical form. */
export function printOrigin(origin: Origin): string {
  switch (origin.kind) {
    case 'package':
      return `${origin.package}:${joinPath(origin.path)}`;
    case 'project':
      return `${origin.module}:${joinPath(origin.path)}`;
    case 'global':
      return `:${joinPath(origin.path)}`;
    default:
      return '';
  }
}

export function joinPath(path: readonly PathStep[]): string {
  let text = '';
  for (const step of path) text += step === '()' || text === '' ? step : `.${step}`;
  return text;
}
