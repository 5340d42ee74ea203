/**
 * What a function changes or asks outside of itself, in source order: rows, messages, mails, charges, objects, calls that
 * change something elsewhere. Which of two effects can follow the other on one path is `order.ts`; what happens together
 * is `transactions.ts`; what is harmless the second time is `idempotency.ts`.
 */
import type { Call, Expression, FunctionNode, Node } from '#code/model';
import type { Analysis } from './analysis';
import type { Where } from './fact';
import type { Origin } from './origin';
import type { EffectKind } from './summary';
import type { TransactionScope } from './transactions';

/** What is done, in one vocabulary for all libraries. `save` is an ORM's "insert or update"; `other` a kind's only verb. */
export type Operation = 'create' | 'update' | 'delete' | 'upsert' | 'increment' | 'save' | 'read' | 'other';

export interface Effect {
  readonly kind: EffectKind;
  /** The call of this function that has the effect: the library's call, or the call of the helper that has it. */
  readonly call: Call;
  /** Set when it happens in a helper: where. */
  readonly via: Where | undefined;
  /** Table, model, topic, bucket, host: singular snake case, `order_item`; '' when not known. */
  readonly entity: string;
  readonly operation: Operation;
  /** How a sentence names it: `orders.insert`, `stripe.charges.create`. */
  readonly label: string;
  /** Effects of one store share it: `prisma`, `sql`, `mongoose`; for other kinds the library or host. */
  readonly store: string;
  /** What is written or sent, where that is one expression. */
  readonly data: Expression | undefined;
  /** Columns that select the rows; `undefined` when that could not be read. */
  readonly selects: readonly string[] | undefined;
  /** What the selection is made of: `where` objects, SQL parameters, ids. */
  readonly keys: readonly Expression[];
  /** Doing it again with the same input changes nothing more, and why. */
  readonly isRepeatable: boolean;
  readonly why: string;
  readonly transaction: TransactionScope;
  /** The loop, comprehension or iterating callback of this function that repeats it. */
  readonly loop: Node | undefined;
  /** Runs after the commit or the response: `on_commit`, an after-commit hook. */
  readonly isDeferred: boolean;
  /** `medium`: known by its shape alone (`orderRepo.save`), not by what the handle is. */
  readonly confidence: 'high' | 'medium';
  /** What the call is made on. */
  readonly handle: Origin;
}

/** Effects of the function and, once each, of the helpers it calls; inline callbacks that run as part of it included. */
export function effectsOf(analysis: Analysis, fn: FunctionNode): readonly Effect[] {
  void analysis;
  void fn;
  return [];
}
