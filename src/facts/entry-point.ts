/** An entry point: where something from outside starts to run. Plain data; the checklist is folded from it. */
import type { Call, Expression, FunctionNode, Place } from '#code/model';
import type { Condition } from './condition';
import type { Fact } from './fact';
import type { EntryRole } from './summary';

export interface EntryPoint {
  /** Unique in the file, stable under edits elsewhere: `POST /orders`, `consumer notifications`, or the symbol. */
  readonly id: string;
  readonly role: EntryRole;
  /** Upper case, or '' (consumer, job; a handler registered elsewhere). */
  readonly verb: string;
  /** Route path, topic, queue, cron expression; '' when not known. */
  readonly path: string;
  readonly handler: FunctionNode;
  /** The registration: the call, the decorator, or the function itself (file convention). */
  readonly at: Place;
  readonly registration: Call | undefined;
  /** Set when it is an entry point only if another file registers it (`registered`). */
  readonly when: readonly Condition[];
  /** Links that run before the handler, nearest last: route-level, router-wide, class-level, app-wide as seen in this file. */
  readonly chain: readonly { readonly expression: Expression; readonly place: Place }[];
  /** Name under which what the handler hangs on is exported (a router, class or the handler itself), for `mounted` conditions. */
  readonly exportedAs: string | undefined;
  /** Health, login, static …: why the Caller row does not apply; undefined when it does. */
  readonly openByDesign: string | undefined;
  /** Does a write verb or, without a verb, has write effects. */
  readonly writes: boolean;
  readonly takesInput: boolean;
  readonly authenticates: Fact;
  readonly validates: Fact;
}
