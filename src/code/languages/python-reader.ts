/** What all parts of the Python lowering share: reading by kind and field name, and what is around the node at hand. */
import type { GrammarNames } from '#syntax/flat-tree';
import { fieldId, type Lowering, ORPHAN } from '../lowering';
import type { Expression, Pattern, TypeRef } from '../model';

const FIELDS = [
  'alias',
  'alternative',
  'argument',
  'arguments',
  'attribute',
  'body',
  'cause',
  'condition',
  'consequence',
  'definition',
  'function',
  'guard',
  'key',
  'left',
  'module_name',
  'name',
  'object',
  'operator',
  'operators',
  'parameters',
  'return_type',
  'right',
  'subject',
  'subscript',
  'superclasses',
  'type',
  'value',
  'expression',
] as const;

export type Field = (typeof FIELDS)[number];

/** Names of one grammar, resolved once. */
interface PythonGrammar {
  /** By symbol: the name of a named node, '' for a token. */
  readonly kinds: readonly string[];
  /** By symbol: 1 for a named node that is no comment. */
  readonly isMember: Uint8Array;
  readonly fields: Readonly<Record<Field, number>>;
  /** By symbol: what lowers an expression of the kind. */
  readonly expressions: readonly (((py: Python, i: number) => Expression) | undefined)[];
}

export function pythonGrammar(names: GrammarNames, expressions: PythonParts['expressions']): PythonGrammar {
  const kinds = names.symbols.map((name, symbol) => (names.isNamed[symbol] ? name : ''));
  const isMember = new Uint8Array(0x10000);
  kinds.forEach((kind, symbol) => {
    isMember[symbol] = kind === '' || kind === 'comment' || kind === 'line_continuation' ? 0 : 1;
  });
  const fields = Object.fromEntries(FIELDS.map((field) => [field, fieldId(names, field)])) as Record<Field, number>;
  return { kinds, isMember, fields, expressions: kinds.map((kind) => expressions.get(kind)) };
}

/** The parts that need each other meet here instead of importing each other. */
export interface PythonParts {
  readonly expressions: ReadonlyMap<string, (py: Python, i: number) => Expression>;
  expression(py: Python, i: number): Expression;
  type(py: Python, i: number): TypeRef;
}

/** One item being lowered. */
export class Python {
  readonly lowering: Lowering;
  readonly #grammar: PythonGrammar;
  readonly #parts: PythonParts;
  /** The first parameter of the method around (`self`, `cls`): the model calls it `this`. */
  receiver: string | undefined;
  /** A `yield` was seen in the function under construction. */
  hasYield = false;
  /** Inside `if TYPE_CHECKING:`. */
  isTypeOnly = false;
  /** In a class body: what is assigned there is no name of the module. */
  isClassBody = false;

  constructor(lowering: Lowering, grammar: PythonGrammar, parts: PythonParts) {
    this.lowering = lowering;
    this.#grammar = grammar;
    this.#parts = parts;
  }

  /** Name of a named node; '' for a token and for -1. */
  kind(i: number): string {
    return i < 0 ? '' : (this.#grammar.kinds[this.lowering.tree.kind[i] ?? 0] ?? '');
  }
  child(i: number, field: Field): number {
    return this.lowering.child(i, this.#grammar.fields[field]);
  }
  /** All children in the field, in order; comments are in none. */
  children(i: number, field: Field): number[] {
    const { next, field: fields } = this.lowering.tree;
    const id = this.#grammar.fields[field];
    const found: number[] = [];
    const end = next[i] ?? 0;
    for (let at = i + 1; at < end; at = next[at] ?? end) {
      if (fields[at] === id && !this.lowering.isComment(at)) found.push(at);
    }
    return found;
  }
  /** Named children without comments, in order. */
  named(i: number): number[] {
    const { next, kind, broken } = this.lowering.tree;
    const { isMember } = this.#grammar;
    const found: number[] = [];
    const end = next[i] ?? 0;
    for (let at = i + 1; at < end; at = next[at] ?? end) {
      if (isMember[kind[at] ?? 0] === 1 || broken[at] === 1) found.push(at);
    }
    return found;
  }
  /** The first named child without comments, or -1. */
  first(i: number): number {
    const { next, kind, broken } = this.lowering.tree;
    const { isMember } = this.#grammar;
    const end = next[i] ?? 0;
    for (let at = i + 1; at < end; at = next[at] ?? end) if (isMember[kind[at] ?? 0] === 1 || broken[at] === 1) return at;
    return -1;
  }
  /** The first child that is a named node of the kind, or -1. */
  childOfKind(i: number, kind: string): number {
    const { next } = this.lowering.tree;
    const end = next[i] ?? 0;
    for (let at = i + 1; at < end; at = next[at] ?? end) if (this.kind(at) === kind) return at;
    return -1;
  }
  /** `async` is the first token of a `def`, `for`, `with`. */
  isAsync(i: number): boolean {
    return this.lowering.text.startsWith('async', this.lowering.tree.start[i]);
  }
  hasToken(i: number, token: string): boolean {
    const { next } = this.lowering.tree;
    const end = next[i] ?? 0;
    for (let at = i + 1; at < end; at = next[at] ?? end) {
      if (this.kind(at) === '' && this.lowering.textOf(at) === token) return true;
    }
    return false;
  }

  /** Records the names a pattern binds, where they are the module's. */
  declare(pattern: Pattern): void {
    if (!this.isClassBody) this.lowering.declare(pattern);
  }

  /** What lowers an expression of the node's kind. */
  lowerer(i: number): ((py: Python, i: number) => Expression) | undefined {
    return this.#grammar.expressions[this.lowering.tree.kind[i] ?? 0];
  }

  /** What every node of the model starts with. */
  at(i: number): { readonly start: number; readonly end: number; readonly parent: typeof ORPHAN } {
    return { start: this.lowering.start(i), end: this.lowering.end(i), parent: ORPHAN };
  }
  text(i: number): string {
    return this.lowering.textOf(i);
  }
  expression(i: number): Expression {
    return this.#parts.expression(this, i);
  }
  /** The expression in the field; broken when there is none. */
  valueOf(i: number, field: Field): Expression {
    const value = this.child(i, field);
    return value < 0 ? this.lowering.broken(i) : this.expression(value);
  }
  /** The expression of the first child, for nodes that wrap another one. */
  only(i: number): Expression {
    const inner = this.first(i);
    return inner < 0 ? this.lowering.broken(i) : this.expression(inner);
  }
  expressions(nodes: readonly number[]): Expression[] {
    return nodes.map((at) => this.expression(at));
  }
  optional(i: number): Expression | undefined {
    return i < 0 ? undefined : this.expression(i);
  }
  type(i: number): TypeRef | undefined {
    return i < 0 ? undefined : this.#parts.type(this, i);
  }
}
