/** What requests, retries, error handling and observability add to a file's export summary. */

import { type Call, type ClassNode, type Expression, type FunctionNode, placeOf } from '#code/model';
import { clientMade } from '#libraries/http-clients';
import type { Analysis } from '../analysis';
import type { Trait } from '../condition';
import type { SummaryContributor } from '../contributor';
import type { Fact, Where } from '../fact';
import { familyOf } from '../language';
import { breakerIn } from '../requests/breakers';
import { boundByClass, madeWithDeadline } from '../requests/client-deadlines';
import { retryOfClient } from '../requests/client-retries';
import { deadlineOf } from '../requests/deadlines';
import { outboundRequests } from '../requests/requests';
import { looksAtStatus, responseUse } from '../requests/response-use';
import { retryIn } from '../requests/retries';
import { storeDeadline } from '../requests/store-deadlines';
import { limitGivenBy } from '../requests/time-limits';
import type { Traits } from '../summary';
import { locationOf } from '../where';
import { errorFilterOf, hearsIn, isErrorMiddleware } from './error-handlers';
import { applicationTraits, linkMeasures } from './instrumentation';
import { measuresIn } from './measures';

export const failureContributor: SummaryContributor = {
  name: 'http and failure',
  traitsOf: functionTraits,
  traitsOfClass: classTraits,
  traitsOfValue: valueTraits,
  app: applicationTraits,
};

type Told = readonly [Trait, Where, string];

function functionTraits(analysis: Analysis, fn: FunctionNode): Traits {
  const told: Told[] = [];
  const measured = measuresIn(analysis, fn);
  if (measured !== undefined) told.push([measured.signal, measured.where, measured.what]);
  const heard = hearsIn(analysis, fn);
  if (heard !== undefined) told.push(['logs', placeOf(heard), analysis.textOf(heard, 60)]);
  if (isErrorMiddleware(fn)) told.push(['handles-errors', placeOf(fn), fn.name]);
  const limit = limitGivenBy(analysis, fn);
  if (limit !== undefined) told.push(['deadline', placeOf(fn), limit]);
  const retry = retryIn(analysis, fn);
  if (retry !== undefined && retry.isCapped !== false) told.push(['retries', retry.at, retry.what]);
  const breaker = breakerIn(analysis, fn);
  if (breaker !== undefined) told.push(['breaker', breaker.at, breaker.what]);
  told.push(...requestTraits(analysis, fn));
  const look = looksAtStatus(fn);
  if (look !== undefined) told.push(['checks-status', placeOf(look), analysis.textOf(look, 60)]);
  return toTraits(analysis, told);
}

/** A function whose requests are all bounded has a deadline; one whose responses are all looked at checks them. */
function requestTraits(analysis: Analysis, fn: FunctionNode): readonly Told[] {
  const requests = outboundRequests(analysis, fn);
  if (requests.length === 0) return [];
  const told: Told[] = [];
  const deadlines = requests.map((request) => deadlineOf(analysis, request));
  const first = deadlines[0];
  if (first?.kind === 'yes' && deadlines.every((fact) => fact.kind === 'yes')) told.push(['deadline', first.where, first.what]);
  const retry = requests
    .map((request) => retryOfClient(analysis, request))
    .find((each) => each !== undefined && each.isCapped !== false);
  if (retry !== undefined) told.push(['retries', retry.at, retry.what]);
  const uses = requests.map((request) => responseUse(analysis, request)?.checked);
  const checked = uses.find((fact): fact is Fact & { kind: 'yes' } => fact?.kind === 'yes');
  if (checked !== undefined && uses.every((fact) => fact === undefined || fact.kind === 'yes'))
    told.push(['checks-status', checked.where, checked.what]);
  return told;
}

function classTraits(analysis: Analysis, cls: ClassNode): Traits {
  const told: Told[] = [];
  const bound = boundByClass(analysis, cls);
  if (bound?.kind === 'yes') told.push(['deadline', bound.where, bound.what]);
  const filter = errorFilterOf(cls);
  if (filter !== undefined) {
    told.push(['handles-errors', placeOf(cls), `class ${cls.name}`]);
    const heard = hearsIn(analysis, filter);
    if (heard !== undefined) told.push(['logs', placeOf(heard), analysis.textOf(heard, 60)]);
  }
  for (const method of cls.methods) {
    const measured = measuresIn(analysis, method);
    if (measured !== undefined) told.push([measured.signal, measured.where, measured.what]);
  }
  return toTraits(analysis, told);
}

/** `export const gateway = axios.create({ timeout })`, `export const db = knex({ … statement_timeout })`, `export const metrics = promBundle()`. */
function valueTraits(analysis: Analysis, value: Expression): Traits {
  const told: Told[] = [];
  const call = madeBy(analysis, value);
  if (call !== undefined) {
    const origin = analysis.originOf(call);
    const client = origin.kind === 'package' ? clientMade(familyOf(analysis), origin.package, origin.path) : undefined;
    const bound = client === undefined ? storeDeadline(analysis, call) : madeWithDeadline(analysis, client, call, origin);
    if (bound?.kind === 'yes') told.push(['deadline', bound.where, bound.what]);
    const fn = origin.kind === 'package' ? breakerAround(call, origin.package) : undefined;
    if (fn !== undefined) told.push(['breaker', placeOf(call), analysis.textOf(call.callee, 40)]);
  }
  const measured = linkMeasures(analysis, value);
  if (measured !== undefined) told.push([measured.signal, measured.where, measured.what]);
  return toTraits(analysis, told);
}

function breakerAround(call: Call, packageName: string): Expression | undefined {
  return packageName === 'opossum' ? call.args[0]?.value : undefined;
}

/** The call that made the value, seen through names and awaits. */
function madeBy(analysis: Analysis, value: Expression): Call | undefined {
  if (value.kind === 'call') return value;
  if (value.kind === 'await' || value.kind === 'cast') return madeBy(analysis, value.value);
  const origin = analysis.originOf(value);
  return origin.kind === 'package' && origin.path.at(-1) === '()' ? origin.calls.at(-1) : undefined;
}

function toTraits(analysis: Analysis, told: readonly Told[]): Traits {
  const traits: { -readonly [K in keyof Traits]: Traits[K] } = {};
  for (const [trait, where, what] of told) traits[trait] ??= { at: locationOf(analysis, where), what };
  return traits;
}
