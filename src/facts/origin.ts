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

export type PathStep = string;

export type Origin =
  | {
      readonly kind: 'package';
      readonly package: string;
      readonly path: readonly PathStep[] /** the call nodes of the `()` steps that stand in this file, in order (a factory's options are read there); `undefined` for one in another file */;
      readonly calls: readonly (Call | undefined)[] /** by name alone, without an import (`requests.get` in a snippet) */;
      readonly assumed?: boolean;
      /** Name of the project's own class or export it was reached through: `Invite` in `Invite.objects`, `orders` of `./schema`. */
      readonly through?: string;
    }
  /** An export of a project file that is not known to come from a package. `summary` is found with `Analysis.exported`. */
  | {
      readonly kind: 'project';
      readonly module: string;
      readonly path: readonly PathStep[];
      readonly calls: readonly (Call | undefined)[];
    }
  /** A function of this file, or what is reached from calling it (`path` begins with `()`). */
  | { readonly kind: 'function'; readonly fn: FunctionNode; readonly path: readonly PathStep[] }
  | { readonly kind: 'class'; readonly cls: ClassNode; readonly path: readonly PathStep[] }
  | { readonly kind: 'parameter'; readonly fn: FunctionNode; readonly index: number; readonly path: readonly PathStep[] }
  /** A global of the language or host: `fetch`, `process.env.X`, `print`, `open`. */
  | { readonly kind: 'global'; readonly path: readonly PathStep[]; readonly calls: readonly (Call | undefined)[] }
  /** Literals, objects, arithmetic, templates: the value is written here. */
  | { readonly kind: 'expression'; readonly node: Expression; readonly path: readonly PathStep[] }
  | { readonly kind: 'unknown'; readonly why: string };

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
