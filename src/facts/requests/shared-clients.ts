/**
 * Clients made in one place and used in many: a question about what they all lack belongs to the place that makes them.
 */

import { type Call, type Item, itemOf, type Node } from '#code/model';
import type { HttpClient } from '#libraries/http-client';
import { clientMade, MAKER_NAMES } from '#libraries/http-clients';
import type { Analysis } from '../analysis';
import { sitesOf } from '../entries/sites';
import { familyOf } from '../language';
import { dependOn } from './callers';
import { javaClientsMade } from './java-requests';
import { type Maker, type OutboundRequest, requestsOfFile, toMaker } from './requests';

export interface MadeClient {
  readonly client: HttpClient;
  readonly maker: Maker;
  /** Requests of this file that are sent on it. */
  readonly uses: readonly OutboundRequest[];
}

/** HTTP clients that the item makes, at module level or in its functions, outermost call of a chain alone. */
export function clientsMadeIn(analysis: Analysis, item: Item): readonly MadeClient[] {
  if (familyOf(analysis) === 'java')
    return javaClientsMade(analysis, sitesOf(item).calls).map(({ client, call }) => ({
      client,
      maker: toMaker(analysis, { name: client.name, step: 0, optionsAt: -1 }, call),
      uses: usesOf(analysis, item, call),
    }));
  const made: MadeClient[] = [];
  for (const call of sitesOf(item).calls) {
    // What was imported may have got another name; a member has its own.
    if (call.callee.kind === 'member' && !MAKER_NAMES.has(call.callee.property)) continue;
    // What a function gives back was made in it, and not by the call that asks it.
    if (analysis.originOf(call.callee).kind !== 'package') continue;
    const origin = analysis.originOf(call);
    if (origin.kind !== 'package' || origin.calls.at(-1) !== call) continue;
    const found = clientMade(familyOf(analysis), origin.package, origin.path);
    const last = found?.made.at(-1);
    if (found === undefined || last === undefined) continue;
    made.push({ client: found.client, maker: toMaker(analysis, last, call), uses: usesOf(analysis, item, call) });
  }
  return made;
}

const remembered = new WeakMap<Analysis, ReadonlyMap<Call, readonly OutboundRequest[]>>();

/** Requests of this file that are sent on the client this call makes. */
export function usesOfClient(analysis: Analysis, call: Call): readonly OutboundRequest[] {
  let uses = remembered.get(analysis);
  if (uses === undefined) {
    uses = indexUses(analysis);
    remembered.set(analysis, uses);
  }
  return uses.get(call) ?? [];
}

/** The call of this file that makes the instance a request names in its options to be sent through. */
export function senderMaker(analysis: Analysis, { client, options }: OutboundRequest): Call | undefined {
  const sender = client.senderOption === undefined ? undefined : options.entries.get(client.senderOption);
  const origin = sender === undefined ? undefined : analysis.originOf(sender);
  return origin?.kind === 'package' ? origin.calls.at(-1) : undefined;
}

/** Also makes the asking item depend on the items that use the client, or may, so that an edit there asks again. */
function usesOf(analysis: Analysis, asking: Item, call: Call): readonly OutboundRequest[] {
  for (const name of namesOfClient(analysis, asking, call)) analysis.restsOn(call, { usesOf: name });
  const found = usesOfClient(analysis, call);
  for (const item of new Set(found.map((use) => itemOf(use.call)))) if (item !== asking) dependOn(analysis, item, call);
  return found;
}

/** Names the client can be reached by: what it is put in, and what that is handed on to at module level. */
function namesOfClient(analysis: Analysis, asking: Item, call: Call): ReadonlySet<string> {
  const names = new Set(asking.declares);
  for (let at: Node = call; at.kind !== 'item'; at = at.parent)
    if (at.kind === 'assign' && at.target.kind === 'identifier') names.add(at.target.name);
  // A set grows while it is walked.
  for (const name of names) for (const item of analysis.mentioning(name)) for (const each of item.declares) names.add(each);
  return names;
}

function indexUses(analysis: Analysis): ReadonlyMap<Call, readonly OutboundRequest[]> {
  const uses = new Map<Call, OutboundRequest[]>();
  for (const request of requestsOfFile(analysis))
    for (const call of [...request.makers.map((maker) => maker.call), senderMaker(analysis, request)])
      if (call !== undefined) uses.set(call, [...(uses.get(call) ?? []), request]);
  return uses;
}
