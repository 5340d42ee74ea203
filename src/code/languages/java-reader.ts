/** What all parts of the Java lowering share: reading by kind and field name, and which names are known around the node at hand. */
import type { GrammarNames } from '#syntax/flat-tree';
import { type Lowering, ORPHAN } from '../lowering';
import type { Expression, Statement, TypeRef } from '../model';
import { type NamedGrammar, NamedReader, namedGrammar } from './named-reader';

const FIELDS = [
  'alternative',
  'arguments',
  'array',
  'body',
  'condition',
  'consequence',
  'constructor',
  'declarator',
  'dimensions',
  'element',
  'field',
  'index',
  'init',
  'interfaces',
  'key',
  'left',
  'name',
  'object',
  'operand',
  'operator',
  'parameters',
  'pattern',
  'resources',
  'right',
  'superclass',
  'type',
  'type_arguments',
  'update',
  'value',
] as const;

export type Field = (typeof FIELDS)[number];

interface JavaGrammar extends NamedGrammar<Field> {
  /** By symbol: what lowers an expression of the kind. */
  readonly expressions: readonly (((java: Java, i: number) => Expression) | undefined)[];
}

export function javaGrammar(names: GrammarNames, expressions: JavaParts['expressions']): JavaGrammar {
  const grammar = namedGrammar(names, FIELDS, ['line_comment', 'block_comment']);
  return { ...grammar, expressions: grammar.kinds.map((kind) => expressions.get(kind)) };
}

/** The parts that need each other meet here instead of importing each other. */
export interface JavaParts {
  readonly expressions: ReadonlyMap<string, (java: Java, i: number) => Expression>;
  expression(java: Java, i: number): Expression;
  type(java: Java, i: number): TypeRef;
  statements(java: Java, i: number): readonly Statement[];
  /** `new X() { … }`: the class whose instance is made. */
  anonymousClass(java: Java, i: number, base: Expression): Expression;
}

/** A class around the node at hand, with the names of its members: they are used without `this`. */
export interface ClassFrame {
  readonly name: string;
  readonly fields: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
  /** Names found nowhere else may be inherited. */
  readonly hasBase: boolean;
}

/** Constants, packages and types are never inherited under a name that starts like one of a variable. */
const LOWER_CASE = /^[a-z_$]/;

/** One item being lowered. */
export class Java extends NamedReader<Field> {
  readonly #lowerers: JavaGrammar['expressions'];
  readonly #parts: JavaParts;
  /** Parameters and local variables around, innermost last. */
  readonly locals: string[] = [];
  /** Classes around, innermost last. */
  readonly frames: ClassFrame[] = [];
  #statics: ReadonlySet<string> | undefined;

  constructor(lowering: Lowering, grammar: JavaGrammar, parts: JavaParts) {
    super(lowering, grammar);
    this.#lowerers = grammar.expressions;
    this.#parts = parts;
  }

  /** What lowers an expression of the node's kind. */
  lowerer(i: number): ((java: Java, i: number) => Expression) | undefined {
    return this.#lowerers[this.lowering.tree.kind[i] ?? 0];
  }

  expression(i: number): Expression {
    return this.#parts.expression(this, i);
  }
  type(i: number): TypeRef | undefined {
    return i < 0 ? undefined : this.#parts.type(this, i);
  }
  statements(i: number): readonly Statement[] {
    return this.#parts.statements(this, i);
  }
  anonymousClass(i: number, base: Expression): Expression {
    return this.#parts.anonymousClass(this, i, base);
  }

  /** Runs `lower` with the locals it declares forgotten afterwards. */
  scoped<T>(lower: () => T): T {
    const before = this.locals.length;
    const lowered = lower();
    this.locals.length = before;
    return lowered;
  }

  /** A name as an expression: a local, a member of a class around (`this.x`, `Outer.x`), or a free one. */
  nameAt(i: number, what: 'fields' | 'methods'): Expression {
    const name = this.text(i);
    const span = this.at(i);
    const isLocal = what === 'fields' && this.locals.lastIndexOf(name) >= 0;
    const owner = isLocal ? undefined : this.#ownerOf(name, what);
    if (owner === undefined) {
      this.mention(name);
      return { kind: 'identifier', ...span, name };
    }
    const object: Expression = { kind: 'identifier', start: span.start, end: span.start, parent: ORPHAN, name: owner };
    const member: Expression = { kind: 'member', ...span, object, property: name, propertyStart: span.start };
    (object as { parent: Expression }).parent = member;
    return member;
  }

  /** Types are mentioned wherever they stand: what is of the same package is found by that. */
  mention(name: string): void {
    if (/^[A-Z]/.test(name)) this.lowering.mentions.add(name);
    else this.lowering.mention(name);
  }

  #ownerOf(name: string, what: 'fields' | 'methods'): string | undefined {
    for (let at = this.frames.length - 1; at >= 0; at--) {
      const frame = this.frames[at];
      if (frame?.[what].has(name)) return at === this.frames.length - 1 ? 'this' : frame.name || undefined;
    }
    const inner = this.frames.at(-1);
    if (inner?.hasBase !== true || !LOWER_CASE.test(name) || this.#staticNames().has(name)) return undefined;
    return this.isPackage(name) ? undefined : 'this';
  }

  /** The first part of a name written in full: `java.util.List`. */
  isPackage(name: string): boolean {
    return /^(?:javax?|jakarta|org|com|io|net|dev)$/.test(name);
  }

  #staticNames(): ReadonlySet<string> {
    if (this.#statics === undefined) {
      const found = this.lowering.text.matchAll(/^import\s+static\s+[\w.]+\.(\w+|\*)\s*;/gm);
      this.#statics = new Set(Array.from(found, ([, name = '']) => name));
    }
    return this.#statics;
  }
}
