/**
 * Where the names of one function (or of one top-level item) get their values. Made once per function, lazily, from its
 * statements alone: nested functions have scopes of their own.
 */
import type { Expression, FunctionNode, Item, Node, Pattern, Statement, TypeRef } from '#code/model';
import { itemOf } from '#code/model';
import type { Binding } from '../analysis';
import { leavesOf } from './pattern-leaves';

interface Region {
  readonly start: number;
  readonly end: number;
}

/** A loop and the loops around it, within the function. */
export interface LoopRegion extends Region {
  readonly outer: LoopRegion | undefined;
}

/** One place a name gets a value. Offsets are relative to `item`. */
export interface Entry {
  /** As if it were the only one: `isConstant` is true. */
  readonly binding: Binding;
  /** `= x` of a destructured name or a parameter. */
  readonly fallback: Expression | undefined;
  readonly type: TypeRef | undefined;
  readonly item: Item;
  /** From here on it holds. */
  readonly at: number;
  /** The statement list it stands in: what follows in the list has passed it. */
  readonly list: Region;
  readonly loop: LoopRegion | undefined;
  /** A name of this scope is made; else a name that exists gets another value. */
  readonly declares: boolean;
  /** Keeps what was there before in some cases (`??=`, `+=`). */
  readonly isPartial: boolean;
  /** `let x;`: nothing is put in. */
  readonly isEmpty: boolean;
}

export interface Entries {
  readonly own: ReadonlyMap<string, readonly Entry[]>;
  /** Assignments to names of an enclosing scope. */
  readonly outer: ReadonlyMap<string, readonly Entry[]>;
}

const WHOLE: readonly string[] = [];
const EVERYWHERE: Region = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };

// What a function or an item gives values to depends on nothing but its text, and unchanged items live on across edits.
const FUNCTIONS = new WeakMap<FunctionNode, Entries>();
const ITEMS = new WeakMap<Item, Entries>();

export function entriesOfFunction(fn: FunctionNode, isPython: boolean): Entries {
  const known = FUNCTIONS.get(fn);
  if (known !== undefined) return known;
  const made = readFunction(fn, isPython);
  FUNCTIONS.set(fn, made);
  return made;
}

/** Of the item at module level. */
export function entriesOfModule(item: Item, isPython: boolean): Entries {
  const known = ITEMS.get(item);
  if (known !== undefined) return known;
  const collector = new Collector(item, isPython);
  for (const statement of item.statements) collector.statement(statement, EVERYWHERE, undefined);
  const made = collector.finish();
  ITEMS.set(item, made);
  return made;
}

function readFunction(fn: FunctionNode, isPython: boolean): Entries {
  const collector = new Collector(itemOf(fn), isPython);
  const place: Placing = { list: fn, loop: undefined, at: fn.start };
  fn.params.forEach((param, index) => {
    for (const leaf of leavesOf(param.target)) {
      const binding: Binding = { kind: 'parameter', fn, index, path: leaf.path };
      const isWhole = leaf.path.length === 0;
      collector.add(leaf.name, binding, place, {
        fallback: leaf.fallback ?? (isWhole ? param.fallback : undefined),
        type: param.type,
      });
    }
  });
  collector.statements(fn.body, undefined);
  return collector.finish();
}

interface Placing {
  readonly list: Region;
  readonly loop: LoopRegion | undefined;
  readonly at: number;
}

interface Extras {
  readonly fallback?: Expression | undefined;
  readonly type?: TypeRef | undefined;
  readonly declares?: boolean;
  readonly isPartial?: boolean;
  readonly isEmpty?: boolean;
}

class Collector {
  readonly #entries = new Map<string, Entry[]>();
  readonly #foreign = new Set<string>();
  readonly #item: Item;
  readonly #isPython: boolean;

  constructor(item: Item, isPython: boolean) {
    this.#item = item;
    this.#isPython = isPython;
  }

  finish(): Entries {
    const outer = new Map<string, readonly Entry[]>();
    for (const [name, entries] of this.#entries) {
      const isOwn = !this.#foreign.has(name) && (this.#isPython || entries.some((entry) => entry.declares));
      if (isOwn) continue;
      outer.set(name, entries);
      this.#entries.delete(name);
    }
    return { own: this.#entries, outer };
  }

  add(name: string, binding: Binding, { list, loop, at }: Placing, extras: Extras = {}): void {
    const { fallback, type, declares = true, isPartial = false, isEmpty = false } = extras;
    const entry: Entry = { binding, fallback, type, item: this.#item, at, list, loop, declares, isPartial, isEmpty };
    const known = this.#entries.get(name);
    if (known === undefined) this.#entries.set(name, [entry]);
    else known.push(entry);
  }

  statements(body: readonly Statement[], loop: LoopRegion | undefined): void {
    const first = body[0];
    const last = body.at(-1);
    if (first === undefined || last === undefined) return;
    const list = { start: first.start, end: last.end };
    for (const statement of body) this.statement(statement, list, loop);
  }

  statement(statement: Statement, list: Region, loop: LoopRegion | undefined): void {
    const place: Placing = { list, loop, at: statement.end };
    const hoisted: Placing = this.#isPython ? place : { list, loop, at: list.start };
    switch (statement.kind) {
      case 'declare': {
        const { value, type } = statement;
        if (value !== undefined) this.#assignments(value, place);
        this.#pattern(statement.target, value, statement, place, { type, isEmpty: value === undefined });
        return;
      }
      case 'import':
        for (const { imported, local } of statement.names)
          this.add(local, { kind: 'import', module: statement.module, imported }, hoisted);
        return;
      case 'function-declaration':
        this.add(statement.fn.name, { kind: 'function', fn: statement.fn }, hoisted);
        return;
      case 'class-declaration':
        this.add(statement.cls.name, { kind: 'class', cls: statement.cls }, place);
        return;
      case 'expression':
        this.#assignments(statement.expression, place);
        return;
      case 'return':
      case 'export':
        if (statement.value !== undefined) this.#assignments(statement.value, place);
        return;
      case 'if':
        this.#assignments(statement.test, { ...place, at: statement.test.end });
        this.statements(statement.then, loop);
        this.statements(statement.otherwise, loop);
        return;
      case 'loop': {
        const region: LoopRegion = { start: statement.start, end: statement.end, outer: loop };
        for (const each of statement.init) this.statement(each, region, region);
        const { target, source } = statement;
        if (target !== undefined) this.#bound(target, source, statement, 'loop', { list: region, loop: region, at: target.end });
        if (statement.test !== undefined)
          this.#assignments(statement.test, { list: region, loop: region, at: statement.test.end });
        this.statements(statement.body, region);
        return;
      }
      case 'try':
        if (statement.isFlat === true) for (const each of statement.body) this.statement(each, list, loop);
        else this.statements(statement.body, loop);
        for (const handler of statement.handlers) {
          const inHandler = { list: handler, loop, at: handler.start };
          if (handler.binding !== undefined) this.#bound(handler.binding, undefined, handler, 'catch', inHandler);
          this.statements(handler.body, loop);
        }
        this.statements(statement.otherwise, loop);
        this.statements(statement.finalizer ?? [], loop);
        return;
      case 'with':
        for (const { value, target } of statement.items)
          if (target !== undefined) this.#bound(target, value, statement, 'with', { list, loop, at: target.end });
        // What stands in the body of a `with` has happened after it: it is no branch.
        for (const each of statement.body) this.statement(each, list, loop);
        return;
      case 'switch':
        for (const each of statement.cases) this.statements(each.body, loop);
        return;
      case 'block':
        this.statements(statement.body, loop);
        return;
      case 'other-statement':
        if (statement.word === 'global' || statement.word === 'nonlocal')
          for (const child of statement.children) if (child.kind === 'identifier') this.#foreign.add(child.name);
        return;
      default:
        return;
    }
  }

  #bound(target: Pattern, source: Expression | undefined, node: Node, by: 'loop' | 'with' | 'catch', place: Placing): void {
    for (const leaf of leavesOf(target)) {
      const binding: Binding = { kind: 'bound', node, source, path: leaf.path, by };
      this.add(leaf.name, binding, place, { fallback: leaf.fallback });
    }
  }

  #pattern(target: Pattern, value: Expression | undefined, node: Node, place: Placing, extras: Extras): void {
    if (target.kind === 'identifier') {
      this.add(target.name, { kind: 'declaration', value, path: WHOLE, node, isConstant: true }, place, extras);
      return;
    }
    for (const leaf of leavesOf(target)) {
      const binding: Binding = { kind: 'declaration', value, path: leaf.path, node, isConstant: true };
      this.add(leaf.name, binding, place, { ...extras, fallback: leaf.fallback });
    }
  }

  /** Assignments in an expression, where they are usually written: not inside of arguments and literals. */
  #assignments(expression: Expression, place: Placing): void {
    switch (expression.kind) {
      case 'assign': {
        const { target, operator, value } = expression;
        this.#assignments(value, place);
        const isPlain = operator === '=' || operator === ':=';
        const isLogical = operator === '??=' || operator === '||=' || operator === '&&=';
        const source = isPlain || isLogical ? value : undefined;
        const shape = { declares: this.#isPython, isPartial: !isPlain };
        this.#pattern(target, source?.kind === 'assign' ? source.value : source, expression, place, shape);
        return;
      }
      case 'binary':
        this.#assignments(expression.left, place);
        this.#assignments(expression.right, place);
        return;
      case 'await':
      case 'unary':
      case 'cast':
        this.#assignments(expression.value, place);
        return;
      case 'conditional':
        this.#assignments(expression.test, place);
        this.#assignments(expression.whenTrue, place);
        this.#assignments(expression.whenFalse, place);
        return;
      default:
        return;
    }
  }
}

/** Names that the item gives a value at module level, in blocks as well. */
export function namesGiven(item: Item, isPython: boolean): readonly string[] {
  const { own, outer } = entriesOfModule(item, isPython);
  return [...own.keys(), ...outer.keys()];
}
