/** Small steps of building a summary that need nothing but what they are given. */
import { type FunctionNode, itemOf } from '#code/model';
import type { ExportSummary, Traits } from '../summary';

/** What calls nothing (a tagged template is a call), holds no function and is not decorated is nothing anybody here asks about. */
export function doesSomething(fn: FunctionNode, text: string): boolean {
  if (fn.calls.length > 0 || fn.functions.length > 0 || fn.decorators.length > 0) return true;
  const { base } = itemOf(fn);
  return text.slice(base + fn.bodyStart, base + fn.bodyEnd).includes('`');
}

export function asInstance({ returns: _, origin: base, ...instance }: ExportSummary): ExportSummary {
  const origin = base && instance.kind === 'class' ? { ...base, path: [...base.path, '()'] } : undefined;
  return { ...instance, kind: 'value', ...(origin && { origin }) };
}

export function merged(all: readonly Traits[]): Traits {
  return all.length === 0 ? {} : Object.assign({}, ...[...all].reverse());
}
