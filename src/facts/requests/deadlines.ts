/**
 * Whether a request's wait is bounded, and where that is said: in the call, around it, in the client it is sent on, by the
 * library's own default. An explicit "no bound" in the call outweighs all but what stands around it.
 */
import { type Call, type Expression, placeOf } from '#code/model';
import type { HttpClient } from '#libraries/http-client';
import type { Analysis } from '../analysis';
import type { Trait } from '../condition';
import { anyOf, depends, type Fact, no, unknown, yes } from '../fact';
import { familyOf } from '../language';
import type { Options } from '../options';
import { lastName, writtenName } from '../origins/full-name';
import { callsTeamsOwn } from '../team-names';
import { clientDeadline, senderDeadline } from './client-deadlines';
import { boundOf } from './deadline-values';
import { requestBound } from './go-requests';
import { javaDeadline } from './java-requests';
import type { OutboundRequest } from './requests';
import { timeLimitAround } from './time-limits';

export function deadlineOf(analysis: Analysis, request: OutboundRequest): Fact {
  const { client, call } = request;
  if (familyOf(analysis) === 'java') return javaDeadline(analysis, request);
  const own = ownDeadline(analysis, request);
  if (own !== undefined && own.kind !== 'no') return own;

  const context = request.requestAt === undefined ? undefined : requestBound(analysis, call, request.requestAt);
  if (context?.kind === 'yes') return context;
  const around = timeLimitAround(analysis, call);
  if (around.kind === 'yes') return around;
  if (own !== undefined) return anyOf(own, around);
  if (callsTeamsOwn(analysis, 'deadline', call))
    return yes(placeOf(call), `${writtenName(call.callee)} has a deadline, by the policy`);

  if (request.isKept) return unknown('its client is kept with the application');
  const made = clientDeadline(analysis, request);
  if (made !== undefined && (made.kind === 'yes' || made.kind === 'unknown')) return made;
  if (around.kind === 'unknown') return around;
  if (context?.kind === 'unknown') return context;
  if (made === undefined && typeof client.otherwise === 'object') return byDefault(client, request);
  if (request.options.open !== undefined) return unknown(request.options.open);
  const nothing = made ?? no();
  const configured: readonly Trait[] = [
    ...(isAppWide(client) ? (['deadline'] as const) : []),
    ...(client.otherwise === 'elsewhere' ? (['injected-deadline'] as const) : []),
  ];
  return anyOf(
    context ?? no(familyOf(analysis) === 'go' ? 'the default client' : 'its options'),
    nothing,
    around,
    configured.length === 0 ? no() : depends(configured.map((trait) => ({ kind: 'app', trait }))),
  );
}

/** What the call itself says; `undefined` when it says nothing. */
function ownDeadline(analysis: Analysis, request: OutboundRequest): Fact | undefined {
  const { client, call, options, deadline } = request;
  const facts: Fact[] = [];
  const named = namedDeadline(analysis, client, options);
  if (named !== undefined) facts.push(named);
  if (deadline !== undefined) facts.push(boundOf(analysis, deadline, `timeout ${analysis.textOf(deadline, 40)}`));
  const sender = senderDeadline(analysis, request);
  if (sender !== undefined) facts.push(sender);
  const chained = chainedDeadline(analysis, client, call);
  if (chained !== undefined) facts.push(chained);
  return facts.length === 0 ? undefined : anyOf(...facts);
}

/** As it is written: `timeout: 3000`, `timeout=3`. */
export function optionText(analysis: Analysis, key: string, value: Expression): string {
  return `${key}${analysis.model.language === 'python' ? '=' : ': '}${analysis.textOf(value, 60)}`;
}

/** The first of the client's deadline options that is given. */
export function namedDeadline(analysis: Analysis, client: HttpClient, options: Options): Fact | undefined {
  const facts: Fact[] = [];
  for (const key of client.deadlines) {
    const value = options.entries.get(key);
    if (value !== undefined) facts.push(boundOf(analysis, value, optionText(analysis, key, value)));
  }
  return facts.length === 0 ? undefined : anyOf(...facts);
}

/** `superagent.get(url).timeout(5000)`; `const req = http.request(…); req.setTimeout(5000, …)`, `req.on('timeout', …)`. */
function chainedDeadline(analysis: Analysis, client: HttpClient, call: Call): Fact | undefined {
  if (client.chained === undefined) return undefined;
  for (let at: Call = call; ; ) {
    const member = at.parent;
    if (member.kind !== 'member' || member.object !== at) break;
    const next = member.parent;
    if (next.kind !== 'call' || next.callee !== member) break;
    if (client.chained.includes(member.property))
      return yes(
        placeOf(next),
        `.${analysis.textOf(next, 60).slice(analysis.textOf(next, 60).lastIndexOf(`.${member.property}`) + 1)}`,
      );
    at = next;
  }
  let around = call.parent;
  while (around.kind !== 'fn' && around.kind !== 'item') around = around.parent;
  const fn = around.kind === 'item' ? around.fn : around;
  for (const each of fn.calls) {
    if (each.callee.kind !== 'member') continue;
    const isTimer =
      client.chained.includes(each.callee.property) ||
      (each.callee.property === 'on' && each.args[0]?.value.kind === 'literal' && each.args[0].value.value === 'timeout');
    if (!isTimer) continue;
    const handle = analysis.originOf(each.callee.object);
    if ((handle.kind === 'package' || handle.kind === 'global') && handle.calls.at(-1) === call)
      return yes(placeOf(each), analysis.textOf(each, 60));
  }
  return undefined;
}

function byDefault(client: HttpClient, request: OutboundRequest): Fact {
  if (typeof client.otherwise === 'string') return unknown(`${client.name} is configured elsewhere`);
  return yes(placeOf(request.call), `${client.name} gives up after ${client.otherwise.seconds} s by default`);
}

/** Clients whose bound can be set once for the whole program: `axios.defaults.timeout`, `socket.setdefaulttimeout`. */
function isAppWide(client: HttpClient): boolean {
  return client.name === 'axios' || client.name === 'HttpService' || client.name === 'urllib' || client.name === 'http.client';
}

/** How the call is named in a sentence: `axios.post`, `session.get`. */
export function labelOf(analysis: Analysis, request: OutboundRequest): string {
  const { callee } = request.call;
  return callee.kind === 'member' && callee.object.kind === 'call'
    ? `${request.client.name}.${lastName(callee)}`
    : analysis.textOf(callee, 40);
}
