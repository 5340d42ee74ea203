/** How a webhook knows its sender: a signature, a shared secret, whatever the provider's library checks. */
import type { FunctionNode } from '#code/model';
import type { Analysis } from '../analysis';
import { placeOfNode } from '../entries/registration';
import { callsWithin } from '../entries/sites';
import { anyOf, type Fact, no, yes } from '../fact';
import { writtenName } from '../origins/full-name';

const VERIFIES =
  /(?:constructEvent|construct_event|timingSafeEqual|compare_digest|verify_?signature|validate_?signature|verify_?webhook|validate_?webhook|verify_?header|validateRequest|verify_?hmac|is_?valid_?signature|check_?signature|webhooks?\.(?:verify|unwrap)|createHmac|hmac\.new)$/i;

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
