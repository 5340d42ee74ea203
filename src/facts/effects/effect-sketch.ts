/** An effect as far as its call alone tells: before its transaction, its loop and its caller are looked at. */
import type { Call, Expression } from '#code/model';
import type { Operation } from '#libraries/stores';
import type { Analysis } from '../analysis';
import { keywordsOf, optionsOf } from '../options';
import type { Origin } from '../origin';
import { followed } from '../origins/followed';
import { writtenName } from '../origins/full-name';
import type { EffectKind } from '../summary';
import { runningOf } from './inline-functions';

export interface Sketch {
  readonly kind: EffectKind;
  /** A tagged template (`sql`INSERT …``) is a call of its tag here. */
  readonly call: Call;
  readonly entity: string;
  readonly operation: Operation;
  readonly label: string;
  readonly store: string;
  readonly data: Expression | undefined;
  /** Columns and their values, as far as they are listed. */
  readonly fields: ReadonlyMap<string, Expression>;
  /** More columns may be written than `fields` tells: a raw body, a spread. */
  readonly isOpen: boolean;
  readonly selects: readonly string[] | undefined;
  readonly keys: readonly Expression[];
  readonly isRepeatable: boolean;
  readonly why: string;
  readonly handle: Origin;
  readonly commits: 'statement' | 'unit';
  readonly confidence: 'high' | 'medium';
}

/** Where a call's argument stands (`ArgumentPath`); `**` is no single expression. */
export function argumentAt(analysis: Analysis, call: Call, path: string | undefined): Expression | undefined {
  if (path === undefined || path === '' || path === '**') return undefined;
  for (const way of path.split('|')) {
    const [head = '', ...rest] = way.split('.');
    const positional = call.args.filter((arg) => arg.name === undefined);
    let value = /^\d+$/.test(head)
      ? positional.slice(0, Number(head) + 1).some((arg) => arg.spread)
        ? undefined
        : positional[Number(head)]?.value
      : keywordsOf(analysis, call).entries.get(head);
    for (const key of rest) value = value && optionsOf(analysis, value).entries.get(key);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Columns given in an object, in a constructor's arguments, in keywords, or in the first row of a list. */
export function fieldsOf(
  analysis: Analysis,
  data: Expression | undefined,
): { fields: ReadonlyMap<string, Expression>; isOpen: boolean } {
  const value = data && followed(analysis, data);
  if (value === undefined) return { fields: new Map(), isOpen: data !== undefined };
  if (value.kind === 'array') return fieldsOf(analysis, value.elements[0]);
  if (value.kind === 'comprehension') return fieldsOf(analysis, value.element);
  if (value.kind === 'spread') return fieldsOf(analysis, value.value);
  if (value.kind === 'call') {
    // `Order(customer=c)`, `new Order({...})`, `repo.create({...})`, `items.map((item) => ({...}))`.
    const keywords = keywordsOf(analysis, value);
    if (keywords.entries.size > 0) return { fields: keywords.entries, isOpen: keywords.open !== undefined };
    const [first] = value.args;
    if (first?.value.kind === 'function') {
      const [last] = first.value.fn.body.slice(-1);
      return last?.kind === 'return' ? fieldsOf(analysis, last.value) : { fields: new Map(), isOpen: true };
    }
    return first !== undefined && first.value.kind === 'object'
      ? fieldsOf(analysis, first.value)
      : { fields: new Map(), isOpen: true };
  }
  if (value.kind !== 'object') return { fields: new Map(), isOpen: true };
  const { entries, open } = optionsOf(analysis, value);
  return { fields: entries, isOpen: open !== undefined };
}

/**
 * What a callee is, the parameter of a transaction's callback taken for the handle the transaction was begun on:
 * `tx.order.create` in `prisma.$transaction(async (tx) => …)` is Prisma's.
 */
export function handleOf(analysis: Analysis, expression: Expression): Origin {
  const origin = analysis.originOf(expression);
  if (origin.kind !== 'parameter' || origin.index !== 0) return origin;
  const running = runningOf(analysis, origin.fn);
  if (running?.as !== 'transaction' || running.call.callee.kind !== 'member') return origin;
  const base = handleOf(analysis, running.call.callee.object);
  if (base.kind !== 'package') return origin;
  return { ...base, path: [...base.path, ...origin.path] };
}

/** How a sentence names a callee: without `this`, filters on the way left out. */
export function labelOf(callee: Expression): string {
  const parts = writtenName(callee)
    .replace(/^(this|self)\./, '')
    .split('.');
  return (parts.length <= 4 ? parts : [...parts.slice(0, 2), ...parts.slice(-1)]).join('.');
}

/** The last name of a receiver: `orderRepo` in `this.orderRepo.save`. */
export function receiverOf(call: Call): string {
  if (call.callee.kind !== 'member') return '';
  const name = writtenName(call.callee.object);
  return name.slice(name.lastIndexOf('.') + 1);
}
