/** What all parts of the Python lowering share: reading by kind and field name, and what is around the node at hand. */
import type { GrammarNames } from '#syntax/flat-tree';
import type { Lowering } from '../lowering';
import type { Expression, Pattern, TypeRef } from '../model';
import { type NamedGrammar, NamedReader, namedGrammar } from './named-reader';

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

interface PythonGrammar extends NamedGrammar<Field> {
  /** By symbol: what lowers an expression of the kind. */
  readonly expressions: readonly (((py: Python, i: number) => Expression) | undefined)[];
}

export function pythonGrammar(names: GrammarNames, expressions: PythonParts['expressions']): PythonGrammar {
  const grammar = namedGrammar(names, FIELDS, ['comment', 'line_continuation']);
  return { ...grammar, expressions: grammar.kinds.map((kind) => expressions.get(kind)) };
}

/** The parts that need each other meet here instead of importing each other. */
export interface PythonParts {
  readonly expressions: ReadonlyMap<string, (py: Python, i: number) => Expression>;
  expression(py: Python, i: number): Expression;
  type(py: Python, i: number): TypeRef;
}

/** One item being lowered. */
export class Python extends NamedReader<Field> {
  readonly #lowerers: PythonGrammar['expressions'];
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
    super(lowering, grammar);
    this.#lowerers = grammar.expressions;
    this.#parts = parts;
  }

  /** `async` is the first token of a `def`, `for`, `with`. */
  isAsync(i: number): boolean {
    return this.lowering.text.startsWith('async', this.lowering.tree.start[i]);
  }

  /** Records the names a pattern binds, where they are the module's. */
  declare(pattern: Pattern): void {
    if (!this.isClassBody) this.lowering.declare(pattern);
  }

  /** What lowers an expression of the node's kind. */
  lowerer(i: number): ((py: Python, i: number) => Expression) | undefined {
    return this.#lowerers[this.lowering.tree.kind[i] ?? 0];
  }

  expression(i: number): Expression {
    return this.#parts.expression(this, i);
  }
  type(i: number): TypeRef | undefined {
    return i < 0 ? undefined : this.#parts.type(this, i);
  }
}
