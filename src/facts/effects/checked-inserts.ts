/** Inserts that happen only where a look by something other than the id found nothing. */
import type { Expression, FunctionNode } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { type Decision, decisionsBetween, mentionsAny, resultNames } from '../origins/result-names';
import { isWithin } from '../walk';
import { isInHandler } from './effect-roles';
import { type Effect, effectsOf } from './effects';
import { type Exclusion, exclusionOf } from './exclusion';
import { exitOfList } from './order';

export interface CheckedInsert {
  readonly insert: Effect;
  readonly look: Effect;
  /** What makes the second one wait, or answers its refusal. */
  readonly held: Exclusion | undefined;
}

export function checkedInsertsOf(analysis: Analysis, fn: FunctionNode): readonly CheckedInsert[] {
  const effects = effectsOf(analysis, fn);
  return effects.flatMap((insert) => {
    if (insert.kind !== 'store-write' || insert.via !== undefined || insert.entity === '' || isInHandler(insert, fn)) return [];
    if (insert.operation !== 'create' && insert.operation !== 'save' && insert.operation !== 'upsert') return [];
    const look = effects.find((each) => isLookFor(analysis, fn, each, insert));
    return look === undefined ? [] : [{ insert, look, held: answered(insert) ?? exclusionOf(analysis, fn, look, insert) }];
  });
}

/** A conflict that is handled, an upsert: the second one is answered. */
function answered({ isRepeatable, repeatedAt, call, why }: Effect): Exclusion | undefined {
  return isRepeatable ? { where: repeatedAt ?? placeOf(call), what: why } : undefined;
}

function isLookFor(analysis: Analysis, fn: FunctionNode, look: Effect, insert: Effect): boolean {
  if (look.kind !== 'store-read' || look.entity !== insert.entity || look.via !== undefined) return false;
  const columns = look.selects ?? [];
  if (columns.length === 0 || columns.every((column) => column === 'id')) return false;
  return decisionsBetween(analysis, fn, look.call, insert.call).some((decision) =>
    isWhereAbsent(decision, resultNames(analysis, fn, look.call), look, insert),
  );
}

/** The insert runs where the row was not found: not after `if (!parent) return 404`. */
function isWhereAbsent({ test, node }: Decision, names: ReadonlySet<string>, look: Effect, insert: Effect): boolean {
  const saysFound = foundBy(test, (each) => isWithin(look.call, each) || mentionsAny(each, names));
  if (saysFound === undefined) return false;
  const isThen = node.then.some((each) => isWithin(insert.call, each));
  if (isThen) return !saysFound;
  if (node.otherwise.some((each) => isWithin(insert.call, each))) return saysFound;
  return exitOfList(node.then) === undefined ? !saysFound : saysFound;
}

/** True when the test holds where the row was found, false where it was not; `undefined` when it says something else. */
function foundBy(test: Expression, isLook: (each: Expression) => boolean): boolean | undefined {
  if (test.kind === 'unary' && test.operator === '!') {
    const inner = foundBy(test.value, isLook);
    return inner === undefined ? undefined : !inner;
  }
  if (test.kind === 'await' || test.kind === 'cast') return foundBy(test.value, isLook);
  if (test.kind === 'binary') {
    const { operator, left, right } = test;
    if (operator === '&&' || operator === '||') return foundBy(left, isLook) ?? foundBy(right, isLook);
    if (!isLook(left)) return undefined;
    // Go: no error says that there is one.
    if (left.kind === 'identifier' && /^e(?:rr)?$|Err$/.test(left.name) && isNothing(right))
      return operator === '==' ? true : operator === '!=' ? false : undefined;
    if (isNothing(right)) {
      if (/^(===?|is|<=)$/.test(operator)) return false;
      return /^(!==?|is not|>)$/.test(operator) ? true : undefined;
    }
    if (right.kind === 'literal' && right.value === 1) return operator === '>=' ? true : operator === '<' ? false : undefined;
    return undefined;
  }
  return isLook(test) ? true : undefined;
}

/** Nothing there: null, undefined, None, 0, False. */
function isNothing(value: Expression): boolean {
  if (value.kind === 'identifier') return value.name === 'undefined';
  return (
    value.kind === 'literal' && (value.value === null || value.value === undefined || value.value === 0 || value.value === false)
  );
}
