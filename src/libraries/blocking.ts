/**
 * Calls that hold the thread they run on until they are done, by full name. In a process with one event loop nothing else
 * runs in the meantime. Each row says what the wait is for and what does the same without holding the thread.
 */

/**
 * How long the thread is held: `network` and `process` as long as somebody else takes, `work` as long as the processor
 * needs, `store` a round trip, `disk` what a local file or a piece of data takes by its size, `start` a few milliseconds.
 */
export type BlockingKind = 'network' | 'process' | 'work' | 'store' | 'disk' | 'start';

export interface BlockingCalls {
  readonly names: readonly string[];
  readonly kind: BlockingKind;
  /** After "it": `waits for the process to end`. */
  readonly what: string;
  /** What does the same without holding the thread. */
  readonly instead: string;
  readonly source: string;
}

const NODE_BLOCKING = 'https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop';
const ASYNCIO_BLOCKING = 'https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code';

export const JAVASCRIPT_BLOCKING: readonly BlockingCalls[] = [
  {
    names: [
      'child_process.execSync',
      'child_process.execFileSync',
      'child_process.spawnSync',
      'execa.execaSync',
      'execa.execaCommandSync',
      'execa.sync',
      'execa.commandSync',
      'cross-spawn.sync',
    ],
    kind: 'process',
    what: 'waits for the process to end',
    instead: 'execFile with promisify, or spawn',
    source: 'https://nodejs.org/api/child_process.html#synchronous-process-creation',
  },
  {
    names: ['sync-request', 'sync-fetch', 'sync-rpc', 'Atomics.wait', 'deasync*'],
    kind: 'network',
    what: 'waits for the answer',
    instead: 'fetch with await',
    source: NODE_BLOCKING,
  },
  {
    names: [
      'crypto.pbkdf2Sync',
      'crypto.scryptSync',
      'crypto.generateKeyPairSync',
      'crypto.generatePrimeSync',
      'bcrypt.hashSync',
      'bcrypt.compareSync',
      'bcryptjs.hashSync',
      'bcryptjs.compareSync',
      '@node-rs/bcrypt.hashSync',
      '@node-rs/bcrypt.verifySync',
      '@node-rs/argon2.hashSync',
      '@node-rs/argon2.verifySync',
    ],
    kind: 'work',
    what: 'computes for as long as the hash is made to take',
    instead: 'the asynchronous form of the same function',
    source: 'https://nodejs.org/api/crypto.html#cryptoscryptsyncpassword-salt-keylen-options',
  },
  {
    names: [
      'zlib.gzipSync',
      'zlib.gunzipSync',
      'zlib.deflateSync',
      'zlib.inflateSync',
      'zlib.deflateRawSync',
      'zlib.inflateRawSync',
      'zlib.unzipSync',
      'zlib.brotliCompressSync',
      'zlib.brotliDecompressSync',
    ],
    kind: 'disk',
    what: 'computes for as long as the data is big',
    instead: 'a stream, or the function with a callback and promisify',
    source: 'https://nodejs.org/api/zlib.html#threadpool-usage-and-performance-considerations',
  },
  {
    names: ['readFileSync', 'writeFileSync', 'appendFileSync', 'copyFileSync', 'cpSync', 'readdirSync', 'rmSync'].flatMap(
      (name) => [`fs.${name}`, `fs-extra.${name}`, `graceful-fs.${name}`],
    ),
    kind: 'disk',
    what: 'waits for the disk',
    instead: 'fs.promises',
    source: 'https://nodejs.org/api/fs.html#synchronous-api',
  },
];

const SQL_STEPS = ['execute', 'executemany', 'fetchall', 'commit'];

export const PYTHON_BLOCKING: readonly BlockingCalls[] = [
  {
    names: ['time.sleep'],
    kind: 'network',
    what: 'sleeps',
    instead: 'await asyncio.sleep(…)',
    source: 'https://docs.python.org/3/library/asyncio-task.html#asyncio.sleep',
  },
  {
    names: [
      ...['run', 'call', 'check_call', 'check_output', 'getoutput', 'getstatusoutput'].map((name) => `subprocess.${name}`),
      'subprocess.Popen().wait',
      'subprocess.Popen().communicate',
      'os.system',
      'os.popen',
      'os.spawn*',
      'os.posix_spawn*',
      'os.wait',
      'os.wait3',
      'os.wait4',
      'os.waitid',
      'os.waitpid',
    ],
    kind: 'process',
    what: 'waits for the process',
    instead: 'asyncio.create_subprocess_exec',
    source: 'https://docs.python.org/3/library/asyncio-subprocess.html',
  },
  {
    names: ['subprocess.Popen'],
    kind: 'start',
    what: 'starts a process',
    instead: 'asyncio.create_subprocess_exec',
    source: 'https://docs.python.org/3/library/asyncio-subprocess.html',
  },
  {
    names: [
      'concurrent.futures.ThreadPoolExecutor().submit().result',
      'concurrent.futures.ProcessPoolExecutor().submit().result',
      'threading.Thread().join',
      'multiprocessing.Process().join',
      'queue.Queue().join',
      'input',
    ],
    kind: 'network',
    what: 'waits for somebody else to be done',
    instead: 'loop.run_in_executor, asyncio.Queue',
    source: ASYNCIO_BLOCKING,
  },
  {
    names: [
      'smtplib.SMTP().send*',
      'smtplib.SMTP_SSL().send*',
      'ftplib.FTP().*',
      'socket.create_connection',
      'socket.gethostbyname',
      'boto3.client().*',
      'boto3.resource().*',
      'paramiko.SSHClient().connect',
      'paramiko.SSHClient().exec_command',
    ],
    kind: 'network',
    what: 'waits for the network',
    instead: 'asyncio.to_thread, or an asynchronous client',
    source: ASYNCIO_BLOCKING,
  },
  {
    names: [
      ...['psycopg2', 'pymysql', 'MySQLdb', 'mysql.connector', 'pyodbc', 'sqlite3'].flatMap((driver) =>
        SQL_STEPS.map((step) => `${driver}.connect()*${step}`),
      ),
      'psycopg.connect()*execute',
      ...['execute', 'scalars', 'scalar', 'commit', 'flush', 'refresh', 'get'].map((name) => `sqlalchemy.orm.Session().${name}`),
      ...['all', 'first', 'one', 'one_or_none', 'count', 'scalar'].map((name) => `sqlalchemy.orm.Session().query()*.${name}`),
      ...['exec', 'commit', 'refresh', 'get'].map((name) => `sqlmodel.Session().${name}`),
      ...['find_one', 'insert_one', 'insert_many', 'update_one', 'update_many', 'delete_one', 'count_documents'].map(
        (name) => `pymongo.MongoClient()*.${name}`,
      ),
    ],
    kind: 'store',
    what: 'waits for the database',
    instead: 'the asynchronous driver or session, or a plain `def` that the framework runs in a thread',
    source: 'https://fastapi.tiangolo.com/async/#path-operation-functions',
  },
  {
    names: [
      'bcrypt.hashpw',
      'bcrypt.checkpw',
      'passlib.context.CryptContext().hash',
      'passlib.context.CryptContext().verify',
      'argon2.PasswordHasher().hash',
      'argon2.PasswordHasher().verify',
      'hashlib.pbkdf2_hmac',
      'hashlib.scrypt',
    ],
    kind: 'work',
    what: 'computes for as long as the hash is made to take',
    instead: 'asyncio.to_thread',
    source: ASYNCIO_BLOCKING,
  },
  {
    names: ['shutil.copyfileobj', 'shutil.copytree', 'shutil.rmtree', 'shutil.make_archive', 'shutil.unpack_archive'],
    kind: 'work',
    what: 'copies for as long as there is data',
    instead: 'asyncio.to_thread',
    source: ASYNCIO_BLOCKING,
  },
  {
    names: [
      'open',
      'io.open',
      ...['open', 'read_text', 'write_text', 'read_bytes', 'write_bytes'].map((name) => `pathlib.Path().${name}`),
    ],
    kind: 'disk',
    what: 'waits for the disk',
    instead: 'asyncio.to_thread, or aiofiles',
    source: ASYNCIO_BLOCKING,
  },
];

/** HTTP clients of Python that hold the thread; of those that do both, the makers whose instances do not. */
export const SYNCHRONOUS_CLIENTS: Readonly<Record<string, { readonly except?: RegExp; readonly instead: string }>> = {
  requests: { instead: 'httpx.AsyncClient, or asyncio.to_thread' },
  urllib: { instead: 'httpx.AsyncClient, or asyncio.to_thread' },
  urllib3: { instead: 'httpx.AsyncClient, or asyncio.to_thread' },
  'http.client': { instead: 'httpx.AsyncClient, or asyncio.to_thread' },
  httpx: { except: /^AsyncClient/, instead: 'httpx.AsyncClient' },
};

/** Calls that run what they are handed on another thread, and the position of what they run. */
export const THREAD_RUNNERS: Readonly<Record<string, number>> = {
  'asyncio.to_thread': 0,
  'asyncio.get_event_loop().run_in_executor': 1,
  'asyncio.get_running_loop().run_in_executor': 1,
  'starlette.concurrency.run_in_threadpool': 0,
  'fastapi.concurrency.run_in_threadpool': 0,
  'anyio.to_thread.run_sync': 0,
  'trio.to_thread.run_sync': 0,
  'asgiref.sync.sync_to_async': 0,
};

/** What all names of the tables and of thread runners hold one of: a cheap test before anything is resolved. */
export const BLOCKING_WORDS =
  /Sync\b|\bsync-|\.sync\b|Atomics|deasync|\b(?:sleep|requests|httpx|urllib3?|urlopen|subprocess|os\.|http\.client|futures|threading|multiprocessing|queue|input|smtplib|ftplib|socket|boto3|paramiko|psycopg2?|pymysql|MySQLdb|mysql|pyodbc|sqlite3|Session|pymongo|bcrypt|passlib|argon2|hashlib|shutil|open|Path|to_thread|run_in_executor|run_in_threadpool|sync_to_async|OpenAI|Anthropic|completion|ollama|genai)\b/;
