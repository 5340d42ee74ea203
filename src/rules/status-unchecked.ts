/** A client that does not throw gives an error page back like an answer; what is read from it is believed. */
import { type Place, placeOf } from '#code/model';
import type { Analysis } from '#facts/analysis';
import { sitesOf } from '#facts/entries/sites';
import { isBestEffort } from '#facts/requests/best-effort';
import { labelOf } from '#facts/requests/deadlines';
import { statusEdit } from '#facts/requests/edit-status';
import { isOwnHost, isPageCall } from '#facts/requests/page-calls';
import { type OutboundRequest, outboundRequests } from '#facts/requests/requests';
import { type ResponseUse, responseUse } from '#facts/requests/response-use';
import { isWatched } from '#facts/runners/runner';
import { askUnless, type Confidence, defineRule, type Outcome } from './rule';

export const rule = defineRule({
  id: 'status-unchecked',
  mode: 'RES-05',
  rows: ['outage'],
  title: 'Response used without its status',
  question: 'What happens on a non-2xx answer? The response is used without checking its status.',
  severity: 7,
  occurrence: 8,
  detection: 7,
  sources: ['CWE-252', 'ASVS 16.5.3'],
  card: {
    detection: 'Records with empty or undefined fields right after the dependency answered 4xx or 5xx; no error on our side.',
    mitigation: 'Throw on a bad status where the response arrives; repair the records written from error bodies.',
    diagnostics: 'Log the status, the dependency and the first bytes of the body when it is not 2xx.',
    testing: 'Let the stub answer 500 with a JSON body, and 429 with an empty one; assert that neither is taken for a result.',
  },
  wouldAnswer: [
    '`if (!response.ok) throw …` before the body is read',
    '`response.raise_for_status()`',
    'a client that throws on a bad status',
  ],
  *check({ analysis, item }) {
    for (const fn of [item.fn, ...sitesOf(item).functions])
      for (const request of outboundRequests(analysis, fn)) {
        const use = responseUse(analysis, request);
        const outcome = use === undefined ? undefined : outcomeOf(analysis, request, use);
        if (outcome !== undefined) yield outcome;
      }
  },
});

function outcomeOf(analysis: Analysis, request: OutboundRequest, use: ResponseUse): Outcome | undefined {
  if (use.checked === undefined) return undefined;
  const edit = statusEdit(analysis, request.client, use);
  const at = placeOf(use.at);
  return askUnless(use.checked, at, {
    evidence: evidenceOf(analysis, request, use),
    confidence: confidenceOf(analysis, request, use),
    related: relatedTo(request, use),
    fixes: edit === undefined ? [] : [{ title: `Check the status: ${edit.text}`, safety: 'suggested', at, edits: edit.edits }],
  });
}

function confidenceOf(analysis: Analysis, request: OutboundRequest, { use, isGlanced, reader }: ResponseUse): Confidence {
  if (isWatched(analysis) || isOwnHost(request) || isPageCall(request) || isGlanced) return 'low';
  if (use === 'dropped' && isBestEffort(analysis, request.call)) return 'low';
  return use === 'body' && (request.isKept || reader !== undefined) ? 'medium' : CONFIDENCE[use];
}

function relatedTo({ call }: OutboundRequest, { at, reader }: ResponseUse): readonly { where: Place; note: string }[] {
  if (at !== call) return [{ where: placeOf(call), note: 'the request' }];
  return reader === undefined ? [] : [{ where: placeOf(reader), note: 'read here' }];
}

/** What is only handed on is the caller's to check, who may do so. */
const CONFIDENCE: Readonly<Record<ResponseUse['use'], Confidence>> = {
  body: 'high',
  dropped: 'medium',
  returned: 'low',
  none: 'low',
};

function evidenceOf(analysis: Analysis, request: OutboundRequest, { use, at, reader }: ResponseUse): string {
  const label = `\`${labelOf(analysis, request)}\``;
  const status = request.client.status
    .slice(0, 2)
    .map((name) => `\`${name}\``)
    .join(' or ');
  switch (use) {
    case 'body':
      if (reader !== undefined)
        return `the answer of ${label} is handed back, \`${analysis.textOf(reader, 40)}\` is read and ${status} is not`;
      return at === request.call
        ? `the answer of ${label} is read and ${status} is not`
        : `\`${analysis.textOf(at, 50)}\` is read and ${status} is not`;
    case 'dropped':
      return `the answer to ${request.method} by ${label} is thrown away, ${status} with it`;
    default:
      return `${label} is handed on without a look at ${status}`;
  }
}
