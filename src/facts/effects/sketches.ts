/** The effect a call has by itself, whoever makes it. */
import { type Call, functionOf } from '#code/model';
import { GO_STATEMENT_METHODS } from '#libraries/go-stores';
import { SEND_VERBS } from '#libraries/mail';
import { PUBLISH_NAMES, TASK_CALLS } from '#libraries/queues';
import { PREPARED_METHODS, STATEMENT_METHODS } from '#libraries/sql';
import type { Analysis } from '../analysis';
import { familyOf } from '../language';
import { lastName } from '../origins/full-name';
import { outboundRequests } from '../requests/requests';
import type { Sketch } from './effect-sketch';
import { requestEffect, SERVICE_CALLS, serviceEffect } from './service-effects';
import { sqlEffect } from './sql-effects';
import { STORE_METHODS, storeEffect } from './store-effects';
import { SHAPE_METHODS, shapedEffect } from './store-shapes';
import { commitEffect } from './unit-of-work';

const remembered = new WeakMap<Analysis, Map<Call, Sketch | 'none'>>();

export function sketchOf(analysis: Analysis, call: Call): Sketch | undefined {
  let ofFile = remembered.get(analysis);
  if (ofFile === undefined) {
    ofFile = new Map();
    remembered.set(analysis, ofFile);
  }
  let known = ofFile.get(call);
  if (known === undefined) {
    known = sketched(analysis, call) ?? 'none';
    ofFile.set(call, known);
  }
  return known === 'none' ? undefined : known;
}

/** Last names under which a table or a shape knows an effect: one look keeps most calls from being looked at. */
const NAMES: ReadonlySet<string> = new Set([
  ...SERVICE_CALLS,
  ...STORE_METHODS,
  ...SHAPE_METHODS,
  ...STATEMENT_METHODS,
  ...PREPARED_METHODS,
  ...GO_STATEMENT_METHODS,
  ...TASK_CALLS,
  'commit',
  'bind',
]);

/** What Spring Data makes queries of. */
const DERIVED = /^(?:find|get|read|query|search|stream|exists|count|delete|remove|update|set|mark|increment|decrement)[A-Z]/;

function sketched(analysis: Analysis, call: Call): Sketch | undefined {
  const request = outboundRequests(analysis, functionOf(call)).find((each) => each.call === call);
  if (request !== undefined) return requestEffect(analysis, request);
  const name = lastName(call.callee);
  const isDerived = familyOf(analysis) === 'java' && DERIVED.test(name);
  if (!isDerived && !NAMES.has(name) && !SEND_VERBS.test(name) && !PUBLISH_NAMES.test(name)) return undefined;
  return (
    serviceEffect(analysis, call) ??
    sqlEffect(analysis, call) ??
    storeEffect(analysis, call) ??
    shapedEffect(analysis, call) ??
    commitEffect(analysis, call)
  );
}
