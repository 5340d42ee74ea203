/**
 * What becomes of a response: whether its status is looked at (or throws) before its body is believed, by the code that
 * sends the request, the helper it is handed to, or the chain it goes through.
 */
import { type Call, type FunctionNode, functionOf, type Node, placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { depends, type Fact, no, unknown, yes } from '../fact';
import { isWithin, walkBody } from '../walk';
import { BodyFollowing } from './body-check';
import { callsOf } from './callers';
import { type OutboundRequest, throwsOnStatus } from './requests';
import { Following } from './response-following';
import { hookOf } from './response-hooks';

export interface ResponseUse {
  /** Whether the status is looked at; `undefined` when nothing rests on it. */
  readonly checked: Fact | undefined;
  /** `body`: its body is read; `dropped`: the answer to a write is thrown away; `returned`: handed to the caller unread. */
  readonly use: 'body' | 'dropped' | 'returned' | 'none';
  /** The first expression that reads the body, else the call. */
  readonly at: Exclude<Node, { kind: 'item' }>;
  /** The error that a service tells in its body is looked at, though not for every one. */
  readonly isGlanced: boolean;
  /** Handed back unread to this caller of the same file, which reads it. */
  readonly reader: Call | undefined;
  /** The variable the response is in, for a fix: its name and the statement that gives it. */
  readonly variable: { readonly name: string; readonly statement: Node } | undefined;
}

/** `undefined` for clients that throw on a bad status, and for those whose options may make them throw. */
export function responseUse(analysis: Analysis, request: OutboundRequest): ResponseUse | undefined {
  const throwing = statusThrows(request);
  if (throwing !== false) return undefined;
  const hook = hookOf(analysis, request);
  const following = new Following(analysis, request.client);
  following.value(request.call);
  const handed = following.status === undefined && following.body === undefined && following.isReturned;
  const { status, body, reader } = handed ? readByCallers(analysis, request) : { ...following, reader: undefined };
  const { isReturned, isDropped, blind, variable } = following;
  // What a helper reads is the helper's to show; the question stands where the request is sent.
  const at = body !== undefined && isWithin(body, ownerOf(request.call)) ? body : request.call;
  const use = body !== undefined ? 'body' : isReturned ? 'returned' : isDropped && request.isWrite ? 'dropped' : 'none';
  const inBody = status === undefined && body !== undefined ? errorInBody(analysis, request, body) : undefined;
  const looked = status ?? inBody?.seen;
  const checked: Fact | undefined =
    looked !== undefined
      ? yes(placeOf(looked), analysis.textOf(looked, 60))
      : (hook ??
        (blind !== undefined
          ? unknown(blind)
          : use === 'none'
            ? undefined
            : request.isKept
              ? depends([{ kind: 'app', trait: 'checks-status' }], 'what happens to the response')
              : no('what happens to the response')));
  return { checked, use, at, isGlanced: inBody?.glanced !== undefined, reader, variable };
}

type Written = Exclude<Node, { kind: 'item' }>;

/** What the callers in this file do with a response that a function hands back: all of them look at its status, or one reads on. */
function readByCallers(
  analysis: Analysis,
  { client, call }: OutboundRequest,
): { status: Written | undefined; body: Written | undefined; reader: Call | undefined } {
  const calls = callsOf(analysis, functionOf(call), call);
  const found = calls.map((each) => {
    const following = new Following(analysis, client);
    following.value(each);
    return { ...following, reader: each };
  });
  const unread = found.find(({ status, body, blind }) => status === undefined && body !== undefined && blind === undefined);
  const looks = found.flatMap(({ status }) => status ?? []);
  return {
    status: looks.length === calls.length ? looks[0] : undefined,
    body: unread?.body,
    reader: unread?.reader,
  };
}

function errorInBody(analysis: Analysis, { call }: OutboundRequest, body: Written): BodyFollowing {
  const following = new BodyFollowing(analysis, call);
  // Taken apart as it arrives, the body has a name of its own: `const { body } = await request(url)`.
  if (body.kind === 'identifier' && body.parent.kind === 'object-pattern') following.bound(body);
  else if (body.kind === 'call' || body.kind === 'member' || body.kind === 'identifier') following.value(body);
  return following;
}

/** Where a function that is handed a response looks at its status: `checkStatus(response)`, by parameters named like one. */
export function looksAtStatus(fn: FunctionNode): Exclude<Node, { kind: 'item' }> | undefined {
  const at = fn.params.findIndex(
    (param) =>
      /^(?:r|res|resp|response|answer|reply|result)$/i.test(param.name) || /(?:^|\.)Response$/.test(param.type?.name ?? ''),
  );
  const param = fn.params[at];
  if (param?.target.kind !== 'identifier') return undefined;
  const { name } = param.target;
  let found: Exclude<Node, { kind: 'item' }> | undefined;
  walkBody(fn, (node) => {
    if (node.kind === 'member' && node.object.kind === 'identifier' && node.object.name === name && STATUS.has(node.property)) {
      const isCall = node.parent.kind === 'call' && node.parent.callee === node;
      // Express's `res.status(500)` sets it.
      if (!(isCall && node.property === 'status')) found ??= node;
    }
    return found === undefined;
  });
  return found;
}

const STATUS: ReadonlySet<string> = new Set([
  'ok',
  'status',
  'statusCode',
  'status_code',
  'raise_for_status',
  'is_success',
  'is_error',
]);

/** The outermost named function around the call, or its item. */
function ownerOf(call: Call): Node {
  let at: Node = call;
  let owner: Node = call;
  while (at.kind !== 'item') {
    if (at.kind === 'fn' && at.name !== '') owner = at;
    at = at.parent;
  }
  return owner === call ? at : owner;
}

/** `undefined` when it cannot be told: the client is made where its options are not seen. */
function statusThrows({ client, options, makers }: OutboundRequest): boolean | undefined {
  let byDefault = client.throwsOnStatus;
  for (const maker of makers) {
    if (maker.call === undefined && client.statusOptions !== undefined) return undefined;
    if (maker.call !== undefined && maker.options.open !== undefined && client.statusOptions !== undefined) return undefined;
    byDefault = throwsOnStatus(client, maker.options, byDefault);
  }
  return throwsOnStatus(client, options, byDefault);
}
