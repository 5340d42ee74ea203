/** Functions that turn unknown callers away in their own body, or in the functions they hold: middlewares, hooks, decorators. */
import { type FunctionNode, itemOf } from '#code/model';
import type { Analysis } from '../analysis';
import { lastName } from '../origins/full-name';
import { walkBody } from '../walk';
import { isCredentialName, mentionsPrincipal } from './principal';
import { firstRefusal } from './refusal';

/** The refusal of a function that also looks at who is calling. */
export function refusalIn(
  analysis: Analysis,
  fn: FunctionNode,
): Exclude<ReturnType<typeof firstRefusal>, undefined | { kind: 'item' }> | undefined {
  if (!couldRefuse(analysis) || !REFUSES.test(writtenAs(analysis, fn))) return undefined;
  const all = [fn, ...nestedIn(fn)];
  let found: ReturnType<typeof firstRefusal>;
  for (const each of all) for (const statement of each.body) found ??= firstRefusal(statement);
  if (found === undefined || found.kind === 'item') return undefined;
  const looks = all.some((each) => each.body.some((statement) => mentionsPrincipal(analysis, statement)));
  // A 401 that rests on what the request carries, whatever its name, says that the caller is not known.
  const isUnknown = /\b401\b|unauthori[sz]ed/i.test(analysis.textOf(found, 200));
  return looks || (isUnknown && all.some((each) => readsCredential(each))) ? found : undefined;
}

const REFUSES = /40[13]|unauth|forbidden|denied|log[-_ ]?in|sign[-_ ]?in|auth|permission|not (?:logged|signed|allowed)/i;
const COULD = new WeakMap<Analysis, boolean>();

/** Most files say nothing of the kind anywhere; theirs need not be walked. */
function couldRefuse(analysis: Analysis): boolean {
  let could = COULD.get(analysis);
  if (could === undefined) {
    could = REFUSES.test(analysis.model.text);
    COULD.set(analysis, could);
  }
  return could;
}

function writtenAs({ model }: Analysis, fn: FunctionNode): string {
  const { base } = itemOf(fn);
  return model.text.slice(base + fn.start, base + fn.end);
}

/** Headers, cookies, or anything with the name of a credential: `jwtFrom(req)`, `tokenMap[…]`. */
function readsCredential(fn: FunctionNode): boolean {
  let found = false;
  walkBody(fn, (node) => {
    if (node.kind === 'member')
      found ||= /^(?:headers|cookies|META|COOKIES|Header)$/.test(node.property) || isCredentialName(node.property);
    else if (node.kind === 'call')
      found ||=
        /^(?:header|get_header|GetHeader|Cookie|BasicAuth)$/.test(lastName(node.callee)) ||
        isCredentialName(lastName(node.callee));
    return !found;
  });
  return found;
}

export function nestedIn(fn: FunctionNode): readonly FunctionNode[] {
  return fn.functions.flatMap((each) => [each, ...nestedIn(each)]);
}
