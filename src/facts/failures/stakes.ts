/**
 * What is at stake in code that can fail, by the heaviest of its calls: something outside is asked or changed, something
 * is done that cannot be looked into, a value is worked out in memory, this machine is read, or all of it is telling.
 */
import type { Call, Expression, FunctionNode, Node } from '#code/model';
import { kindOfCall, TELLING_WORDS } from '#libraries/expected-errors';
import {
  COMPUTING_VERBS,
  COSMETIC_WORDS,
  IN_MEMORY_PACKAGES,
  NEARER_WORDS,
  PASSING_WORDS,
  SCREEN_THINGS,
  SCREEN_VERBS,
  VALUE_METHODS,
} from '#libraries/failure-stakes';
import type { Analysis } from '../analysis';
import { effectsOf } from '../effects/effects';
import { hasWord, wordsOf } from '../name-words';
import { lastName, writtenName } from '../origins/full-name';
import { requestOf } from '../requests/requests';
import { calledSummary } from '../summaries/called-summary';
import { walk } from '../walk';
import { answerOf } from './answers';
import { BUILT_IN } from './built-ins';
import type { FailurePath } from './failure-paths';
import { toldBy } from './observability';

/**
 * Lightest first. `computes`: known to work in memory or on this machine; `values`: called for a result, without waiting,
 * and not looked into; `unclear`: the same, where waiting would not be written; `reads`: something outside is asked; `acts`: something outside is changed, or may be.
 */
export type Stake = 'nothing' | 'tells' | 'computes' | 'values' | 'unclear' | 'reads' | 'acts';

const WEIGHTS: readonly Stake[] = ['nothing', 'tells', 'computes', 'values', 'unclear', 'reads', 'acts'];

export function isAtMost(stake: Stake, limit: Stake): boolean {
  return WEIGHTS.indexOf(stake) <= WEIGHTS.indexOf(limit);
}

const heavier = (a: Stake, b: Stake): Stake => (isAtMost(a, b) ? b : a);

/** The heaviest stake of the guarded code. */
export function stakeOf(analysis: Analysis, { guarded, fn, kind }: FailurePath): Stake {
  // A promise that is handed in, a thing that is listened to: what they do is not seen here.
  const [only] = guarded;
  if ((kind === 'rejection' || kind === 'listener') && only?.kind !== 'call') return 'acts';
  return heaviest(analysis, guarded, fn, kind === 'rejection' || kind === 'listener', DEPTH);
}

/** Helpers of the same file are looked into this deep. */
const DEPTH = 2;

function heaviest(analysis: Analysis, nodes: readonly Node[], fn: FunctionNode, isPromise: boolean, depth: number): Stake {
  const effects = new Map(effectsOf(analysis, fn).map((effect) => [effect.call as Node, effect.kind]));
  let stake: Stake = 'nothing';
  for (const node of nodes)
    walk(node, (each) => {
      if (each.kind === 'template' && effects.has(each)) stake = heavier(stake, ofEffect(effects.get(each), each));
      if (each.kind === 'call' && answerOf(analysis, each) === undefined) {
        const effect = effects.get(each);
        const isAwaited = (isPromise && each === node) || each.parent.kind === 'await';
        stake = heavier(
          stake,
          effect !== undefined && !isCosmetic(each) ? ofEffect(effect, each) : ofCall(analysis, each, isAwaited, depth),
        );
      }
      return undefined;
    });
  return stake;
}

function ofEffect(kind: string | undefined, node: Node): Stake {
  // What is kept nearer can be had again; under any other name it may be the only place.
  if (kind === 'cache-write' && node.kind === 'call' && /cache/i.test(writtenName(node.callee))) return 'tells';
  return kind === 'store-read' || kind === 'remote-read' || kind === 'model-call' ? 'reads' : 'acts';
}

function ofCall(analysis: Analysis, call: Call, isAwaited: boolean, depth: number): Stake {
  const request = requestOf(analysis, call);
  if (request !== undefined) return request.isWrite ? 'acts' : 'reads';
  const name = writtenName(call.callee);
  const last = lastName(call.callee);
  const told = toldBy(analysis, call);
  if (isUsed(call) && isNearer(call)) return 'tells';
  if ((told !== undefined && told.byHelper !== true) || hasWord(last, TELLING_WORDS) || isCosmetic(call)) return 'tells';
  if (worksInMemory(analysis, call, isAwaited)) return 'computes';
  const called = analysis.calledFunction(call);
  if (called !== undefined && depth > 0) {
    const inner = heaviest(analysis, called.body, called, false, depth - 1);
    // What is called for no result is called for what it changes.
    return isUsed(call) || isAtMost(inner, 'tells') ? inner : 'acts';
  }
  const summary = calledSummary(analysis, call);
  if (summary !== undefined && !summary.isOpaque && summary.effects.length === 0 && !isAwaited) return 'computes';
  if (isAwaited) return isUsed(call) ? 'reads' : 'acts';
  if (kindOfCall(name) === 'cleans-up') return 'nothing';
  // What is called for its result, without waiting, is worked out here; in Python only where waiting would be written.
  const wouldWait = analysis.model.language !== 'python' || isInAsync(call);
  return !isUsed(call) ? 'acts' : wouldWait ? 'values' : 'unclear';
}

/** `redis.get(key)`, `linkCache.mget(…)`: read where it is kept nearer. */
function isNearer({ callee }: Call): boolean {
  return callee.kind === 'member' && /^m?get/.test(callee.property) && hasWord(writtenName(callee.object), NEARER_WORDS);
}

/** Its own name, that of what it is called on, or what it is told to show says that it dresses or tells. */
function isCosmetic(call: Call): boolean {
  if (hasWord(lastName(call.callee), COSMETIC_WORDS)) return true;
  if (isUsed(call) || call.callee.kind !== 'member') return false;
  // `getActiveSpan()?.setAttribute(…)`: it is put on what is only looked at.
  if (
    /^(?:setAttributes?|set_attributes?|addEvent|add_event)$/.test(call.callee.property) &&
    /span/i.test(nameOfThing(call.callee.object))
  )
    return true;
  const [verb = ''] = wordsOf(call.callee.property);
  if (!SCREEN_VERBS.has(verb)) return false;
  // `chat.send_action('typing')`, `progress_msg.edit_text(…)`.
  const [first] = call.args;
  if (first?.value.kind === 'literal' && COSMETIC_WORDS.has(String(first.value.value))) return true;
  const thing = nameOfThing(call.callee.object);
  return hasWord(thing, PASSING_WORDS) && hasWord(thing, SCREEN_THINGS);
}

/** The last name of what a method is called on, that of the function that gives it included. */
function nameOfThing(object: Expression): string {
  return lastName(object.kind === 'call' ? object.callee : object);
}

function worksInMemory(analysis: Analysis, call: Call, isAwaited: boolean): boolean {
  const kind = kindOfCall(writtenName(call.callee));
  if (kind === 'parses' || kind === 'probes' || (kind === 'reads-locally' && isUsed(call))) return true;
  const origin = analysis.originOf(call.callee);
  if (origin.kind === 'package') {
    const [first = ''] = origin.package.split(/[./]/);
    if (IN_MEMORY_PACKAGES.has(origin.package) || IN_MEMORY_PACKAGES.has(first)) return true;
    if (kind === 'plain') return origin.path.includes('()') && origin.path.at(-1) !== 'get';
  }
  if (isAwaited) return false;
  if (kind === 'plain' || VALUE_METHODS.has(lastName(call.callee))) return true;
  if (origin.kind === 'global') return origin.path[0] !== 'fetch' && BUILT_IN.has(origin.path[0] ?? '');
  if (!isUsed(call)) return false;
  const words = wordsOf(lastName(call.callee));
  return COMPUTING_VERBS.has(words[0] ?? '') || /^(?:type|cls|klass)$/.test(words.at(-1) ?? '');
}

/** Something is made of the result. */
function isUsed(call: Call): boolean {
  let at: Node = call;
  while (at.parent.kind === 'await' || at.parent.kind === 'cast') at = at.parent;
  return at.parent.kind !== 'expression' && at.parent.kind !== 'block';
}

function isInAsync(node: Node): boolean {
  let at: Node = node;
  while (at.kind !== 'item' && at.kind !== 'fn') at = at.parent;
  return at.kind === 'fn' && at.isAsync;
}
