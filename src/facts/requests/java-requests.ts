/**
 * Outbound HTTP of Java, where what is sent and how long it may take stands in chains of builders instead of options: the
 * request, its client, the factory the client is made with.
 */
import { type Call, type Expression, functionOf, type Node, placeOf } from '#code/model';
import { JAVA_HTTP_CLIENTS, JAVA_SENDS, JAVA_TIMEOUTS, JAVA_TRANSPORTS, type JavaHttpClient } from '#libraries/java-http-clients';
import { WRITE_VERBS } from '#libraries/web-frameworks';
import type { Analysis } from '../analysis';
import { sitesOf } from '../entries/sites';
import { type Fact, no, unknown, yes } from '../fact';
import { NO_OPTIONS } from '../options';
import type { Origin } from '../origin';
import { chainOf, type Step } from '../origins/call-chain';
import { constantText } from '../origins/constant-text';
import { followed } from '../origins/followed';
import { lastName } from '../origins/full-name';
import type { OutboundRequest } from './requests';

type PackageOrigin = Extract<Origin, { kind: 'package' }>;

export function javaRequest(analysis: Analysis, call: Call): OutboundRequest | undefined {
  if (call.callee.kind !== 'member' || !JAVA_SENDS.has(call.callee.property)) return undefined;
  const origin = analysis.originOf(call.callee);
  const client = origin.kind === 'package' ? clientOf(origin) : undefined;
  const send = client?.sends[call.callee.property];
  if (client === undefined || send === undefined || origin.kind !== 'package') return undefined;
  // `new URL(x).openStream()`, but not `url.getPath()`; a connection is asked for its answer once.
  if (client.name === 'HttpURLConnection' && (origin.calls[0] === undefined || isSecondLook(analysis, call, origin)))
    return undefined;
  const steps = stepsOf(analysis, call, client);
  const verb = send.method ?? verbOf(call.args[send.methodAt ?? -1]?.value) ?? verbIn(steps);
  const url = (send.urlAt === undefined ? undefined : call.args[send.urlAt]?.value) ?? urlIn(steps);
  return {
    call,
    client,
    method: verb,
    url,
    host: hostOf(analysis, url),
    isWrite: WRITE_VERBS.has(verb),
    throwsOnStatus: client.throwsOnStatus,
    options: NO_OPTIONS,
    optionsAt: undefined,
    deadline: undefined,
    requestAt: undefined,
    makers: madeHere(origin).map((made) => ({
      name: lastName(made.callee),
      step: 0,
      optionsAt: -1,
      call: made,
      options: NO_OPTIONS,
    })),
    isKept: false,
    handle: analysis.originOf(call.callee.object),
  };
}

function clientOf(origin: PackageOrigin): JavaHttpClient | undefined {
  const [name = ''] = origin.path;
  return JAVA_HTTP_CLIENTS.find((each) => each.classes.includes(name) && each.packages.includes(origin.package));
}

/** The last call of the chain that made the client, where it stands in this file. */
function madeHere(origin: PackageOrigin): readonly Call[] {
  const { path, calls } = origin;
  const steps = path.flatMap((step, at) => (step === '()' ? [path[at - 1] ?? ''] : []));
  const at = steps.findLastIndex((name) => MAKES.test(name));
  const made = at < 0 ? undefined : calls[at];
  return made === undefined || origin.through?.module !== undefined ? [] : [made];
}

const MAKES = /^(?:build|create|createDefault|createSystem|newClient|newHttpClient|RestTemplate)$/;

/** Clients that the calls make which nothing bounds: what is set on the builder, put in or set afterwards is looked at. */
export function javaClientsMade(
  analysis: Analysis,
  calls: readonly Call[],
): readonly { readonly client: JavaHttpClient; readonly call: Call }[] {
  return calls.flatMap((call) => {
    if (!MAKES.test(lastName(call.callee))) return [];
    const origin = analysis.originOf(call);
    if (origin.kind !== 'package' || origin.calls.at(-1) !== call) return [];
    const client = clientOf(origin);
    if (client === undefined || client.otherwise !== 'waits' || client.name === 'HttpURLConnection') return [];
    const { steps, at } = chainOf(analysis, call);
    // `RestTemplateBuilder` and what the framework hands out may be bounded by its configuration.
    if (origin.path[0] === 'RestTemplateBuilder' || origin.parameter !== undefined) return [];
    const known = steps.slice(0, at + 1);
    return boundIn(analysis, known) === undefined && setSomewhere(analysis, call, known) === undefined ? [{ client, call }] : [];
  });
}

function isSecondLook(analysis: Analysis, call: Call, origin: PackageOrigin): boolean {
  if (lastName(call.callee) === 'openStream') return false;
  if (!origin.path.includes('openConnection')) return true;
  const opened = origin.calls.at(-1);
  return functionOf(call).calls.some((each) => {
    if (
      each.start >= call.start ||
      each.callee.kind !== 'member' ||
      !/^get(?:InputStream|ResponseCode)$/.test(each.callee.property)
    )
      return false;
    const other = analysis.originOf(each.callee.object);
    return other.kind === 'package' && opened !== undefined && other.calls.at(-1) === opened;
  });
}

/** The steps of the chain before the call, and of the request it is given: `send(HttpRequest.newBuilder()….build(), …)`. */
function stepsOf(analysis: Analysis, call: Call, client: JavaHttpClient): readonly Step[] {
  const { steps, at } = chainOf(analysis, call);
  const own = steps.slice(0, at);
  const inner = own.flatMap((step) => (step.name === 'newCall' ? requestSteps(analysis, step.call?.args[0]?.value) : []));
  const given = /^(?:HttpClient|Apache HttpClient)$/.test(client.name) ? requestSteps(analysis, call.args[0]?.value) : [];
  return [...own, ...inner, ...given];
}

function requestSteps(analysis: Analysis, request: Expression | undefined): readonly Step[] {
  const value = request && followed(analysis, request);
  if (value?.kind !== 'call') return [];
  if (value.isNew) return [{ name: lastName(value.callee), call: value }];
  const { steps } = chainOf(analysis, value);
  return steps;
}

function verbOf(value: Expression | undefined): string | undefined {
  const name = value === undefined ? '' : value.kind === 'literal' ? String(value.value) : lastName(value);
  return /^(?:GET|HEAD|OPTIONS|POST|PUT|PATCH|DELETE)$/.test(name) ? name : undefined;
}

/** `.post()`, `.POST(body)`, `.method(HttpMethod.PUT)`, `new HttpPost(url)`. */
function verbIn(steps: readonly Step[]): string {
  for (const { name, call } of steps) {
    if (name === 'method') return verbOf(call?.args[0]?.value) ?? '';
    const plain = name.replace(/^Http(?=[A-Z])/, '').toUpperCase();
    if (/^(?:GET|HEAD|OPTIONS|POST|PUT|PATCH|DELETE)$/.test(plain) && call !== undefined) return plain;
  }
  return steps.some(({ name }) => /^(?:newBuilder|Builder|openConnection|url)$/.test(name)) ? 'GET' : '';
}

function urlIn(steps: readonly Step[]): Expression | undefined {
  const step = steps.find(
    ({ name, call }) =>
      /^(?:uri|url|newBuilder|URL|Http(?:Get|Post|Put|Patch|Delete))$/.test(name) && (call?.args.length ?? 0) > 0,
  );
  const value = step?.call?.args[0]?.value;
  return value?.kind === 'call' && /^(?:create|URI)$/.test(lastName(value.callee)) ? value.args[0]?.value : value;
}

function hostOf(analysis: Analysis, url: Expression | undefined): string | undefined {
  const first = url?.kind === 'binary' ? leftmost(url) : url;
  const text = first && constantText(analysis, first);
  return text === undefined ? undefined : (/^[a-z]+:\/\/([^/?#:]+)/i.exec(text)?.[1] ?? (text.startsWith('/') ? '' : undefined));
}

function leftmost(value: Expression): Expression {
  return value.kind === 'binary' ? leftmost(value.left) : value;
}

/** Whether the wait for an answer is bounded: by the request, what is chained to it, the client, or what the method is run under. */
export function javaDeadline(analysis: Analysis, request: OutboundRequest): Fact {
  const { call, client } = request;
  const own = boundIn(analysis, stepsOf(analysis, call, client as JavaHttpClient)) ?? boundAfter(analysis, call);
  if (own !== undefined) return own;
  const around = boundByAnnotation(analysis, call);
  if (around !== undefined) return around;
  if (client.name === 'HttpURLConnection') return ofConnection(analysis, request);
  const handle = request.handle.kind === 'package' ? request.handle : undefined;
  if (handle === undefined) return unknown('its client is not known here');
  const told = handle.through?.traits.deadline;
  if (told !== undefined) return yes(told.at, told.what);
  const given = sentRequest(analysis, request);
  if (given !== undefined) return unknown(given);
  return ofClient(analysis, request, handle);
}

/** `@TimeLimiter`, `@Timeout`, `@Transactional(timeout = 5)` on the method around. */
export function boundByAnnotation(analysis: Analysis, call: Call): Fact | undefined {
  const found = functionOf(call).decorators.find((each) => {
    const name = lastName(each);
    const isTimed = each.kind === 'call' && each.args.some((arg) => arg.name === 'timeout' || arg.name === 'timeoutString');
    return /^(?:TimeLimiter|Timeout)$/.test(name) || (name === 'Transactional' && isTimed);
  });
  return found && yes(placeOf(found), analysis.textOf(found, 60));
}

/** The request that is sent was made by somebody else, who may have bounded it. */
function sentRequest(analysis: Analysis, { call, client }: OutboundRequest): string | undefined {
  if (client.name !== 'HttpClient') return undefined;
  const value = call.args[0]?.value;
  const made = value && followed(analysis, value);
  return made?.kind === 'call' && requestSteps(analysis, made).some(({ name }) => /^(?:newBuilder|HttpRequest)$/.test(name))
    ? undefined
    : 'the request is made elsewhere';
}

function boundIn(analysis: Analysis, steps: readonly Step[]): Fact | undefined {
  const step = steps.find(({ name, call }) => JAVA_TIMEOUTS.has(name) && call !== undefined && !isOff(call));
  return step?.call === undefined ? undefined : yes(placeOf(step.call), `.${step.name}(${argumentText(analysis, step.call)})`);
}

function argumentText(analysis: Analysis, call: Call): string {
  return call.args.map(({ value }) => analysis.textOf(value, 40)).join(', ');
}

/** `.timeout(Duration.ZERO)`, `readTimeout(0, …)`: none. */
function isOff(call: Call): boolean {
  const value = call.args[0]?.value;
  return (value?.kind === 'literal' && value.value === 0) || (value?.kind === 'member' && value.property === 'ZERO');
}

/** `.bodyToMono(X.class).timeout(d)`, `.block(d)`, `.orTimeout(5, SECONDS)`, `.get(5, SECONDS)`. */
function boundAfter(analysis: Analysis, call: Call): Fact | undefined {
  for (let at: Node = call; at.parent.kind === 'member' && at.parent.parent.kind === 'call'; at = at.parent.parent) {
    const next: Call = at.parent.parent;
    const name = at.parent.property;
    const isBound =
      name === 'timeout' ||
      name === 'orTimeout' ||
      name === 'completeOnTimeout' ||
      (name === 'block' && next.args.length > 0) ||
      (name === 'get' && next.args.length === 2);
    if (isBound) return yes(placeOf(next), `.${name}(${argumentText(analysis, next)})`);
  }
  return undefined;
}

/** `connection.setReadTimeout(5000)` somewhere in the function. */
function ofConnection(analysis: Analysis, { call }: OutboundRequest): Fact {
  const set = functionOf(call).calls.find((each) => lastName(each.callee) === 'setReadTimeout' && !isOff(each));
  return set === undefined ? no('its options', 'the connection') : yes(placeOf(set), analysis.textOf(set, 60));
}

/** The chain that made the client, or what is set on it afterwards; one that comes in from outside is known there. */
function ofClient(analysis: Analysis, { call, client }: OutboundRequest, handle: PackageOrigin): Fact {
  const made = handle.calls.filter((each) => each !== undefined);
  const isMade = made.length > 0 && isMaker(handle.path);
  if (typeof client.otherwise === 'object' && !switchesOff(analysis, made))
    return yes(placeOf(call), `${client.name} gives up after ${client.otherwise.seconds} s by default`);
  if (!isMade || handle.parameter !== undefined || handle.through?.module !== undefined)
    return unknown('its client is made elsewhere');
  const steps = made.map((each) => ({ name: lastName(each.callee), call: each }));
  const bound = boundIn(analysis, steps) ?? setSomewhere(analysis, call, steps);
  return bound ?? no('the request', 'its client');
}

const isMaker = (path: readonly string[]): boolean => path.length > 1 && path.at(1) !== undefined;

function switchesOff(analysis: Analysis, made: readonly Call[]): boolean {
  return made.some((each) => JAVA_TIMEOUTS.has(lastName(each.callee)) && isOff(each)) && analysis.model.text.includes('imeout');
}

/** A factory, connector or configuration is put in: what bounds it stands in this file, or is not known. */
function setSomewhere(analysis: Analysis, call: Call, steps: readonly Step[]): Fact | undefined {
  const isGiven = steps.some(
    ({ name, call: each }) => JAVA_TRANSPORTS.has(name) || (each?.isNew === true && each.args.length > 0),
  );
  const later = callsOfItem(call).filter(
    (each) => JAVA_TRANSPORTS.has(lastName(each.callee)) && /^set/.test(lastName(each.callee)),
  );
  if (!isGiven && later.length === 0) return undefined;
  const bound = callsOfItem(call).find((each) => JAVA_TIMEOUTS.has(lastName(each.callee)) && !isOff(each));
  return bound === undefined ? unknown('what it is sent with is put in') : yes(placeOf(bound), analysis.textOf(bound, 60));
}

function callsOfItem(call: Call): readonly Call[] {
  let at: Node = call;
  while (at.kind !== 'item') at = at.parent;
  return sitesOf(at).calls;
}
