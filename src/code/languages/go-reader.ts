/** What all parts of the Go lowering share: reading by kind and field name, and what is around the node at hand. */
import type { GrammarNames } from '#syntax/flat-tree';
import { fieldId, type Lowering, ORPHAN } from '../lowering';
import type { Expression, Pattern, Statement, TypeRef } from '../model';

const FIELDS = [
  'alias',
  'alternative',
  'arguments',
  'body',
  'channel',
  'communication',
  'condition',
  'consequence',
  'element',
  'field',
  'function',
  'index',
  'initializer',
  'key',
  'left',
  'name',
  'operand',
  'operator',
  'package',
  'parameters',
  'path',
  'receiver',
  'result',
  'right',
  'tag',
  'type',
  'type_arguments',
  'update',
  'value',
] as const;

export type Field = (typeof FIELDS)[number];

/** Names of one grammar, resolved once. */
export interface GoGrammar {
  /** By symbol: the name of a named node, '' for a token. */
  readonly kinds: readonly string[];
  readonly fields: Readonly<Record<Field, number>>;
}

export function goGrammar(names: GrammarNames): GoGrammar {
  const kinds = names.symbols.map((name, symbol) => (names.isNamed[symbol] ? name : ''));
  const fields = Object.fromEntries(FIELDS.map((field) => [field, fieldId(names, field)])) as Record<Field, number>;
  return { kinds, fields };
}

/** The parts that need each other meet here instead of importing each other. */
export interface GoParts {
  expression(go: Go, i: number): Expression;
  target(go: Go, i: number): Pattern;
  type(go: Go, i: number): TypeRef;
  block(go: Go, i: number): readonly Statement[];
  statements(go: Go, i: number): readonly Statement[];
}

/** One item being lowered. */
export class Go {
  readonly lowering: Lowering;
  readonly #grammar: GoGrammar;
  readonly #parts: GoParts;
  /** The last result of the function at hand is an error. */
  givesError = false;
  /** Names that hold an error that is there, innermost handler last. */
  readonly errors: string[] = [];

  constructor(lowering: Lowering, grammar: GoGrammar, parts: GoParts) {
    this.lowering = lowering;
    this.#grammar = grammar;
    this.#parts = parts;
  }

  /** Name of a named node; '' for a token and for -1. */
  kind(i: number): string {
    return i < 0 ? '' : (this.#grammar.kinds[this.lowering.tree.kind[i] ?? 0] ?? '');
  }
  child(i: number, field: Field): number {
    return i < 0 ? -1 : this.lowering.child(i, this.#grammar.fields[field]);
  }
  /** Named children without comments, in order. */
  named(i: number): number[] {
    const { next, broken } = this.lowering.tree;
    const found: number[] = [];
    if (i < 0) return found;
    const end = next[i] ?? 0;
    for (let at = i + 1; at < end; at = next[at] ?? end)
      if ((this.kind(at) !== '' && !this.lowering.isComment(at)) || broken[at] === 1) found.push(at);
    return found;
  }
  /** Named children in the field, in order. */
  inField(i: number, field: Field): number[] {
    const { field: fields } = this.lowering.tree;
    return this.named(i).filter((at) => fields[at] === this.#grammar.fields[field]);
  }
  ofKind(i: number, kind: string): number {
    return this.named(i).find((at) => this.kind(at) === kind) ?? -1;
  }
  /** The text of the first token in the field; '' when there is none. */
  word(i: number, field: Field): string {
    const at = this.child(i, field);
    return at < 0 ? '' : this.text(at);
  }
  /** What every node of the model starts with. */
  at(i: number): { readonly start: number; readonly end: number; readonly parent: typeof ORPHAN } {
    return { start: this.lowering.start(i), end: this.lowering.end(i), parent: ORPHAN };
  }
  text(i: number): string {
    return i < 0 ? '' : this.lowering.textOf(i);
  }
  expression(i: number): Expression {
    return this.#parts.expression(this, i);
  }
  target(i: number): Pattern {
    return this.#parts.target(this, i);
  }
  optional(i: number): Expression | undefined {
    return i < 0 ? undefined : this.expression(i);
  }
  valueOf(i: number, field: Field): Expression {
    const value = this.child(i, field);
    return value < 0 ? this.lowering.broken(i) : this.expression(value);
  }
  only(i: number): Expression {
    const [inner] = this.named(i);
    return inner === undefined ? this.lowering.broken(i) : this.expression(inner);
  }
  type(i: number): TypeRef | undefined {
    return i < 0 ? undefined : this.#parts.type(this, i);
  }
  block(i: number): readonly Statement[] {
    return this.#parts.block(this, i);
  }
  statements(i: number): readonly Statement[] {
    return this.#parts.statements(this, i);
  }
  /** The parts of an `expression_list`; the node itself where it is none. */
  list(i: number): number[] {
    if (i < 0) return [];
    return this.kind(i) === 'expression_list' ? this.named(i) : [i];
  }
}
