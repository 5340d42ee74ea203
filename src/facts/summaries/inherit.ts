/** What a function does through the helpers it calls: their effects, and those of their traits that then are its own. */
import type { Call, FunctionNode, Node } from '#code/model';
import type { Analysis } from '../analysis';
import type { Trait } from '../condition';
import type { EffectSummary, Traits } from '../summary';
import { type CalledSummary, calledSummary } from './called-summary';

/** More calls and effects than these in one function are not followed. */
const MAX_CALLS = 200;
const MAX_EFFECTS = 40;

/**
 * Traits of what happens, which hold for the caller as well once the call is made in any case. The others (a deadline, a
 * retry, a transaction around what is handed in) are about one call, and the caller's own only when it does nothing else.
 */
const OF_THE_CALLER: ReadonlySet<Trait> = new Set([
  'authenticates',
  'validates-input',
  'limits',
  'deduplicates',
  'logs',
  'measures',
  'traces',
  'flag',
  'verifies-sender',
  'outbox',
  'reads-idempotency-key',
]);

/** `ownOf` says what a function of this file does in its own body. */
export function withInherited(analysis: Analysis, fn: FunctionNode, ownOf: (fn: FunctionNode) => CalledSummary): CalledSummary {
  const self = ownOf(fn);
  if (fn.calls.length === 0) return self;
  const isThin = fn.body.length <= 2 && fn.calls.length <= 2;
  let traits: Traits = self.traits;
  let { isOpaque } = self;
  const effects: EffectSummary[] = [...self.effects];
  const seen = new Set(effects.map(keyOf));
  for (const call of fn.calls.slice(0, MAX_CALLS)) {
    const helper = analysis.calledFunction(call);
    const called = helper === fn ? undefined : helper === undefined ? calledSummary(analysis, call) : ownOf(helper);
    if (called === undefined) {
      isOpaque ||= helper === undefined && isUnresolved(analysis, call);
      continue;
    }
    isOpaque ||= called.isOpaque;
    const isCertain = isUnconditional(call, fn);
    for (const [name, shown] of Object.entries(called.traits) as [Trait, Traits[Trait]][])
      if (traits[name] === undefined && shown !== undefined && isCertain && (isThin || OF_THE_CALLER.has(name)))
        traits = { ...traits, [name]: shown };
    for (const effect of called.effects) {
      if (effects.length >= MAX_EFFECTS || seen.has(keyOf(effect))) continue;
      seen.add(keyOf(effect));
      effects.push(effect);
    }
  }
  return { ...self, traits, effects, isOpaque };
}

const keyOf = ({ kind, entity, operation, at }: EffectSummary): string =>
  `${kind} ${entity} ${operation} ${at.path}:${at.startLine}:${at.text}`;

/** A plain call of something that cannot be seen: a project's function that was not read, a name nobody knows. */
function isUnresolved(analysis: Analysis, call: Call): boolean {
  const { callee } = call;
  const isPlain =
    callee.kind === 'identifier' ||
    (callee.kind === 'member' && callee.object.kind === 'identifier' && callee.object.name === 'this');
  const origin = analysis.originOf(callee);
  if (origin.kind === 'project') return true;
  return isPlain && (origin.kind === 'unknown' || (origin.kind === 'parameter' && origin.path.length === 0));
}

/** Nothing between the function and the call decides whether it happens. A `try` body and a `with` do not. */
function isUnconditional(call: Call, fn: FunctionNode): boolean {
  let at: Node = call;
  while (at !== fn) {
    if (at.kind === 'item') return true;
    const { parent }: { parent: Node } = at;
    if (parent.kind === 'if' && parent.test !== at) return false;
    if (parent.kind === 'conditional' && parent.test !== at) return false;
    if (parent.kind === 'binary' && parent.right === at && /^(?:&&|\|\||\?\?)$/.test(parent.operator)) return false;
    if (parent.kind === 'loop' || parent.kind === 'handler' || parent.kind === 'comprehension') return false;
    if (parent.kind === 'switch' && parent.subject !== at) return false;
    if (parent.kind === 'fn' && parent !== fn) return false;
    at = parent;
  }
  return true;
}
