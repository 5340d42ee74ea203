/** Calls whose text is read as a language: SQL, a shell's, the program's own, a template's; and what makes a piece of text harmless there. */

export type TextLanguage = 'sql' | 'shell' | 'code' | 'template';

export interface TextCall {
  readonly language: TextLanguage;
  /** Position or keywords of the text. */
  readonly at: number;
  readonly keywords?: readonly string[];
  /** Read as a command line where the option `shell` is on; else its first word alone chooses what is run. */
  readonly needs?: 'shell';
  readonly source: string;
}

const CHILD = 'https://nodejs.org/api/child_process.html';
const SUBPROCESS = 'https://docs.python.org/3/library/subprocess.html#security-considerations';
const OS = 'https://docs.python.org/3/library/os.html#os.system';
const MDN = 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects';
const BUILTINS = 'https://docs.python.org/3/library/functions.html';

/** By full name (`child_process.exec`, `os.system`, `eval`). */
export const TEXT_CALLS: ReadonlyMap<string, TextCall> = new Map<string, TextCall>([
  ...['exec', 'execSync'].map((name): [string, TextCall] => [
    `child_process.${name}`,
    { language: 'shell', at: 0, source: CHILD },
  ]),
  ...['spawn', 'spawnSync', 'execFile', 'execFileSync'].map((name): [string, TextCall] => [
    `child_process.${name}`,
    { language: 'shell', at: 0, needs: 'shell', source: CHILD },
  ]),
  ...['spawnl', 'spawnle', 'spawnlp', 'spawnlpe', 'spawnv', 'spawnve', 'spawnvp', 'spawnvpe'].map((name): [string, TextCall] => [
    `os.${name}`,
    { language: 'shell', at: 1, needs: 'shell', source: 'https://docs.python.org/3/library/os.html#os.spawnl' },
  ]),
  ...['execa.command', 'execa.execaCommand', 'shelljs.exec'].map((name): [string, TextCall] => [
    name,
    { language: 'shell', at: 0, source: 'https://github.com/shelljs/shelljs#exec' },
  ]),
  ...['system', 'popen', 'popen2', 'popen3', 'popen4'].map((name): [string, TextCall] => [
    `os.${name}`,
    { language: 'shell', at: 0, source: OS },
  ]),
  ...['call', 'run', 'Popen', 'check_call', 'check_output'].map((name): [string, TextCall] => [
    `subprocess.${name}`,
    { language: 'shell', at: 0, keywords: ['args'], needs: 'shell', source: SUBPROCESS },
  ]),
  ...['subprocess.getoutput', 'subprocess.getstatusoutput', 'commands.getoutput', 'asyncio.create_subprocess_shell'].map(
    (name): [string, TextCall] => [name, { language: 'shell', at: 0, keywords: ['cmd'], source: SUBPROCESS }],
  ),
  ['eval', { language: 'code', at: 0, source: `${MDN}/eval` }],
  ['Function', { language: 'code', at: -1, source: `${MDN}/Function` }],
  ['Function()', { language: 'code', at: -1, source: `${MDN}/Function` }],
  ...['runInNewContext', 'runInContext', 'runInThisContext'].map((name): [string, TextCall] => [
    `vm.${name}`,
    { language: 'code', at: 0, source: 'https://nodejs.org/api/vm.html' },
  ]),
  ['require', { language: 'code', at: 0, source: 'https://nodejs.org/api/modules.html#requireid' }],
  ['flask.render_template_string', { language: 'template', at: 0, source: 'https://flask.palletsprojects.com/en/stable/api/' }],
  ['jinja2.Template', { language: 'template', at: 0, source: 'https://jinja.palletsprojects.com/en/stable/api/' }],
  ...['ejs.render', 'pug.render', 'pug.compile', 'handlebars.compile', 'mustache.render', 'nunjucks.renderString'].map(
    (name): [string, TextCall] => [name, { language: 'template', at: 0, source: 'https://ejs.co/#docs' }],
  ),
]);

/** Python's own `exec`; in JavaScript a function of that name is the project's. */
export const PYTHON_CODE: ReadonlyMap<string, TextCall> = new Map<string, TextCall>([
  ['exec', { language: 'code', at: 0, source: `${BUILTINS}#exec` }],
]);

/** Timers run a text as code. */
export const TIMERS: ReadonlySet<string> = new Set(['setTimeout', 'setInterval']);

/** Methods that take a piece of SQL, not a whole statement. */
export const FRAGMENT_METHODS: ReadonlySet<string> = new Set([
  ...['whereRaw', 'orWhereRaw', 'andWhereRaw', 'havingRaw', 'orderByRaw', 'groupByRaw', 'joinRaw', 'fromRaw', 'selectRaw'],
]);

/** Methods that take a statement besides those of drivers. */
export const MORE_STATEMENTS: ReadonlySet<string> = new Set([
  ...['RawSQL', 'read_sql', 'read_sql_query', 'text', 'executeQuery', 'createQuery', 'createNativeQuery', 'literal', 'batch'],
  ...['stream', 'createStatement', 'prepare', 'mogrify'],
]);

/** Calls whose result cannot say anything in that language any more: numbers, quoted pieces, ids. By last name. */
export const NUMBERS: ReadonlySet<string> = new Set([
  ...['Number', 'parseInt', 'parseFloat', 'BigInt', 'int', 'float', 'bool', 'len', 'round', 'abs', 'sum', 'count', 'toFixed'],
  ...['UUID', 'uuid4', 'randomUUID', 'ObjectId', 'Boolean', 'getTime', 'isoformat', 'toISOString', 'now', 'timestamp', 'range'],
]);

export const QUOTERS =
  /^(?:quote|shlex_?quote|shellquote|shellEscape|shell_escape|quote_?ident(?:ifier)?|quote_?name|quote_?literal|escape(?:Id|_?[iI]dentifier|_?[lL]iteral|_?[sS]tring|Shell\w*|_shell\w*|)|format_?[iI]dentifier|Identifier|Literal|Placeholder|identifier|SQL|mogrify|adapt|sanitize\w*|validate\w*|assert\w*|safe_?\w*|ensure\w*|check\w*|encodeURIComponent|hexdigest|digest|createHash|sha256|md5)$/;

/** Names of parameters that hold what started a function from outside. */
export const EVENT_HANDLERS = /^(?:handler|lambda_?handler|main)$/i;
