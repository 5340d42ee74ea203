/** What the parts of the origin resolver need of each other. */
import type { Call, ClassNode, Expression, FileModel, Node } from '#code/model';
import type { Origin } from '../origin';
import type { Summaries } from './project-origins';
import type { Found, Scopes } from './scope';

export interface Resolving {
  readonly model: FileModel;
  readonly isPython: boolean;
  readonly isJava: boolean;
  readonly scopes: Scopes;
  readonly summaries: Summaries;
  /** The module is a file of the project, read or not. */
  readonly isLocal: (module: string) => boolean;
  originOf(expression: Expression): Origin;
  /** What an imported name is. */
  importOrigin(module: string, imported: string): Origin;
  /** What a name is that can have got its value at these places. */
  originOfFound(found: Found): Origin;
  memberOf(origin: Origin, property: string): Origin;
  /** What calling it gives; `call` where the call stands in this file. */
  resultOf(origin: Origin, call: Call | undefined): Origin;
  /** `assignmentsOf` of class-members, remembered. */
  assignmentsOf(cls: ClassNode): ReadonlyMap<string, readonly Expression[]>;
  /** The enclosing class's instance (or the class itself in a static method), or the object literal a method stands in. */
  selfAt(from: Node): Origin | undefined;
}

/** The origin after these steps. */
export function followPath(resolving: Resolving, origin: Origin, path: readonly string[]): Origin {
  let at = origin;
  for (const step of path) at = step === '()' ? resolving.resultOf(at, undefined) : resolving.memberOf(at, step);
  return at;
}
