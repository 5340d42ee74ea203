/**
 * What a failure can cost, by the names of calls: telling how far it is and dressing a screen cost nobody anything, working
 * something out in memory fails for its input alone. Words are compared one by one, lower case.
 */

function named(names: string): ReadonlySet<string> {
  return new Set(names.split(' '));
}

/** Progress, presence, looks, measures and what is only fetched ahead of time: nothing rests on it. */
export const COSMETIC_WORDS: ReadonlySet<string> = named(
  'progress broadcast broadcasts typing presence spinner toast tooltip banner title subtitle caption icon favicon avatar ' +
    'thumbnail preview color colour theme emoji animation animate scroll highlight confetti prefetch preload prewarm warm ' +
    'warmup telemetry analytics metric metrics profiler profiling breadcrumb beacon statsd span spans trace traces tracing ' +
    'usage notice invalidate invalidation revalidate',
);

/** Verbs that change what is on a screen, and the words of the things they change: a bar, a bubble, a message of progress. */
export const SCREEN_VERBS: ReadonlySet<string> = named(
  'edit delete remove update send show hide stop start pin unpin flush finish',
);
export const SCREEN_THINGS: ReadonlySet<string> = named(
  'msg message bar indicator bubble spinner loader notice placeholder streamer',
);
export const PASSING_WORDS: ReadonlySet<string> = named('progress typing loading thinking waiting working draft');

/** Names whose value is only shown: what stands in for it is seen to. */
export const SHOWN_WORDS: ReadonlySet<string> = named(
  'title subtitle caption label icon favicon avatar thumbnail preview color colour theme emoji tooltip placeholder summary ' +
    'description sender nickname greeting banner',
);

/** Functions that are there to tell: whatever they do is telling. `log` is too general a word for this. */
export const TELLING_FUNCTIONS: ReadonlySet<string> = named(
  'progress typing presence heartbeat heartbeats telemetry analytics metric metrics profiler profiling tracing breadcrumb beacon spinner ' +
    'prefetch preload prewarm warmup notice cache safe safely quietly silently',
);

/** First words of functions that end something. */
export const ENDING_VERBS: ReadonlySet<string> = named(
  'close aclose shutdown teardown stop dispose destroy cleanup disconnect terminate kill quit exit detach release reset unmount',
);

/** Words of calls that put something in safety: on the way out they matter most. */
export const SAVING_WORDS: ReadonlySet<string> = named(
  'flush save persist drain commit publish store write checkpoint send sync upload insert update ack nack',
);

/** First words of calls that work something out of what they are given. */
export const COMPUTING_VERBS: ReadonlySet<string> = named(
  'parse format encode decode convert compute calculate calc normalize normalise render serialize serialise deserialize ' +
    'stringify extract match compare score tokenize split measure detect infer guess to from as is has sanitize sanitise ' +
    'model dump dumps asdict astuple build rebuild escape unescape truncate hash digest diff merge sort round count sum now utcnow isoformat strftime prettify toprettyxml',
);

/** Methods of values in memory, beside those `expected-errors.ts` has. */
export const VALUE_METHODS: ReadonlySet<string> = named(
  'findIndex findLast filter map flatMap reduce forEach some every includes indexOf concat at slice splice join sort reverse ' +
    'flat fill pop shift unshift fromEntries assign freeze charAt charCodeAt codePointAt padStart padEnd repeat getTime ' +
    'getFullYear getMonth getDate getHours toLocaleString toLocaleDateString toLocaleTimeString valueOf hasOwnProperty append ' +
    'extend setdefault capitalize casefold startswith endswith rfind removeprefix removesuffix group groups groupdict ' +
    'total_seconds timestamp weekday tolist',
);

/** Packages that work on what they are given and ask nobody: nothing outside can fail. Names up to the first `/` or `.`, too. */
export const IN_MEMORY_PACKAGES: ReadonlySet<string> = named(
  're json contextlib dataclasses math datetime hashlib hmac base64 binascii uuid decimal fractions statistics itertools functools collections ' +
    'string textwrap difflib html xml lxml urllib.parse zoneinfo calendar inspect ast copy operator enum typing types struct ' +
    'random secrets time sys platform posixpath ntpath os.path pathlib fnmatch glob mimetypes email bisect heapq yaml tomllib ' +
    'toml markdown bs4 dateutil numpy packaging path url util crypto querystring buffer string_decoder lodash ramda date-fns ' +
    'dayjs moment luxon zod yup joi valibot superjson semver marked qs ms nanoid cheerio turndown he iconv-lite mime jose ' +
    'jsonwebtoken jwt diff file-type deepmerge clsx classnames node:path node:url node:util node:crypto node:querystring node:buffer',
);

/** Places a value is only kept nearer in: what it does not have is had from where it came from. */
export const NEARER_WORDS: ReadonlySet<string> = named('cache caches cached redis memcached memcache lru kv');

/** First words of functions that are handed what somebody else sent: what they let go is gone. */
export const RECEIVING_VERBS: ReadonlySet<string> = named('handle process consume receive on dispatch ingest import each');

/** What a log line or comment says where failing was weighed: it need not work. */
export const WEIGHED =
  /\b(?:best[- ]?effort|(?:non|un|not)[- ]?(?:critical|fatal|essential|blocking|important)|optional(?:ly)?|silently|silent|background|fire[- ]and[- ]forget|nice[- ]to[- ]have|cosmetic|does(?: not|n't) matter|purely (?:visual|informational))\b/i;
