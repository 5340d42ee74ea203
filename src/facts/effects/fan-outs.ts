/** Effects that are begun together and waited for together: the first failure is reported, the others have happened all the same. */
import { type Call, type FunctionNode, type Node, placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import type { Where } from '../fact';
import { gatherOf } from '../fan-out/gathers';
import { keywordsOf } from '../options';
import { lastName } from '../origins/full-name';
import { isInHandler } from './effect-roles';
import { type Effect, effectsOf, isWrite } from './effects';

export interface FanOut {
  /** `Promise.all(…)`, `asyncio.gather(…)`. */
  readonly call: Call;
  /** The effects that cannot be taken back by one transaction, in source order. */
  readonly effects: readonly Effect[];
  /** One place for each of many items. */
  readonly isPerItem: boolean;
  readonly answer: { readonly where: Where; readonly what: string } | undefined;
}

export function fanOutsOf(analysis: Analysis, fn: FunctionNode): readonly FanOut[] {
  const groups = new Map<Call, Effect[]>();
  for (const effect of effectsOf(analysis, fn)) {
    if (!isWrite(effect) || effect.isDeferred || isInHandler(effect, fn)) continue;
    const gather = gatherAround(analysis, effect.call, fn);
    if (gather !== undefined) groups.set(gather, [...(groups.get(gather) ?? []), effect]);
  }
  return [...groups].flatMap(([call, effects]) => {
    const isPerItem = effects.some(({ loop }) => loop !== undefined);
    if (!isPerItem && effects.length < 2) return [];
    return [{ call, effects, isPerItem, answer: answerOf(analysis, call, effects) }];
  });
}

/** The call that waits for all, between the effect and the function; only the nearest. */
function gatherAround(analysis: Analysis, call: Call, fn: FunctionNode): Call | undefined {
  for (let at: Node = call.parent; at !== fn && at.kind !== 'item'; at = at.parent)
    if (at.kind === 'call' && gatherOf(analysis, at)?.waitsForAll === true) return at;
  return undefined;
}

function answerOf(analysis: Analysis, call: Call, effects: readonly Effect[]): FanOut['answer'] {
  const told = (what: string, where: Where = placeOf(call)): FanOut['answer'] => ({ where, what });
  if (lastName(call.callee) === 'allSettled') return told('each outcome is kept by allSettled');
  const returns = keywordsOf(analysis, call).entries.get('return_exceptions');
  if (returns?.kind === 'literal' && returns.value === true) return told('return_exceptions keeps each outcome');
  const [first] = effects;
  if (first !== undefined && effects.every(({ transaction }) => transaction.kind === 'own' || transaction.kind === 'handed-in'))
    return first.transaction.kind === 'own' || first.transaction.kind === 'handed-in'
      ? told(first.transaction.what, first.transaction.where)
      : undefined;
  const repeatable = effects.every(({ isRepeatable, needs }) => isRepeatable && needs === undefined);
  if (repeatable && first !== undefined) return told(`doing it again is harmless: ${first.why}`, first.repeatedAt);
  const handled = effects.map(({ call: each }) => handledItself(each, call));
  return handled.every((at) => at !== undefined) && handled[0] !== undefined
    ? told('each failure is handled by itself', placeOf(handled[0]))
    : undefined;
}

/** `.catch(…)` on the one, or a `try` around it within what is mapped. */
function handledItself(call: Call, gather: Call): Node | undefined {
  for (let at: Node = call; at !== gather && at.kind !== 'item'; at = at.parent) {
    const { parent } = at;
    if (parent.kind === 'try' && parent.handlers.length > 0 && parent.body.some((each) => each === at)) return parent.handlers[0];
    if (parent.kind === 'member' && parent.property === 'catch' && parent.parent.kind === 'call') return parent.parent;
  }
  return undefined;
}
