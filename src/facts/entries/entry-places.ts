/** Where a question about an entry point is shown: one line, at the words that make it one. */
import type { Place } from '#code/model';
import type { EntryPoint } from '../entry-point';

/** `router.post('/orders'` of a registration, the decorator, the function's name. */
export function headOf({ at, registration }: EntryPoint): Place {
  if (registration === undefined) return at;
  const { callee, args } = registration;
  const start = callee.kind === 'member' && callee.object.kind === 'call' ? callee.propertyStart : registration.start;
  const first = args[0]?.value;
  const end = first !== undefined && (first.kind === 'literal' || first.kind === 'template') ? first.end : callee.end;
  return { item: at.item, start, end };
}
