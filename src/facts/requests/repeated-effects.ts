/** Effects that a retry may do a second time: the try failed after the other side had done it, and nothing tells the two apart. */
import type { Call, Expression, FunctionNode, Handler, Node, Place } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import type { Condition } from '../condition';
import { type Effect, effectsOf, isWrite } from '../effects/effects';
import { isFresh, keyWrittenIn } from '../effects/repeatable';
import type { Where } from '../fact';
import { keywordsOf, optionsOf } from '../options';
import { lastName } from '../origins/full-name';
import { calledSummary } from '../summaries/called-summary';
import type { EffectKind } from '../summary';
import { isWithin, walk } from '../walk';
import { retryOfClient } from './client-retries';
import { type OwnRetry, ownRetries } from './own-retries';
import { type OutboundRequest, outboundRequests } from './requests';

export type RepeatedEffect = {
  readonly place: Place;
  readonly label: string;
  readonly retry: string;
} /** `unless`: a second row is refused. */ & (
  | { readonly kind: 'bare'; readonly why: string; readonly confidence: 'high' | 'medium'; readonly unless: readonly Condition[] }
  | { readonly kind: 'told'; readonly where: Where; readonly what: string }
);

/** The hardest to take back first. */
const ORDER: readonly EffectKind[] = ['charge', 'send', 'publish', 'remote-write', 'store-write'];

/** One for each retry of the function's own code or on it, and for each request of a client that repeats it. */
export function repeatedEffects(analysis: Analysis, fn: FunctionNode): readonly RepeatedEffect[] {
  const own = ownRetries(analysis, fn).flatMap((retry) => ofRetry(analysis, retry, fn) ?? []);
  const queued = queuedAgain(analysis, fn);
  const sent = outboundRequests(analysis, fn).flatMap((request) => ofClient(analysis, request) ?? []);
  const handed = fn.calls.flatMap((call) => ofHelper(analysis, call) ?? []);
  return [...own, ...(queued === undefined ? [] : [queued]), ...sent, ...handed];
}

/** `withRetry(() => pay(order))`: a helper of the project's own tries what it is given again. */
function ofHelper(analysis: Analysis, call: Call): RepeatedEffect | undefined {
  const work = call.args.map(({ value }) => analysis.functionValue(value)).find((each) => each !== undefined);
  if (work === undefined || call.isNew) return undefined;
  const helper = analysis.calledFunction(call);
  const isRetrying =
    helper === undefined
      ? analysis.originOf(call.callee).kind === 'project' && calledSummary(analysis, call)?.traits.retries !== undefined
      : ownRetries(analysis, helper).some((retry) => retry.guarded.some((node) => callsParameter(analysis, node, helper)));
  if (!isRetrying) return undefined;
  return verdict(analysis, effectsOf(analysis, work), call, `\`${analysis.textOf(call.callee, 40)}\``, []);
}

function callsParameter(analysis: Analysis, node: Node, helper: FunctionNode): boolean {
  let found = false;
  walk(node, (each) => {
    if (each.kind === 'call') {
      const origin = analysis.originOf(each.callee);
      if (origin.kind === 'parameter' && origin.fn === helper && origin.path.length === 0) found = true;
    }
    return !found;
  });
  return found;
}

function ofRetry(analysis: Analysis, retry: OwnRetry, fn: FunctionNode): RepeatedEffect | undefined {
  // What the queue runs again it says itself where: `queuedAgain`.
  if (retry.by === 'queue' && !/autoretry_for|\bretries=|\bretry=/.test(retry.what)) return undefined;
  const effects = effectsWithin(analysis, fn, retry.guarded);
  return verdict(analysis, effects, retry.scope, retry.what, retry.handlers);
}

/** Effects that stand in the guarded code; those of a function that is handed over are its own. */
function effectsWithin(analysis: Analysis, fn: FunctionNode, guarded: readonly Node[]): readonly Effect[] {
  const first = guarded[0];
  if (first === undefined) return [];
  const holder = functionAround(first) ?? fn;
  return effectsOf(analysis, holder).filter(
    (effect) => !effect.isDeferred && guarded.some((node) => isWithin(effect.call, node)),
  );
}

function functionAround(node: Node): FunctionNode | undefined {
  let at: Node = node;
  while (at.kind !== 'item') {
    at = at.parent;
    if (at.kind === 'fn') return at;
  }
  return undefined;
}

function verdict(
  analysis: Analysis,
  effects: readonly Effect[],
  scope: Node,
  retry: string,
  handlers: readonly Handler[],
): RepeatedEffect | undefined {
  const writes = effects
    .filter((effect) => isWrite(effect) && ORDER.includes(effect.kind))
    .toSorted((one, two) => ORDER.indexOf(one.kind) - ORDER.indexOf(two.kind));
  const told = writes.map((effect) => ({ effect, answer: answerOf(analysis, effect, scope) }));
  const bare = told.find(({ answer }) => answer === undefined);
  const safe = bare === undefined ? undefined : onlyBeforeSending(analysis, handlers);
  if (bare !== undefined) {
    const { effect } = bare;
    const base = { place: placeOf(effect.call), label: effect.label, retry };
    if (safe !== undefined)
      return { ...base, kind: 'told', where: placeOf(safe), what: 'tried again only where nothing was sent' };
    const isSure = effect.confidence === 'high' && effect.kind !== 'store-write';
    return {
      ...base,
      kind: 'bare',
      why: whyBare(analysis, effect),
      confidence: isSure ? 'high' : 'medium',
      unless: refusedBy(effect),
    };
  }
  const [first] = told.filter(({ effect }) => effect.kind !== 'store-write' || effect.operation === 'create');
  if (first?.answer === undefined) return undefined;
  const { effect, answer } = first;
  return { kind: 'told', place: placeOf(effect.call), label: effect.label, retry, ...answer };
}

function refusedBy({ kind, entity, isOpen, fields }: Effect): readonly Condition[] {
  return kind === 'store-write' && entity !== '' ? [{ kind: 'unique', entity, columns: isOpen ? [] : [...fields.keys()] }] : [];
}

/** What makes the second time harmless: the way it is written, a key that is the same at each try, a transaction that is rolled back. */
function answerOf(analysis: Analysis, effect: Effect, scope: Node): { readonly where: Where; readonly what: string } | undefined {
  const at = placeOf(effect.call);
  if (effect.isRepeatable) return { where: effect.repeatedAt ?? at, what: effect.why };
  if (effect.once !== undefined) return effect.once;
  const key = effect.call.kind === 'call' ? keyWrittenIn(analysis, effect.call) : undefined;
  if (key !== undefined && !isMadeWithin(analysis, key, scope))
    return { where: at, what: `key ${analysis.textOf(key, 40)}, made outside of the tries` };
  const { transaction } = effect;
  if (effect.kind !== 'store-write' || transaction.kind !== 'own') return undefined;
  return { where: transaction.where, what: 'what a try wrote is rolled back with it' };
}

/** A fresh value that is made anew at each try. */
function isMadeWithin(analysis: Analysis, key: Expression, scope: Node): boolean {
  if (!isFresh(analysis, key)) return false;
  if (key.kind !== 'identifier') return true;
  const binding = analysis.bindingOf(key.name, key);
  return binding?.kind !== 'declaration' || isWithin(binding.node, scope);
}

function whyBare(analysis: Analysis, effect: Effect): string {
  const key = effect.call.kind === 'call' ? keyWrittenIn(analysis, effect.call) : undefined;
  return key === undefined ? effect.why : `the key ${analysis.textOf(key, 40)} is another one at each try`;
}

const BEFORE_SENDING =
  /^(?:ConnectError|ConnectTimeout|ConnectionRefusedError|ConnectTimeoutError|NewConnectionError|NameResolutionError|PoolTimeout|ServiceUnavailable)$/;

/** Only failures that come before anything was sent lead back. */
function onlyBeforeSending(analysis: Analysis, handlers: readonly Handler[]): Node | undefined {
  const [first] = handlers;
  if (first === undefined) return undefined;
  const types = handlers.flatMap((handler) => handler.types.flatMap((type) => (type.kind === 'array' ? type.elements : [type])));
  if (types.length > 0 && types.every((type) => BEFORE_SENDING.test(lastName(type)))) return types[0];
  return /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(analysis.textOf(first, 2_000)) ? first : undefined;
}

/** Celery's `raise self.retry(…)` in a handler: what the `try` had done is done again. */
function queuedAgain(analysis: Analysis, fn: FunctionNode): RepeatedEffect | undefined {
  if (analysis.model.language !== 'python') return undefined;
  for (const call of fn.calls) {
    if (call.callee.kind !== 'member' || call.callee.property !== 'retry' || call.callee.object.kind !== 'identifier') continue;
    if (!/^(?:this|self|task|current_task)$/.test(call.callee.object.name) && call.callee.object.name !== fn.name) continue;
    const attempt = attemptOf(call);
    if (attempt === undefined) continue;
    const found = verdict(analysis, effectsWithin(analysis, fn, attempt.body), fn, analysis.textOf(call, 40), attempt.handlers);
    if (found !== undefined) return found;
  }
  return undefined;
}

function attemptOf(call: Call): Extract<Node, { kind: 'try' }> | undefined {
  let at: Node = call;
  while (at.kind !== 'item' && at.kind !== 'fn') {
    if (at.kind === 'handler') return at.parent.kind === 'try' ? at.parent : undefined;
    at = at.parent;
  }
  return undefined;
}

/** A client that was told to repeat POST as well: by its methods, or by a condition of its own. */
function ofClient(analysis: Analysis, request: OutboundRequest): RepeatedEffect | undefined {
  if (request.method !== 'POST' && request.method !== 'PATCH') return undefined;
  const retry = retryOfClient(analysis, request);
  if (retry === undefined || !repeatsWrites(analysis, retry.at)) return undefined;
  const effect = effectsOf(analysis, functionAround(request.call) ?? nobody(request)).find(({ call }) => call === request.call);
  return effect === undefined ? undefined : verdict(analysis, [effect], request.call, retry.what, []);
}

function nobody({ call }: OutboundRequest): FunctionNode {
  return placeOf(call).item.fn;
}

const WRITING_KEYS: ReadonlySet<string> = new Set(['methods', 'allowed_methods', 'method_whitelist']);

/** The options say so; what the client does by itself repeats reads only. */
function repeatsWrites(analysis: Analysis, at: Place): boolean {
  let found = false;
  const look = (node: Node): undefined => {
    if (node.kind !== 'call' && node.kind !== 'object') return;
    if (node.start < at.start || node.end > at.end) return;
    const entries =
      node.kind === 'object'
        ? optionsOf(analysis, node).entries
        : new Map([...keywordsOf(analysis, node).entries, ...optionsOf(analysis, node.args[1]?.value).entries]);
    for (const [key, value] of entries) {
      const text = analysis.textOf(value, 300);
      if (WRITING_KEYS.has(key) && (/post|patch/i.test(text) || /^(?:None|False|null|false)$/.test(text))) found = true;
      if (
        key === 'retryCondition' &&
        !/^\w*is(?:IdempotentRequestError|NetworkOrIdempotentRequestError|SafeRequestError)$/.test(text.replace(/^.*\./, ''))
      )
        found = true;
    }
  };
  for (const statement of at.item.statements) walkAll(statement, look);
  return found;
}

/** The functions within as well. */
function walkAll(node: Node, look: (node: Node) => undefined): void {
  walk(node, (each) => {
    look(each);
    if (each.kind === 'function') for (const statement of each.fn.body) walkAll(statement, look);
    return undefined;
  });
}
