/** What takes back what an entry point did: a cancelling route, a refund, a soft delete; and what switches it off. */

import type { Call, Expression, FunctionNode } from '#code/model';
import { FLAG_CALLS, FLAG_PACKAGES, SWITCH_WORDS } from '#libraries/flags';
import type { Analysis } from '../analysis';
import { type Effect, effectsOf } from '../effects/effects';
import { entityName } from '../effects/entity-name';
import type { EntryPoint } from '../entry-point';
import { type Fact, no, yes } from '../fact';
import { wordsOf } from '../name-words';
import { fullName, lastName, writtenName } from '../origins/full-name';
import type { FileSummary } from '../summary';
import { isTeamsOwn } from '../team-names';
import { walk, walkBody } from '../walk';
import { registrationsIn } from './entry-points';
import { placeOfNode } from './registration';
import { callsWithin } from './sites';

const UNDO_WORDS: ReadonlySet<string> = new Set([
  'cancel',
  'cancelled',
  'canceled',
  'cancellation',
  'refund',
  'refunds',
  'revoke',
  'undo',
  'rollback',
  'restore',
  'reverse',
  'reversal',
  'delete',
  'remove',
  'destroy',
  'archive',
  'deactivate',
  'disable',
  'unpublish',
  'release',
  'unsubscribe',
  'compensate',
  'void',
  'reopen',
  'unassign',
  'perform_destroy',
]);

export function isUndoing(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => UNDO_WORDS.has(word));
}

/** Entry points and functions of the file that undo something, by entity. */
export function undoesOf(analysis: Analysis): FileSummary['undoes'] {
  if (analysis.pathRole !== 'source') return [];
  const found: { entity: string; what: string; at: FileSummary['undoes'][number]['at'] }[] = [];
  const seen = new Set<string>();
  const add = (entity: string, what: string, fn: FunctionNode): void => {
    if (entity === '' || seen.has(entity)) return;
    seen.add(entity);
    found.push({ entity, what, at: analysis.locationOf({ ...placeOfNode(fn), ...fn.nameSpan }) });
  };
  for (const { role, verb, path, handler } of analysis.model.items.flatMap((item) => registrationsIn(analysis, item))) {
    if (handler.kind !== 'here' || !undoes({ verb, path, handler: handler.fn })) continue;
    const id = role === 'route' ? `${verb} ${path || handler.fn.name}`.trim() : `${role} ${path || handler.fn.name}`;
    const entities = entitiesOf(analysis, handler.fn);
    // `GET /orders/:id/delete-preview` only shows.
    if ((verb === 'GET' || verb === 'HEAD') && entities.length === 0) continue;
    for (const entity of entities) add(entity, `undone by ${id}`, handler.fn);
    add(entityOfPath(path), `undone by ${id}`, handler.fn);
  }
  for (const fn of analysis.functions)
    if (isUndoing(fn.name)) for (const entity of entitiesOf(analysis, fn)) add(entity, `undone by ${fn.name}()`, fn);
  return found;
}

export function undoes(entry: Pick<EntryPoint, 'verb' | 'path' | 'handler'>): boolean {
  const last = entry.path.split('/').findLast((segment) => segment !== '' && !/^[:<{[]/.test(segment)) ?? '';
  return entry.verb === 'DELETE' || isUndoing(last) || isUndoing(entry.handler.name);
}

/** What the function deletes or changes the state of. */
function entitiesOf(analysis: Analysis, fn: FunctionNode): readonly string[] {
  const writes = effectsOf(analysis, fn).filter((effect) => effect.kind === 'store-write');
  return writes.filter((effect) => effect.operation !== 'create').map((effect) => entityName(effect.entity));
}

/** `/orders/:id/cancel` is about an order. */
export function entityOfPath(path: string): string {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '' && !/^[:<{[]/.test(segment) && !isUndoing(segment) && !/^(?:api|v\d+)$/.test(segment));
  return entityName(segments.at(-1) ?? '');
}

/** A flag client asked, or a setting read as a switch, that decides whether the work is done. */
export function switchFact(analysis: Analysis, fn: FunctionNode, links: readonly Expression[]): Fact {
  for (const call of [...callsWithin(fn), ...links.flatMap(callsIn)])
    if (isFlagCall(analysis, call)) return yes(placeOfNode(call), analysis.textOf(call, 60));
  let found: Fact = no('flags and switches in the handler');
  walkBody(fn, (node) => {
    if (found.kind === 'yes') return false;
    if (node.kind === 'if' && isSwitch(analysis, node.test)) found = yes(placeOfNode(node.test), analysis.textOf(node.test, 60));
    return found.kind !== 'yes';
  });
  return found;
}

function callsIn(expression: Expression): readonly Call[] {
  const found: Call[] = [];
  walk(expression, (node) => {
    if (node.kind === 'call') found.push(node);
    return undefined;
  });
  return found;
}

export function isFlagCall(analysis: Analysis, call: Call): boolean {
  const name = lastName(call.callee);
  if (isTeamsOwn(analysis, 'flag', call.callee)) return true;
  if (!FLAG_CALLS.has(name) && !/flag|enabled|active|is_?on/i.test(name)) return false;
  const origin = analysis.originOf(call.callee);
  if (origin.kind === 'package' && FLAG_PACKAGES.has(origin.package))
    return FLAG_CALLS.has(name) || origin.path.at(-1) === 'flag';
  if (origin.kind === 'package' && origin.through === undefined) return false;
  const words = wordsOf(writtenName(call.callee));
  return (
    words.some((word) => word === 'flag' || word === 'flags' || word === 'feature' || word === 'features' || word === 'toggle') &&
    (FLAG_CALLS.has(name) || /enabled|active|is_?on/i.test(name))
  );
}

/** `if (!config.ordersEnabled)`, `if settings.MAINTENANCE:`, `if (process.env.CHECKOUT_DISABLED)`. */
function isSwitch(analysis: Analysis, test: Expression): boolean {
  let found = false;
  walk(test, (node) => {
    if (found) return false;
    if (node.kind !== 'member' && node.kind !== 'index' && node.kind !== 'identifier') return undefined;
    const key = node.kind === 'index' && node.index.kind === 'literal' ? String(node.index.value) : lastName(node);
    const says = wordsOf(key).some((word) => SWITCH_WORDS.has(word));
    if (says)
      found = /(?:^|\.)(?:env|environ|config|configuration|settings|options|flags|features)(?:\.|$)/i.test(
        holderOf(analysis, node),
      );
    return !found;
  });
  return found;
}

function holderOf(analysis: Analysis, node: Expression): string {
  const origin = fullName(analysis.originOf(node));
  if (origin !== '') return origin;
  return node.kind === 'member' || node.kind === 'index' ? writtenName(node.object) : writtenName(node);
}

/** What the write itself leaves open to be taken back: a state that can go on to another, a mark instead of a deletion. */
export function isReversibleByState(analysis: Analysis, effect: Effect): boolean {
  if (effect.kind !== 'store-write') return false;
  if ([...effect.fields.keys()].some((key) => STATE.test(key))) return true;
  // What another file's function sets is told by its label alone: `commit of statement.is_deleted`.
  if (STATE.test(effect.label.slice(effect.label.lastIndexOf('.') + 1))) return true;
  if (effect.store === 'sql' && SQL_STATE.test(analysis.textOf(effect.call, 600))) return true;
  return effect.data !== undefined && stateKeys(analysis, effect.data);
}

const STATE = /^(?:status|state|deleted_?at|is_?deleted|archived_?at|is_?active|cancell?ed_?at|revoked_?at|disabled_?at)$/i;
const SQL_STATE =
  /\bset\b[^;]*\b(?:status|state|deleted_at|is_deleted|archived_at|is_active|cancell?ed_at|revoked_at|disabled_at)\s*=/i;

function stateKeys(analysis: Analysis, data: Expression): boolean {
  const origin = analysis.originOf(data);
  const node = origin.kind === 'expression' && origin.path.length === 0 ? origin.node : data;
  if (node.kind !== 'object') return false;
  return node.entries.some(({ key, value }) => {
    if (key === undefined) return false;
    if (/^\$?(?:set|data)$/i.test(key)) return stateKeys(analysis, value);
    return STATE.test(key);
  });
}
