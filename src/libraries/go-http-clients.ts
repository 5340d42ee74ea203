/** HTTP clients of Go. A new one is a row; read its `source` before writing `otherwise`. */
import type { HttpClient } from './http-client';

export const GO_HTTP_CLIENTS: readonly HttpClient[] = [
  {
    name: 'net/http',
    packages: ['net/http'],
    sends: {
      Get: { method: 'GET', urlAt: 0 },
      Head: { method: 'HEAD', urlAt: 0 },
      Post: { method: 'POST', urlAt: 0 },
      PostForm: { method: 'POST', urlAt: 0 },
      Do: { requestAt: 0 },
    },
    makers: { Client: 0 },
    aliases: ['DefaultClient'],
    deadlines: ['Timeout'],
    otherwise: 'waits',
    throwsOnStatus: false,
    status: ['StatusCode', 'Status'],
    body: ['Body'],
    remedy: { key: 'Timeout', text: '10 * time.Second' },
    source: 'https://pkg.go.dev/net/http#Client',
  },
];

/** What makes a request that is sent later: where its method, its address and its context stand. */
export const GO_REQUEST_MAKERS: Readonly<
  Record<string, { readonly methodAt: number; readonly urlAt: number; readonly contextAt?: number }>
> = {
  NewRequest: { methodAt: 0, urlAt: 1 },
  NewRequestWithContext: { methodAt: 1, urlAt: 2, contextAt: 0 },
};

/** Functions of `context` that bound what they give, and those that begin without a bound. */
export const BOUNDING_CONTEXTS: ReadonlySet<string> = new Set([
  'WithTimeout',
  'WithDeadline',
  'WithTimeoutCause',
  'WithDeadlineCause',
]);
export const UNBOUNDED_CONTEXTS: ReadonlySet<string> = new Set(['Background', 'TODO']);
/** Give a context that is bounded as the one they are given. */
export const PASSING_CONTEXTS: ReadonlySet<string> = new Set(['WithCancel', 'WithCancelCause', 'WithValue', 'WithoutCancel']);
