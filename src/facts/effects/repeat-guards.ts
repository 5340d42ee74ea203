/** What makes a repeated request stop before an effect: something in front, a key of the row, a state, a row that is looked up. */
import type { Expression, FunctionNode, Node } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import type { Entry } from '../entries/entry-points';
import type { Where } from '../fact';
import { requestValue } from '../input/request-values';
import { decisionsBetween } from '../origins/result-names';
import { importStatements } from '../runners/imports';
import { valueSummary } from '../summaries/called-summary';
import type { FileSummary } from '../summary';
import { walk } from '../walk';
import { constraintsOf } from './constraints';
import { type Effect, effectsOf } from './effects';
import { entityName } from './entity-name';
import { isLocking } from './exclusion';
import { isDedupeName } from './idempotency-key';
import { lookUpBefore } from './looked-up';
import { following } from './order';

/** Something in front of the handler that drops repeated requests: a link of its chain, a decorator, a wrapper. */
export function inFront(analysis: Analysis, entry: Entry): { readonly where: Where; readonly what: string } | undefined {
  const { handler } = entry;
  const wrappers: Expression[] = [];
  for (let at: Node = handler.parent; at.kind === 'function' || at.kind === 'call' || at.kind === 'cast'; at = at.parent)
    if (at.kind === 'call' && at !== entry.registration) wrappers.push(at.callee);
  const around = [
    ...entry.chain.map((link) => link.expression),
    ...handler.decorators,
    ...(handler.cls?.decorators ?? []),
    ...wrappers,
  ];
  for (const expression of around) {
    const named = namedIn(analysis, expression);
    if (named !== undefined) return { where: placeOf(named), what: analysis.textOf(named, 60) };
    const told = valueSummary(analysis, expression.kind === 'call' ? expression.callee : expression)?.traits.deduplicates;
    if (told !== undefined) return { where: told.at, what: told.what };
  }
  return undefined;
}

/** `@UseInterceptors(IdempotencyInterceptor)`, `idempotent({ ttl: 60 })`. */
function namedIn(analysis: Analysis, expression: Expression): Exclude<Node, { kind: 'item' }> | undefined {
  let found: Exclude<Node, { kind: 'item' }> | undefined;
  walk(expression, (node) => {
    if (found !== undefined || node.kind === 'item') return false;
    if ((node.kind === 'identifier' || node.kind === 'member') && isDedupeName(analysis, node)) found = node;
    return found === undefined;
  });
  return found;
}

/** The row's own key comes from the request: a second insert is refused, or replaces the same row. */
export function chosenKey(
  analysis: Analysis,
  { kind, fields, via, operation }: Effect,
): { readonly column: string; readonly value: Expression } | undefined {
  if (kind !== 'store-write' || via !== undefined || (operation !== 'create' && operation !== 'save')) return undefined;
  for (const [column, value] of fields)
    if (/^(id|_id|pk|uuid)$/.test(column) && requestValue(analysis, value) !== undefined) return { column, value };
  return undefined;
}

interface Guard {
  readonly where: Where;
  readonly what: string;
}

/** What keeps a second run from the effect, in this function or in the helper where it happens. */
export function onlyOnce(analysis: Analysis, root: FunctionNode, effect: Effect): Guard | undefined {
  const state = stateChecked(analysis, root, effect);
  if (state !== undefined) return { where: placeOf(state), what: `decided by ${analysis.textOf(state, 60)}` };
  const found = takenBackWith(analysis, effect, effectsOf(analysis, root)) ?? underLock(analysis, root, effect) ?? effect.once;
  return found ?? (effect.inner && onlyOnce(analysis, effect.inner.fn, effect.inner.effect));
}

/** Whoever comes second waits for the lock of a parent's row, and then finds what the first one wrote. */
function underLock(analysis: Analysis, root: FunctionNode, effect: Effect): Guard | undefined {
  const found = lookUpBefore(analysis, root, effect)?.read;
  if (found === undefined || !isTogether(found, effect)) return undefined;
  const lock = effectsOf(analysis, root).find(
    (other) =>
      other !== found &&
      other.kind === 'store-read' &&
      other.via === undefined &&
      isTogether(other, effect) &&
      following(other.call, found.call) === 'then' &&
      isLocking(analysis, other),
  );
  return lock && { where: placeOf(found.call), what: `${found.label} looks first, under the lock of ${lock.label}` };
}

function isTogether({ transaction: one }: Effect, { transaction: two }: Effect): boolean {
  return one.kind === 'own' && two.kind === 'own' && one.id === two.id;
}

const STATE =
  /(status|state|stage|phase|(_at|At|_on|On)$|^is_?[A-Za-z]|paid|processed|used|accepted|completed|cancel+ed|closed|sent|consumed|redeemed|verified|confirmed|published|archived|deleted|expired|active|version)/;

/** A state read before (or claimed by a conditional update) that keeps the second run from getting here. */
function stateChecked(analysis: Analysis, root: FunctionNode, effect: Effect): Expression | undefined {
  const all = effectsOf(analysis, root);
  for (const other of all) {
    // `get_or_create`, `ON CONFLICT DO NOTHING RETURNING`: whether the row is new decides about the rest.
    if (other !== effect && isFirstComer(other)) {
      const [decision] = decisionsBetween(analysis, root, other.call, effect.call);
      if (decision !== undefined) return decision.test;
    }
    if (other === effect || (other.kind !== 'store-read' && other.kind !== 'store-write') || other.via !== undefined) continue;
    const selectsState = other.selects?.some((column) => STATE.test(column)) === true;
    const isClaim =
      other.kind === 'store-write' && (other.operation === 'update' || other.operation === 'delete') && selectsState;
    const isChanged = all.some((each) => each.kind === 'store-write' && each.entity === other.entity && changesState(each));
    if (!isClaim && (other.kind !== 'store-read' || !isChanged)) continue;
    for (const { test } of decisionsBetween(analysis, root, other.call, effect.call))
      if (isClaim || selectsState || testsState(test)) return test;
  }
  return undefined;
}

function isFirstComer({ kind, operation, isRepeatable }: Effect): boolean {
  return kind === 'store-write' && isRepeatable && (operation === 'upsert' || operation === 'create');
}

/** A row with a key, a handled conflict or an id of the caller's in the same transaction: the second time all of it is taken back. */
function takenBackWith(analysis: Analysis, effect: Effect, effects: readonly Effect[]): Guard | undefined {
  const { transaction } = effect;
  if (transaction.kind !== 'own') return undefined;
  for (const other of effects) {
    if (
      other === effect ||
      other.operation !== 'create' ||
      other.transaction.kind !== 'own' ||
      other.transaction.id !== transaction.id
    )
      continue;
    if (other.isRepeatable && other.repeatedAt !== undefined)
      return { where: other.repeatedAt, what: `${other.why}, in the same transaction` };
    const chosen = chosenKey(analysis, other);
    if (chosen !== undefined)
      return {
        where: placeOf(chosen.value),
        what: `${chosen.column} of ${other.label} is chosen by the caller, in the same transaction`,
      };
  }
  return undefined;
}

function changesState({ fields, operation, isOpen, entity }: Effect): boolean {
  if (operation === 'delete') return true;
  if (entity === '') return false;
  // An object that is saved whole may have been given its state before.
  if (isOpen || fields.size === 0) return operation !== 'create';
  return [...fields].some(
    ([column, value]) =>
      STATE.test(column) || (value.kind === 'object' && value.entries.some((entry) => STATE.test(entry.key ?? ''))),
  );
}

function testsState(test: Expression): boolean {
  let found = false;
  walk(test, (node) => {
    if (node.kind === 'member') found ||= STATE.test(node.property);
    else if (node.kind === 'index' && node.index.kind === 'literal') found ||= STATE.test(String(node.index.value));
    return !found;
  });
  return found;
}

/** A unique constraint this file or one it imports declares on columns that are written. */
export function knownConstraint(analysis: Analysis, effect: Effect): FileSummary['constraints'][number] | undefined {
  if (effect.kind !== 'store-write' || effect.entity === '' || effect.via !== undefined) return undefined;
  const imported = importStatements(analysis).flatMap(({ module }) => analysis.imported(module)?.constraints ?? []);
  return [...constraintsOf(analysis), ...imported].find(
    (each) =>
      !each.isPrimary && entityName(each.entity) === effect.entity && each.columns.every((column) => effect.fields.has(column)),
  );
}
