/**
 * What the parameter of a callback is, where the library decides: `trx` of `knex.transaction(async (trx) => …)` is used like
 * the `knex` it was made from. Asked by the last name of the callee first, so most callbacks cost one look-up.
 */

export interface CallbackParameter {
  /** The callee's package, or a prefix that ends in `/` or `*`. */
  readonly package: string;
  /** Position of the callback's parameter. */
  readonly index: number;
  /** `receiver`: what the method is called on; else the path of an instance of the same package. */
  readonly is: 'receiver' | readonly string[];
}

const receiver = (name: string): CallbackParameter => ({ package: name, index: 0, is: 'receiver' });

export const CALLBACK_PARAMETERS: ReadonlyMap<string, readonly CallbackParameter[]> = new Map([
  [
    'transaction',
    [
      receiver('knex'),
      receiver('drizzle-orm/*'),
      receiver('kysely'),
      receiver('@mikro-orm/*'),
      { package: 'typeorm', index: 0, is: ['EntityManager', '()'] },
      { package: 'objection', index: 0, is: 'receiver' },
    ],
  ],
  ['$transaction', [receiver('@prisma/client')]],
  ['transactional', [receiver('@mikro-orm/*')]],
  ['begin', [receiver('postgres')]],
  ['task', [receiver('pg-promise')]],
  ['tx', [receiver('pg-promise')]],
  ['register', [receiver('fastify')]],
  ['route', [receiver('hono'), receiver('express')]],
]);

export function callbackParameter(lastName: string, packageName: string, index: number): CallbackParameter | undefined {
  return CALLBACK_PARAMETERS.get(lastName)?.find(
    (row) =>
      row.index === index &&
      (row.package.endsWith('*') ? packageName.startsWith(row.package.slice(0, -1)) : row.package === packageName),
  );
}

/** Parameter defaults and annotations that hand in the result of their first argument: path of the callee, any `fastapi` module. */
export const INJECTORS: ReadonlySet<string> = new Set(['Depends', 'Security']);

/** Modules whose names are about types alone: a parameter annotated with one is still just a parameter. */
export const TYPE_MODULES: ReadonlySet<string> = new Set([
  'typing',
  'typing_extensions',
  'collections.abc',
  'types',
  'type-fest',
  'utility-types',
  'ts-essentials',
]);
