/** What lowerings share that read their grammar by the names of kinds and fields. */
import type { GrammarNames } from '#syntax/flat-tree';
import { adopt, fieldId, type Lowering, ORPHAN } from '../lowering';
import type { Expression, ExpressionStatement, Literal, Statement, TypeRef } from '../model';

/** Names of one grammar, resolved once. */
export interface NamedGrammar<Field extends string> {
  /** By symbol: the name of a named node, '' for a token. */
  readonly kinds: readonly string[];
  /** By symbol: 1 for a named node that is no comment. */
  readonly isMember: Uint8Array;
  readonly fields: Readonly<Record<Field, number>>;
}

/** `comments`: kinds that are no part of what is written. */
export function namedGrammar<Field extends string>(
  names: GrammarNames,
  fields: readonly Field[],
  comments: readonly string[],
): NamedGrammar<Field> {
  const kinds = names.symbols.map((name, symbol) => (names.isNamed[symbol] ? name : ''));
  const isMember = new Uint8Array(0x10000);
  kinds.forEach((kind, symbol) => {
    isMember[symbol] = kind === '' || comments.includes(kind) ? 0 : 1;
  });
  return {
    kinds,
    isMember,
    fields: Object.fromEntries(fields.map((field) => [field, fieldId(names, field)])) as Record<Field, number>,
  };
}

/** One item being lowered. Where a node is -1, it has no children and no text. */
export abstract class NamedReader<Field extends string> {
  readonly lowering: Lowering;
  readonly #grammar: NamedGrammar<Field>;

  constructor(lowering: Lowering, grammar: NamedGrammar<Field>) {
    this.lowering = lowering;
    this.#grammar = grammar;
  }

  abstract expression(i: number): Expression;

  /** Name of a named node; '' for a token and for -1. */
  kind(i: number): string {
    return i < 0 ? '' : (this.#grammar.kinds[this.lowering.tree.kind[i] ?? 0] ?? '');
  }
  child(i: number, field: Field): number {
    return i < 0 ? -1 : this.lowering.child(i, this.#grammar.fields[field]);
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
  hasToken(i: number, token: string): boolean {
    const { next } = this.lowering.tree;
    const end = next[i] ?? 0;
    for (let at = i + 1; at < end; at = next[at] ?? end) {
      if (this.kind(at) === '' && this.lowering.textOf(at) === token) return true;
    }
    return false;
  }
  text(i: number): string {
    return i < 0 ? '' : this.lowering.textOf(i);
  }
  span(i: number): { readonly start: number; readonly end: number } {
    return { start: this.lowering.start(i), end: this.lowering.end(i) };
  }
  /** What every node of the model starts with. */
  at(i: number): { readonly start: number; readonly end: number; readonly parent: typeof ORPHAN } {
    return { start: this.lowering.start(i), end: this.lowering.end(i), parent: ORPHAN };
  }

  optional(i: number): Expression | undefined {
    return i < 0 ? undefined : this.expression(i);
  }
  expressions(nodes: readonly number[]): Expression[] {
    return nodes.map((at) => this.expression(at));
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
  literal(i: number, value: Literal['value'], type: Literal['type']): Literal {
    return { kind: 'literal', ...this.at(i), value, type };
  }

  /** An expression that stands as a statement. */
  standing(i: number, expression: Expression): Statement {
    return adopt<ExpressionStatement>({ kind: 'expression', ...this.at(i), expression });
  }
  /** The node as statements: broken where it is torn, deeper than the model goes, or of a kind that nothing lowers. */
  lowered(
    i: number,
    lower: ((reader: this, i: number) => Statement | readonly Statement[]) | undefined,
    mayBeTorn = false,
  ): readonly Statement[] {
    const { lowering } = this;
    if ((lowering.isTorn(i) && !mayBeTorn) || lowering.isBroken(i) || !lowering.enter()) return [lowering.broken(i)];
    const lowered = lower?.(this, i) ?? lowering.broken(i);
    lowering.leave();
    return Array.isArray(lowered) ? (lowered as readonly Statement[]) : [lowered as Statement];
  }
}

export function namedType(name: string, text: string, args: readonly TypeRef[] = []): TypeRef {
  return { name, args, text, metadata: [] };
}
