/** Small steps of building a summary that need nothing but what they are given. */
import { type FunctionNode, itemOf } from '#code/model';
import type { ExportSummary, Traits } from '../summary';
import { lazily, lazyExport } from './lazily';

/** What calls nothing (a tagged template is a call), holds no function and is not decorated is nothing anybody here asks about. */
export function doesSomething(fn: FunctionNode, text: string): boolean {
  if (fn.calls.length > 0 || fn.functions.length > 0 || fn.decorators.length > 0) return true;
  const { base } = itemOf(fn);
  return text.slice(base + fn.bodyStart, base + fn.bodyEnd).includes('`');
}

export function asInstance(whole: ExportSummary): ExportSummary {
  return lazyExport(whole.name, () => whole, {
    kind: 'value',
    origin: lazily(() => instanceOrigin(whole)),
    returns: () => undefined,
  });
}

function instanceOrigin({ origin, kind }: ExportSummary): ExportSummary['origin'] {
  return origin && kind === 'class' ? { ...origin, path: [...origin.path, '()'] } : undefined;
}

export function merged(all: readonly Traits[]): Traits {
  return all.length === 0 ? {} : Object.assign({}, ...[...all].reverse());
}
