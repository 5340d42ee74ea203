/** The shape of a row of the tables of what is neither a store nor plain HTTP: queues, payments, mail, objects, caches. */

export interface ServiceLibrary {
  /** How effects of it are named and grouped. */
  readonly service: string;
  readonly packages: readonly string[];
  readonly kind: 'publish' | 'charge' | 'remote-write' | 'send' | 'object-write' | 'cache-write';
  readonly source: string;
  /** Ends of the callee's path without its calls, most specific first: `charges.create`, `send`. */
  readonly calls: readonly string[];
  /** Those that take something back or put it in a state it may already be in: doing them again is harmless. */
  readonly repeatable?: readonly string[];
  /** Command objects given to `send` (AWS SDK v3), by class name. */
  readonly commands?: readonly string[];
  readonly repeatableCommands?: readonly string[];
  /** Option keys with which the other side drops a repeated call, beyond the idempotency keys known everywhere. */
  readonly dedupeKeys?: readonly string[];
  /** Where the topic, queue or bucket stands: option key, or argument index. */
  readonly entity?: string;
}

/** Names of options, headers and arguments that carry a key by which the other side knows a repeated call, without separators. */
export const IDEMPOTENCY_KEYS = /^x?(idempotency|idempotent|dedup|deduplication|dedupe)(key|id|token)?$/;
