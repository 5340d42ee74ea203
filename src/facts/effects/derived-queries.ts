/** Queries that a library makes of a method's name, as Spring Data does: what is done, and by which columns rows are selected. */
import type { Call, Expression } from '#code/model';
import type { StoreLibrary, StoreMethod } from '#libraries/stores';

/** What the library makes up for a name: `findByEmail`, `deleteByOrderId`. */
export function derivedMethod({ derived }: StoreLibrary, verb: string): StoreMethod | undefined {
  return derived?.find(([name]) => name.test(verb))?.[1];
}

/** Only reads and deletes say by their name which rows they are about. */
export const operationNamed = ({ operation }: StoreMethod): boolean => operation === 'read' || operation === 'delete';

/** `findByEmailAndTenantId(email, tenant)` selects by both; `deleteAll()` by nothing. */
export function derivedSelection(
  call: Call,
  verb: string,
  isSelecting: boolean,
): { readonly columns: readonly string[]; readonly keys: readonly Expression[] } | undefined {
  if (!isSelecting) return undefined;
  const keys = call.args.map(({ value }) => value);
  const [, by = ''] = /By([A-Z]\w*)$/.exec(verb) ?? [];
  if (by === 'Id' || /^(?:getOne|delete)$/.test(verb)) return { columns: ['id'], keys };
  if (by !== '') {
    const columns = by.replace(/OrderBy.*$/, '').split(/And|Or(?=[A-Z])/);
    return { columns: columns.map((name) => name.charAt(0).toLowerCase() + name.slice(1)), keys };
  }
  return keys.length === 0 ? { columns: [], keys } : undefined;
}
