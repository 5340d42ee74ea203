/** Expressions and patterns of the code model. What the model is and how its offsets count: `model.ts`. */
import type { ClassNode, FunctionNode, Node } from './model';

/** What every node of the model has. */
export interface Base {
  readonly start: number;
  readonly end: number;
  /** The enclosing node; an item's statements have the item. Set while lowering, never afterwards. */
  readonly parent: Node;
}

export interface Identifier extends Base {
  readonly kind: 'identifier';
  readonly name: string;
}
/** `a.b`, `a?.b`, `a['b']`; `this` and `self`/`cls` are identifiers named `this` (Python's first method parameter too). */
export interface Member extends Base {
  readonly kind: 'member';
  readonly object: Expression;
  readonly property: string /** of the property's name */;
  readonly propertyStart: number;
}
export interface Index extends Base {
  readonly kind: 'index';
  readonly object: Expression;
  readonly index: Expression;
}
export interface Argument {
  /** Keyword name in Python; `undefined` for a positional one. */
  readonly name: string | undefined;
  readonly value: Expression;
  /** `...x`, `*x` or `**x`: what is passed is not known. */
  readonly spread: boolean;
}
export interface Call extends Base {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly args: readonly Argument[];
  /** `new X()`; Python calls of a class look like any call (false). */
  readonly isNew: boolean;
  /** Offset just before the closing parenthesis (where an argument can be added), or -1 (`new X`). */
  readonly argsEnd: number;
  /** Type arguments as written, e.g. `<Order>`; '' when none. */
  readonly typeArgs: string;
}
export interface Literal extends Base {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null | undefined /** e.g. `/x/`, bigint, bytes: `other`; value then is its text */;
  readonly type: 'string' | 'number' | 'boolean' | 'null' | 'other';
}
/** Template literal, tagged template, f-string, implicit string concatenation with a variable part. `parts`: constant text or the hole. */
export interface Template extends Base {
  readonly kind: 'template';
  readonly tag: Expression | undefined;
  readonly parts: readonly (string | Expression)[];
}
export interface Entry {
  /** Constant key; `undefined` for a spread or a computed key. Shorthand `{a}` has key `a` and an identifier value. Methods have a function value. */
  readonly key: string | undefined;
  readonly value: Expression;
  readonly spread: boolean;
}
/** Object literal, dict display, `dict(a=1)` is a call. */
export interface ObjectExpression extends Base {
  readonly kind: 'object';
  readonly entries: readonly Entry[];
}
/** Array, list, tuple, set display. */
export interface ArrayExpression extends Base {
  readonly kind: 'array';
  readonly elements: readonly Expression[];
}
export interface Spread extends Base {
  readonly kind: 'spread';
  readonly value: Expression;
}
export interface FunctionExpression extends Base {
  readonly kind: 'function';
  readonly fn: FunctionNode;
}
export interface ClassExpression extends Base {
  readonly kind: 'class';
  readonly cls: ClassNode;
}
export interface Await extends Base {
  readonly kind: 'await';
  readonly value: Expression;
}
export interface Yield extends Base {
  readonly kind: 'yield';
  readonly value: Expression | undefined;
}
export interface Assign extends Base {
  readonly kind: 'assign';
  readonly target: Pattern /** `=`, `+=`, `??=`, `:=` … */;
  readonly operator: string;
  readonly value: Expression;
}
/** Arithmetic, comparison, logic (`&&`, `||`, `??`, `and`, `or` are written `&&`, `||`), `in`, `not in`, `is`, `is not`, `instanceof`, `,`. Python comparison chains become `&&` of pairs. */
export interface Binary extends Base {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}
/** `!` (also Python's `not`), `-`, `~`, `typeof`, `void`, `delete`, `++`, `--`. */
export interface Unary extends Base {
  readonly kind: 'unary';
  readonly operator: string;
  readonly value: Expression;
}
export interface Conditional extends Base {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}
/** List, set, dict comprehension and generator expression. */
export interface Comprehension extends Base {
  readonly kind: 'comprehension';
  readonly element: Expression;
  readonly sources: readonly { readonly target: Pattern; readonly source: Expression }[];
  readonly conditions: readonly Expression[];
}
/** `x as T`, `x!`, `<T>x`, `satisfies`: transparent for origins. */
export interface Cast extends Base {
  readonly kind: 'cast';
  readonly value: Expression;
  readonly type: TypeRef | undefined;
}
/** JSX and anything else that only holds other expressions. */
export interface Other extends Base {
  readonly kind: 'other';
  readonly children: readonly Expression[];
}
/** An ERROR or MISSING region, or nesting deeper than `MAX_DEPTH`: nothing is known inside, nothing is ever asked inside. */
export interface Broken extends Base {
  readonly kind: 'broken';
}

export type Expression =
  | Identifier
  | Member
  | Index
  | Call
  | Literal
  | Template
  | ObjectExpression
  | ArrayExpression
  | Spread
  | FunctionExpression
  | ClassExpression
  | Await
  | Yield
  | Assign
  | Binary
  | Unary
  | Conditional
  | Comprehension
  | Cast
  | Other
  | Broken;

export interface ObjectPattern extends Base {
  readonly kind: 'object-pattern';
  readonly props: readonly {
    readonly key: string | undefined;
    readonly target: Pattern;
    readonly fallback: Expression | undefined;
  }[];
  readonly rest: Pattern | undefined;
}
export interface ArrayPattern extends Base {
  readonly kind: 'array-pattern';
  readonly elements: readonly (Pattern | undefined)[];
  readonly rest: Pattern | undefined;
}
export type Pattern = Identifier | Member | Index | ObjectPattern | ArrayPattern | Broken;

/** A type as far as it can name something known: `Promise<Order>` is name `Promise`, args `[Order]`; `Order | null` keeps its first non-null member; `Annotated[X, Depends(f)]` is X with `metadata`. */
export interface TypeRef {
  /** Dotted as written, e.g. `express.Request`; '' when it is not a name (an inline object type, a function type). */
  readonly name: string;
  readonly args: readonly TypeRef[];
  readonly text: string;
  readonly metadata: readonly Expression[];
}
