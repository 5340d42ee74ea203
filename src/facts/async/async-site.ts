/** A place where asynchronous work is started, and what is known of who hears of its end. */
import type { Call, FunctionNode, Place } from '#code/model';
import type { Where } from '../fact';

export type AsyncSite = { readonly place: Place } & (
  | {
      readonly kind: 'loose';
      readonly confidence: 'high' | 'medium' | 'low';
      readonly evidence: string;
      /** The statement's call, where an `await` or a `catch` can be written. */
      readonly call: Call | undefined;
      readonly fn: FunctionNode;
    }
  | { readonly kind: 'heard'; readonly where: Where; readonly what: string }
);

/** The weaker of two. */
export function atMost(one: 'high' | 'medium' | 'low', two: 'high' | 'medium' | 'low'): 'high' | 'medium' | 'low' {
  const order = ['low', 'medium', 'high'] as const;
  return order[Math.min(order.indexOf(one), order.indexOf(two))] ?? one;
}
