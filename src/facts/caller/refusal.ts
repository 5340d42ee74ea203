/** What turns a caller away: 401 and 403 in all their spellings, thrown, answered, returned or redirected. */
import type { Expression, Node, Statement } from '#code/model';
import { wordsOf } from '../name-words';
import { lastName, writtenName } from '../origins/full-name';
import { walk } from '../walk';

const WORDS: ReadonlySet<string> = new Set([
  'unauthorized',
  'unauthorised',
  'unauthenticated',
  'forbidden',
  'denied',
  'authenticated',
  'login',
]);
const REDIRECTS: ReadonlySet<string> = new Set([
  'redirect',
  'redirectTo',
  'sendRedirect',
  'redirect_to_login',
  'permanentRedirect',
  'notFound',
  'unauthorized',
  'forbidden',
]);

/** True when the node or a part of it says 401 or 403, in digits or in words. */
function saysRefused(node: Node): boolean {
  let found = false;
  walk(node, (at) => {
    found ||= isRefusalWord(at);
    return !found;
  });
  return found;
}

/** Codes and reasons in texts of their own: `{ code: 'unauthorized' }`; a sentence is read by `messageRefuses`. */
const REFUSING_TEXT =
  /^(?:401|403|un-?auth(?:ori[sz]ed|enticated)|forbidden|permission[ _-]denied|access[ _-]denied|not[ _-]authenticated|not[ _-]authori[sz]ed)[.!]?$/i;

function isRefusalWord(node: Node): boolean {
  switch (node.kind) {
    case 'literal':
      return node.value === 401 || node.value === 403 || (typeof node.value === 'string' && REFUSING_TEXT.test(node.value));
    case 'identifier':
      return isRefusalName(node.name);
    case 'member':
      return isRefusalName(node.property);
    default:
      return false;
  }
}

/** `UnauthorizedException`, `HTTP_401_UNAUTHORIZED`, `PermissionDenied`, `NotAuthenticated`; not `isAuthenticated`. */
function isRefusalName(name: string): boolean {
  const words = wordsOf(name);
  if (words.includes('is') || words.includes('has')) return false;
  if (words.some((word) => word === '401' || word === '403')) return true;
  if (words.includes('permission') || words.includes('access')) return words.includes('denied');
  if (words.includes('authenticated') || words.includes('login')) return words.includes('not') || words.includes('redirect');
  return words.some((word) => WORDS.has(word) && word !== 'denied');
}

/** A call or assignment that answers 401 or 403 by itself: `res.status(401)`, `ctx.throw(401)`, `abort(403)`, `ctx.status = 401`. */
export function isRefusal(node: Node): boolean {
  switch (node.kind) {
    case 'call':
      return isRefusalName(lastName(node.callee)) || node.args.some(({ value }) => refusesAs(value)) || isLoginRedirect(node);
    case 'assign':
      return node.target.kind === 'member' && /^status(?:Code|_code)?$/.test(node.target.property) && isRefusalWord(node.value);
    case 'throw':
      return node.value !== undefined && (saysRefused(node.value) || messageRefuses(node.value));
    case 'return':
      return node.value?.kind === 'array' && node.value.elements.some(isRefusalWord);
    default:
      return false;
  }
}

/** `401`, `{ status: 401 }`, `status=403`, `HttpStatus.FORBIDDEN` as an argument; not a handler that refuses somewhere inside. */
function refusesAs(value: Expression): boolean {
  if (value.kind === 'object') return value.entries.some((entry) => isRefusalWord(entry.value));
  return isRefusalWord(value) || (value.kind === 'call' && value.isNew && isRefusalName(lastName(value.callee)));
}

function isLoginRedirect(node: Extract<Node, { kind: 'call' }>): boolean {
  if (!REDIRECTS.has(lastName(node.callee))) return false;
  return node.args.some(({ value }) => /log-?in|sign-?in|auth|unauthor|forbidden/i.test(textIn(value)));
}

function textIn(value: Expression): string {
  if (value.kind === 'literal') return String(value.value);
  if (value.kind === 'template') return value.parts.map((part) => (typeof part === 'string' ? part : '')).join('');
  if (value.kind === 'object') return value.entries.map((entry) => textIn(entry.value)).join(' ');
  if (value.kind === 'call') return [writtenName(value.callee), ...value.args.map((arg) => textIn(arg.value))].join(' ');
  return writtenName(value);
}

/** `throw new Error('Not authenticated')`. */
function messageRefuses(value: Expression): boolean {
  return (
    value.kind === 'call' &&
    value.args.some(({ value: arg }) =>
      /unauthori[sz]ed|unauthenticated|forbidden|not (?:authenticated|authorized|logged|signed|allowed)|access denied|permission/i.test(
        textIn(arg),
      ),
    )
  );
}

/** True when the statements end the request: they refuse, throw, redirect, or return. */
export function turnsAway(statements: readonly Statement[]): boolean {
  return statements.some((statement) => {
    if (statement.kind === 'throw' || statement.kind === 'return') return true;
    if (statement.kind === 'block') return turnsAway(statement.body);
    return refusesIn(statement);
  });
}

/** True when the node or anything in it (functions inside not entered) is a refusal. */
export function refusesIn(node: Node): boolean {
  let found = false;
  walk(node, (at) => {
    found ||= isRefusal(at) || (at.kind === 'call' && REDIRECTS.has(lastName(at.callee)));
    return !found;
  });
  return found;
}

export function firstRefusal(node: Node): Node | undefined {
  let found: Node | undefined;
  walk(node, (at) => {
    if (found === undefined && isRefusal(at)) found = at;
    return found === undefined;
  });
  return found;
}
