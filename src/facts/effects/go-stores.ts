/** How stores of Go are spoken to: what a call fills, which type it is about, where its statement stands. */
import type { Call, Expression } from '#code/model';
import { GO_FILLS, GO_STATEMENT_METHODS } from '#libraries/go-stores';
import type { Analysis } from '../analysis';
import { familyOf } from '../language';
import { chainOf, type Step } from '../origins/call-chain';
import { constantText } from '../origins/constant-text';
import { lastName } from '../origins/full-name';
import { entityName } from './entity-name';
import { isSql } from './sql-text';

/** Position of the statement among the arguments: behind a context, behind what is filled. */
export function statementAt(analysis: Analysis, call: Call): number {
  if (familyOf(analysis) !== 'go' || !GO_STATEMENT_METHODS.has(lastName(call.callee))) return -1;
  return call.args.slice(0, 3).findIndex(({ value }) => {
    const text = constantText(analysis, value);
    return text !== undefined && isSql(text);
  });
}

/** Names that the call, or one chained to it, fills: `First(&order, id)`, `QueryRow(…).Scan(&name)`. */
export function filledNames(analysis: Analysis, call: Call): readonly string[] {
  if (familyOf(analysis) !== 'go') return [];
  const { steps, at } = chainOf(analysis, call);
  return steps
    .slice(at)
    .flatMap((step) => (step.call !== undefined && GO_FILLS.has(step.name) ? step.call.args : []))
    .flatMap(({ value }) => (value.kind === 'identifier' ? [value.name] : []));
}

/** The type of what is written or filled: `Create(&order)`, `Model(&Order{})`, `Find(&orders)`. */
export function goEntity(analysis: Analysis, call: Call, steps: readonly Step[]): string {
  const table = steps.find(({ name }) => name === 'Table' || name === 'Collection')?.call?.args[0]?.value;
  if (table?.kind === 'literal' && typeof table.value === 'string') return entityName(table.value);
  const model = steps.find(({ name }) => name === 'Model')?.call?.args[0]?.value;
  const first = model ?? call.args[0]?.value;
  return first === undefined ? '' : entityName(typeOf(analysis, first).name);
}

/** What a variable is declared as; `isMany` for a slice of it. */
export function typeOf(analysis: Analysis, value: Expression): { readonly name: string; readonly isMany: boolean } {
  if (value.kind === 'call' && value.isNew) return { name: lastName(value.callee), isMany: false };
  if (value.kind === 'array') return { name: '', isMany: true };
  if (value.kind !== 'identifier') return { name: '', isMany: false };
  const binding = analysis.bindingOf(value.name, value);
  if (binding?.kind === 'parameter') return named(binding.fn.params[binding.index]?.type);
  if (binding?.kind !== 'declaration') return { name: '', isMany: false };
  const made = binding.value === undefined || binding.path.length > 0 ? undefined : typeOf(analysis, binding.value);
  if (made !== undefined && (made.name !== '' || made.isMany)) return made;
  return binding.node.kind === 'declare' ? named(binding.node.type) : { name: '', isMany: false };
}

function named(type: { readonly name: string; readonly args: readonly { readonly name: string }[] } | undefined): {
  readonly name: string;
  readonly isMany: boolean;
} {
  const last = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
  if (type === undefined) return { name: '', isMany: false };
  return type.name === '' ? { name: last(type.args[0]?.name ?? ''), isMany: true } : { name: last(type.name), isMany: false };
}

/** `db.Clauses(clause.OnConflict{DoNothing: true}).Create(&x)`: what a conflict does is said before. */
export function conflictBefore(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap(({ name, call }) =>
    name === 'Clauses' &&
    call?.args.some(({ value }) => value.kind === 'call' && lastName(value.callee) === 'OnConflict') === true
      ? [{ name: 'onConflict', call }]
      : [],
  );
}
