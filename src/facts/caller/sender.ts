/** How a webhook knows its sender: a signature, a shared secret, whatever the provider's library checks. */
import type { FunctionNode } from '#code/model';
import type { Analysis } from '../analysis';
import { effectsOf } from '../effects/effects';
import { placeOfNode } from '../entries/registration';
import { callsWithin } from '../entries/sites';
import { anyOf, type Fact, no, yes } from '../fact';
import { requestValue } from '../input/request-values';
import { hasWord } from '../name-words';
import { lastName, writtenName } from '../origins/full-name';

const VERIFIES =
  /(?:constructEvent|construct_event|timingSafeEqual|compare_digest|MessageDigest\.isEqual|verify_?signature|validate_?signature|verify_?webhook|validate_?webhook|verify_?header|validateRequest|verify_?hmac|is_?valid_?signature|check_?signature|webhooks?\.(?:verify|unwrap)|createHmac|hmac\.new)$/i;

export function senderFact(analysis: Analysis, fn: FunctionNode, depth = 2): Fact {
  for (const call of callsWithin(fn)) {
    if (VERIFIES.test(writtenName(call.callee))) return yes(placeOfNode(call), analysis.textOf(call, 60));
    const helper = depth > 0 ? analysis.calledFunction(call) : undefined;
    const inner = helper === undefined || helper === fn ? undefined : senderFact(analysis, helper, depth - 1);
    if (inner?.kind === 'yes') return yes(placeOfNode(call), analysis.textOf(call, 60));
    const told = analysis.exported(analysis.originOf(call.callee))?.traits['verifies-sender'];
    if (told !== undefined) return yes(placeOfNode(call), `${analysis.textOf(call, 40)}: ${told.what}`);
  }
  return anyOf(no('a signature check in the handler'));
}

const SECRET: ReadonlySet<string> = new Set(['key', 'token', 'secret', 'signature', 'hash', 'nonce']);
/** Keys that tell one thing from another, and are shown to everyone. */
const PLAIN_KEY =
  /^(?:primary|foreign|sort|partition|public|cache|object|file|storage|product|item|issue|project|translation|search|group|route|parent|external|map|index|unique|locale|language|i18n|config|setting|feature|flag)_?key$|^key$/i;

/** What a row is found by is a secret of the path: a link that carries its own proof. */
export function secretOfPath(analysis: Analysis, fn: FunctionNode): string | undefined {
  const names = new Set(fn.params.map(({ name }) => name).filter(isSecretName));
  for (const { kind, keys, selects = [] } of effectsOf(analysis, fn)) {
    if (kind !== 'store-read') continue;
    const shown = keys.find((key) =>
      key.kind === 'identifier'
        ? names.has(key.name)
        : requestValue(analysis, key)?.part === 'params' && isSecretName(lastName(key)),
    );
    if (shown !== undefined) return `${lastName(shown)} among ${selects.join(', ')}`;
  }
  return undefined;
}

function isSecretName(name: string): boolean {
  return hasWord(name, SECRET) && !PLAIN_KEY.test(name);
}
