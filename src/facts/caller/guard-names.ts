/** Guards known by their name alone: the last resort, for what stands in no file that was read. */
import { GUARD_SUBJECTS, GUARD_VERBS, GUARD_WORDS, NOT_GUARD_WORDS } from '#libraries/guard-words';
import { hasWord, wordsOf } from '../name-words';

/** `requireAuth`, `isAdmin`, `login_required`, `auth.required`, `JwtAuthGuard`; not `authRouter`, `optionalAuth`, `author`. */
export function isGuardName(written: string): boolean {
  const last = written.slice(written.lastIndexOf('.') + 1);
  if (says(wordsOf(last))) return true;
  const words = wordsOf(written);
  // `authController.validateBody`: what the controller is for says nothing about its method.
  return !words.includes('controller') && !words.includes('handler') && words.length > wordsOf(last).length && says(words);
}

/** `auth.optional`, `optionalAuth`: lets everyone through, whatever it is made with. */
export function isOptionalName(written: string): boolean {
  return wordsOf(written.slice(written.lastIndexOf('.') + 1)).some((word) => word === 'optional' || word === 'optionally');
}

function says(words: readonly string[]): boolean {
  if (words.some((word) => NOT_GUARD_WORDS.has(word))) return false;
  if (words.some((word) => GUARD_WORDS.has(word))) return true;
  if (/\b(?:logged|signed) in\b/.test(words.join(' '))) return true;
  const has = (set: ReadonlySet<string>): boolean => words.some((word) => set.has(word));
  return has(GUARD_VERBS) && has(GUARD_SUBJECTS);
}

const GENERIC: ReadonlySet<string> = new Set([
  'middleware',
  'middlewares',
  'mw',
  'guard',
  'guards',
  'stack',
  'chain',
  'secure',
  'secured',
  'private',
  'internal',
  'before',
  'pre',
  'common',
  'hooks',
  'default',
  'defaults',
  'permissions',
  'access',
]);

/** A name that could be anything, a guard included: `middlewares`, `stack`, `secured`. */
export function isGenericName(written: string): boolean {
  const words = wordsOf(written.slice(written.lastIndexOf('.') + 1));
  return words.length > 0 && words.every((word) => GENERIC.has(word));
}

/** A call by that name ends the request by itself when nobody is known: `requireUser(req)`, `assertAdmin()`; `isAdmin()` only tells. */
export function isRefusingName(written: string): boolean {
  const last = written.slice(written.lastIndexOf('.') + 1);
  const words = wordsOf(last);
  const refuses = [
    'require',
    'requires',
    'ensure',
    'assert',
    'enforce',
    'protect',
    'must',
    'authorize',
    'authorise',
    'guard',
    'restrict',
    'verify',
    'check',
  ];
  return refuses.some((word) => words[0] === word)
    ? isGuardName(last)
    : /(?:OrThrow|_or_401|_or_403|_or_404|Required)$/.test(last) && isGuardName(last);
}

const LETS_NOBODY = /^(?:error|raise|throw|abort|deny|reject|forbid|fail|ensure|require|assert|only)_?(?=[a-zA-Z])/i;
const PLACES: ReadonlySet<string> = new Set([
  'local',
  'localhost',
  'loopback',
  'dev',
  'development',
  'production',
  'prod',
  'debug',
]);

/** `error_if_not_local()`, `requireLocalhost`, `ensureDevelopment()`: where others could call it, nobody can. */
export function isOnlyHere(name: string): boolean {
  return LETS_NOBODY.test(name) && hasWord(name, PLACES);
}
