/**
 * Three values, always: yes (where), no (what was looked at), unknown (why). `depends` is a *no* of this file that another
 * file may turn into a yes: who mounts this router, what is app-wide, which columns are unique. It is resolved in phase
 * two (`project/resolve.ts`) from summaries alone, without the tree.
 */
import type { Location } from '#base/span';
import type { Place } from '#code/model';
import type { Condition } from './condition';

/** A place of this file, or a location in another one. */
export type Where = Place | Location;

export type Fact =
  | {
      readonly kind: 'yes';
      readonly where: Where /** short, e.g. `timeout: 3000`, for "answered by the code" */;
      readonly what: string;
    }
  | { readonly kind: 'no' /** noun phrases, e.g. `the call's options` */; readonly looked: readonly string[] }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'depends'; readonly on: readonly Condition[]; readonly looked: readonly string[] };

export const yes = (where: Where, what: string): Fact => ({ kind: 'yes', where, what });
export const no = (...looked: string[]): Fact => ({ kind: 'no', looked });
export const unknown = (why: string): Fact => ({ kind: 'unknown', why });
export const depends = (on: readonly Condition[], ...looked: string[]): Fact => ({ kind: 'depends', on, looked });

/** The first yes wins; else unknown if any is; else depends on all that could say yes; else no, having looked at everything. Lazy: later thunks run only when needed. */
export function anyOf(...facts: readonly (Fact | (() => Fact))[]): Fact {
  const looked: string[] = [];
  const on: Condition[] = [];
  let blind: Fact | undefined;
  for (const each of facts) {
    const fact = typeof each === 'function' ? each() : each;
    if (fact.kind === 'yes') return fact;
    if (fact.kind === 'unknown') {
      blind ??= fact;
      continue;
    }
    looked.push(...fact.looked);
    if (fact.kind === 'depends') on.push(...fact.on);
  }
  if (blind !== undefined) return blind;
  return on.length > 0 ? depends(on, ...looked) : no(...looked);
}
