/**
 * The code model: what is written, language-neutral. A language file (`languages/*.ts`) lowers a syntax tree into it;
 * nothing of the syntax tree survives. All offsets are UTF-16 code units **relative to the node's item** (`Item.base`),
 * so an edit above an item moves one number and the item's model and everything derived from it stay valid.
 */
import type { Language } from '#syntax/language';
import type { Argument, Base, Call, Expression, Pattern, TypeRef } from './expression';
import type { Handler, Statement } from './statement';

export type * from './expression';
export type * from './statement';

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
  /** Span of the body as written: braces included, the expression of an arrow. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** Span of the name, or of the first token. */
  readonly nameSpan: { readonly start: number; readonly end: number };
  /** All calls lexically inside it but outside of nested functions, in source order. */
  readonly calls: readonly Call[];
  /** Functions directly nested in it, in source order. */
  readonly functions: readonly FunctionNode[];
  readonly cls: ClassNode | undefined;
  /** Declared without a body (a method of an interface): what it does is not known. */
  readonly isAbstract?: true;
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
  /** What it extends, then the interfaces it says it implements. */
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
  /** Every class in the item, at any depth; an inner one before the one around it. */
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
  /** Of most items only place, comments and code lines are known, and what they import: enough where nothing is asked. */
  readonly isOutline?: true;
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
