/** Statements of the code model. What the model is and how its offsets count: `model.ts`. */
import type { Base, Broken, Expression, Pattern, TypeRef } from './expression';
import type { ClassNode, FunctionNode } from './model';

export interface ExpressionStatement extends Base {
  readonly kind: 'expression';
  readonly expression: Expression;
}
/** `const a = 1`, one per declarator; Python's plain assignments are `assign` expressions, annotated ones (`a: int = 1`) are declarations. */
export interface Declaration extends Base {
  readonly kind: 'declare';
  readonly target: Pattern;
  readonly value: Expression | undefined;
  readonly type: TypeRef | undefined /** `let`, `var`: may be assigned again */;
  readonly mutable: boolean;
  readonly exported: boolean;
}
export interface Return extends Base {
  readonly kind: 'return';
  readonly value: Expression | undefined;
}
/** `throw x`, `raise X from y`, bare `raise` (value undefined). */
export interface Throw extends Base {
  readonly kind: 'throw';
  readonly value: Expression | undefined;
  readonly cause: Expression | undefined;
}
export interface If extends Base {
  readonly kind: 'if';
  readonly test: Expression;
  readonly then: readonly Statement[];
  readonly otherwise: readonly Statement[];
}
export interface Loop extends Base {
  readonly kind: 'loop';
  /** `each`: for-of, for-in, Python's for. */
  readonly style: 'each' | 'for' | 'while' | 'do';
  readonly target: Pattern | undefined;
  /** What `each` goes over. */
  readonly source: Expression | undefined;
  readonly init: readonly Statement[];
  readonly test: Expression | undefined;
  readonly update: Expression | undefined;
  readonly body: readonly Statement[];
  readonly isAsync: boolean;
}
export interface Handler extends Base {
  readonly kind: 'handler';
  /** Python's exception types, JS: none. Empty catches everything. */
  readonly types: readonly Expression[];
  readonly binding: Pattern | undefined;
  readonly body: readonly Statement[];
  /** Comments inside the handler, as text. */
  readonly comments: readonly string[];
}
export interface Try extends Base {
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly handlers: readonly Handler[] /** Python's else */;
  readonly otherwise: readonly Statement[];
  readonly finalizer: readonly Statement[] | undefined;
  /** Errors as values: the body stands in the list around, so what it declares is there behind it too. */
  readonly isFlat?: true;
}
export interface With extends Base {
  readonly kind: 'with';
  readonly items: readonly { readonly value: Expression; readonly target: Pattern | undefined }[];
  readonly body: readonly Statement[];
  readonly isAsync: boolean;
}
/** `switch`, `match`. */
export interface Switch extends Base {
  readonly kind: 'switch';
  readonly subject: Expression;
  readonly cases: readonly { readonly test: Expression | undefined; readonly body: readonly Statement[] }[];
}
export interface FunctionDeclaration extends Base {
  readonly kind: 'function-declaration';
  readonly fn: FunctionNode;
  readonly exported: boolean;
  readonly isDefault: boolean;
}
export interface ClassDeclaration extends Base {
  readonly kind: 'class-declaration';
  readonly cls: ClassNode;
  readonly exported: boolean;
  readonly isDefault: boolean;
}
export interface Import extends Base {
  readonly kind: 'import';
  /** As written: `axios`, `./db`, `.models`, `rest_framework.views`. */
  readonly module: string;
  /** imported `*` is the module itself, `default` the default export. Python `import a.b` binds `a` (imported `*`, module `a`), `import a.b as c` module `a.b`. `const { x } = require('y')` is lowered to this too. */
  readonly names: readonly { readonly imported: string; readonly local: string }[];
  readonly typeOnly: boolean;
}
/** `export { a as b }`, `export * from`, `export default <expression>`, `module.exports = …`, `exports.a = …`. */
export interface Export extends Base {
  readonly kind: 'export';
  /** `export … from './x'` */
  readonly module: string | undefined;
  /** exported `*` for `export *`; `default` too. */
  readonly names: readonly { readonly local: string; readonly exported: string }[];
  /** `export default <expr>`, `module.exports = <expr>` (exported as `default`; an object literal also exports its keys). */
  readonly value: Expression | undefined;
}
export interface Block extends Base {
  readonly kind: 'block';
  readonly body: readonly Statement[];
}
/** break, continue, pass, assert, del, global, empty, type aliases, interfaces …; `children` are the expressions they hold. */
export interface OtherStatement extends Base {
  readonly kind: 'other-statement';
  readonly word: string;
  readonly children: readonly Expression[];
}

export type Statement =
  | ExpressionStatement
  | Declaration
  | Return
  | Throw
  | If
  | Loop
  | Try
  | With
  | Switch
  | FunctionDeclaration
  | ClassDeclaration
  | Import
  | Export
  | Block
  | OtherStatement
  | Broken;
