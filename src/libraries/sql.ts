/** SQL: drivers that take statements as text, the methods that take them, and the words of transactions in any library. */
import type { Family } from '#base/language-family';

export interface SqlDriver {
  readonly packages: readonly string[];
  readonly source: string;
  /** `unit`: written by the next commit of the connection; `statement`: each by itself, unless in a transaction. */
  readonly commits: 'statement' | 'unit';
  /** The setting that turns `unit` into `statement`: keyword and value of the connecting call, or an attribute set later. */
  readonly autocommit?: { readonly keyword: string; readonly value: boolean | null | string };
}

/** npm's packages; `sqlite3` is another thing in each language. */
const JAVASCRIPT_SQL_DRIVERS: readonly SqlDriver[] = [
  {
    packages: ['pg', 'pg-pool', '@neondatabase/serverless', '@vercel/postgres'],
    source: 'https://node-postgres.com/features/transactions',
    commits: 'statement',
  },
  {
    packages: ['mysql2', 'mysql2/promise', 'mysql', 'mariadb', 'promise-mysql'],
    source: 'https://sidorares.github.io/node-mysql2/docs',
    commits: 'statement',
  },
  {
    packages: ['better-sqlite3', 'sqlite3', 'sqlite', 'bun:sqlite'],
    source: 'https://github.com/WiseLibs/better-sqlite3/blob/master/docs/api.md',
    commits: 'statement',
  },
  { packages: ['postgres'], source: 'https://github.com/porsager/postgres#transactions', commits: 'statement' },
  { packages: ['slonik'], source: 'https://github.com/gajus/slonik#transactions', commits: 'statement' },
];

const PYTHON_SQL_DRIVERS: readonly SqlDriver[] = [
  {
    packages: ['asyncpg', 'asyncpg.pool'],
    source: 'https://magicstack.github.io/asyncpg/current/api/index.html#transactions',
    commits: 'statement',
  },
  { packages: ['databases'], source: 'https://www.encode.io/databases/connections_and_transactions/', commits: 'statement' },
  { packages: ['django.db'], source: 'https://docs.djangoproject.com/en/stable/topics/db/transactions/', commits: 'statement' },
  {
    packages: ['psycopg', 'psycopg_pool'],
    source: 'https://www.psycopg.org/psycopg3/docs/basic/transactions.html',
    commits: 'unit',
    autocommit: { keyword: 'autocommit', value: true },
  },
  {
    packages: ['psycopg2', 'psycopg2.pool', 'psycopg2.extras', 'aiopg'],
    source: 'https://www.psycopg.org/docs/connection.html#connection.autocommit',
    commits: 'unit',
    autocommit: { keyword: 'autocommit', value: true },
  },
  {
    packages: ['sqlite3', 'aiosqlite'],
    source: 'https://docs.python.org/3/library/sqlite3.html#transaction-control',
    commits: 'unit',
    autocommit: { keyword: 'isolation_level', value: null },
  },
  {
    packages: ['mysql.connector', 'mysql.connector.pooling', 'pymysql', 'MySQLdb', 'aiomysql', 'asyncmy'],
    source: 'https://peps.python.org/pep-0249/#commit',
    commits: 'unit',
    autocommit: { keyword: 'autocommit', value: true },
  },
  {
    packages: ['sqlalchemy', 'sqlalchemy.orm', 'sqlalchemy.ext.asyncio', 'flask_sqlalchemy', 'sqlmodel'],
    source:
      'https://docs.sqlalchemy.org/en/20/core/connections.html#setting-transaction-isolation-levels-including-dbapi-autocommit',
    commits: 'unit',
    autocommit: { keyword: 'isolation_level', value: 'AUTOCOMMIT' },
  },
];

/** Modules of Go, by import path. */
const GO_SQL_DRIVERS: readonly SqlDriver[] = [
  { packages: ['database/sql'], source: 'https://pkg.go.dev/database/sql#DB.BeginTx', commits: 'statement' },
  { packages: ['github.com/jmoiron/sqlx'], source: 'https://pkg.go.dev/github.com/jmoiron/sqlx', commits: 'statement' },
  {
    packages: [
      'github.com/jackc/pgx/v5',
      'github.com/jackc/pgx/v5/pgxpool',
      'github.com/jackc/pgx/v4',
      'github.com/jackc/pgx/v4/pgxpool',
    ],
    source: 'https://pkg.go.dev/github.com/jackc/pgx/v5#hdr-Transactions',
    commits: 'statement',
  },
];

/** Packages of Java. A connection commits each statement by itself unless it is told otherwise. */
const JAVA_SQL_DRIVERS: readonly SqlDriver[] = [
  {
    packages: ['java.sql', 'javax.sql'],
    source: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.sql/java/sql/Connection.html',
    commits: 'statement',
  },
  {
    packages: [
      'org.springframework.jdbc.core',
      'org.springframework.jdbc.core.namedparam',
      'org.springframework.jdbc.core.simple',
    ],
    source: 'https://docs.spring.io/spring-framework/reference/data-access/jdbc/core.html',
    commits: 'statement',
  },
  { packages: ['org.jdbi.v3.core'], source: 'https://jdbi.org/#_transactions', commits: 'statement' },
];

export const SQL_DRIVERS: Readonly<Record<Family, readonly SqlDriver[]>> = {
  javascript: JAVASCRIPT_SQL_DRIVERS,
  python: PYTHON_SQL_DRIVERS,
  go: GO_SQL_DRIVERS,
  java: JAVA_SQL_DRIVERS,
};

/** Methods whose first argument may be a statement, whatever they are called on. */
export const STATEMENT_METHODS: ReadonlySet<string> = new Set([
  'query',
  'execute',
  'executemany',
  'execute_many',
  'executescript',
  'exec',
  'run',
  'all',
  'get',
  'each',
  'raw',
  'one',
  'oneOrNone',
  'none',
  'any',
  'many',
  'manyOrNone',
  'unsafe',
  'fetch',
  'fetchrow',
  'fetchval',
  'fetch_one',
  'fetch_all',
  'fetch_val',
  'scalar',
  'scalars',
  'maybeOne',
  'queryOne',
  '$executeRaw',
  '$executeRawUnsafe',
  '$queryRaw',
  '$queryRawUnsafe',
  'update',
  'batchUpdate',
  'queryForObject',
  'queryForList',
  'queryForMap',
  'queryForRowSet',
  'prepareStatement',
  'executeUpdate',
  'executeQuery',
  'createNativeQuery',
  'createUpdate',
  'createQuery',
  'sql',
]);

/** A prepared statement's own methods: the text was given to `prepare` before. */
export const PREPARED_METHODS: ReadonlySet<string> = new Set(['run', 'get', 'all', 'iterate', 'execute', 'each']);

/** Calls that run a callback in one transaction. */
export const TRANSACTION_CALLS: ReadonlySet<string> = new Set([
  '$transaction',
  'transaction',
  'transactional',
  'withTransaction',
  'with_transaction',
  'runInTransaction',
  'run_in_transaction',
  'inTransaction',
  'in_transaction',
  'runTransaction',
  'useTransaction',
  'executeInTransaction',
  'transact',
  'atomic',
  'Transaction',
  'RunInTx',
  'WithTx',
  'InTx',
  'BeginFunc',
  'BeginTxFunc',
  'WithTransaction',
]);

/** Entering one of these (`with`) begins a transaction that the end of the block commits. */
export const TRANSACTION_BLOCKS: ReadonlySet<string> = new Set([
  'transaction',
  'atomic',
  'begin',
  'begin_nested',
  'begin_once',
  'in_transaction',
  'start_transaction',
  'transaction_scope',
  'unit_of_work',
]);

/** Calls that begin a transaction by hand, and those that end it. */
export const BEGIN_CALLS: ReadonlySet<string> = new Set([
  'beginTransaction',
  'startTransaction',
  'begin_transaction',
  'start_transaction',
  'begin',
  'Begin',
  'BeginTx',
  'Beginx',
  'BeginTxx',
  'setAutoCommit',
]);
export const COMMIT_CALLS: ReadonlySet<string> = new Set([
  'commit',
  'commitTransaction',
  'commit_transaction',
  'flush',
  'persistAndFlush',
  'Commit',
]);

/** Decorators under which a whole function (or each method of a class) is one transaction. */
export const TRANSACTION_DECORATORS: ReadonlySet<string> = new Set([
  'atomic',
  'Transactional',
  'transactional',
  'commit_on_success',
  'in_transaction',
  'UseTransaction',
  'Transaction',
]);

/** Parameter names and types by which a transaction is handed in. */
export const TRANSACTION_NAMES: ReadonlySet<string> = new Set([
  'tx',
  'trx',
  'txn',
  'transaction',
  'trans',
  'dbTransaction',
  'entityManager',
  'txManager',
]);
export const TRANSACTION_TYPES: ReadonlySet<string> = new Set([
  'TransactionClient',
  'Transaction',
  'EntityManager',
  'QueryRunner',
  'ClientSession',
  'PgTransaction',
  'MySqlTransaction',
  'SQLiteTransaction',
  'DatabaseTransactionConnection',
  'TransactionSql',
  'Tx',
]);

/** What a driver says when a unique constraint refuses a row, by code, class or type. */
export const UNIQUE_VIOLATIONS: readonly { readonly sign: RegExp; readonly source: string }[] = [
  { sign: /^P2002$/, source: 'https://www.prisma.io/docs/orm/reference/error-reference#p2002' },
  { sign: /^23505$/, source: 'https://www.postgresql.org/docs/current/errcodes-appendix.html' },
  {
    sign: /^(unique_violation|UNIQUE_VIOLATION|PG_UNIQUE_VIOLATION|PostgresError\.UNIQUE_VIOLATION)$/,
    source: 'https://www.postgresql.org/docs/current/errcodes-appendix.html',
  },
  { sign: /^(ER_DUP_ENTRY|1062)$/, source: 'https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html' },
  { sign: /^(11000|11001)$/, source: 'https://www.mongodb.com/docs/manual/reference/error-codes/' },
  {
    sign: /^(SQLITE_CONSTRAINT|SQLITE_CONSTRAINT_UNIQUE|SQLITE_CONSTRAINT_PRIMARYKEY)$/,
    source: 'https://www.sqlite.org/rescode.html',
  },
  {
    sign: /^(UniqueViolation|UniqueViolationError|UniqueConstraintError|UniqueConstraintViolationException|DuplicateKeyError|UniqueIntegrityConstraintViolationError|ConditionalCheckFailedException)$/,
    source: 'https://www.psycopg.org/psycopg3/docs/api/errors.html',
  },
  {
    sign: /^(DataIntegrityViolationException|SQLIntegrityConstraintViolationException|DuplicateKeyException|EntityExistsException)$/,
    source:
      'https://docs.spring.io/spring-framework/docs/current/javadoc-api/org/springframework/dao/DataIntegrityViolationException.html',
  },
];

/** Python's DB-API class for any violated constraint; an answer to a duplicate only where a unique one exists. */
export const INTEGRITY_ERROR = 'IntegrityError';
