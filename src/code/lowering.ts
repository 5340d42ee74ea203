/**
 * What every language file shares: the contract it fulfils, and the bookkeeping of the item under construction (parents,
 * calls and functions per function, names, broken regions).
 */

import type { GrammarNames } from '#syntax/flat-tree';
import {
  type Broken,
  type Call,
  type ClassNode,
  type Expression,
  type FunctionNode,
  type Item,
  MAX_DEPTH,
  type Node,
  type Pattern,
  type Statement,
} from './model';
import { NodeReader } from './node-reader';
import { forEachChild } from './walk';

/** One language, made once per grammar. */
export interface LanguageLowering {
  /** The statements of the top-level node `i` (never a comment, never broken). */
  statements(lowering: Lowering, i: number): readonly Statement[];
}

export type CreateLanguageLowering = (names: GrammarNames) => LanguageLowering;

/**
 * A table from grammar symbol to the language's own small numbers, 0 for what is not listed: one array read per node in a
 * `switch`. `named` lists named nodes, `tokens` anonymous ones (`class` is both).
 */
export function kindTable(
  names: GrammarNames,
  named: Readonly<Record<string, number>>,
  tokens: Readonly<Record<string, number>> = {},
): Uint8Array {
  const table = new Uint8Array(0x10000);
  names.symbols.forEach((name, symbol) => {
    const from = names.isNamed[symbol] ? named : tokens;
    if (Object.hasOwn(from, name)) table[symbol] = from[name] ?? 0;
  });
  return table;
}

/** The id of a field, or -1 where the grammar has none of that name (it then matches no node). */
export function fieldId(names: GrammarNames, field: string): number {
  const id = names.fields.indexOf(field);
  return id <= 0 ? -1 : id;
}

/** A node's parent until it is adopted: an item, so that walking up ends. */
export const ORPHAN: Item = {
  kind: 'item',
  base: 0,
  start: 0,
  end: 0,
  get fn(): FunctionNode {
    throw new Error('A node of the model was never adopted.');
  },
  statements: [],
  classes: [],
  comments: [],
  codeLines: [],
  declares: new Set(),
  mentions: new Set(),
  isBroken: true,
};

function setParent(child: Node, parent: Node): void {
  (child as { parent: Node }).parent = parent;
}

/** Makes `node` the parent of the nodes it holds: called once for each node, when its children are complete. */
export function adopt<T extends Node>(node: T): T {
  forEachChild(node, setParent, node);
  return node;
}

/** A function under construction. */
export interface FunctionScope {
  readonly calls: Call[];
  readonly functions: FunctionNode[];
  readonly outer: FunctionScope | undefined;
  isBroken: boolean;
}

/** What a language knows of a function; the rest comes from the scope. */
export type FunctionParts = Omit<FunctionNode, 'kind' | 'parent' | 'calls' | 'functions' | 'cls' | 'isBroken'>;

export class Lowering extends NodeReader {
  scope: FunctionScope = { calls: [], functions: [], outer: undefined, isBroken: false };
  classes: ClassNode[] = [];
  declares = new Set<string>();
  mentions = new Set<string>();
  #depth = 0;
  #bodies = 0;
  #blocks = 0;

  /** Starts over for the item that is node `i`. */
  beginItem(i: number): void {
    this.base = this.tree.start[i] ?? 0;
    this.scope = { calls: [], functions: [], outer: undefined, isBroken: false };
    this.classes = [];
    this.declares = new Set();
    this.mentions = new Set();
  }

  /** A region nothing is known of; every function around it is flagged. */
  broken(i: number): Broken {
    for (let at: FunctionScope | undefined = this.scope; at !== undefined; at = at.outer) at.isBroken = true;
    return { kind: 'broken', start: this.start(i), end: this.end(i), parent: ORPHAN };
  }

  statementOf(expression: Expression, start: number, end: number): Statement {
    return adopt({ kind: 'expression', start, end, parent: ORPHAN, expression });
  }

  /** One level deeper; false (and no deeper) beyond `MAX_DEPTH`: lower to `broken` then. Pair a true with `leave`. */
  enter(): boolean {
    if (this.#depth >= MAX_DEPTH) return false;
    this.#depth++;
    return true;
  }
  leave(): void {
    this.#depth--;
  }

  /** Records that the item mentions the name; what function bodies mention is not recorded. */
  mention(name: string): void {
    if (this.#bodies === 0) this.mentions.add(name);
  }
  /** True outside of all functions. */
  get isModuleLevel(): boolean {
    return this.scope.outer === undefined;
  }
  /** Inside a nested block, in languages whose blocks have a scope of their own. */
  get isNested(): boolean {
    return this.#blocks > 0;
  }
  openBlock(): void {
    this.#blocks++;
  }
  closeBlock(): void {
    this.#blocks--;
  }
  /** Records a name bound at module level; does nothing inside functions. */
  declareName(name: string): void {
    if (this.isModuleLevel) this.declares.add(name);
  }
  /** Records the names a pattern binds at module level; does nothing inside functions. */
  declare(pattern: Pattern): void {
    if (this.isModuleLevel) forEachName(pattern, (name) => this.declares.add(name));
  }

  /**
   * Keeps the place of a call among its function's calls, so that they come in reading order: lower the callee, `openCall`,
   * lower the arguments, `closeCall`.
   */
  openCall(): number {
    return this.scope.calls.push(UNFINISHED_CALL) - 1;
  }
  closeCall(slot: number, call: Call): Call {
    this.scope.calls[slot] = call;
    return adopt(call);
  }

  /** Opens a function: parameters are lowered in it. Decorators belong to the enclosing one: lower them before. */
  openFunction(): FunctionScope {
    this.scope = { calls: [], functions: [], outer: this.scope, isBroken: false };
    return this.scope;
  }
  openBody(): void {
    this.#bodies++;
  }
  closeBody(): void {
    this.#bodies--;
  }
  /** `i`: the node that is the function. The class of a method is set by `finishClass`. */
  closeFunction(scope: FunctionScope, i: number, parts: FunctionParts): FunctionNode {
    const isBroken = scope.isBroken || this.holdsBroken(i);
    const { calls, functions } = scope;
    const fn: FunctionNode = { kind: 'fn', ...parts, parent: ORPHAN, calls, functions, cls: undefined, isBroken };
    if (scope.outer !== undefined) {
      this.scope = scope.outer;
      scope.outer.functions.push(fn);
    }
    return adopt(fn);
  }

  /** Adopts a class and tells its methods and the functions its fields hold which class they are of. */
  finishClass(cls: ClassNode): ClassNode {
    for (const method of cls.methods) setClass(method, cls);
    for (const field of cls.fields) if (field.value?.kind === 'function') setClass(field.value.fn, cls);
    this.classes.push(cls);
    return adopt(cls);
  }
}

function setClass(fn: FunctionNode, cls: ClassNode): void {
  (fn as { cls: ClassNode | undefined }).cls = cls;
}

const UNFINISHED_CALL: Call = {
  kind: 'call',
  start: 0,
  end: 0,
  parent: ORPHAN,
  callee: { kind: 'broken', start: 0, end: 0, parent: ORPHAN },
  args: [],
  isNew: false,
  argsEnd: -1,
  typeArgs: '',
};

/** Every name a pattern binds, in order. */
export function forEachName(pattern: Pattern, visit: (name: string) => void): void {
  switch (pattern.kind) {
    case 'identifier':
      visit(pattern.name);
      return;
    case 'object-pattern':
      for (const prop of pattern.props) forEachName(prop.target, visit);
      if (pattern.rest !== undefined) forEachName(pattern.rest, visit);
      return;
    case 'array-pattern':
      for (const element of pattern.elements) if (element !== undefined) forEachName(element, visit);
      if (pattern.rest !== undefined) forEachName(pattern.rest, visit);
  }
}
