/** What part an effect plays in its function, beyond what it does. */
import type { FunctionNode, Node } from '#code/model';
import type { Effect } from './effects';
import { wordsOf } from './name-words';

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

/** Rows that only say what happened: a second one says that it happened twice. */
export function isRecord(entity: string): boolean {
  return wordsOf(entity).some((word) => RECORDS.has(word));
}

/** A step in a handler of failures takes something back; it is no step of the way. */
export function isInHandler({ call }: Pick<Effect, 'call'>, root: FunctionNode): boolean {
  for (let at: Node = call; at !== root && at.kind !== 'item'; at = at.parent) {
    if (at.kind === 'handler') return true;
    const { parent } = at;
    if (at.kind === 'function' && parent.kind === 'call' && parent.callee.kind === 'member' && parent.callee.property === 'catch')
      return true;
  }
  return false;
}
