/** By which columns rows are selected, in whatever form a store takes it: objects, ids, keywords, comparisons, chained filters. */
import type { Argument, Call, Expression } from '#code/model';
import type { Analysis } from '../analysis';
import { optionsOf } from '../options';
import type { Step } from '../origins/call-chain';
import { lastName } from '../origins/full-name';
import { parseSql } from './sql-text';

export interface Selection {
  readonly columns: readonly string[];
  /** What the columns are compared with. */
  readonly keys: readonly Expression[];
  /** Part of it could not be read. */
  readonly isOpen: boolean;
}

class Reading {
  readonly columns = new Set<string>();
  readonly keys: Expression[] = [];
  isOpen = false;

  constructor(readonly analysis: Analysis) {}

  add(column: string, value: Expression | undefined): void {
    this.columns.add(column.replace(/__\w+$/, '').replace(/^(pk|_id)$/, 'id'));
    if (value !== undefined) this.keys.push(value);
  }

  /** A `where` object, an id, a comparison or a condition built from them. */
  read(value: Expression): void {
    switch (value.kind) {
      case 'object':
        this.#object(value);
        return;
      case 'array':
        for (const element of value.elements) this.read(element);
        return;
      case 'binary':
        this.#binary(value);
        return;
      case 'call':
        this.#call(value);
        return;
      case 'function':
        // Drizzle's and kysely's callbacks: the comparisons inside say it.
        for (const call of value.fn.calls) this.#call(call);
        return;
      case 'identifier':
      case 'member': {
        const origin = this.analysis.originOf(value);
        if (origin.kind === 'expression' && origin.path.length === 0 && origin.node.kind === 'object') this.#object(origin.node);
        else this.add('id', value);
        return;
      }
      case 'literal':
        if (typeof value.value === 'string' && /[=<>]|\bin\b/i.test(value.value))
          for (const column of parseSql(`SELECT 1 FROM t WHERE ${value.value}`)[0]?.where ?? []) this.add(column, undefined);
        else this.add('id', value);
        return;
      default:
        this.add('id', value);
    }
  }

  #object(value: Expression): void {
    const { entries, open } = optionsOf(this.analysis, value);
    this.isOpen ||= open !== undefined;
    for (const [key, inner] of entries) {
      if (/^(AND|OR|NOT|\$and|\$or|\$nor)$/.test(key)) this.read(inner);
      else if (inner.kind === 'object' && key.includes('_') && inner.entries.every((entry) => key.includes(entry.key ?? '?')))
        // Prisma's compound keys: `{ campaignId_recipientId: { campaignId, recipientId } }`.
        this.#object(inner);
      else this.add(key, inner);
    }
  }

  /** `Order.id == order_id`, `a & b`, `a && b`. */
  #binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): void {
    if (/^(&&|\|\||&|\||,)$/.test(operator)) {
      this.read(left);
      this.read(right);
    } else this.add(lastName(left), right);
  }

  /** `eq(orders.id, id)`, `and(a, b)`, `Q(status='open')`, `In([...])`, `Order.id.in_(ids)`. */
  #call(call: Call): void {
    const name = lastName(call.callee);
    const [first, second] = call.args;
    if (/^(and|or|and_|or_|not|not_)$/.test(name)) for (const { value } of call.args) this.read(value);
    else if (name === 'Q') this.keywords(call.args);
    else if (/^(in_|is_|isnot|any_|like|ilike|between|is_not)$/.test(name) && call.callee.kind === 'member')
      this.add(lastName(call.callee.object), first?.value);
    else if (
      first !== undefined &&
      first.value.kind === 'member' &&
      /^(eq|ne|gt|gte|lt|lte|inArray|isNull|isNotNull|like|between)$/.test(name)
    )
      this.add(first.value.property, second?.value);
    else this.isOpen = true;
  }

  keywords(args: readonly Argument[]): void {
    for (const { name, value, spread } of args) {
      if (spread) this.isOpen = true;
      else if (name !== undefined) this.add(name, value);
      else this.read(value);
    }
  }
}

const FILTERS =
  /^(where|andWhere|orWhere|whereIn|whereNull|whereNot|whereNotNull|whereNotIn|whereRaw|filter|filter_by|exclude|Where|Or|Not|eq|match|findById|is|in|get)$/;

/** The selection written in arguments, and in the filters chained before and after. */
export function selectionOf(analysis: Analysis, wheres: readonly Expression[], steps: readonly Step[]): Selection {
  const reading = new Reading(analysis);
  for (const where of wheres) reading.read(where);
  for (const { name, call } of steps) {
    if (call === undefined || !FILTERS.test(name)) continue;
    const [first, second, third] = call.args;
    if (first?.value.kind === 'literal' && first.name === undefined && typeof first.value.value === 'string') {
      const text = first.value.value;
      const columns = /[=<>]|\bin\b/i.test(text)
        ? (parseSql(`SELECT 1 FROM t WHERE ${text}`)[0]?.where ?? [])
        : [text.replace(/^.*\./, '')];
      for (const column of columns) reading.add(column, (third ?? second)?.value);
    } else if (call.args.length > 0) reading.keywords(call.args);
  }
  return { columns: [...reading.columns], keys: reading.keys, isOpen: reading.isOpen };
}
