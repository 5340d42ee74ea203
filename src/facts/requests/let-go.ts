/** Requests that nobody waits for: sent, and let go. However long one takes, it holds neither a request nor a job. */
import type { Call, Expression, Node } from '#code/model';
import { lastName } from '../origins/full-name';

/** A promise that stands alone (`void fetch(url)`, `fetch(url).catch(log)`) or is left to the platform (`waitUntil(fetch(url))`). */
export function isLetGo(call: Call): boolean {
  let at: Expression = call;
  for (;;) {
    const parent: Node = at.parent;
    if (parent.kind === 'unary' && parent.operator === 'void') at = parent;
    else if (parent.kind === 'member' && /^(?:catch|finally)$/.test(parent.property) && parent.parent.kind === 'call')
      at = parent.parent;
    else if (parent.kind === 'call' && parent.callee !== at) return lastName(parent.callee) === 'waitUntil';
    else return parent.kind === 'expression';
  }
}
