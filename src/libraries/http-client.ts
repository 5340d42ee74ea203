/**
 * What a row of the HTTP client tables says: which calls send a request, where a deadline is written in them, how long they
 * wait without one, and whether a bad status throws. `source` is the page that says what happens without a deadline.
 *
 * Members are canonical paths below the package or below an instance of it (`makers`): `''` is a call of the thing itself.
 */

/** How one member sends. Positions are of positional arguments, from 0. */
export interface Send {
  /** Upper case; `undefined` when the options or an argument name it. */
  readonly method?: string;
  readonly methodAt?: number;
  readonly urlAt?: number;
  /** Where JavaScript's options object stands; several when an argument may be left out (`http.get(options)`). */
  readonly optionsAt?: readonly number[];
  /** Python's positional timeout. */
  readonly deadlineAt?: number;
  /** Where the request stands that was made before (Go): it has the method, the address and a context. */
  readonly requestAt?: number;
}

export interface HttpClient {
  readonly name: string;
  /** `''` is the global object. */
  readonly packages: readonly string[];
  readonly sends: Readonly<Record<string, Send>>;
  /** Further members, of an instance alone (`aiohttp.ClientSession().get`, not `aiohttp.get`). */
  readonly instanceSends?: Readonly<Record<string, Send>>;
  /** Calls that make an instance, with the position of their options object (-1: keywords, or none). */
  readonly makers?: Readonly<Record<string, number>>;
  /** An instance takes no deadline for all of its requests. */
  readonly boundAtCallsOnly?: true;
  /** Members that are the thing itself again (`axios.default`). */
  readonly aliases?: readonly string[];
  /** Options (or keywords) that bound the wait. */
  readonly deadlines: readonly string[];
  /** Option that names an instance to send through, which may bring its own bound (`dispatcher: new Agent({ headersTimeout })`). */
  readonly senderOption?: string;
  /** Methods chained to the request that bound it (`.timeout(5000)`). */
  readonly chained?: readonly string[];
  /** What happens without any: waits for ever, gives up after `seconds`, or waits unless the module that hands it out says otherwise. */
  readonly otherwise: 'waits' | 'elsewhere' | { readonly seconds: number };
  readonly throwsOnStatus: boolean;
  /** Options that turn the default of `throwsOnStatus` round, with the value that does; `undefined` for any value. */
  readonly statusOptions?: Readonly<Record<string, boolean | undefined>>;
  /** Members of the response: what reads its status (or throws by it), what reads its body. */
  readonly status: readonly string[];
  readonly body: readonly string[];
  /** How a deadline is written in the client's own dialect: `{key}: {text}` or `key=text`. */
  readonly remedy: { readonly key: string; readonly text: string };
  readonly source: string;
}

const READS = ['GET', 'HEAD', 'OPTIONS', 'DELETE'];
const BODIES = ['POST', 'PUT', 'PATCH'];

/** One `Send` for every verb; `withBody` says how those that carry a body differ (`post(url, body, options)`). */
export function verbs(plain: Send, withBody: Send = plain): Readonly<Record<string, Send>> {
  const sends: Record<string, Send> = {};
  for (const verb of READS) sends[verb.toLowerCase()] = { ...plain, method: verb };
  for (const verb of BODIES) sends[verb.toLowerCase()] = { ...withBody, method: verb };
  return sends;
}
