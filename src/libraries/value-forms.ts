/** What functions and methods make of a value, by name: a mask, a measure of it, a piece, the same in another form. */

/** Words of functions that make a secret harmless, as the first or only words of their names. */
export const MASKING =
  /(?:^|_|\b)(?:redact|mask|sanitiz|sanitis|scrub|obfuscat|censor|hash|sha\d*|md5|digest|hmac|encrypt|fingerprint|anonymi[sz]e|truncat|shorten|short|hide|hidden|strip_?(?:secret|credential|password|token)|preview|last_?4|last_?four|pick|omit|without|clean|cipher|bcrypt|pseudonym|elide|abbreviate|remove_?secret|safe_?)/i;

/** Methods and functions that tell only how long, of what kind, or whether. */
export const MEASURING: ReadonlySet<string> = new Set([
  ...[
    'len',
    'bool',
    'Boolean',
    'type',
    'isinstance',
    'length',
    'size',
    'count',
    'startsWith',
    'startswith',
    'endsWith',
    'endswith',
  ],
  ...[
    'includes',
    'test',
    'match',
    'isEmpty',
    'keys',
    'has',
    'callable',
    'id',
    'indexOf',
    'index',
    'find',
    'exists',
    'is_valid',
    'isValid',
  ],
]);

/** Methods that cut a piece out. */
export const CUTTING: ReadonlySet<string> = new Set([
  'slice',
  'substring',
  'substr',
  'at',
  'charAt',
  'padEnd',
  'padStart',
  'replace',
  'replaceAll',
  'sub',
]);

/** Methods and functions that give the same value in another form. */
export const SAME_VALUE: ReadonlySet<string> = new Set([
  ...[
    'String',
    'str',
    'repr',
    'toString',
    'stringify',
    'dumps',
    'inspect',
    'format',
    'trim',
    'strip',
    'join',
    'concat',
    'encode',
  ],
  ...[
    'decode',
    'toLowerCase',
    'lower',
    'upper',
    'toUpperCase',
    'dict',
    'list',
    'get_secret_value',
    'getSecretValue',
    'fromEntries',
  ],
  ...[
    'pformat',
    'toJSON',
    'model_dump',
    'to_dict',
    'reveal',
    'unwrap',
    'escape',
    'bold',
    'red',
    'green',
    'yellow',
    'cyan',
    'blue',
    'gray',
  ],
]);

/** Verbs of functions that hand the value out: `getPassword()`. */
export const HANDING_OUT: ReadonlySet<string> = new Set([
  'get',
  'read',
  'fetch',
  'load',
  'generate',
  'create',
  'make',
  'retrieve',
  'obtain',
  'mint',
  'issue',
]);

/** Plain output besides the loggers' own. */
export const OUTPUTS: ReadonlySet<string> = new Set([
  ':process.stdout.write',
  'sys:stdout.write',
  ':console.dir',
  ':console.table',
]);
