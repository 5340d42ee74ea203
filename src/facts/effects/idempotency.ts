/**
 * What happens the second time: the first effect of an entry point that is not harmless when it is repeated, and what
 * makes a repeated request stop before it (a state that is checked, a row that is looked up, a middleware in front).
 */
import type { FunctionNode, Place } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import type { Condition } from '../condition';
import { conditions, type Entry } from '../entries/entry-points';
import { isAboutCredentials } from '../entries/open-by-design';
import { type Fact, no, unknown, type Where, yes } from '../fact';
import { hasWord } from '../name-words';
import { lastName } from '../origins/full-name';
import { walkBody } from '../walk';
import { isInHandler, isRecord } from './effect-roles';
import { type Effect, effectsOf, isWrite } from './effects';
import { callsOf } from './inline-functions';
import { lookedUp } from './looked-up';
import { isFrontOf } from './passed-on';
import { chosenKey, inFront, knownConstraint, onlyOnce } from './repeat-guards';

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

/** What a request that comes twice does twice. `undefined`: the question does not come up for this entry point. */
export function verdictOf(analysis: Analysis, entry: Entry): Verdict | undefined {
  return entry.role !== 'consumer' && applies(analysis, entry) ? repeatOf(analysis, entry) : undefined;
}

/** What a message that is delivered again does again. `undefined`: it is no consumer, or changes nothing. */
export function redeliveryOf(analysis: Analysis, entry: Entry): Verdict | undefined {
  return entry.role === 'consumer' ? repeatOf(analysis, entry) : undefined;
}

/** The verdict in the words of a rule: where it is said, what holds, and how it would be asked. */
export interface Told {
  readonly place: Place;
  readonly holds: Fact;
  readonly asked: {
    readonly evidence: string;
    readonly confidence: 'high' | 'medium' | 'low';
    readonly unless: readonly Condition[];
    readonly related: readonly { readonly where: Where; readonly note: string }[];
    readonly entry: string;
    readonly when: readonly Condition[];
  };
}

export function toldOf(verdict: Verdict, { id, when, at }: Entry): Told {
  const asked = { evidence: '', confidence: 'high' as const, unless: [], related: [], entry: id, when };
  if (verdict.kind === 'unclear') return { place: at, holds: unknown(verdict.why), asked };
  const { effect } = verdict;
  const place = placeOf(effect.call);
  if (verdict.kind === 'answered') return { place, holds: yes(verdict.where, verdict.what), asked };
  const { confidence, unless } = verdict;
  const evidence = `${effect.label} in ${id}: ${verdict.evidence}`;
  const related = effect.via === undefined ? [] : [{ where: effect.via, note: 'where it happens' }];
  return { place, holds: no(verdict.evidence), asked: { ...asked, evidence, confidence, unless, related } };
}

function repeatOf(analysis: Analysis, entry: Entry): Verdict | undefined {
  const effects = effectsOf(analysis, entry.handler).filter((effect) => isWrite(effect) && !isInHandler(effect, entry.handler));
  const mine = effects.filter((effect) => isAskedAbout(entry, effect));
  if (mine.length === 0)
    return effects.length === 0 && entry.handler.isBroken
      ? { kind: 'unclear', why: 'part of the handler could not be read' }
      : undefined;
  const front = inFront(analysis, entry);
  let first: Extract<Verdict, { kind: 'answered' }> | undefined;
  let quiet: Verdict | undefined;
  for (const effect of mine) {
    const verdict = judged(analysis, entry, effect, front);
    // Found or made, the way goes on: what comes after it is done again all the same.
    if (verdict.kind === 'ask' && verdict.confidence === 'low' && lookedUp(analysis, entry.handler, effect)?.ends === 'step') {
      quiet ??= verdict;
      continue;
    }
    if (verdict.kind !== 'answered') return verdict;
    // A row that is inserted once says more than an update that may be repeated anyway.
    if (first === undefined || (isPlain(first.effect) && !isPlain(effect))) first = verdict;
  }
  return quiet ?? first;
}

const isPlain = (effect: Effect): boolean => effect.operation === 'update' || effect.operation === 'delete';

/** Words of the last part of a path whose POST is a question, a sign-in or a note that does no harm twice. */
const HARMLESS: ReadonlySet<string> = new Set(
  'login logout signin signout logon token tokens refresh oauth search query graphql lookup filter validate validation verify verification check preview estimate calculate heartbeat ping telemetry track tracking analytics metrics log logs beacon csp unsubscribe forgot reset otp mfa totp magic read seen health token introspect revoke'.split(
    ' ',
  ),
);

/** A sign-in, unless they are sessions of another kind. */
const SESSIONS: ReadonlySet<string> = new Set(['session', 'sessions']);

/** Characters of a handler that are looked at for credentials. */
const CODE = 4000;

function applies(analysis: Analysis, entry: Entry): boolean {
  if (entry.role === 'command') return false;
  if (entry.role !== 'route') return true;
  if (entry.verb === 'GET' || entry.verb === 'HEAD' || entry.verb === 'OPTIONS' || entry.verb === 'DELETE') return false;
  const last = entry.path
    .split('/')
    .filter((part) => part !== '' && !/^[:<{[*]/.test(part))
    .at(-1);
  const name = last ?? entry.handler.name;
  if (hasWord(name, SESSIONS)) return !isAboutCredentials(analysis.path, analysis.textOf(entry.handler, CODE));
  return !hasWord(name, HARMLESS) && !/^(log|sign)[-_]?(in|out)$/i.test(name);
}

/** A job is asked only for what reaches a person or moves money, a consumer not for what it passes on. PUT and PATCH replace. */
function isAskedAbout(entry: Entry, effect: Effect): boolean {
  const { kind, operation } = effect;
  const isOutward = kind === 'charge' || kind === 'send';
  if (entry.role === 'job') return isOutward;
  if (entry.role === 'consumer') return isOutward || (kind === 'store-write' && !isRecord(effect));
  if (entry.verb === 'PUT' || entry.verb === 'PATCH')
    return kind === 'charge' || (kind === 'store-write' && operation === 'upsert');
  return !(kind === 'store-write' && isRecord(effect));
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
  const guard = onlyOnce(analysis, entry.handler, effect);
  if (guard !== undefined) return { kind: 'answered', effect, ...guard };
  if (effect.needs !== undefined)
    return {
      kind: 'ask',
      effect,
      confidence: 'medium',
      evidence: 'any integrity error is caught, no unique constraint was seen',
      unless: [...unless, effect.needs],
    };

  const looked = lookedUp(analysis, entry.handler, effect);
  // A message comes again later, not at the same time.
  if (looked !== undefined && entry.role === 'consumer')
    return { kind: 'answered', effect, where: looked.where, what: `${looked.label} looks first` };
  if (looked !== undefined)
    return {
      kind: 'ask',
      effect,
      confidence: 'low',
      evidence:
        looked.columns.length === 0
          ? `${looked.label} uses up what it is made of, two at once both find it`
          : `${looked.label} looks first, two at once both find nothing`,
      unless:
        looked.columns.length === 0 ? unless : [...unless, { kind: 'unique', entity: effect.entity, columns: looked.columns }],
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

const SAYINGS = /(^|_)(feedback|note|survey|bug_report|suggestion)s?$/;

function confidenceOf(
  analysis: Analysis,
  entry: Entry,
  { call, kind, confidence, entity, via }: Effect,
): 'high' | 'medium' | 'low' {
  if (kind !== 'charge' && isPage(analysis, entry)) return 'low';
  if (kind === 'remote-write' && isFrontOf(analysis)) return 'low';
  // Work that is put on a queue by a helper far away may well be keyed there, or be the same work again.
  if (kind === 'publish' && via !== undefined) return 'low';
  // A key is handed to the helper; what it makes of it was not seen.
  if (via !== undefined && /idempotency_?key/i.test(analysis.textOf(call, 2_000))) return 'low';
  // Said twice, it is read twice: nothing rests on how often.
  if (kind === 'store-write' && SAYINGS.test(entity)) return 'low';
  return confidence === 'high' && (kind === 'store-write' || kind === 'charge') ? 'high' : 'medium';
}

const PAGES =
  /^(render|redirect|render_template|render_to_response|HttpResponseRedirect|HttpResponsePermanentRedirect|RedirectResponse|TemplateResponse|renderPage)$/;

/** It answers a form in a browser with a page or a redirect, so that loading again repeats nothing; or any method may reach it. */
function isPage(analysis: Analysis, entry: Entry): boolean {
  // Registered elsewhere, its verb is told there; registered here without one, any method may reach it.
  if (entry.verb === '' && entry.role === 'route' && entry.when.length === 0 && !readsBody(entry.handler)) return true;
  return callsOf(analysis, entry.handler).some((call) => {
    if (PAGES.test(lastName(call.callee))) return true;
    // `return form(request, channel)`: a helper of this file that answers.
    const helper = call.parent.kind === 'return' ? analysis.calledFunction(call) : undefined;
    return helper?.calls.some((each) => PAGES.test(lastName(each.callee))) === true;
  });
}

/** `json.loads(request.body)`, `JSON.parse(event.body)`: a body makes it a POST, whatever the registration says. */
function readsBody(handler: FunctionNode): boolean {
  let found = false;
  walkBody(handler, (node) => {
    if (node.kind === 'member')
      found ||=
        /^(body|POST|json|get_json|data)$/.test(node.property) && /^(request|req|event|ctx|c)$/.test(lastName(node.object));
    return !found;
  });
  return found;
}

function lookedAt({ kind, operation, why }: Effect): string {
  if (kind !== 'store-write') return 'no idempotency key in the call, none looked up before it';
  if (operation === 'create' || operation === 'save') return 'no key, upsert or unique conflict seen';
  return `${why}, and no key is looked up before it`;
}
