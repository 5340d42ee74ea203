/**
 * The code model: what is written, language-neutral. A language file (`languages/*.ts`) lowers a syntax tree into it;
 * nothing of the syntax tree survives. All offsets are UTF-16 code units **relative to the node's item** (`Item.base`),
 * so an edit above an item moves one number and the item's model and everything derived from it stay valid.
 */
import type { Language } from '#syntax/language';

interface Base {
  readonly start: number;
  readonly end: number;
  /** The enclosing node; an item's statements have the item. Set while lowering, never afterwards. */
  readonly parent: Node;
}

// ---- expressions ------------------------------------------------------------------------------------------------

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

// ---- patterns ---------------------------------------------------------------------------------------------------

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

// ---- statements -------------------------------------------------------------------------------------------------

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

// ---- functions, classes, files ----------------------------------------------------------------------------------

export interface Parameter {
  readonly target: Pattern;
  /** '' for a destructured one. */
  readonly name: string;
  readonly type: TypeRef | undefined;
  readonly fallback: Expression | undefined;
  readonly rest: boolean;
  readonly decorators: readonly Expression[];
  /** TypeScript parameter property (`private db: Db`): also a field. */
  readonly isField: boolean;
}
export interface FunctionNode extends Base {
  readonly kind: 'fn';
  /** Own name, or that of the variable, property or key it is given to; '' when none. */
  readonly name: string;
  readonly params: readonly Parameter[];
  readonly returnType: TypeRef | undefined;
  readonly decorators: readonly Expression[];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** An arrow with an expression body has one `return`. */
  readonly body: readonly Statement[];
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** Span of the name, or of the first token. */
  readonly nameSpan: { readonly start: number; readonly end: number };
  /** All calls lexically inside it but outside of nested functions, in source order. */
  readonly calls: readonly Call[];
  /** Functions directly nested in it, in source order. */
  readonly functions: readonly FunctionNode[];
  readonly cls: ClassNode | undefined;
  /** Holds an ERROR or MISSING region: what was not seen may be there. */
  readonly isBroken: boolean;
}
export interface Field {
  readonly name: string;
  readonly type: TypeRef | undefined;
  readonly value: Expression | undefined;
  readonly decorators: readonly Expression[];
  readonly isStatic: boolean;
  readonly start: number;
  readonly end: number;
}
export interface ClassNode extends Base {
  readonly kind: 'cls';
  readonly name: string;
  readonly bases: readonly Expression[];
  /** Python `class X(Base, metaclass=M, table=True)`. */
  readonly keywords: readonly Argument[];
  readonly decorators: readonly Expression[];
  readonly fields: readonly Field[];
  readonly methods: readonly FunctionNode[];
  /** Nested classes such as Django's `Meta`. */
  readonly classes: readonly ClassNode[];
}

/**
 * A top-level statement (or comment) of the file: the unit of reuse on an edit. `fn` is the module-level pseudo function
 * of the item: its body is the item's statements, its calls those outside of all functions.
 */
export interface Item {
  readonly kind: 'item';
  /** Absolute offset of the item in the file. The one thing that moves. */
  base: number;
  readonly start: 0;
  readonly end: number;
  readonly fn: FunctionNode;
  readonly statements: readonly Statement[];
  readonly classes: readonly ClassNode[];
  /** Relative to the item. */
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  /** Lines that hold a token other than a comment, 0-based, relative to the line the item starts on, ascending. */
  readonly codeLines: readonly number[];
  /** Names the item declares at module level, and root identifiers it mentions outside of function bodies. */
  readonly declares: ReadonlySet<string>;
  readonly mentions: ReadonlySet<string>;
  readonly isBroken: boolean;
}

export type Node = Expression | Pattern | Statement | Handler | FunctionNode | ClassNode | Item;

export interface FileModel {
  readonly language: Language;
  readonly text: string;
  readonly items: readonly Item[];
}

/** Nesting deeper than this is lowered to `broken`; hostile input must not overflow the stack. */
export const MAX_DEPTH = 250;

/** A place in this file that moves with its item. */
export interface Place {
  readonly item: Item;
  readonly start: number;
  readonly end: number;
}

export function itemOf(node: Node): Item {
  let at: Node = node;
  while (at.kind !== 'item') at = at.parent;
  return at;
}

export function placeOf(node: Node): Place {
  return { item: itemOf(node), start: node.start, end: node.end };
}

/** The innermost function around the node (not the node itself); the item's pseudo function at module level. */
export function functionOf(node: Node): FunctionNode {
  let at: Node = node;
  while (at.kind !== 'item') {
    at = at.parent;
    if (at.kind === 'fn') return at;
  }
  return at.fn;
}
