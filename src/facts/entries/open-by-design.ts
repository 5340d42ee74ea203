/** Routes that are open to everyone on purpose, and why: probes, sign-in, documentation, what says so itself. */
import type { Expression } from '#code/model';
import { PUBLIC_MARKERS } from '#libraries/auth';
import { wordsOf } from '../name-words';
import { lastName } from '../origins/full-name';
import { walk } from '../walk';

const PROBES =
  /^(?:_?health(?:z|check|[-_]check)?|_?ready(?:z|ness)?|_?live(?:z|ness)?|alive|ping|heartbeat|up|version|build-?info|info|metrics|prometheus)$/;
const STATIC = /^(?:static|assets|public|favicon\.ico|robots\.txt|sitemap\.xml|\.well-known|manifest\.json)$/;
const DOCS = /^(?:docs|redoc|swagger|swagger-ui|api-docs|openapi(?:\.json|\.yaml)?|graphiql|playground)$/;
/** What begins with one of these is a step of signing in, whatever comes after it. */
const STARTS = /^(?:log-?in|log_in|sign-?in|sign_in|sign-?up|sign_up)$/;
const SIGN_IN =
  /^(?:authenticate|log-?in|log_in|sign-?in|sign_in|sign-?up|sign_up|log-?out|log_out|sign-?out|token|refresh|refresh-?token|refresh_token|forgot-?password|forgot_password|reset-?password|reset_password|password-?reset|password_reset|password-?recovery|recover-?password|verify-?email|verify_email|confirm-?email|magic-?link|otp|oauth2?|sso|saml|oidc|authorize|csrf(?:-token)?|session|sessions)$/;
/** Segments that say nothing about what is behind them. */
const NEUTRAL = /^(?:api|v\d+|rest|public|auth|accounts?|users?|identity|me|internal|:?\w*version)$/;

/** Below `/auth`, these are steps of becoming known as well. */
const BECOMING = /^(?:register|registration|join|callback|confirm|confirmation|verify|verification|forgot|reset)$/;

/** `/status` and `/register` are open only when they stand alone: `/orders/:id/status` is an order's. */
const ALONE = /^(?:status|register|registration|join|password|confirm|verify|callback|contact|subscribe)$/;

/**
 * `file` speaks for a route that is the root of its router: `routes/login.ts`; `code` is the handler's text, for paths
 * whose word alone is not enough.
 */
export function openByDesign(
  route: string,
  name: string,
  links: readonly Expression[],
  file: string,
  code: () => string,
): string | undefined {
  // A handler without a path of its own is spoken for by its file and its name: `login` of `auth.controller`.
  const path = route === '' ? `/${stemOf(file)}/${wordsOf(name).join('-')}` : route === '/' ? `/${stemOf(file)}` : route;
  const marker = markerIn(links);
  if (marker !== undefined) return `It is marked as open: ${marker}`;
  const segments = path
    .toLowerCase()
    .split('/')
    .filter((each) => each !== '' && !NEUTRAL.test(each));
  const all = path
    .toLowerCase()
    .split('/')
    .filter((each) => each !== '');
  const [first = ''] = segments;
  const last = all.at(-1) ?? '';
  if (segments.length > 0 && PROBES.test(segments.length === 1 ? first : last) && segments.every((each) => PROBES.test(each)))
    return 'A probe: it answers the platform, which carries no credentials';
  if (STATIC.test(first)) return 'It serves public files';
  if (DOCS.test(first)) return 'It serves the documentation';
  if (
    segments.length > 0 &&
    segments.length <= 2 &&
    (SIGN_IN.test(last) || SIGN_IN.test(first)) &&
    segments.every((each) => SIGN_IN.test(each) || ALONE.test(each) || /^[:<{[]/.test(each)) &&
    (!segments.some((each) => /^sessions?$/.test(each)) || isAboutCredentials(file, code()))
  )
    return 'It is how a caller becomes known: sign-in, sign-up or recovery';
  if (
    segments.length === 1 &&
    ALONE.test(first) &&
    /^(?:register|registration|join|callback|confirm|verify)$/.test(first) &&
    (all.includes('auth') || all.length <= 3)
  )
    return 'It is how a caller becomes known: sign-in, sign-up or recovery';
  if (STARTS.test(first)) return 'It is how a caller becomes known: sign-in, sign-up or recovery';
  const isAuth = all.some((each) => /^(?:auth|authentication|oauth2?)$/.test(each));
  if (isAuth && segments.some((each) => SIGN_IN.test(each) || BECOMING.test(each)))
    return 'It is how a caller becomes known: sign-in, sign-up or recovery';
  if (
    /^_?(?:health(?:z|check)?|ready(?:z)?|live(?:z|ness)?|readiness|ping|metrics)$/.test(last) &&
    all.every((each) => !/^[:<{[]/.test(each))
  )
    return 'A probe: it answers the platform, which carries no credentials';
  if (segments.length === 1 && FORMS.test(first)) return PUBLIC_FORM;
  if (segments.length === 1 && first === 'status') return 'A probe: it answers the platform, which carries no credentials';
  return byName(name);
}

/** A session may be one of parking or of training: only what handles credentials, or stands among what does, signs somebody in. */
export function isAboutCredentials(file: string, code: string): boolean {
  return AUTH_FILE.test(file) || CREDENTIALS.test(code) || (/\bcode\b/i.test(code) && /\be-?mail\b/i.test(code));
}

const AUTH_FILE = /(?:^|[/._-])(?:auth|authn|authentication|log-?in|sign-?in|identity|sso|oauth2?)(?=[/._-])/i;
const CREDENTIALS =
  /passw|credential|authenticat|log_?(?:in|out)(?![a-z])|sign_?(?:in|out|up)(?![a-z])|(?:id|access|refresh|auth|session|csrf)_?tokens?\b|\btokens?\b|jwt|\botp\b|oauth|session\.(?:destroy|save|regenerate|user)|cookie/i;

/** `src/routes/login.router.ts` is `login`. */
export function stemOf(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\..*$/, '');
  return /^(?:index|route|routes|router|main|app|server|views|urls)$/.test(name) ? '' : name;
}

/** Forms that are there for people nobody knows yet. */
const FORMS = /^(?:contact(?:-us)?|feedback|newsletter|subscribe|unsubscribe|waitlist)$/;
const PUBLIC_FORM = 'A public form: it is there for people nobody knows yet';

/** Handlers named for what they are: `login`, `sign_up`, `healthCheck`. */
function byName(name: string): string | undefined {
  const joined = wordsOf(name).join('-');
  if (
    /^(?:handle-|post-|do-)?(?:log-?in|login-user|user-login|sign-?in|sign-?up|signup|register-user|user-register|log-?out|forgot-password|reset-password|request-password-reset|oauth-callback|login-for-access-token|refresh-token|auth-user|authenticate-user|create-user-session|create-user-account|create-account|check-account-exists|(?:send|verify|resend)-(?:otp|verification-email|magic-link))(?:-page|-api|-handler|-view|-action)*$/.test(
      joined,
    )
  )
    return 'It is how a caller becomes known: sign-in, sign-up or recovery';
  if (
    /^(?:get-)?(?:health|healthz|health-check|healthcheck|readiness|liveness|ping|readyz|livez)(?:-handler|-check)?$/.test(joined)
  )
    return 'A probe: it answers the platform, which carries no credentials';
  return undefined;
}

function markerIn(links: readonly Expression[]): string | undefined {
  for (const link of links) {
    let found: string | undefined;
    walk(link, (node) => {
      if (node.kind !== 'identifier' && node.kind !== 'member') return found === undefined;
      const name = lastName(node);
      if (PUBLIC_MARKERS.has(name)) found ??= name;
      return found === undefined && node.kind !== 'member';
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Another system calls it to tell of an event: its sender is to be verified, which is another question. */
export function isWebhook(path: string, name: string, verb: string): boolean {
  if (verb === 'GET' || verb === 'DELETE') return false;
  const words = [...wordsOf(path), ...wordsOf(name)];
  return (
    words.some((word) => word === 'webhook' || word === 'webhooks' || word === 'ipn') ||
    (words.includes('web') && words.includes('hook'))
  );
}
