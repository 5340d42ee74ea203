/** What all parts of the Go lowering share: reading by kind and field name, and what is around the node at hand. */
import type { GrammarNames } from '#syntax/flat-tree';
import type { Lowering } from '../lowering';
import type { Expression, Pattern, Statement, TypeRef } from '../model';
import { type NamedGrammar, NamedReader, namedGrammar } from './named-reader';

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

export function goGrammar(names: GrammarNames): NamedGrammar<Field> {
  return namedGrammar(names, FIELDS, ['comment']);
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
export class Go extends NamedReader<Field> {
  readonly #parts: GoParts;
  /** The last result of the function at hand is an error. */
  givesError = false;
  /** Names that hold an error that is there, innermost handler last. */
  readonly errors: string[] = [];

  constructor(lowering: Lowering, grammar: NamedGrammar<Field>, parts: GoParts) {
    super(lowering, grammar);
    this.#parts = parts;
  }

  /** Children in the field without the commas between them. */
  inField(i: number, field: Field): number[] {
    return this.children(i, field).filter((at) => this.kind(at) !== '' || this.lowering.isBroken(at));
  }
  /** The text of the first token in the field; '' when there is none. */
  word(i: number, field: Field): string {
    const at = this.child(i, field);
    return at < 0 ? '' : this.text(at);
  }
  expression(i: number): Expression {
    return this.#parts.expression(this, i);
  }
  target(i: number): Pattern {
    return this.#parts.target(this, i);
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
