/** The shape of "inside which transaction", for effects of a function and for those of its helpers. */
import type { Call, Expression, FunctionNode, Node } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import type { Condition } from '../condition';
import type { Where } from '../fact';
import type { Origin } from '../origin';
import { chainTo } from '../origins/call-chain';

export type TransactionScope =
  /** One transaction that this function begins (or is run in by a decorator): effects with the same `id` commit together. */
  | { readonly kind: 'own'; readonly id: Node; readonly where: Where; readonly what: string }
  /** The caller's: a `tx` parameter, a session whose commit is elsewhere. */
  | { readonly kind: 'handed-in'; readonly where: Where; readonly what: string }
  /** Commits by itself; `on` is what the project may say against it (a transaction for every request). */
  | { readonly kind: 'none'; readonly looked: string; readonly on: readonly Condition[] }
  | { readonly kind: 'unknown'; readonly why: string };

export interface Written {
  /** The call that writes; the call of the helper that does. */
  readonly call: Call;
  /** The function whose path is looked at. */
  readonly root: FunctionNode;
  readonly handle: Origin;
  readonly store: string;
  readonly commits: 'statement' | 'unit';
}

export const NO_TRANSACTION: TransactionScope = {
  kind: 'none',
  looked: 'the calls around it',
  on: [{ kind: 'app', trait: 'transaction' }],
};

export const own = (id: Node, at: Node, what: string): TransactionScope => ({ kind: 'own', id, where: placeOf(at), what });

/** What the chain of the callee begins with: `tx` of `tx.order.create`. */
export function handleRoot(analysis: Analysis, call: Call): Expression {
  return chainTo(analysis, call.callee).root;
}
