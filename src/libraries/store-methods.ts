/** The words that rows of the store tables are written in: what a method does, and where its data and its selection stand. */
import type { ArgumentPath, StoreMethod } from './stores';

export const create = (data = '0'): StoreMethod => ({ operation: 'create', data });
export const update = (where: ArgumentPath | undefined, data: ArgumentPath): StoreMethod => ({
  operation: 'update',
  data,
  ...(where === undefined ? {} : { where }),
});
export const remove = (where = '0'): StoreMethod => ({ operation: 'delete', where });
export const upsert = (where: ArgumentPath, data: ArgumentPath): StoreMethod => ({ operation: 'upsert', where, data });
export const save = (data = '0'): StoreMethod => ({ operation: 'save', data });
export const add = (where: ArgumentPath, data: ArgumentPath): StoreMethod => ({ operation: 'increment', where, data });
export const read = (where = '0'): StoreMethod => ({ operation: 'read', where });
