/** Inside which transaction something happens. */
import type { Node } from '#code/model';
import type { Condition } from './condition';
import type { Where } from './fact';

export type TransactionScope =
  /** One transaction that this function begins (or is run in by a decorator): effects with the same `id` commit together. */
  | { readonly kind: 'own'; readonly id: Node; readonly where: Where; readonly what: string }
  /** The caller's: a `tx` parameter, a session whose commit is elsewhere. */
  | { readonly kind: 'handed-in'; readonly where: Where; readonly what: string }
  /** Commits by itself; `on` is what the project may say against it (a transaction for every request). */
  | { readonly kind: 'none'; readonly looked: string; readonly on: readonly Condition[] }
  | { readonly kind: 'unknown'; readonly why: string };
