/**
 * Failures that are answers: errors whose type says what was found (nothing there, not that format), calls that only ask
 * whether something is there, and clean-up whose failure changes nothing for the caller. By the names the languages and
 * the common libraries give them.
 */

/** A set of names, written as one text. */
function named(names: string): ReadonlySet<string> {
  return new Set(names.split(' '));
}

/** Types that say "it is not there" or "it is there already": the handler's default is the answer. */
const ABSENCE: ReadonlySet<string> = named(
  'KeyError IndexError LookupError AttributeError FileNotFoundError FileExistsError NotADirectoryError ' +
    'IsADirectoryError ProcessLookupError ImportError ModuleNotFoundError StopIteration StopAsyncIteration ' +
    'GeneratorExit KeyboardInterrupt SystemExit EOFError Empty QueueEmpty QueueFull Full CancelledError AbortError ' +
    'NoReverseMatch MultipleResultsFound NoResultFound BrokenPipeError NotImplementedError ZeroDivisionError ' +
    'UnsupportedOperation NoCredentialsError WebSocketDisconnect ClientDisconnect IncompleteReadError ' +
    'NoSuchElementException NoSuchFileException FileNotFoundException ClassNotFoundException NoSuchMethodException ' +
    'EmptyResultDataAccessException NoResultException NonUniqueResultException NoSuchFieldException ' +
    'UnsupportedOperationException CloneNotSupportedException EOFException CancellationException ' +
    'DataIntegrityViolationException DuplicateKeyException EntityExistsException',
);

/** A last word (or two) of a type's name that says so: `UserNotFound`, `DoesNotExist`, `AlreadyExistsError`, `ExpiredSignatureError`. */
const ABSENCE_WORDS =
  /(?:NotFound|DoesNotExist|NotExist|NoSuch\w*|AlreadyExists?|Already\w+|Exists|InUse\w*|Missing\w*|Expired\w*|Duplicate\w*|Cancel(?:l?ed|lation)?|Abort(?:ed)?|Integrity|UniqueViolation|Conflict|NotUnique|NotModified|Unsupported\w*|Multiple\w+)(?:Error|Exception)?$/;

/** Types that say "it has not that form"; an answer where the code tried to read a form. */
const FORM: ReadonlySet<string> = named(
  'ValueError TypeError SyntaxError RangeError URIError UnicodeDecodeError UnicodeEncodeError UnicodeError ' +
    'JSONDecodeError OverflowError InvalidOperation ZodError ValidationError ParseError ParserError DecodeError ' +
    'error NumberFormatException DateTimeParseException DateTimeException IllegalArgumentException ParseException ' +
    'JsonProcessingException JsonParseException JsonMappingException JsonSyntaxException MalformedURLException ' +
    'URISyntaxException UnsupportedEncodingException ClassCastException ArithmeticException ArrayIndexOutOfBoundsException ' +
    'PatternSyntaxException',
);
const FORM_WORDS =
  /(?:Invalid\w*|Malformed\w*|Validation|Syntax|Permission|Denied|Forbidden|Unauthori[sz]ed|NotAllowed|Parse|Parser|Decode|Format|Signature|Bad\w*)(?:Error|Exception)?$/;

export type ErrorKind = 'absence' | 'form' | 'other';

/** Words of a project's own error that speak of the world outside: not an answer, whoever defined it. */
const OUTSIDE_WORDS =
  /Unavailable|Timeout|Timed|Connection|Connect|Network|Gateway|Http|Request|Database|Storage|Fail|Failure|Server|Service|Client|Remote|Upstream|Payment|Provider/;

export function speaksOfOutside(typeName: string): boolean {
  return OUTSIDE_WORDS.test(typeName);
}

export function kindOfError(typeName: string): ErrorKind {
  const name = typeName.slice(typeName.lastIndexOf('.') + 1);
  if (ABSENCE.has(name) || ABSENCE_WORDS.test(name) || /^No[A-Z]\w+$/.test(name)) return 'absence';
  if (FORM.has(name) || FORM_WORDS.test(name)) return 'form';
  return 'other';
}

/** Codes a handler compares with to tell an expected failure from the rest: POSIX, Prisma, Postgres, AWS, HTTP. */
export const EXPECTED_CODES: ReadonlySet<string> = named(
  'ENOENT EEXIST ENOTDIR EISDIR ESRCH ENOTEMPTY EPIPE ECONNRESET P2002 P2025 23505 ER_DUP_ENTRY 11000 NoSuchKey ' +
    'NotFound ResourceNotFoundException ConditionalCheckFailedException AbortError ABORT_ERR ERR_CANCELED ' +
    'MODULE_NOT_FOUND ERR_MODULE_NOT_FOUND',
);

/** Functions that read a form or convert; whole callee as written, or its last name. */
const PARSERS: ReadonlySet<string> = named(
  'JSON.parse JSON.stringify parseInt parseFloat Number BigInt URL URLSearchParams RegExp Date decodeURIComponent ' +
    'decodeURI encodeURIComponent atob btoa Buffer.from structuredClone int float complex str bool bytes Decimal ' +
    'Fraction UUID loads literal_eval fromisoformat strptime fromtimestamp b64decode urlsafe_b64decode unhexlify ' +
    'fromhex urlparse ip_address ip_network parse_date parsedate_to_datetime safe_load zoneinfo.ZoneInfo ZoneInfo ' +
    'Integer.parseInt Long.parseLong Double.parseDouble Integer.valueOf Long.valueOf LocalDate.parse Instant.parse ' +
    'UUID.fromString URI.create Enum.valueOf valueOf fromString readValue readTree writeValueAsString ' +
    'Intl.DateTimeFormat Intl.NumberFormat parse safeParse decode jwtDecode jwt_decode model_validate ' +
    'model_validate_json parse_obj parse_raw validate_python validate_json from_dict fromJSON json.load tomllib.load ' +
    'toml.load yaml.load json text',
);

/** Methods of plain values: what else may stand beside a parser without making it more than parsing. */
const PLAIN_METHODS: ReadonlySet<string> = named(
  'trim split strip lstrip rstrip replace replaceAll slice substring toString toISOString toLowerCase toUpperCase ' +
    'lower upper decode encode get join startsWith startswith match exec test isArray Array.isArray map filter ' +
    'String len list dict isinstance date time items keys values isDirectory isFile isSymbolicLink is_file is_dir ' +
    'push append any all next sorted clone',
);

/** Calls that ask whether something is there, or can be had here; a failure is the answer no. */
const PROBES: ReadonlySet<string> = named(
  'access accessSync stat statSync lstat lstatSync existsSync exists require resolve import import_module ' +
    '__import__ find_spec getItem setItem removeItem matchMedia readlink readlinkSync realpath realpathSync listdir ' +
    'scandir headObject head_object head_bucket HeadObjectCommand kill getpgid isatty get_terminal_size getrandom ' +
    'which',
);

/** Methods that close, release or take back; when one fails on the way out there is nothing left to do. */
const CLEAN_UP: ReadonlySet<string> = named(
  'close aclose closeSync end destroy release unlock disconnect quit terminate kill unlink unlinkSync rm rmSync ' +
    'rmdir rmdirSync rmtree removeListener removeAllListeners off unsubscribe unsubscribe_all cancel abort rollback ' +
    'dispose cleanup clean_up teardown shutdown stop detach clearInterval clearTimeout releaseLock release_lock free ' +
    'unref return join wait_closed server_close expunge',
);

/** Reads of this machine, where what is read may well not be there: files, folders, programs. */
const LOCAL_READS: ReadonlySet<string> = named(
  'readFile readFileSync readdir readdirSync read_text read_bytes open execSync execFileSync spawnSync ' +
    'check_output execAsync execFileAsync execa subprocess.run getpass.getuser gethostname',
);

/** Waits for the next thing: a timeout there says that nothing has come yet. */
const WAITS: ReadonlySet<string> = named(
  'get recv receive receive_text wait poll read readline accept join blpop brpop bzpopmin pop select acquire ' +
    'get_message next next_event next_message __anext__',
);

export function waitsForNext(name: string): boolean {
  return WAITS.has(name.slice(name.lastIndexOf('.') + 1));
}

/** Words of calls that only tell: when telling fails there is nobody left to tell. */
export const TELLING_WORDS: ReadonlySet<string> = named('log logger track telemetry analytics metrics beacon breadcrumb statsd');

export type CallKind = 'parses' | 'plain' | 'probes' | 'reads-locally' | 'cleans-up' | 'other';

/** What a call does by its name as written, dotted (`JSON.parse`, `fs.promises.access`). */
export function kindOfCall(name: string): CallKind {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const two = name.split('.').slice(-2).join('.');
  if (PARSERS.has(two) || (PARSERS.has(last) && !isHandle(name, last))) return 'parses';
  if (/^(?:os\.)?path\./.test(name)) return 'plain';
  if (CLEAN_UP.has(last)) return 'cleans-up';
  if (PROBES.has(last)) return 'probes';
  if (LOCAL_READS.has(last) || LOCAL_READS.has(two)) return 'reads-locally';
  return PLAIN_METHODS.has(last) || PLAIN_METHODS.has(two) ? 'plain' : 'other';
}

/** `URL` and `parse` are general words; `client.parse` is no parser, `yaml.parse` and `dateutil.parser.parse` are. */
function isHandle(name: string, last: string): boolean {
  return last === 'parse' && name.includes('.') && /(?:client|api|service|repo|page|crawler)\.parse$/i.test(name);
}
