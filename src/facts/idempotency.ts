/**
 * What happens the second time: the first effect of an entry point that is not harmless when it is repeated, and what
 * makes a repeated request stop before it (a state that is checked, a row that is looked up, a middleware in front).
 */
import type { Expression, FunctionNode, Node } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from './analysis';
import { valueSummary } from './called-summary';
import type { Condition } from './condition';
import { constraintsOf } from './constraints';
import { type Effect, effectsOf, isWrite } from './effects';
import { entityName } from './entity-name';
import { conditions, type Entry } from './entry-points';
import type { Where } from './fact';
import { lastName } from './full-name';
import { isDedupeName } from './idempotency-key';
import { callsOf } from './inline-functions';
import { hasWord, wordsOf } from './name-words';
import { requestValue } from './request-values';
import { decisionsBetween } from './result-names';
import type { FileSummary } from './summary';
import { walk } from './walk';

export type Verdict =
  | {
      readonly kind: 'ask';
      readonly effect: Effect;
      readonly confidence: 'high' | 'medium' | 'low';
      /** What was looked at, after the name of the effect. */
      readonly evidence: string;
      readonly unless: readonly Condition[];
    }
  | { readonly kind: 'answered'; readonly effect: Effect; readonly where: Where; readonly what: string }
  | { readonly kind: 'unclear'; readonly why: string };

/** `undefined`: the question does not come up for this entry point. */
export function verdictOf(analysis: Analysis, entry: Entry): Verdict | undefined {
  if (!applies(entry)) return undefined;
  const effects = effectsOf(analysis, entry.handler).filter((effect) => isWrite(effect) && !isInHandler(effect, entry.handler));
  const mine = effects.filter((effect) => isAskedAbout(entry, effect));
  if (mine.length === 0)
    return effects.length === 0 && entry.handler.isBroken
      ? { kind: 'unclear', why: 'part of the handler could not be read' }
      : undefined;
  const front = inFront(analysis, entry);
  let first: Extract<Verdict, { kind: 'answered' }> | undefined;
  for (const effect of mine) {
    const verdict = judged(analysis, entry, effect, front);
    if (verdict.kind !== 'answered') return verdict;
    // A row that is inserted once says more than an update that may be repeated anyway.
    if (first === undefined || (isPlain(first.effect) && !isPlain(effect))) first = verdict;
  }
  return first;
}

const isPlain = (effect: Effect): boolean => effect.operation === 'update' || effect.operation === 'delete';

/** Words of the last part of a path whose POST is a question, a sign-in or a note that does no harm twice. */
const HARMLESS: ReadonlySet<string> = new Set(
  'login logout signin signout logon token tokens refresh session sessions oauth search query graphql lookup filter validate validation verify verification check preview estimate calculate heartbeat ping telemetry track tracking analytics metrics log logs beacon csp unsubscribe forgot reset otp mfa totp magic read seen health token introspect revoke'.split(
    ' ',
  ),
);

function applies(entry: Entry): boolean {
  if (entry.role === 'command') return false;
  if (entry.role !== 'route') return true;
  if (entry.verb === 'GET' || entry.verb === 'HEAD' || entry.verb === 'OPTIONS' || entry.verb === 'DELETE') return false;
  const last = entry.path
    .split('/')
    .filter((part) => part !== '' && !/^[:<{[*]/.test(part))
    .at(-1);
  const name = last ?? entry.handler.name;
  return !hasWord(name, HARMLESS) && !/^(log|sign)[-_]?(in|out)$/i.test(name);
}

/** Consumers and jobs are asked by a rule of their own; here only for what reaches a person or moves money. PUT and PATCH replace. */
function isAskedAbout(entry: Entry, { kind, entity, operation }: Effect): boolean {
  const isOutward = kind === 'charge' || kind === 'send';
  if (entry.role === 'consumer' || entry.role === 'job') return isOutward;
  if (entry.verb === 'PUT' || entry.verb === 'PATCH')
    return kind === 'charge' || (kind === 'store-write' && operation === 'upsert');
  return !(kind === 'store-write' && isRecord(entity));
}

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

function judged(
  analysis: Analysis,
  entry: Entry,
  effect: Effect,
  front: { readonly where: Where; readonly what: string } | undefined,
): Verdict {
  const unless = conditions(entry.chainOf, 'deduplicates');
  if (effect.isRepeatable && effect.needs === undefined)
    return {
      kind: 'answered',
      effect,
      where: effect.repeatedAt ?? effect.via ?? placeOf(effect.call),
      what: `${effect.label}: ${effect.why}`,
    };
  if (front !== undefined) return { kind: 'answered', effect, ...front };
  const chosen = chosenKey(analysis, effect);
  if (chosen !== undefined)
    return { kind: 'answered', effect, where: placeOf(chosen.value), what: `${chosen.column} is chosen by the caller` };
  const state = stateChecked(analysis, entry.handler, effect);
  if (state !== undefined)
    return { kind: 'answered', effect, where: placeOf(state), what: `decided by ${analysis.textOf(state, 60)}` };
  const together = takenBackWith(effect, effectsOf(analysis, entry.handler));
  if (together !== undefined)
    return {
      kind: 'answered',
      effect,
      where: together.repeatedAt ?? placeOf(together.call),
      what: `${together.why}, in the same transaction`,
    };
  if (effect.needs !== undefined)
    return {
      kind: 'ask',
      effect,
      confidence: 'medium',
      evidence: 'any integrity error is caught, no unique constraint was seen',
      unless: [...unless, effect.needs],
    };

  const looked = lookedUp(analysis, entry.handler, effect);
  if (looked !== undefined)
    return {
      kind: 'ask',
      effect,
      confidence: 'low',
      evidence: `${looked.label} looks first, two at once both find nothing`,
      unless: [...unless, { kind: 'unique', entity: effect.entity, columns: looked.selects ?? [] }],
    };
  const constraint = knownConstraint(analysis, effect);
  if (constraint !== undefined)
    return {
      kind: 'ask',
      effect,
      confidence: 'medium',
      evidence: `unique on (${constraint.columns.join(', ')}), and the refusal is not handled here`,
      unless,
    };
  return { kind: 'ask', effect, confidence: confidenceOf(analysis, entry, effect), evidence: lookedAt(effect), unless };
}

function confidenceOf(analysis: Analysis, entry: Entry, { kind, confidence }: Effect): 'high' | 'medium' | 'low' {
  if (kind !== 'charge' && isPage(analysis, entry)) return 'low';
  if (kind === 'remote-write' && isFrontOf(analysis)) return 'low';
  return confidence === 'high' && (kind === 'store-write' || kind === 'charge') ? 'high' : 'medium';
}

/** A web front passes on what its own back end is asked about. */
function isFrontOf({ path }: Analysis): boolean {
  return /(^|\/)(frontend|web|client|ui|www)\//.test(path) || /(^|\/)(app|pages)\/(.*\/)?(route\.[jt]sx?|api\/.*)$/.test(path);
}

const PAGES =
  /^(render|redirect|render_template|render_to_response|HttpResponseRedirect|HttpResponsePermanentRedirect|RedirectResponse|TemplateResponse|renderPage)$/;

/** It answers a form in a browser with a page or a redirect, so that loading again repeats nothing; or any method may reach it. */
function isPage(analysis: Analysis, entry: Entry): boolean {
  if (entry.verb === '' && entry.role === 'route') return true;
  return callsOf(analysis, entry.handler).some((call) => PAGES.test(lastName(call.callee)));
}

function lookedAt({ kind, operation, why }: Effect): string {
  if (kind !== 'store-write') return 'no idempotency key in the call, none looked up before it';
  if (operation === 'create' || operation === 'save') return 'no key, upsert or unique conflict seen';
  return `${why}, and no key is looked up before it`;
}

/** Something in front of the handler that drops repeated requests: a link of its chain, a decorator, a wrapper. */
function inFront(analysis: Analysis, entry: Entry): { readonly where: Where; readonly what: string } | undefined {
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
function chosenKey(
  analysis: Analysis,
  { kind, fields, via, operation }: Effect,
): { readonly column: string; readonly value: Expression } | undefined {
  if (kind !== 'store-write' || via !== undefined || (operation !== 'create' && operation !== 'save')) return undefined;
  for (const [column, value] of fields)
    if (/^(id|_id|pk|uuid)$/.test(column) && requestValue(analysis, value) !== undefined) return { column, value };
  return undefined;
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

/** A row with a key or a handled conflict in the same transaction: the second time all of it is taken back. */
function takenBackWith(effect: Effect, effects: readonly Effect[]): Effect | undefined {
  const { transaction } = effect;
  if (transaction.kind !== 'own') return undefined;
  return effects.find(
    (other) =>
      other !== effect &&
      other.isRepeatable &&
      other.operation === 'create' &&
      other.repeatedAt !== undefined &&
      other.transaction.kind === 'own' &&
      other.transaction.id === transaction.id,
  );
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

/** A row of the same kind is looked up by something other than its id, and its being there ends the request. */
function lookedUp(analysis: Analysis, root: FunctionNode, effect: Effect): Effect | undefined {
  if (effect.kind !== 'store-write' || effect.entity === '') return undefined;
  if (effect.operation !== 'create' && effect.operation !== 'save') return undefined;
  return effectsOf(analysis, root).find(
    (other) =>
      other.kind === 'store-read' &&
      other.entity === effect.entity &&
      other.via === undefined &&
      other.selects !== undefined &&
      other.selects.length > 0 &&
      decisionsBetween(analysis, root, other.call, effect.call).length > 0,
  );
}

/** A unique constraint this file or one it imports declares on columns that are written. */
function knownConstraint(analysis: Analysis, effect: Effect): FileSummary['constraints'][number] | undefined {
  if (effect.kind !== 'store-write' || effect.entity === '' || effect.via !== undefined) return undefined;
  const imported = analysis.model.items.flatMap((item) =>
    item.statements.flatMap((statement) =>
      statement.kind === 'import' ? (analysis.imported(statement.module)?.constraints ?? []) : [],
    ),
  );
  return [...constraintsOf(analysis), ...imported].find(
    (each) =>
      !each.isPrimary && entityName(each.entity) === effect.entity && each.columns.every((column) => effect.fields.has(column)),
  );
}
