/** What a function does through the helpers it calls: their effects, and those of their traits that then are its own. */
import type { Call, FunctionNode, Node } from '#code/model';
import type { Analysis } from '../analysis';
import type { Trait } from '../condition';
import type { EffectSummary, Traits } from '../summary';
import { type CalledSummary, calledSummary } from './called-summary';
import { lazily, lazyCalled } from './lazily';

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

/** What a function of this file does in its own body. */
export type OwnOf = (fn: FunctionNode) => CalledSummary;

/** Each part is found when it is read: who asks for the effects of a helper seldom asks for its traits. */
export function withInherited(analysis: Analysis, fn: FunctionNode, ownOf: OwnOf): CalledSummary {
  const self = ownOf(fn);
  if (fn.calls.length === 0) return self;
  return lazyCalled({
    traits: lazily(() => traitsOf(analysis, fn, ownOf)),
    effects: lazily(() => effectsOf(analysis, fn, ownOf)),
    async: lazily(() => self.async),
    isOpaque: lazily(() => isOpaque(analysis, fn, ownOf)),
  });
}

function traitsOf(analysis: Analysis, fn: FunctionNode, ownOf: OwnOf): Traits {
  const isThin = fn.body.length <= 2 && fn.calls.length <= 2;
  let { traits } = ownOf(fn);
  for (const { call, summary } of helpersOf(analysis, fn, ownOf)) {
    let isCertain: boolean | undefined;
    for (const [name, shown] of Object.entries(summary.traits) as [Trait, Traits[Trait]][]) {
      if (traits[name] !== undefined || shown === undefined || !(isThin || OF_THE_CALLER.has(name))) continue;
      isCertain ??= isUnconditional(call, fn);
      if (isCertain) traits = { ...traits, [name]: shown };
    }
  }
  return traits;
}

function effectsOf(analysis: Analysis, fn: FunctionNode, ownOf: OwnOf): readonly EffectSummary[] {
  const effects: EffectSummary[] = [...ownOf(fn).effects];
  const seen = new Set(effects.map(keyOf));
  for (const { summary } of helpersOf(analysis, fn, ownOf))
    for (const effect of summary.effects) {
      if (effects.length >= MAX_EFFECTS || seen.has(keyOf(effect))) continue;
      seen.add(keyOf(effect));
      effects.push(effect);
    }
  return effects;
}

function isOpaque(analysis: Analysis, fn: FunctionNode, ownOf: OwnOf): boolean {
  if (ownOf(fn).isOpaque) return true;
  return fn.calls.slice(0, MAX_CALLS).some((call) => {
    const helper = analysis.calledFunction(call);
    if (helper !== undefined) return helper !== fn && ownOf(helper).isOpaque;
    return calledSummary(analysis, call)?.isOpaque ?? isUnresolved(analysis, call);
  });
}

interface CalledHelper {
  readonly call: Call;
  readonly summary: CalledSummary;
}

function* helpersOf(analysis: Analysis, fn: FunctionNode, ownOf: OwnOf): IterableIterator<CalledHelper> {
  for (const call of fn.calls.slice(0, MAX_CALLS)) {
    const helper = analysis.calledFunction(call);
    const summary = helper === fn ? undefined : helper === undefined ? calledSummary(analysis, call) : ownOf(helper);
    if (summary !== undefined) yield { call, summary };
  }
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
