/** Running many things at once: the calls that start them together, and the libraries that keep the number down. */

export interface Gather {
  readonly takes: 'list' | 'arguments';
  /** It is over when all are, or with the first failure; else with the first that is done, or one after the other. */
  readonly waitsForAll: boolean;
}

/** Calls that are given many things at once, which by then all run. */
export const GATHERS: ReadonlyMap<string, Gather> = new Map([
  [':Promise.all', { takes: 'list', waitsForAll: true }],
  [':Promise.allSettled', { takes: 'list', waitsForAll: true }],
  [':Promise.any', { takes: 'list', waitsForAll: false }],
  [':Promise.race', { takes: 'list', waitsForAll: false }],
  ['asyncio:gather', { takes: 'arguments', waitsForAll: true }],
  ['asyncio:wait', { takes: 'list', waitsForAll: false }],
  ['asyncio:as_completed', { takes: 'list', waitsForAll: false }],
]);

/** Calls that start one more thing beside what runs: in a loop they are a fan-out. */
export const SPAWNS: ReadonlySet<string> = new Set(['create_task', 'ensure_future', 'start_soon', 'createTask']);

export interface Limiter {
  readonly packages: readonly string[];
  readonly source: string;
}

/** What is made by these runs a bounded number at once. */
export const LIMITERS: readonly Limiter[] = [
  { packages: ['p-limit'], source: 'https://github.com/sindresorhus/p-limit' },
  { packages: ['p-queue'], source: 'https://github.com/sindresorhus/p-queue' },
  { packages: ['p-throttle', 'p-ratelimit'], source: 'https://github.com/sindresorhus/p-throttle' },
  { packages: ['bottleneck'], source: 'https://github.com/SGrondin/bottleneck' },
  { packages: ['async-sema', 'async-mutex', 'await-semaphore'], source: 'https://github.com/vercel/async-sema' },
  {
    packages: ['fastq', 'async', 'limiter', 'promise-pool', '@supercharge/promise-pool'],
    source: 'https://caolan.github.io/async/v3/',
  },
  { packages: ['aiolimiter', 'aiometer', 'asyncio_pool', 'aiostream'], source: 'https://aiolimiter.readthedocs.io/' },
];

/** Maps with an option for how many run at once; without it all do. https://github.com/sindresorhus/p-map#concurrency */
export const MAPPERS: ReadonlySet<string> = new Set(['p-map:', 'bluebird:map', 'bluebird:Promise.map', 'p-all:', 'p-settle:']);

/** Semaphores and their like, by the name of the class. */
export const SEMAPHORES = /(?:^|[.:])(?:Semaphore|BoundedSemaphore|CapacityLimiter|Sema|AsyncLimiter|Lock|Mutex)\(\)$/;

/** Names of what limits, where nothing better is known. */
export const LIMITER_NAMES =
  /(?:^|_)(?:sem|semaphore|limit|limiter|throttle|pool|gate|slots?|queue|mutex|lock|bottleneck|concurrency)$|(?:Sem|Semaphore|Limit|Limiter|Throttle|Pool|Gate|Slots?|Queue|Mutex|Lock|Bottleneck)$/;

/** Cut a list into pieces of a known size. */
export const CHUNKERS =
  /^(?:chunk|chunks|chunked|batched|batch|in_?batches|inChunks|grouper|paginate|split_?every|splitEvery|partition|windowed|toBatches|_?make_?batches)$/i;

/** Lists that are as long as what the product is built of. */
export const FIXED_LISTS =
  /(?:^|_)(?:plugins?|providers?|adapters?|handlers?|hooks?|listeners?|middlewares?|modules?|strategies|steps|stages|checks|workers?|servers?|services?|connectors?|loaders?|tables?|columns?|fields?|languages?|locales?|platforms?|regions?|environments?|extensions?|tools?|backends?|shards?|replicas?|methods?|types?|kinds?|roles?|formats?|sizes?|variants?|commands?|scripts?|configs?|settings|options?|models?|agents?|connections?|callbacks?|cleanups?|disposables?|pools?|batch|chunk|page)$/i;
