/** What tells who is calling: members of the request that a guard filled, credentials it carries, calls that look them up. */
import type { Call, Expression, FunctionNode, Node, Parameter } from '#code/model';
import { IDENTITY_CALLS, PRINCIPAL_MEMBERS } from '#libraries/auth';
import { CREDENTIAL_WORDS, KEY_WORDS, NOT_CREDENTIAL_WORDS } from '#libraries/guard-words';
import { JAVA_GUARDS, JAVA_PRINCIPALS } from '#libraries/java-web';
import { REQUEST_GLOBALS, REQUEST_NAMES } from '#libraries/web-frameworks';
import type { Analysis } from '../analysis';
import { familyOf } from '../language';
import { hasWord, wordsOf } from '../name-words';
import { parameterOf } from '../origin';
import { fullName, lastName, writtenName } from '../origins/full-name';
import { walk, walkBody } from '../walk';

const DEPTH = 5;

/** Globals that stand for the caller of the current request: Flask's `g.user`, flask-login's `current_user`. */
const PRINCIPAL_NAMES: ReadonlySet<string> = new Set(['current_user', 'currentUser', 'session', 'principal']);
const HOLDERS: ReadonlySet<string> = new Set([
  'this',
  'self',
  'g',
  'state',
  'locals',
  'session',
  'auth',
  'request',
  'req',
  'raw',
  'ctx',
  'context',
  'info',
]);

/** True when the expression or a part of it is the caller, a credential of the caller, or derived from either. */
export function mentionsPrincipal(analysis: Analysis, node: Node, depth = DEPTH): boolean {
  let found = false;
  walk(node, (at) => {
    if (found) return false;
    found = isPrincipal(analysis, at, depth);
    return !found;
  });
  return found;
}

function isPrincipal(analysis: Analysis, node: Node, depth: number): boolean {
  switch (node.kind) {
    case 'member':
      return isPrincipalMember(analysis, node) || isSharedSecret(analysis, node, node.property);
    case 'index':
      if (node.index.kind === 'literal' && isSharedSecret(analysis, node.object, String(node.index.value))) return true;
      return isCredentialRead(analysis, node.object, node.index);
    case 'call':
      return isIdentityCall(analysis, node) || asksForPrincipal(analysis, node, depth);
    case 'identifier':
      if (familyOf(analysis) === 'java' && isJavaPrincipal(analysis, node)) return true;
      return depth > 0 && isPrincipalName(analysis, node, depth);
    default:
      return false;
  }
}

/** `Principal principal`, `@AuthenticationPrincipal User user`, `@Auth Account account`: the framework fills in who is calling. */
function isJavaPrincipal(analysis: Analysis, node: Extract<Node, { kind: 'identifier' }>): boolean {
  const binding = analysis.bindingOf(node.name, node);
  const param = binding?.kind === 'parameter' ? binding.fn.params[binding.index] : undefined;
  if (param === undefined) return /^SecurityContextHolder$/.test(node.name);
  const type = param.type?.name ?? '';
  return (
    JAVA_PRINCIPALS.has(type.slice(type.lastIndexOf('.') + 1)) || param.decorators.some((each) => JAVA_GUARDS.has(lastName(each)))
  );
}

/** `req.user`, `ctx.state.user`, `request.session.userId`, `g.holder_id`, `req.headers.authorization`. */
function isPrincipalMember(analysis: Analysis, node: Extract<Node, { kind: 'member' }>): boolean {
  if (isCredentialMember(node)) return true;
  if (!PRINCIPAL_MEMBERS.has(node.property) && !/(?:^user|User)(?:Id|_id)?$/.test(node.property))
    return isFlaskGlobal(analysis, node);
  const holder = node.object;
  if (holder.kind === 'member') return HOLDERS.has(holder.property) || isRequest(analysis, holder);
  return (
    isRequest(analysis, holder) ||
    (holder.kind === 'identifier' && (HOLDERS.has(holder.name) || PRINCIPAL_NAMES.has(holder.name)))
  );
}

/** `process.env.CRON_SECRET`, `settings.WEBHOOK_TOKEN`: what is compared with it has to know it. */
function isSharedSecret(analysis: Analysis, node: Expression, key: string): boolean {
  const words = wordsOf(key);
  const isSecret =
    words.some((word) => /^(?:secret|token|password|passphrase|apikey)$/.test(word)) ||
    (words.includes('key') && words.some((word) => KEY_WORDS.has(word)));
  if (!isSecret || !isCompared(node)) return false;
  return /(?:^|\.)(?:env|environ|settings|config)(?:\.|$)/i.test(fullName(analysis.originOf(node)) || writtenName(node));
}

/** A secret that is only used (to call another service, to decrypt) tells nothing of who is calling. */
function isCompared(node: Expression): boolean {
  const at = node.parent.kind === 'template' || node.parent.kind === 'index' ? node.parent.parent : node.parent;
  const compares = (parent: Node): boolean => parent.kind === 'binary' && /^[!=]==?$/.test(parent.operator);
  return (
    compares(node.parent) || compares(at) || (at.kind === 'call' && /equal|compare_?digest|verify/i.test(lastName(at.callee)))
  );
}

/** A helper of this file that looks at the caller: `if (!(await canEdit(id))) …`. */
function asksForPrincipal(analysis: Analysis, call: Call, depth: number): boolean {
  const helper = depth > 2 ? analysis.calledFunction(call) : undefined;
  return (
    helper !== undefined && !helper.isBroken && helper.body.some((statement) => mentionsPrincipal(analysis, statement, depth - 3))
  );
}

/** Flask's `g` holds what hooks put there: any member of it read by a handler was set before. */
function isFlaskGlobal(analysis: Analysis, node: Extract<Node, { kind: 'member' }>): boolean {
  return (
    node.object.kind === 'identifier' &&
    node.object.name === 'g' &&
    /^(?:flask|quart)\.g$/.test(fullName(analysis.originOf(node.object))) &&
    /(?:user|holder|account|principal|owner|tenant|customer|member|auth|claims|identity)/.test(node.property)
  );
}

function isCredentialMember(node: Extract<Node, { kind: 'member' }>): boolean {
  return (
    node.object.kind === 'member' &&
    /^(?:headers|cookies|signedCookies|META)$/.test(node.object.property) &&
    isCredentialName(node.property)
  );
}

/** `Authorization`, `X-Api-Key`, `session_token`; not `Idempotency-Key`. */
export function isCredentialName(name: string): boolean {
  const words = wordsOf(name);
  if (words.some((word) => NOT_CREDENTIAL_WORDS.has(word))) return false;
  return words.some((word) => CREDENTIAL_WORDS.has(word)) || (words.includes('key') && words.some((word) => KEY_WORDS.has(word)));
}

/** `headers['authorization']`, `request.META["HTTP_AUTHORIZATION"]`, `session["user_id"]`. */
function isCredentialRead(analysis: Analysis, object: Expression, key: Expression): boolean {
  if (key.kind !== 'literal' || typeof key.value !== 'string') return false;
  const name = lastName(object);
  if (name === 'session') return true;
  if (/^(?:headers|cookies|META|COOKIES)$/.test(name)) return isCredentialName(key.value);
  return isRequest(analysis, object) && PRINCIPAL_MEMBERS.has(key.value);
}

/** `req.get('Authorization')`, `headers.get('x-api-key')`, `session.get('user')`, `c.get('user')`, `getServerSession()`. */
export function isIdentityCall(analysis: Analysis, call: Call): boolean {
  const name = lastName(call.callee);
  if (IDENTITY_CALLS.has(name)) return true;
  // Hono's `getCookie(c, 'session')`, h3's `getHeader(event, 'authorization')`.
  if (/^get_?(?:signed_?)?(?:cookie|header)$/i.test(name))
    return call.args.some(
      ({ value }) => value.kind === 'literal' && typeof value.value === 'string' && isCredentialName(value.value),
    );
  if (call.callee.kind !== 'member')
    return /^(?:get|load|fetch|require|read)(?:_?current)?_?(?:session|user|viewer|principal|caller)/i.test(name);
  const { object } = call.callee;
  if (/^(?:verify|decode|jwtVerify|verifyAsync|verify_id_token|authenticate)$/.test(name))
    return hasWord(
      writtenName(call.callee),
      new Set(['jwt', 'token', 'auth', 'jose', 'passport', 'session', 'firebase', 'admin', 'cognito']),
    );
  if (!/^(?:get|header|pop|value)$/.test(name)) return false;
  const key = call.args[0]?.value;
  if (key?.kind !== 'literal' || typeof key.value !== 'string') return false;
  const holder = lastName(object);
  if (holder === 'session') return true;
  if (/^(?:META|COOKIES)$|cookie|headers/i.test(holder)) return isCredentialName(key.value);
  return isRequest(analysis, object) && (isCredentialName(key.value) || PRINCIPAL_MEMBERS.has(key.value));
}

/** A name that was given such a value, or a parameter that a guard or dependency fills: `current_user`, `user: CurrentUser`. */
function isPrincipalName(analysis: Analysis, node: Extract<Node, { kind: 'identifier' }>, depth: number): boolean {
  const binding = analysis.bindingOf(node.name, node);
  switch (binding?.kind) {
    case undefined:
    case 'import':
      return PRINCIPAL_NAMES.has(node.name);
    case 'declaration':
      if (binding.value === undefined) return false;
      if (binding.path.length > 0 && (isPlainRequest(analysis, binding.value) || isHandedOut(binding.value)))
        return binding.path.some((step) => PRINCIPAL_MEMBERS.has(step) || isCredentialName(step));
      return isDerived(analysis, binding.value, depth - 1);
    case 'bound':
      return binding.source !== undefined && isDerived(analysis, binding.source, depth - 1);
    case 'parameter': {
      const param = binding.fn.params[binding.index];
      if (binding.path.length > 0)
        return binding.path.some((step) => PRINCIPAL_MEMBERS.has(step)) && REQUEST_NAMES.has(param?.name ?? '');
      if (param !== undefined && isCredentialParameter(param)) return true;
      const isInjected =
        param?.fallback?.kind === 'call' || (param?.type?.metadata.length ?? 0) > 0 || (param?.decorators.length ?? 0) > 0;
      return (
        isInjected &&
        hasWord(
          node.name,
          new Set(['user', 'principal', 'session', 'token', 'claims', 'account', 'admin', 'credentials', 'auth', 'me']),
        )
      );
    }
    default:
      return false;
  }
}

/** FastAPI's `authorization: str = Header()`, `session: Annotated[str, Cookie()]`; what `Security(…)` gives, by any name. */
function isCredentialParameter({ name, fallback, type }: Parameter): boolean {
  return [...(fallback === undefined ? [] : [fallback]), ...(type?.metadata ?? [])].some((marker) => {
    if (marker.kind !== 'call') return false;
    const by = lastName(marker.callee);
    return by === 'Security' || ((by === 'Header' || by === 'Cookie') && isCredentialName(aliasOf(marker) ?? name));
  });
}

function aliasOf(marker: Call): string | undefined {
  const alias = marker.args.find((arg) => arg.name === 'alias')?.value;
  return alias?.kind === 'literal' && typeof alias.value === 'string' ? alias.value : undefined;
}

/**
 * Whether the value is the caller's, not merely looked up by something the caller sent: `db.user.find({ email })` is
 * derived from the body, `db.user.find({ id: session.userId })` and `jwt.verify(token)` from the credential.
 */
function isDerived(analysis: Analysis, value: Expression, depth: number): boolean {
  return mentionsPrincipal(analysis, value, depth);
}

/** Where the handler takes for granted that the caller is known: `req.user.id`, not `req.user?.id` nor a test of it. */
export function relyingOn(analysis: Analysis, fn: FunctionNode): Node | undefined {
  let found: Node | undefined;
  for (const each of [fn, ...fn.functions])
    walkBody(each, (node) => {
      if (
        node.kind === 'member' &&
        node.object.kind === 'member' &&
        PRINCIPAL_MEMBERS.has(node.object.property) &&
        isPrincipalMember(analysis, node.object) &&
        !isOptional(analysis, node)
      )
        found ??= node;
      return found === undefined;
    });
  return found;
}

function isOptional(analysis: Analysis, node: Extract<Node, { kind: 'member' }>): boolean {
  return analysis.textOf(node, 200).includes('?.');
}

/** Nest's `context.switchToHttp().getRequest()`, a GraphQL context's: a guard asks its surroundings for the request. */
function isHandedOut(value: Expression): boolean {
  return value.kind === 'call' && value.callee.kind === 'member' && /^get(?:Request|Context)$/.test(value.callee.property);
}

/** The request itself: by the parameter's name, its declared type, or as a framework's global. */
export function isRequest(analysis: Analysis, expression: Expression): boolean {
  if (expression.kind === 'member' && (expression.property === 'request' || expression.property === 'req')) return true;
  return isPlainRequest(analysis, expression);
}

function isPlainRequest(analysis: Analysis, expression: Expression): boolean {
  if (expression.kind !== 'identifier') return false;
  const origin = analysis.originOf(expression);
  if (REQUEST_GLOBALS.has(fullName(origin))) return true;
  const source = parameterOf(origin);
  if (source !== undefined && source.path.length === 0) {
    const param = source.fn.params[source.index];
    return param !== undefined && (REQUEST_NAMES.has(param.name) || wordsOf(param.type?.name ?? '').includes('request'));
  }
  return origin.kind === 'unknown' && /^(?:req|request|ctx)$/.test(expression.name);
}
