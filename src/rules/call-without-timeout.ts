/** A remote call that can wait forever holds its caller, its connection and its place in the queue. */

import { functionOf, placeOf } from '#code/model';
import type { Analysis } from '#facts/analysis';
import { sitesOf } from '#facts/entries/sites';
import type { Fact } from '#facts/fact';
import { familyOf } from '#facts/language';
import { deadlineOf, labelOf, namedDeadline } from '#facts/requests/deadlines';
import { clientDeadlineEdit, type DeadlineEdit, deadlineEdit } from '#facts/requests/edit-deadline';
import { isLetGo } from '#facts/requests/let-go';
import { isOwnHost, isPageCall } from '#facts/requests/page-calls';
import { type OutboundRequest, outboundRequests } from '#facts/requests/requests';
import { clientsMadeIn, type MadeClient, senderMaker, usesOfClient } from '#facts/requests/shared-clients';
import { isWatched } from '#facts/runners/runner';
import { ask, askUnless, type Confidence, defineRule, type Fix, type Outcome } from './rule';

export const rule = defineRule({
  id: 'call-without-timeout',
  mode: 'RES-01',
  rows: ['outage'],
  title: 'Remote call without a deadline',
  question: 'How long may this call wait, and what does the caller see when the deadline passes?',
  severity: 8,
  occurrence: 8,
  detection: 7,
  sources: ['AWS REL05-BP05', 'CWE-1088', 'CWE-400', 'ASVS 13.1.3', 'ASVS 13.2.6', 'Mercari, production readiness: timeout'],
  card: {
    detection:
      'Requests in flight and pool usage climb while the error rate stays flat; p99 of the callers follows the dependency.',
    mitigation:
      'A deadline in the call or the client, shorter than the caller’s own; restart or cut the dependency off to free what hangs.',
    diagnostics:
      'Log the dependency, the time waited and the deadline when it passes; a histogram of the call’s duration by outcome.',
    testing: 'Answer from a stub that accepts the connection and never writes; assert that the call fails within the deadline.',
  },
  wouldAnswer: [
    '`signal: AbortSignal.timeout(10_000)` or `timeout: 10_000` in the call',
    '`timeout=(3.05, 10)` in the call',
    'a client made with a timeout, here or in the file it is imported from',
  ],
  *check({ analysis, item }) {
    for (const made of clientsMadeIn(analysis, item)) yield* checkClient(analysis, made);
    for (const fn of [item.fn, ...sitesOf(item).functions])
      for (const request of outboundRequests(analysis, fn)) yield checkCall(analysis, request);
  },
});

/** One question where the client is made, whatever the number of calls that wait with it. */
function* checkClient(analysis: Analysis, { client, maker, uses }: MadeClient): Iterable<Outcome> {
  if (maker.call === undefined || client.otherwise === 'elsewhere') return;
  if (client.boundAtCallsOnly === true && !isSpread(uses.filter((use) => isWaiting(deadlineOf(analysis, use))))) return;
  const named = namedDeadline(analysis, client, maker.options);
  const isOff = named?.kind === 'no';
  if (!isOff && (named !== undefined || maker.options.open !== undefined || client.otherwise !== 'waits')) return;
  const facts = uses.map((use) => deadlineOf(analysis, use));
  const waiting = facts.filter(isWaiting);
  if (uses.length > 0 && waiting.length === 0) return;
  const what = `\`${analysis.textOf(maker.call, 60)}\``;
  const calls = waiting.length === 1 ? 'does its call here' : `do its ${waiting.length} calls here`;
  const evidence = isOff
    ? `${what} switches the deadline off`
    : `${what} sets no deadline${waiting.length === 0 ? ' for its calls' : `, nor ${calls}`}`;
  yield ask(placeOf(maker.call), {
    evidence,
    confidence: isWatched(analysis) ? 'low' : uses.length === 0 ? 'medium' : 'high',
    fixes: toFixes(placeOf(maker.call), clientDeadlineEdit(analysis, client, maker)),
    related: uses.slice(0, 5).map((use) => ({ where: placeOf(use.call), note: 'sent on this client' })),
    unless: facts.flatMap((fact) => (fact.kind === 'depends' ? fact.on : [])),
  });
}

function checkCall(analysis: Analysis, request: OutboundRequest): Outcome {
  const fact = deadlineOf(analysis, request);
  const place = placeOf(request.call);
  const isHere = !isWaiting(fact) || switchesOff(analysis, request);
  const isAskedAtClient = !isHere && (isAskedAtMaker(analysis, request) || isAskedElsewhere(request));
  return askUnless(fact, place, {
    evidence: evidenceOf(analysis, request, fact),
    confidence: confidenceOf(analysis, request),
    fixes: toFixes(place, deadlineEdit(analysis, request)),
    cause: causeOf(analysis, request),
    ...(isAskedAtClient ? { rowOnly: true } : {}),
  });
}

/** One client without a bound, asking one place as far as its name is known, is one thing to mend. */
function causeOf(analysis: Analysis, request: OutboundRequest): string {
  const { client, host = '' } = request;
  return `${client.name} ${switchesOff(analysis, request) ? 'off' : host}`;
}

/** Where the client is made in this file: always if its deadline can be set there, else when its calls are spread wide. */
function isAskedAtMaker(analysis: Analysis, request: OutboundRequest): boolean {
  const maker = request.makers.at(-1)?.call ?? senderMaker(analysis, request);
  if (maker === undefined) return false;
  return (
    request.client.boundAtCallsOnly !== true ||
    isSpread(usesOfClient(analysis, maker).filter((use) => isWaiting(deadlineOf(analysis, use))))
  );
}

/** So many functions that one question for each would say the same thing again and again. */
const SPREAD = 3;

function isSpread(uses: readonly OutboundRequest[]): boolean {
  return new Set(uses.map((use) => functionOf(use.call))).size >= SPREAD;
}

function isWaiting(fact: Fact): boolean {
  return fact.kind === 'no' || fact.kind === 'depends';
}

/** The file that makes and exports the client is asked. */
function isAskedElsewhere({ client, handle, makers }: OutboundRequest): boolean {
  return (
    client.boundAtCallsOnly !== true && makers.length > 0 && handle.kind === 'package' && handle.through?.module !== undefined
  );
}

/** `timeout: 0` in the call itself: the client is not to blame. */
function switchesOff(analysis: Analysis, { client, options }: OutboundRequest): boolean {
  return namedDeadline(analysis, client, options)?.kind === 'no';
}

/** Who sits before it gives up by themselves; what nobody waits for holds nobody. */
function confidenceOf(analysis: Analysis, request: OutboundRequest): Confidence {
  if (isOwnHost(request) || isPageCall(request) || isWatched(analysis)) return 'low';
  if (familyOf(analysis) === 'javascript' && request.client.name !== 'http' && isLetGo(request.call)) return 'low';
  return request.client.otherwise === 'elsewhere' ? 'medium' : 'high';
}

function evidenceOf(analysis: Analysis, request: OutboundRequest, fact: Fact): string {
  const label = `\`${labelOf(analysis, request)}\``;
  const looked = fact.kind === 'no' || fact.kind === 'depends' ? fact.looked : [];
  const off = looked.find((each) => each.endsWith('means none'));
  if (off !== undefined) return `${label} with ${off}`;
  const ignored =
    request.client.name === 'fetch' && request.options.entries.has('timeout') ? '; `fetch` knows no `timeout` option' : '';
  return `${label}: no deadline in ${listed(looked)}${ignored}`;
}

function listed(looked: readonly string[]): string {
  return looked.length < 2 ? (looked[0] ?? 'the call') : `${looked.slice(0, -1).join(', ')} or ${looked.at(-1)}`;
}

function toFixes(at: Fix['at'], edit: DeadlineEdit | undefined): readonly Fix[] {
  return edit === undefined ? [] : [{ title: `Add a deadline: ${edit.text}`, safety: 'suggested', at, edits: edit.edits }];
}
