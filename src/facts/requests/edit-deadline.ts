/** The edit that gives a request, or the client it is sent on, a deadline in the client's own dialect. */

import type { TextEdit } from '#base/span';
import type { Call } from '#code/model';
import type { HttpClient } from '#libraries/http-client';
import type { Analysis } from '../analysis';
import { hasPromises } from '../language';
import { withKeyword, withOption } from './edit-call';
import type { Maker, OutboundRequest } from './requests';

export interface DeadlineEdit {
  /** `signal: AbortSignal.timeout(10_000)`, `timeout=(3.05, 10)`, `.timeout({ … })`. */
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

export function deadlineEdit(analysis: Analysis, request: OutboundRequest): DeadlineEdit | undefined {
  const { call, client, options, optionsAt } = request;
  if (!isAtHand(analysis, client, call)) return undefined;
  const { key, text } = client.remedy;
  if (key.startsWith('.') && hasPromises(analysis))
    return { text: `${key}(${text})`, edits: [{ start: call.end, end: call.end, text: `${key}(${text})` }] };
  if (analysis.model.language === 'python') return edit(`${key}=${text}`, withKeyword(analysis, call, key, text));
  if (!hasPromises(analysis) || optionsAt === undefined || options.open !== undefined) return undefined;
  const given = client.deadlines.find((each) => options.entries.has(each) && each !== key);
  // An option that is there and says "none" gets a value; it would outweigh another.
  return given === 'timeout'
    ? edit('timeout: 10_000', withOption(analysis, call, optionsAt, 'timeout', '10_000'))
    : edit(`${key}: ${text}`, withOption(analysis, call, optionsAt, key, text));
}

/** The same in the call that makes the client. */
export function clientDeadlineEdit(analysis: Analysis, client: HttpClient, maker: Maker): DeadlineEdit | undefined {
  const { call, options, optionsAt } = maker;
  if (call === undefined || options.open !== undefined || !isAtHand(analysis, client, call)) return undefined;
  const { key, text } = client.remedy.key === 'signal' ? CLIENT_REMEDY : client.remedy;
  if (analysis.model.language === 'python') return edit(`${key}=${text}`, withKeyword(analysis, call, key, text));
  return optionsAt < 0 || !hasPromises(analysis)
    ? undefined
    : edit(`${key}: ${text}`, withOption(analysis, call, optionsAt, key, text));
}

/** A signal is one request's; undici's clients take a time for the headers. */
const CLIENT_REMEDY = { key: 'headersTimeout', text: '10_000' } as const;

/** Names the remedy uses are there: `aiohttp.ClientTimeout` needs `aiohttp`. */
function isAtHand(analysis: Analysis, client: HttpClient, call: Call): boolean {
  const module = /^([a-z]\w*)\./.exec(client.remedy.text)?.[1];
  return module === undefined || analysis.bindingOf(module, call)?.kind === 'import';
}

function edit(text: string, edits: readonly TextEdit[] | undefined): DeadlineEdit | undefined {
  return edits === undefined ? undefined : { text, edits };
}
