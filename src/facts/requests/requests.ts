/**
 * Outbound HTTP: the calls of a function that send a request through a client the tables know. What is known of each is
 * read here once; deadlines, statuses and retries are facts of their own (`deadlines.ts`, `response-use.ts`, `retries.ts`).
 */
import type { Call, Expression, FunctionNode, Item } from '#code/model';
import type { HttpClient } from '#libraries/http-client';
import { type Made, sentBy } from '#libraries/http-clients';
import { WRITE_VERBS } from '#libraries/web-frameworks';
import type { Analysis } from '../analysis';
import { sitesOf } from '../entries/sites';
import { familyOf } from '../language';
import { keywordsOf, NO_OPTIONS, type Options, optionsOf } from '../options';
import type { Origin } from '../origin';
import { madeRequest, requestMethod } from './go-requests';
import { javaRequest } from './java-requests';
import { sentOnKept } from './kept-clients';

export interface OutboundRequest {
  /** The call that sends. */
  readonly call: Call;
  readonly client: HttpClient;
  /** Upper case; '' when it is not known. */
  readonly method: string;
  readonly url: Expression | undefined;
  /** `api.example.com` where it is written in the URL; '' for a relative one; `undefined` when not known. */
  readonly host: string | undefined;
  /** The method may change something on the other side; an unknown method may not be assumed to. */
  readonly isWrite: boolean;
  /** A bad status is an exception, by the client's default and the call's own options. */
  readonly throwsOnStatus: boolean;
  /** Options of the call itself (keywords in Python). */
  readonly options: Options;
  /** Where the options stand, or would have to stand: the position of the argument. */
  readonly optionsAt: number | undefined;
  /** A positional timeout, where the client takes one. */
  readonly deadline: Expression | undefined;
  /** Where a request stands that was made before, and may have a deadline of its own. */
  readonly requestAt: number | undefined;
  /** Calls that made the client, outermost last, with their options; `call` is `undefined` where another file makes it. */
  readonly makers: readonly Maker[];
  /** The client is kept with the application, and made where it is not seen from here. */
  readonly isKept: boolean;
  /** What the request is sent on: the client's instance, or the package itself. */
  readonly handle: Origin;
}

export interface Maker extends Made {
  readonly call: Call | undefined;
  readonly options: Options;
}

const remembered = new WeakMap<Analysis, Map<FunctionNode, readonly OutboundRequest[]>>();

/** Requests the function sends in its own code (not in functions nested in it), in source order. */
export function outboundRequests(analysis: Analysis, fn: FunctionNode): readonly OutboundRequest[] {
  let ofFile = remembered.get(analysis);
  if (ofFile === undefined) {
    ofFile = new Map();
    remembered.set(analysis, ofFile);
  }
  let requests = ofFile.get(fn);
  if (requests === undefined) {
    requests = fn.calls.flatMap((call) => requestOf(analysis, call) ?? []);
    ofFile.set(fn, requests);
  }
  return requests;
}

/** Requests of all functions of the item, file order. */
export function requestsIn(analysis: Analysis, item: Item): readonly OutboundRequest[] {
  return analysis.ofItem(item, readRequests);
}

function readRequests(analysis: Analysis, item: Item): readonly OutboundRequest[] {
  return [item.fn, ...sitesOf(item).functions]
    .flatMap((fn) => outboundRequests(analysis, fn))
    .sort((one, two) => one.call.start - two.call.start);
}

/** Of the whole file, in file order. */
export function requestsOfFile(analysis: Analysis): readonly OutboundRequest[] {
  return analysis.itemsWhere(canSend).flatMap((item) => requestsIn(analysis, item));
}

const canSend = (item: Item): boolean => sitesOf(item).calls.length > 0;

/** The request a call sends, if it does. */
export function requestOf(analysis: Analysis, call: Call): OutboundRequest | undefined {
  if (call.isNew) return undefined;
  if (familyOf(analysis) === 'java') return javaRequest(analysis, call);
  const origin = analysis.originOf(call.callee);
  const known =
    origin.kind === 'package' || origin.kind === 'global'
      ? sentBy(familyOf(analysis), origin.kind === 'package' ? origin.package : '', origin.path)
      : undefined;
  const sent = known ?? sentOnKept(analysis, call);
  if (sent === undefined) return undefined;
  const { client, send, made } = sent;

  const positional = call.args.filter((arg) => arg.name === undefined);
  const at = (index: number | undefined): Expression | undefined => {
    if (index === undefined || positional.slice(0, index + 1).some((arg) => arg.spread)) return undefined;
    return positional[index]?.value;
  };
  const python = familyOf(analysis) !== 'javascript';
  const { options, optionsAt } = python
    ? { options: keywordsOf(analysis, call), optionsAt: undefined }
    : readOptions(analysis, positional, send.optionsAt);
  const made0 = madeRequest(analysis, at(send.requestAt));
  const first = made0?.url ?? at(send.urlAt);
  const url = first === undefined || first.kind === 'object' ? options.entries.get('url') : first;
  const method =
    send.method ??
    requestMethod(analysis, made0?.method) ??
    textValue(analysis, at(send.methodAt) ?? options.entries.get('method'));
  const verb = method === undefined ? defaultVerb(options, send.methodAt ?? send.requestAt) : method.toUpperCase();

  return {
    call,
    client,
    method: verb,
    url,
    host: hostOf(analysis, url),
    isWrite: WRITE_VERBS.has(verb),
    throwsOnStatus: throwsOnStatus(client, options),
    options,
    optionsAt,
    deadline: at(send.deadlineAt),
    requestAt: send.requestAt,
    makers: made.map((each) => toMaker(analysis, each, 'calls' in origin ? origin.calls[each.step] : undefined)),
    isKept: known === undefined,
    handle: call.callee.kind === 'member' ? analysis.originOf(call.callee.object) : origin,
  };
}

/** The first position that holds options; else the one where they would be added. A URL may itself be `new Request(url, options)`. */
function readOptions(
  analysis: Analysis,
  args: readonly Call['args'][number][],
  positions: readonly number[] = [],
): { options: Options; optionsAt: number | undefined } {
  const spread = args.findIndex((arg) => arg.spread);
  const last = Math.max(...positions, 0);
  if (spread >= 0 && spread <= last)
    return { options: { ...NO_OPTIONS, open: 'the arguments are spread' }, optionsAt: undefined };
  for (const position of [...positions].sort((one, two) => two - one)) {
    const value = args[position]?.value;
    if (value === undefined || isText(value) || value.kind === 'function') continue;
    if (position === 0 && positions.length > 1 && isAddress(analysis, value)) continue;
    return { options: optionsOf(analysis, value), optionsAt: position };
  }
  const request = args[0]?.value;
  const made = request === undefined ? undefined : analysis.originOf(request);
  if (made?.kind === 'global' && made.path.join('') === 'Request()')
    return { options: optionsOf(analysis, made.calls[0]?.args[1]?.value), optionsAt: undefined };
  return { options: NO_OPTIONS, optionsAt: positions.length === 0 ? undefined : last };
}

function isText(value: Expression): boolean {
  return value.kind === 'template' || (value.kind === 'literal' && value.type === 'string');
}

/** A first argument that may be a URL or options: a name that holds no object literal is taken for the URL. */
function isAddress(analysis: Analysis, value: Expression): boolean {
  if (value.kind === 'object') return false;
  const origin = analysis.originOf(value);
  return !(origin.kind === 'expression' && origin.node.kind === 'object');
}

/** Without a word on the method it is a GET, unless the options may still name one. */
function defaultVerb(options: Options, methodAt: number | undefined): string {
  return options.open === undefined && methodAt === undefined && !options.entries.has('method') ? 'GET' : '';
}

function textValue(analysis: Analysis, value: Expression | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'literal') return typeof value.value === 'string' ? value.value : undefined;
  const origin = analysis.originOf(value);
  return origin.kind === 'expression' &&
    origin.path.length === 0 &&
    origin.node.kind === 'literal' &&
    typeof origin.node.value === 'string'
    ? origin.node.value
    : undefined;
}

function hostOf(analysis: Analysis, url: Expression | undefined): string | undefined {
  if (url === undefined) return undefined;
  const first = url.kind === 'template' ? url.parts[0] : undefined;
  if (first !== undefined && typeof first !== 'string') return hostOf(analysis, first);
  const text = first ?? textValue(analysis, url);
  if (text === undefined) return undefined;
  const absolute = /^(?:[a-z]+:)?\/\/(?:[^/@]*@)?([^/?#:]+)/i.exec(text);
  if (absolute !== null) return absolute[1];
  return text.startsWith('/') && !text.startsWith('//') ? '' : undefined;
}

/** Whether a bad status throws, with the options of the call or of the client's factory. */
export function throwsOnStatus(client: HttpClient, options: Options, byDefault = client.throwsOnStatus): boolean {
  for (const [key, turning] of Object.entries(client.statusOptions ?? {})) {
    const value = options.entries.get(key);
    if (value === undefined) continue;
    if (turning === undefined || (value.kind === 'literal' && value.value === turning)) return !client.throwsOnStatus;
    if (value.kind === 'literal') return client.throwsOnStatus;
  }
  return byDefault;
}

/** `call` is `undefined` where another file makes it. */
export function toMaker(analysis: Analysis, made: Made, call: Call | undefined): Maker {
  if (call === undefined) return { ...made, call, options: { ...NO_OPTIONS, open: 'the client is made in another file' } };
  if (familyOf(analysis) === 'python') return { ...made, call, options: keywordsOf(analysis, call) };
  const options = optionsOf(analysis, made.optionsAt < 0 ? undefined : call.args[made.optionsAt]?.value);
  const open = options.open ?? (familyOf(analysis) === 'go' ? boundLater(analysis, options) : undefined);
  return { ...made, call, options: { ...options, open } };
}

/** `client.Timeout = d`, or a transport of its own that may bound what the client does not. */
function boundLater(analysis: Analysis, { entries }: Options): string | undefined {
  if (entries.has('Timeout')) return undefined;
  if (entries.has('Transport')) return 'its transport may bound it';
  return analysis.asWhole(setsTimeout) ? 'its timeout is set later' : undefined;
}

const setsTimeout = (analysis: Analysis): boolean => /\.Timeout\s*=[^=]/.test(analysis.model.text);
