/** Asynchronous work by name: what gives a promise, what only looks like it, and who takes an async function and waits for it. */

/** Full names (`full-name.ts`) of calls whose result is a promise, besides requests and effects, which have tables of their own. */
export const PROMISE_CALLS: readonly string[] = [
  // https://nodejs.org/api/fs.html#promises-api
  'fs/promises.*',
  'fs.promises.*',
  'fs-extra.*',
  // https://nodejs.org/api/timers.html#timers-promises-api
  'timers/promises.setTimeout',
  'stream/promises.*',
  'dns/promises.*',
  'dns.promises.*',
  'util.promisify()()',
  'execa',
  'execa.execa',
];

/** Synchronous members of modules that are promises otherwise (`fs-extra`), and what those modules hold besides. */
export const SYNCHRONOUS = /Sync$|^(?:constants|createReadStream|createWriteStream|watch|watchFile|unwatchFile)$/;

/** Packages whose effects are no promises: they run at once, take a callback, or give a request that is sent elsewhere. */
export const NO_PROMISES: ReadonlySet<string> = new Set([
  'better-sqlite3',
  'sqlite3',
  'sqlite',
  'bun:sqlite',
  'amqplib',
  'amqplib/callback_api',
  'amqp-connection-manager',
  'mqtt',
  'aws-sdk',
  'mysql',
  'mysql2',
  'http',
  'https',
  'request',
  'nats',
  'memcached',
  'node-cache',
  'lru-cache',
  'cassandra-driver',
  'posthog-node',
  'mixpanel',
  'firebase-functions',
]);

/** Calls of packages that are asynchronous otherwise. https://developers.cloudflare.com/durable-objects/api/sqlite-storage-api/#exec */
export const SYNCHRONOUS_CALLS: readonly string[] = ['cloudflare:workers.*.sql.exec'];

/** Steps to what only collects commands until it is told to send them: `redis.pipeline().set(…)`, `firestore.batch().update(…)`. */
export const COLLECTORS: ReadonlySet<string> = new Set([
  'pipeline',
  'multi',
  'batch',
  'bulkWriter',
  'initializeOrderedBulkOp',
  'initializeUnorderedBulkOp',
]);

/** Objects that call their listeners and do not look at what those give back (Node's `EventEmitter` and what is one). */
export const EMITTER_PACKAGES: ReadonlySet<string> = new Set([
  'events',
  'http',
  'https',
  'net',
  'ws',
  'socket.io',
  'socket.io-client',
  'bullmq',
  'bull',
  'ioredis',
  'redis',
  'discord.js',
  'chokidar',
  'mqtt',
  'eventemitter3',
  'child_process',
  'worker_threads',
  'readline',
]);

/** Receivers whose `on(…)` waits for an async listener and answers for it: bots, webhooks, async emitters. */
export const WAITING_RECEIVERS =
  /^(?:app|bot|probot|robot|webhooks?|emittery|hooks|composer|telegraf|router|api|page|context|browser)$/i;

/** Python calls that start a task and hand back the only thing that knows of it. */
export const TASK_STARTERS: readonly string[] = [
  // https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task
  'asyncio.create_task',
  'asyncio.ensure_future',
  'asyncio.get_running_loop().create_task',
  'asyncio.get_event_loop().create_task',
  'asyncio.new_event_loop().create_task',
  'asyncio.get_running_loop().run_in_executor',
  'asyncio.get_event_loop().run_in_executor',
  'asyncio.AbstractEventLoop().create_task',
  'asyncio.run_coroutine_threadsafe',
  // https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.Executor.submit
  'concurrent.futures.ThreadPoolExecutor().submit',
  'concurrent.futures.ProcessPoolExecutor().submit',
];

/** Groups that wait for what they start, and raise what it raises. */
export const TASK_GROUPS: readonly string[] = [
  'asyncio.TaskGroup().create_task',
  'anyio.create_task_group().start_soon',
  'trio.open_nursery().start_soon',
  'aiojobs.create_scheduler().spawn',
];

/** Python calls that only make a coroutine or future: nothing happens, or nobody hears of it, without `await`. */
export const COROUTINES: readonly string[] = [
  'asyncio.sleep',
  'asyncio.gather',
  'asyncio.wait_for',
  'asyncio.to_thread',
  'asyncio.open_connection',
  'httpx.AsyncClient().get',
  'httpx.AsyncClient().post',
  'httpx.AsyncClient().put',
  'httpx.AsyncClient().patch',
  'httpx.AsyncClient().delete',
  'httpx.AsyncClient().request',
  'sqlalchemy.ext.asyncio.AsyncSession().execute',
  'sqlalchemy.ext.asyncio.AsyncSession().commit',
  'sqlalchemy.ext.asyncio.AsyncSession().flush',
  'sqlalchemy.ext.asyncio.AsyncSession().refresh',
  'sqlalchemy.ext.asyncio.AsyncSession().rollback',
  'sqlalchemy.ext.asyncio.AsyncSession().delete',
  'asyncpg.connect().execute',
  'asyncpg.create_pool().execute',
  'aiofiles.os.*',
  'aiosmtplib.send',
];
