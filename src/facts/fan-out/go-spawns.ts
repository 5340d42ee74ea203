/** Goroutines that are started once for each of a list, and what keeps their number down: a group's limit, a channel of tokens. */
import type { Call, FunctionNode, Node } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { type Fact, no, yes } from '../fact';
import { lastName, writtenName } from '../origins/full-name';
import { walk } from '../walk';

export interface GoSpawn {
  readonly body: FunctionNode | Call;
  readonly limit: Fact;
}

/** `go work(x)`, `go func() { … }()`, `group.Go(func() error { … })`. */
export function goSpawn(analysis: Analysis, call: Call, fn: FunctionNode, loop: Node): GoSpawn | undefined {
  const { parent } = call;
  const isStarted = parent.kind === 'other-statement' && parent.word === 'go';
  const isGroup = call.callee.kind === 'member' && call.callee.property === 'Go' && call.args.length === 1;
  if (!isStarted && !isGroup) return undefined;
  const given = isGroup ? call.args[0]?.value : call.callee;
  const body = given?.kind === 'function' ? given.fn : isGroup ? undefined : call;
  if (body === undefined) return undefined;
  const group = isGroup && call.callee.kind === 'member' ? writtenName(call.callee.object) : undefined;
  return { body, limit: limitOf(analysis, fn, loop, body, group) };
}

/** What is sent says nothing: it only takes a place. */
const TOKEN = /<-\s*(?:struct\{\}\{\}|true|1|token)\s*$/;

/** `group.SetLimit(8)`; a send to a channel, or an `Acquire`, in the loop or in what is started: the next one waits there. */
function limitOf(analysis: Analysis, fn: FunctionNode, loop: Node, body: FunctionNode | Call, group: string | undefined): Fact {
  const set = fn.calls.find(
    ({ callee }) => callee.kind === 'member' && callee.property === 'SetLimit' && writtenName(callee.object) === group,
  );
  if (set !== undefined) return yes(placeOf(set), analysis.textOf(set, 60));
  let found: Fact | undefined;
  for (const place of [loop, body])
    walk(place, (node) => {
      if (found !== undefined || node.kind === 'item') return false;
      const isSend = node.kind === 'other' || (node.kind === 'other-statement' && node.word === 'send');
      const isToken = isSend && TOKEN.test(analysis.textOf(node));
      const isTaken = node.kind === 'call' && /^(?:Acquire|Wait|Lock|Take)$/.test(lastName(node.callee)) && node !== body;
      if (isToken || isTaken) found = yes(placeOf(node), analysis.textOf(node, 60));
      return found === undefined;
    });
  return found ?? no('the loop');
}
