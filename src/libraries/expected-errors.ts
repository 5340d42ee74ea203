/**
 * Failures that are answers: errors whose type says what was found (nothing there, not that format), calls that only ask
 * whether something is there, and clean-up whose failure changes nothing for the caller. By the names the languages and
 * the common libraries give them.
 */

/** Types that say "it is not there" or "it is there already": the handler's default is the answer. */
const ABSENCE: readonly string[] = [
  'KeyError',
  'IndexError',
  'LookupError',
  'AttributeError',
  'FileNotFoundError',
  'FileExistsError',
  'NotADirectoryError',
  'IsADirectoryError',
  'ProcessLookupError',
  'ImportError',
  'ModuleNotFoundError',
  'StopIteration',
  'StopAsyncIteration',
  'GeneratorExit',
  'KeyboardInterrupt',
  'SystemExit',
  'EOFError',
  'Empty',
  'QueueEmpty',
  'QueueFull',
  'Full',
  'CancelledError',
  'AbortError',
  'NoReverseMatch',
  'MultipleResultsFound',
  'NoResultFound',
  'BrokenPipeError',
  'NotImplementedError',
  'ZeroDivisionError',
  'UnsupportedOperation',
  'NoCredentialsError',
  'WebSocketDisconnect',
  'ClientDisconnect',
  'IncompleteReadError',
];

/** A last word (or two) of a type's name that says so: `UserNotFound`, `DoesNotExist`, `AlreadyExistsError`, `ExpiredSignatureError`. */
const ABSENCE_WORDS =
  /(?:NotFound|DoesNotExist|NotExist|NoSuch\w*|AlreadyExists?|Already\w+|Exists|Missing\w*|Expired\w*|Duplicate\w*|Cancel(?:l?ed|lation)?|Abort(?:ed)?|Integrity|UniqueViolation|Conflict|NotUnique|NotModified|Unsupported\w*)(?:Error|Exception)?$/;

/** Types that say "it has not that form"; an answer where the code tried to read a form. */
const FORM: readonly string[] = [
  'ValueError',
  'TypeError',
  'SyntaxError',
  'RangeError',
  'URIError',
  'UnicodeDecodeError',
  'UnicodeEncodeError',
  'UnicodeError',
  'JSONDecodeError',
  'OverflowError',
  'InvalidOperation',
  'ZodError',
  'ValidationError',
  'ParseError',
  'ParserError',
  'DecodeError',
  'error',
];
const FORM_WORDS = /(?:Invalid\w*|Malformed\w*|Validation|Parse|Parser|Decode|Format|Signature|Bad\w*)(?:Error|Exception)?$/;

export type ErrorKind = 'absence' | 'form' | 'other';

export function kindOfError(typeName: string): ErrorKind {
  const name = typeName.slice(typeName.lastIndexOf('.') + 1);
  if (ABSENCE.includes(name) || ABSENCE_WORDS.test(name)) return 'absence';
  if (FORM.includes(name) || FORM_WORDS.test(name)) return 'form';
  return 'other';
}

/** Codes a handler compares with to tell an expected failure from the rest: POSIX, Prisma, Postgres, AWS, HTTP. */
export const EXPECTED_CODES: ReadonlySet<string> = new Set([
  'ENOENT',
  'EEXIST',
  'ENOTDIR',
  'EISDIR',
  'ESRCH',
  'ENOTEMPTY',
  'EPIPE',
  'ECONNRESET',
  'P2002',
  'P2025',
  '23505',
  'ER_DUP_ENTRY',
  '11000',
  'NoSuchKey',
  'NotFound',
  'ResourceNotFoundException',
  'ConditionalCheckFailedException',
  'AbortError',
  'ABORT_ERR',
  'ERR_CANCELED',
  'MODULE_NOT_FOUND',
  'ERR_MODULE_NOT_FOUND',
]);

/** Functions that read a form or convert; whole callee as written, or its last name. */
const PARSERS: ReadonlySet<string> = new Set([
  'JSON.parse',
  'JSON.stringify',
  'parseInt',
  'parseFloat',
  'Number',
  'BigInt',
  'URL',
  'URLSearchParams',
  'RegExp',
  'Date',
  'decodeURIComponent',
  'decodeURI',
  'encodeURIComponent',
  'atob',
  'btoa',
  'Buffer.from',
  'structuredClone',
  'int',
  'float',
  'complex',
  'str',
  'bool',
  'bytes',
  'Decimal',
  'Fraction',
  'UUID',
  'loads',
  'literal_eval',
  'fromisoformat',
  'strptime',
  'fromtimestamp',
  'b64decode',
  'urlsafe_b64decode',
  'unhexlify',
  'fromhex',
  'urlparse',
  'ip_address',
  'ip_network',
  'parse_date',
  'parsedate_to_datetime',
  'safe_load',
  'zoneinfo.ZoneInfo',
  'ZoneInfo',
  'Intl.DateTimeFormat',
  'Intl.NumberFormat',
  'parse',
  'safeParse',
  'decode',
  'jwtDecode',
  'jwt_decode',
]);

/** Methods of plain values: what else may stand beside a parser without making it more than parsing. */
const PLAIN_METHODS: ReadonlySet<string> = new Set([
  'trim',
  'split',
  'strip',
  'lstrip',
  'rstrip',
  'replace',
  'replaceAll',
  'slice',
  'substring',
  'toString',
  'toISOString',
  'toLowerCase',
  'toUpperCase',
  'lower',
  'upper',
  'decode',
  'encode',
  'get',
  'join',
  'startsWith',
  'startswith',
  'match',
  'exec',
  'test',
  'isArray',
  'Array.isArray',
  'map',
  'filter',
  'String',
  'len',
  'list',
  'dict',
  'isinstance',
  'date',
  'time',
  'items',
  'keys',
  'values',
]);

/** Calls that ask whether something is there, or can be had here; a failure is the answer no. */
const PROBES: ReadonlySet<string> = new Set([
  'access',
  'accessSync',
  'stat',
  'statSync',
  'lstat',
  'lstatSync',
  'existsSync',
  'exists',
  'require',
  'resolve',
  'import',
  'import_module',
  '__import__',
  'find_spec',
  'getItem',
  'setItem',
  'removeItem',
  'matchMedia',
  'headObject',
  'head_object',
  'head_bucket',
  'HeadObjectCommand',
  'kill',
  'getpgid',
  'isatty',
  'get_terminal_size',
  'getrandom',
  'which',
]);

/** Methods that close, release or take back; when one fails on the way out there is nothing left to do. */
const CLEAN_UP: ReadonlySet<string> = new Set([
  'close',
  'aclose',
  'closeSync',
  'end',
  'destroy',
  'release',
  'unlock',
  'disconnect',
  'quit',
  'terminate',
  'kill',
  'unlink',
  'unlinkSync',
  'rm',
  'rmSync',
  'rmdir',
  'rmdirSync',
  'rmtree',
  'removeListener',
  'removeAllListeners',
  'off',
  'unsubscribe',
  'unsubscribe_all',
  'cancel',
  'abort',
  'rollback',
  'dispose',
  'cleanup',
  'clean_up',
  'teardown',
  'shutdown',
  'stop',
  'detach',
  'clearInterval',
  'clearTimeout',
  'releaseLock',
  'release_lock',
  'free',
  'unref',
  'join',
  'wait_closed',
  'server_close',
  'expunge',
]);

export type CallKind = 'parses' | 'plain' | 'probes' | 'cleans-up' | 'other';

/** What a call does by its name as written, dotted (`JSON.parse`, `fs.promises.access`). */
export function kindOfCall(name: string): CallKind {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const two = name.split('.').slice(-2).join('.');
  if (PARSERS.has(two) || (PARSERS.has(last) && !isHandle(name, last))) return 'parses';
  if (CLEAN_UP.has(last)) return 'cleans-up';
  if (PROBES.has(last)) return 'probes';
  return PLAIN_METHODS.has(last) || PLAIN_METHODS.has(two) ? 'plain' : 'other';
}

/** `URL` and `parse` are general words; `client.parse` is no parser, `yaml.parse` and `dateutil.parser.parse` are. */
function isHandle(name: string, last: string): boolean {
  return last === 'parse' && name.includes('.') && /(?:client|api|service|repo|page|crawler)\.parse$/i.test(name);
}
