/** Caches. Their writes are no second system of record; what counts is the one that claims a key for the first comer. */
import type { ServiceLibrary } from './service';

export const CACHES: readonly ServiceLibrary[] = [
  {
    service: 'redis',
    packages: ['ioredis', 'redis', '@redis/client', 'redis.asyncio', '@upstash/redis', '@vercel/kv'],
    kind: 'cache-write',
    source: 'https://redis.io/docs/latest/commands/set/',
    calls: ['set', 'setex', 'setEx', 'psetex', 'hset', 'hSet', 'hmset', 'incr', 'incrby', 'decr', 'sadd', 'sAdd', 'zadd', 'zAdd'],
    repeatable: ['del', 'delete', 'unlink', 'expire'],
  },
  {
    service: 'cache',
    packages: [
      'django.core.cache',
      'flask_caching',
      'cachetools',
      'node-cache',
      'keyv',
      'cache-manager',
      'memjs',
      'pymemcache.client.base',
      'lru-cache',
    ],
    kind: 'cache-write',
    source: 'https://docs.djangoproject.com/en/stable/topics/cache/',
    calls: ['set', 'set_many', 'put', 'incr'],
    repeatable: ['del', 'delete', 'delete_many'],
  },
];

/** Calls that say who came first: they store only what is not there yet. `with` names the option that makes a plain `set` one. */
export const FIRST_COMER: readonly { readonly call: string; readonly with?: RegExp; readonly source: string }[] = [
  { call: 'setnx', source: 'https://redis.io/docs/latest/commands/setnx/' },
  { call: 'setNX', source: 'https://redis.io/docs/latest/commands/setnx/' },
  { call: 'hsetnx', source: 'https://redis.io/docs/latest/commands/hsetnx/' },
  { call: 'hSetNX', source: 'https://redis.io/docs/latest/commands/hsetnx/' },
  { call: 'set', with: /^(nx|NX|ifNotExists)$/, source: 'https://redis.io/docs/latest/commands/set/' },
  { call: 'add', source: 'https://docs.djangoproject.com/en/stable/topics/cache/#django.core.caches.cache.add' },
];
