/** Whether what is tried asks a service or a store and makes its result of what that says. */
import type { Node } from '#code/model';
import type { Analysis } from '../analysis';
import { effectsOf } from '../effects/effects';
import { type OutboundRequest, outboundRequests } from '../requests/requests';
import { isWithin, walk } from '../walk';
import type { FailurePath } from './failure-paths';

/** What a service or a store says is read, and the result is made of it: `return data.score > 0.8`. */
export function answerDecides(analysis: Analysis, { guarded, fn }: FailurePath): boolean {
  const isGuarded = (node: Node): boolean => guarded.some((each) => isWithin(node, each));
  const asks =
    outboundRequests(analysis, fn).some((request) => isGuarded(request.call) && readsBody(request, guarded)) ||
    effectsOf(analysis, fn).some(({ kind, call }) => kind === 'store-read' && isGuarded(call));
  return asks && guarded.some(returnsMade);
}

/** Something of the answer beside its status is looked at. */
function readsBody({ client }: OutboundRequest, guarded: readonly Node[]): boolean {
  let found = false;
  for (const node of guarded)
    walk(node, (each) => {
      if (each.kind === 'member' && client.body.includes(each.property)) found = true;
      return !found;
    });
  return found;
}

function returnsMade(node: Node): boolean {
  let found = false;
  walk(node, (each) => {
    if (each.kind === 'return' && each.value !== undefined && each.value.kind !== 'literal') found = true;
    return !found;
  });
  return found;
}
