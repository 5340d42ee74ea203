/** What part an effect plays in its function, beyond what it does. */

import type { Call, FunctionNode, Node } from '#code/model';
import type { Analysis } from '../analysis';
import { wordsOf } from '../name-words';
import { lastName } from '../origins/full-name';
import { importStatements } from '../runners/imports';
import type { EffectKind } from '../summary';

/** Effects that something outside of the process has to answer. */
export const REMOTE_KINDS: ReadonlySet<EffectKind> = new Set([
  'store-read',
  'store-write',
  'remote-read',
  'remote-write',
  'publish',
  'send',
  'charge',
  'object-write',
  'model-call',
]);

/** Effects that change something outside of the process. */
export const CHANGING_KINDS: ReadonlySet<EffectKind> = new Set([
  'store-write',
  'remote-write',
  'publish',
  'send',
  'charge',
  'object-write',
  'file-write',
]);

const RECORDS: ReadonlySet<string> = new Set([
  'log',
  'logs',
  'audit',
  'auditlog',
  'history',
  'metric',
  'activity',
  'trace',
  'session',
  'telemetry',
  'analytics',
  'token',
]);

interface Row {
  readonly entity: string;
  readonly fields: ReadonlyMap<string, unknown>;
  readonly selects: readonly string[] | undefined;
}

/** Rows that only say what happened: a second one says that it happened twice. */
export function isRecord(row: Row): boolean {
  return wordsOf(row.entity).some((word) => RECORDS.has(word)) && !isNamesake(row);
}

const SIGN_IN = /token|secret|hash|expir|revok|device|agent|^ip|jti|refresh|cookie|csrf|^last/i;
const OF_ANY_SESSION = /^_?id$|user|account|member|customer|created|updated|active|^(data|sid|key|value|payload)$/i;

/** A session of parking, of training or of a class is a row like any other: what is written of it says which kind it is. */
export function isNamesake({ entity, fields, selects = [] }: Row): boolean {
  if (!wordsOf(entity).includes('session')) return false;
  const columns = [...fields.keys()];
  return ![...columns, ...selects].some((name) => SIGN_IN.test(name)) && columns.some((name) => !OF_ANY_SESSION.test(name));
}

/** A step in a handler of failures takes something back; it is no step of the way. */
export function isInHandler({ call }: { readonly call: Call }, root: FunctionNode): boolean {
  for (let at: Node = call; at !== root && at.kind !== 'item'; at = at.parent) {
    if (at.kind === 'handler') return true;
    const { parent } = at;
    if (at.kind === 'function' && parent.kind === 'call' && parent.callee.kind === 'member' && parent.callee.property === 'catch')
      return true;
  }
  return false;
}

/** Packages whose functions are replayed step by step: what one step did is remembered, and it goes on where it stopped. */
const WORKFLOWS = /^(@temporalio\/workflow|temporalio|temporalio\.workflow|@restatedev\/restate-sdk|dbos|@dbos-inc\/dbos-sdk)$/;

const isWorkflow = (analysis: Analysis): boolean => importStatements(analysis).some(({ module }) => WORKFLOWS.test(module));

/** The step of a durable workflow that a call stands in: `step.run('charge', …)` of Inngest, `step.do(…)` of Cloudflare, Temporal. */
export function durableStep(
  analysis: Analysis,
  { call }: { readonly call: Call },
  root: FunctionNode,
): Exclude<Node, { kind: 'item' }> | undefined {
  for (let at: Node = call; at !== root && at.kind !== 'item'; at = at.parent) {
    const { parent } = at;
    if (at.kind !== 'function' || parent.kind !== 'call' || parent.callee.kind !== 'member') continue;
    if (/^(run|do)$/.test(parent.callee.property) && /^(step|steps|ctx|workflow)$/.test(lastName(parent.callee.object)))
      return parent;
  }
  return analysis.asWhole(isWorkflow) ? call : undefined;
}
