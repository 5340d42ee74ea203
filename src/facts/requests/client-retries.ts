/** Clients that try again by themselves: by default, by an option, by what is attached to them. */
import { type Call, type Expression, type Node, placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { keywordsOf } from '../options';
import { printOrigin } from '../origin';
import type { OutboundRequest } from './requests';
import { byLibrary, LIBRARIES, type Retry, retryCall } from './retries';

/** `axiosRetry(client, …)`, `session.mount(…, HTTPAdapter(max_retries=Retry(…)))`, `httpx.HTTPTransport(retries=3)`; got and ky retry reads by default. */
export function retryOfClient(analysis: Analysis, request: OutboundRequest): Retry | undefined {
  const { client, call, makers, options } = request;
  const own =
    options.entries.get('retry') ??
    makers.map((maker) => maker.options.entries.get('retry')).find((value) => value !== undefined);
  const isOff = own?.kind === 'literal' && (own.value === 0 || own.value === false);
  if ((client.name === 'got' || client.name === 'ky') && !isOff)
    return {
      at: placeOf(own ?? call),
      what: own === undefined ? `${client.name} tries twice more by default` : `retry: ${analysis.textOf(own, 60)}`,
      by: 'client',
      isCapped: true,
      grows: true,
      jitters: client.name === 'got',
    };
  for (const { call: made } of makers) {
    const found = made === undefined ? undefined : attached(analysis, made);
    if (found !== undefined) return found;
  }
  return undefined;
}

function attached(analysis: Analysis, made: Call): Retry | undefined {
  let at: Node = made;
  while (at.kind !== 'item' && at.kind !== 'fn') at = at.parent;
  const calls: Call[] = [...(at.kind === 'item' ? at.fn.calls : at.calls)];
  const { parent } = made;
  const isNamed = parent.kind === 'declare' || parent.kind === 'assign';
  const name = isNamed && parent.target.kind === 'identifier' ? parent.target.name : undefined;
  if (name !== undefined) for (const item of analysis.mentioning(name)) calls.push(...item.fn.calls);
  for (const call of calls) {
    if (printOrigin(analysis.originOf(call.callee)) === 'axios-retry:' && isIt(analysis, call.args[0]?.value, made))
      return retryCall(analysis, call);
    if (call.callee.kind !== 'member' || call.callee.property !== 'mount' || !isIt(analysis, call.callee.object, made)) continue;
    const adapter = call.args[1]?.value;
    const retries = adapter?.kind === 'call' ? keywordsOf(analysis, adapter).entries.get('max_retries') : undefined;
    if (retries === undefined || (retries.kind === 'literal' && retries.value === 0)) continue;
    return retryOfValue(analysis, retries);
  }
  const transport = made.args.find((arg) => arg.name === 'transport')?.value;
  const retries = transport?.kind === 'call' ? keywordsOf(analysis, transport).entries.get('retries') : undefined;
  return retries === undefined
    ? undefined
    : {
        at: placeOf(retries),
        what: `retries=${analysis.textOf(retries, 20)} of the transport`,
        by: 'client',
        isCapped: true,
        grows: true,
        jitters: false,
      };
}

function retryOfValue(analysis: Analysis, value: Expression): Retry {
  const origin = analysis.originOf(value);
  const call = value.kind === 'call' ? value : origin.kind === 'package' ? origin.calls.at(-1) : undefined;
  const library = call === undefined ? undefined : LIBRARIES.get(printOrigin(analysis.originOf(call.callee)));
  if (call !== undefined && library !== undefined) return { ...byLibrary(analysis, library, call), by: 'client' };
  return {
    at: placeOf(value),
    what: `max_retries=${analysis.textOf(value, 30)}`,
    by: 'client',
    isCapped: true,
    grows: undefined,
    jitters: undefined,
  };
}

function isIt(analysis: Analysis, value: Expression | undefined, made: Call): boolean {
  const origin = value === undefined ? undefined : analysis.originOf(value);
  return origin?.kind === 'package' && origin.calls.at(-1) === made;
}
