/** Names that mean one package wherever they are used without an import: in a snippet, behind a bundler's global, in a REPL. */

export interface AssumedName {
  readonly package: string;
  /** `()` makes it an instance. */
  readonly path: readonly string[];
}

const module = (name: string): AssumedName => ({ package: name, path: [] });
const instance = (name: string, ...path: readonly string[]): AssumedName => ({ package: name, path: [...path, '()'] });

export const ASSUMED_IN_JAVASCRIPT: ReadonlyMap<string, AssumedName> = new Map([
  ['axios', module('axios')],
  ['got', module('got')],
  ['ky', module('ky')],
  ['superagent', module('superagent')],
  ['undici', module('undici')],
  ['express', module('express')],
  ['fastify', instance('fastify')],
  ['mongoose', module('mongoose')],
  ['prisma', instance('@prisma/client', 'PrismaClient')],
  ['PrismaClient', { package: '@prisma/client', path: ['PrismaClient'] }],
  ['knex', instance('knex')],
  ['sequelize', instance('sequelize', 'Sequelize')],
  ['stripe', instance('stripe')],
  ['pino', module('pino')],
  ['winston', module('winston')],
]);

export const ASSUMED_IN_PYTHON: ReadonlyMap<string, AssumedName> = new Map(
  [
    'requests',
    'httpx',
    'aiohttp',
    'urllib3',
    'sqlalchemy',
    'psycopg',
    'psycopg2',
    'asyncpg',
    'stripe',
    'boto3',
    'asyncio',
    'logging',
    'structlog',
    'tenacity',
    'backoff',
    'celery',
    'time',
    'os',
    'sys',
    'json',
    'random',
  ].map((name) => [name, module(name)]),
);
