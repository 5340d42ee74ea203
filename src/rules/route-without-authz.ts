/** A route that anyone can reach does for anyone what it does: the caller is checked in front of it, or not at all. */
import type { Expression } from '#code/model';
import type { Analysis } from '#facts/analysis';
import { guardFact } from '#facts/caller/authentication';
import { isOptionalName } from '#facts/caller/guard-names';
import { relyingOn } from '#facts/caller/principal';
import { secretOfPath } from '#facts/caller/sender';
import { effectsOf } from '#facts/effects/effects';
import { onlyPassesOn } from '#facts/effects/passed-on';
import { headOf } from '#facts/entries/entry-places';
import { type Entry, entryPoints, entryPointsOf } from '#facts/entries/entry-points';
import { stemOf } from '#facts/entries/open-by-design';
import { openedPlainly } from '#facts/entries/opened-plainly';
import { sameRouter } from '#facts/entries/router';
import { wordsOf } from '#facts/name-words';
import { writtenName } from '#facts/origins/full-name';
import { ask, askUnless, type Confidence, defineRule, type Outcome } from './rule';

export const rule = defineRule({
  id: 'route-without-authz',
  mode: 'SEC-01',
  rows: ['caller'],
  title: 'Route without a guard in its chain',
  question: 'Who may call this, and where is that enforced?',
  severity: 9,
  occurrence: 6,
  detection: 7,
  sources: ['ASVS 8.2.1', 'ASVS 8.3.1', 'CWE-862', 'CWE-306', 'OWASP API5'],
  card: {
    detection: 'Requests without credentials that are answered with 2xx, counted per route; a scan of all routes with no token.',
    mitigation: 'Put the house’s own guard on the router, so that a new route is closed until it says otherwise.',
    diagnostics: 'Log who called (subject, tenant) with every write; a write without a subject is the sign.',
    testing: 'One test per route without a credential (401) and with the wrong one (403), before the happy path.',
  },
  wouldAnswer: [
    'a guard in the route’s chain, on its router or for the whole application',
    'a check of the caller that refuses before any work is done',
    'a marker such as @Public() that says the route is open on purpose',
  ],

  *check({ analysis, item }) {
    for (const entry of entryPointsOf(analysis, item)) {
      if (entry.role === 'route' && entry.openByDesign === undefined) yield route(analysis, entry);
    }
  },
});

function route(analysis: Analysis, entry: Entry): Outcome {
  const place = headOf(entry);
  const fact = entry.authenticates;
  if (fact.kind === 'yes' || fact.kind === 'unknown')
    return askUnless(fact, place, { evidence: '', entry: entry.id, when: entry.when });
  const opened = entry.writes ? openedPlainly(analysis, entry.registrationOf, entry.path) : undefined;
  if (opened !== undefined)
    return ask(place, {
      evidence: `${entry.id}: AllowAny lets everyone write, and no comment says why`,
      confidence: 'medium',
      when: entry.when,
      entry: entry.id,
    });
  const sibling = guardedSibling(analysis, entry);
  const evidence =
    sibling === undefined
      ? `${entry.id}: no guard seen in ${list([...chainWords(analysis, entry), 'the router', 'the application'])}`
      : `${entry.id}: no guard seen here, ${sibling.guard} stands before ${sibling.id}`;
  const relied = relyingOn(analysis, entry.handler);
  // Somebody sets what the handler relies on; a router that is mounted nowhere in sight does not tell who.
  const when =
    relied !== undefined && entry.exportedAs !== undefined
      ? [...entry.when, { kind: 'registered', name: entry.exportedAs } as const]
      : entry.when;
  return askUnless(fact, place, {
    evidence,
    confidence: confidenceOf(analysis, entry, sibling !== undefined),
    when,
    // One guard in front of all of them answers for the whole file.
    ...(sibling === undefined && { cause: 'no guard' }),
    entry: entry.id,
    related: sibling === undefined ? [] : [{ where: sibling.where, note: `before ${sibling.id}` }],
  });
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function chainWords(analysis: Analysis, entry: Entry): readonly string[] {
  const shown = entry.chain.slice(-2).map(({ expression }) => nameOfLink(analysis, expression));
  return shown.length > 0 ? shown : ['its chain'];
}

/** A wrapper around the handler is named without it. */
function nameOfLink(analysis: Analysis, link: Expression): string {
  const holdsFunction = link.kind === 'call' && link.args.some(({ value }) => value.kind === 'function' || value.kind === 'call');
  return holdsFunction && writtenName(link) !== '' ? `${writtenName(link)}(…)` : analysis.textOf(link, 30);
}

/**
 * Writes are asked about plainly. Reads are often public on purpose: they are asked about only when what they are called
 * sounds like somebody's own, or when the routes beside them are guarded.
 */
function confidenceOf(analysis: Analysis, entry: Entry, hasSibling: boolean): Confidence {
  if (hasSibling) return entry.writes ? 'high' : 'medium';
  // A link with a secret in it lets in whoever was given it.
  if (secretOfPath(analysis, entry.handler) !== undefined || onlyPassesOn(analysis, entry.handler)) return 'low';
  const does = effectsOf(analysis, entry.handler).length > 0;
  if (entry.writes && (does || !isAsking(analysis, entry))) return entry.exportedAs === undefined && does ? 'high' : 'medium';
  // `auth.optional` says that somebody thought of it.
  if (entry.chain.some(({ expression }) => isOptionalName(writtenName(expression)))) return 'low';
  const reads = effectsOf(analysis, entry.handler).some((effect) => effect.kind === 'store-read');
  return reads && isPersonal(analysis, entry) ? 'medium' : 'low';
}

const PERSONAL: ReadonlySet<string> = new Set([
  'account',
  'accounts',
  'admin',
  'balance',
  'billing',
  'customer',
  'customers',
  'employee',
  'employees',
  'invoice',
  'invoices',
  'me',
  'medical',
  'member',
  'members',
  'message',
  'messages',
  'order',
  'orders',
  'patient',
  'patients',
  'payment',
  'payments',
  'payroll',
  'profile',
  'profiles',
  'salary',
  'transaction',
  'transactions',
  'transfer',
  'transfers',
  'user',
  'users',
  'wallet',
  'wallets',
  'withdrawal',
  'withdrawals',
]);

function isPersonal(analysis: Analysis, entry: Entry): boolean {
  return wordsAbout(analysis, entry).some((word) => PERSONAL.has(word));
}

/** Words of the path and of the handler; those of the file for a route that is the root of its router. */
function wordsAbout(analysis: Analysis, entry: Entry): readonly string[] {
  const root = entry.path.replace(/[:<{].*$/, '').replace(/\//g, '') === '' ? stemOf(analysis.path) : '';
  return wordsOf(`${entry.path} ${entry.registrationOf.title} ${root}`);
}

/** A POST that only answers a question too long for a GET. */
const ASKING: ReadonlySet<string> = new Set([
  'search',
  'query',
  'preview',
  'validate',
  'calculate',
  'estimate',
  'filter',
  'render',
  'parse',
  'convert',
  'lookup',
  'autocomplete',
  'graphql',
]);

function isAsking(analysis: Analysis, entry: Entry): boolean {
  return wordsAbout(analysis, entry).some((word) => ASKING.has(word));
}

interface Sibling {
  readonly id: string;
  readonly guard: string;
  readonly where: { readonly item: Entry['at']['item']; readonly start: number; readonly end: number };
}

/**
 * A route of the same router (or class) that has a guard of its own: the house knows how, and this route stands out. Beside
 * guarded writes an open read is how public pages are made, so a read stands out only where most reads are guarded.
 */
function guardedSibling(analysis: Analysis, entry: Entry): Sibling | undefined {
  analysis.restsOn(entry.at.item, 'entries');
  const siblings = entryPoints(analysis).filter((other) => other !== entry && other.role === 'route' && isBeside(entry, other));
  const alike = entry.writes ? siblings : siblings.filter((other) => !other.writes);
  const guarded = alike.flatMap((other) => guardOf(analysis, other) ?? []);
  return entry.writes || guarded.length * 2 > alike.length ? guarded[0] : undefined;
}

function isBeside(entry: Entry, other: Entry): boolean {
  const { router, cls } = entry.registrationOf;
  const theirs = other.registrationOf;
  if (router !== undefined) return theirs.router !== undefined && sameRouter(theirs.router, router);
  return cls !== undefined && theirs.cls === cls;
}

function guardOf(analysis: Analysis, { id, at, authenticates, registrationOf }: Entry): Sibling | undefined {
  if (authenticates.kind !== 'yes') return undefined;
  for (const link of registrationOf.links)
    if (guardFact(analysis, link).kind === 'yes') {
      const guard = analysis.textOf(link, 40);
      return { id, guard, where: { item: at.item, start: link.start, end: link.end } };
    }
  return undefined;
}
