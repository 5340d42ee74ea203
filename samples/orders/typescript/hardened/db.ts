import knex from 'knex';

export const db = knex({
  client: 'pg',
  connection: { connectionString: process.env.DATABASE_URL, statement_timeout: 5_000 },
  acquireConnectionTimeout: 3_000,
});
