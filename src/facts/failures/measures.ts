/** Whether a piece of code is measured: it records a value, keeps a time or a span, or runs inside of something that does. */

import { type Call, type FunctionNode, placeOf } from '#code/model';
import { type Signal, signalOf } from '#libraries/metrics';
import type { Analysis } from '../analysis';
import { callsWithin } from '../entries/sites';
import type { Where } from '../fact';
import { writtenName } from '../origins/full-name';
import { isTeamsOwn } from '../team-names';
import { toldBy } from './observability';

export interface Measured {
  readonly signal: Signal;
  readonly what: string;
  readonly where: Where;
}

/** What the function (those nested in it included) records itself. */
export function measuresIn(analysis: Analysis, fn: FunctionNode): Measured | undefined {
  for (const decorator of fn.decorators) {
    const origin = analysis.originOf(decorator.kind === 'call' ? decorator.callee : decorator);
    const signal = origin.kind === 'package' ? signalOf(origin.package) : undefined;
    const what = `@${analysis.textOf(decorator, 60)}`;
    if (signal !== undefined) return { signal, what, where: placeOf(decorator) };
    const shown = analysis.exported(origin)?.traits;
    for (const each of ['measures', 'traces'] as const) {
      const trait = shown?.[each];
      if (trait !== undefined) return { signal: each, what: trait.what, where: trait.at };
      if (isTeamsOwn(analysis, each, decorator)) return { signal: each, what, where: placeOf(decorator) };
    }
  }
  for (const call of callsWithin(fn)) {
    const signal = signalOfCall(analysis, call);
    if (signal === undefined) continue;
    const what = analysis.textOf(call, 60);
    return { signal, what, where: placeOf(call) };
  }
  return undefined;
}

/** Marking an error on a span, or counting errors alone, is not yet a measure of the whole; recording anything else is. */
function signalOfCall(analysis: Analysis, call: Call): Signal | undefined {
  const told = toldBy(analysis, call);
  if (told?.kind !== 'measures' && told?.kind !== 'traces') return undefined;
  return /(?:setStatus|set_status)$/.test(writtenName(call.callee)) ? undefined : told.kind;
}
