/**
 * What one file asks the project in phase two. Plain data, resolved against `ProjectFacts`. Forward questions ("does what
 * I import have a deadline?") are not conditions: imports are analysed first, so their `FileSummary` is at hand.
 * Conditions are for what points *here* or holds everywhere.
 */
export type Condition =
  /** Something app-wide says yes: a global guard, error handler, instrumentation, transaction per request. */
  | { readonly kind: 'app'; readonly trait: Trait }
  /** The router, app, scope, class or function this file exports under `name` is mounted or registered behind something with the trait. */
  | { readonly kind: 'mounted'; readonly name: string; readonly trait: Trait }
  /**
   * The export is registered or mounted somewhere at all (used with `when`). `isEntry`: as what answers requests; something
   * that is only passed through on the way does not count.
   */
  | { readonly kind: 'registered'; readonly name: string; readonly isEntry?: true }
  /** The store has a unique constraint on the entity; `columns` any one of which (or a combination of which) suffices; empty: any constraint but the primary key. */
  | { readonly kind: 'unique'; readonly entity: string; readonly columns: readonly string[] }
  /** The project (nearest manifest) declares a library of that kind. */
  | { readonly kind: 'library'; readonly use: 'metrics' | 'tracing' | 'flags' | 'error-tracking' }
  /** Some entry point or function of the project does this to the entity: cancel, delete, status change. */
  | { readonly kind: 'undo'; readonly entity: string }
  /** No manifest around the file declares the package, nothing of the project is called so, and one that could declare it was read. */
  | { readonly kind: 'undeclared'; readonly name: string }
  /** What is no manifest of the file's names the package: a lock file, an image, another project of the repository. */
  | { readonly kind: 'named-elsewhere'; readonly name: string };

/** What a link of a chain, an export, or the whole app can do. One vocabulary for summaries, conditions and team vocabulary. */
export type Trait =
  | 'authenticates'
  | 'validates-input'
  | 'limits'
  | 'deduplicates'
  | 'handles-errors'
  | 'logs'
  | 'measures'
  | 'traces'
  | 'deadline'
  /** Clients that the framework makes and hands out are bounded where they are configured. */
  | 'injected-deadline'
  | 'retries'
  | 'checks-status'
  | 'transaction'
  | 'breaker'
  | 'flag'
  | 'verifies-sender'
  | 'outbox'
  /** Lists are given out in pages, whatever the view says. */
  | 'paginates'
  /** Secrets are left out of every log line. */
  | 'redacts'
  | 'reads-idempotency-key';
