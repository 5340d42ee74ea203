/**
 * Retrying: wrappers, decorators, policies and clients that try again, and where each says how often, how slowly and with
 * how much jitter. `tries` in a default is the number of retries after the first try, from the library's documentation.
 */

export interface RetryLibrary {
  /** Full canonical name of the call or decorator: package, `:`, path. */
  readonly name: string;
  /** Argument that holds the options; -1: keywords. */
  readonly optionsAt: number;
  /** Option keys (keywords) that cap the number of tries or the time. */
  readonly cap: readonly string[];
  /** Option keys that make the pause grow, or give it. */
  readonly backoff: readonly string[];
  readonly jitter: readonly string[];
  readonly defaults: { readonly capped: boolean; readonly grows: boolean; readonly jitters: boolean };
  readonly source: string;
}

const NEVER = { capped: false, grows: false, jitters: false } as const;
const GROWS = { capped: true, grows: true, jitters: false } as const;
const ALL = { capped: true, grows: true, jitters: true } as const;

export const RETRY_LIBRARIES: readonly RetryLibrary[] = [
  row(
    'p-retry:',
    1,
    ['retries', 'maxRetryTime', 'signal'],
    ['factor', 'minTimeout'],
    ['randomize'],
    GROWS,
    'https://github.com/sindresorhus/p-retry#options',
  ),
  row(
    'async-retry:',
    1,
    ['retries', 'maxRetryTime'],
    ['factor', 'minTimeout'],
    ['randomize'],
    ALL,
    'https://github.com/vercel/async-retry#api',
  ),
  row(
    'retry:operation',
    0,
    ['retries', 'maxRetryTime'],
    ['factor', 'minTimeout'],
    ['randomize'],
    GROWS,
    'https://github.com/tim-kos/node-retry#retryoperationoptions',
  ),
  row(
    'promise-retry:',
    0,
    ['retries', 'maxRetryTime'],
    ['factor', 'minTimeout'],
    ['randomize'],
    GROWS,
    'https://github.com/IndigoUnited/node-promise-retry#readme',
  ),
  row('ts-retry:retryAsync', 1, ['maxTry'], ['delay'], [], GROWS, 'https://github.com/franckLdx/ts-retry#readme'),
  row(
    'exponential-backoff:backOff',
    1,
    ['numOfAttempts'],
    ['timeMultiple', 'startingDelay'],
    ['jitter'],
    GROWS,
    'https://github.com/coveooss/exponential-backoff#readme',
  ),
  row(
    'cockatiel:retry',
    1,
    ['maxAttempts', 'maxDuration'],
    ['backoff'],
    ['backoff'],
    NEVER,
    'https://github.com/connor4312/cockatiel#retrypolicy-options',
  ),
  row(
    'axios-retry:',
    1,
    ['retries'],
    ['retryDelay'],
    ['retryDelay'],
    { capped: true, grows: false, jitters: false },
    'https://github.com/softonic/axios-retry#options',
  ),
  row(
    'org.springframework.retry.annotation:Retryable',
    -1,
    ['maxAttempts', 'maxAttemptsExpression'],
    ['backoff'],
    ['backoff'],
    ALL,
    'https://github.com/spring-projects/spring-retry#declarative-retry',
  ),
  row(
    'io.github.resilience4j.retry.annotation:Retry',
    -1,
    [],
    [],
    [],
    ALL,
    'https://resilience4j.readme.io/docs/retry#create-and-configure-retry',
  ),
  row(
    'org.eclipse.microprofile.faulttolerance:Retry',
    -1,
    ['maxRetries'],
    ['delay'],
    ['jitter'],
    ALL,
    'https://download.eclipse.org/microprofile/microprofile-fault-tolerance-4.0/microprofile-fault-tolerance-spec-4.0.html#retry',
  ),
  row('tenacity:retry', -1, ['stop'], ['wait'], ['wait'], NEVER, 'https://tenacity.readthedocs.io/en/latest/#stopping'),
  row(
    'tenacity:Retrying()',
    -1,
    ['stop'],
    ['wait'],
    ['wait'],
    NEVER,
    'https://tenacity.readthedocs.io/en/latest/#retrying-code-block',
  ),
  row(
    'tenacity:AsyncRetrying()',
    -1,
    ['stop'],
    ['wait'],
    ['wait'],
    NEVER,
    'https://tenacity.readthedocs.io/en/latest/#retrying-code-block',
  ),
  row(
    'stamina:retry',
    -1,
    ['attempts', 'timeout'],
    ['wait_initial'],
    ['wait_jitter'],
    ALL,
    'https://stamina.hynek.me/en/stable/api.html',
  ),
  row(
    'backoff:on_exception',
    -1,
    ['max_tries', 'max_time'],
    ['base', 'factor'],
    ['jitter'],
    { capped: false, grows: true, jitters: true },
    'https://github.com/litl/backoff#backoffon_exception',
  ),
  row(
    'backoff:on_predicate',
    -1,
    ['max_tries', 'max_time'],
    ['base', 'factor'],
    ['jitter'],
    { capped: false, grows: true, jitters: true },
    'https://github.com/litl/backoff#backoffon_predicate',
  ),
  row('retry:retry', -1, ['tries'], ['backoff', 'delay'], ['jitter'], NEVER, 'https://github.com/invl/retry#readme'),
  row(
    'retrying:retry',
    -1,
    ['stop_max_attempt_number', 'stop_max_delay'],
    ['wait_exponential_multiplier', 'wait_fixed'],
    ['wait_random_min'],
    NEVER,
    'https://github.com/groodt/retrying#readme',
  ),
  row(
    'urllib3.util.retry:Retry',
    -1,
    ['total', 'connect', 'read'],
    ['backoff_factor'],
    ['backoff_jitter'],
    { capped: true, grows: false, jitters: false },
    'https://urllib3.readthedocs.io/en/stable/reference/urllib3.util.html#urllib3.util.Retry',
  ),
  row(
    'urllib3.util:Retry',
    -1,
    ['total', 'connect', 'read'],
    ['backoff_factor'],
    ['backoff_jitter'],
    { capped: true, grows: false, jitters: false },
    'https://urllib3.readthedocs.io/en/stable/reference/urllib3.util.html#urllib3.util.Retry',
  ),
  row(
    'urllib3:Retry',
    -1,
    ['total', 'connect', 'read'],
    ['backoff_factor'],
    ['backoff_jitter'],
    { capped: true, grows: false, jitters: false },
    'https://urllib3.readthedocs.io/en/stable/reference/urllib3.util.html#urllib3.util.Retry',
  ),
];

function row(
  name: string,
  optionsAt: number,
  cap: readonly string[],
  backoff: readonly string[],
  jitter: readonly string[],
  defaults: RetryLibrary['defaults'],
  source: string,
): RetryLibrary {
  return { name, optionsAt, cap, backoff, jitter, defaults, source };
}

/** Circuit breakers: a failing dependency is left alone for a while and the caller gets an answer at once. */
export const BREAKERS: ReadonlySet<string> = new Set([
  'opossum:',
  'opossum:CircuitBreaker',
  'cockatiel:circuitBreaker',
  'brakes:',
  'mollitia:Circuit',
  'pybreaker:CircuitBreaker',
  'circuitbreaker:circuit',
  'circuitbreaker:CircuitBreaker',
  'aiobreaker:CircuitBreaker',
  'purgatory:AsyncCircuitBreakerFactory',
]);

/** Wrappers that bound how long what is given to them may take; `at` is the argument that bounds it (-1: `options`). */
export const DEADLINE_WRAPPERS: Readonly<
  Record<string, { readonly at: number; readonly options?: readonly string[]; readonly byDefault?: string }>
> = {
  'p-timeout:': { at: 1 },
  'promise-timeout:timeout': { at: 1 },
  'promise.timeout:': { at: 1 },
  'async-timeout:': { at: 1 },
  'opossum:': { at: 1, options: ['timeout'], byDefault: 'opossum gives up after 10 s' },
  'opossum:CircuitBreaker': { at: 1, options: ['timeout'], byDefault: 'opossum gives up after 10 s' },
  'cockatiel:timeout': { at: 0 },
  'rxjs:timeout': { at: 0 },
  'rxjs/operators:timeout': { at: 0 },
  'asyncio:wait_for': { at: 1, options: ['timeout'] },
  'asyncio:wait': { at: 9, options: ['timeout'] },
  'asyncio:timeout': { at: 0 },
  'asyncio:timeout_at': { at: 0 },
  'async_timeout:timeout': { at: 0 },
  'async_timeout:timeout_at': { at: 0 },
  'anyio:fail_after': { at: 0 },
  'anyio:move_on_after': { at: 0 },
  'trio:fail_after': { at: 0 },
  'trio:move_on_after': { at: 0 },
  'timeout_decorator:timeout': { at: 0 },
  'wrapt_timeout_decorator:timeout': { at: 0 },
  'func_timeout:func_timeout': { at: 0 },
  'func_timeout:func_set_timeout': { at: 0 },
  'stopit:ThreadingTimeout': { at: 0 },
  'stopit:threading_timeoutable': { at: 0 },
};

/** Time limits a task decorator sets for the whole function (celery, dramatiq, rq, arq), with where each is documented. */
export const TASK_LIMITS: Readonly<Record<string, string>> = {
  soft_time_limit: 'https://docs.celeryq.dev/en/stable/userguide/workers.html#time-limits',
  time_limit: 'https://docs.celeryq.dev/en/stable/userguide/workers.html#time-limits',
  timeout: 'https://python-rq.org/docs/jobs/',
  job_timeout: 'https://python-rq.org/docs/jobs/',
};

/** Keywords by which a task decorator says that the queue tries again, and how often. */
export const TASK_RETRIES: readonly string[] = [
  'autoretry_for',
  'max_retries',
  'retry_kwargs',
  'retry_backoff',
  'retries',
  'retry',
];
