/** Failures of one try among several: the loop around leaves on success, pauses or counts, and says so when it gives up. */
import type { Call, Handler, Loop, Node, Statement } from '#code/model';
import type { Analysis } from '../analysis';
import { lastName } from '../origins/full-name';
import { walk } from '../walk';
import type { Expected } from './expected-failures';
import type { FailurePath } from './failure-paths';
import type { Reactions } from './reactions';

/** In a loop that leaves on success and says so when it gives up: the tries before are no news. */
export function byRetry(analysis: Analysis, path: FailurePath, reactions: Reactions): Expected | undefined {
  const loop = loopOf(path.node);
  if (loop === undefined || path.node.kind !== 'handler') return undefined;
  const leavesOnSuccess = leavesLoop(path.node, loop);
  const pauses = reactions.calls.some(isPause);
  const isCounted =
    loop.style === 'for' ||
    (loop.source !== undefined && /range|attempt|retries|delays|backoff/i.test(analysis.textOf(loop.source)));
  if (!leavesOnSuccess || !(pauses || isCounted)) return undefined;
  const after = following(loop);
  const givesUp = after.find((statement) => holdsThrow(statement));
  if (givesUp !== undefined) return { by: 'said', at: givesUp, why: 'tried again, and raised when the tries are used up' };
  return pauses ? { by: 'nature', at: loop, why: 'tried again after a pause' } : undefined;
}

/** `sleep(1)`, `await delay(500)`, `new Promise((resolve) => setTimeout(resolve, 1000))`. */
function isPause(call: Call): boolean {
  if (/^(?:sleep|delay|wait|setTimeout|backoff|pause)$/i.test(lastName(call.callee))) return true;
  const executor = call.isNew ? call.args[0]?.value : undefined;
  return executor?.kind === 'function' && executor.fn.calls.some(isPause);
}

/** One of several that are tried in turn: what works ends the loop. */
export function leavesOnSuccess({ node }: FailurePath): boolean {
  const loop = loopOf(node);
  return loop?.style === 'each' && node.kind === 'handler' && leavesLoop(node, loop);
}

function loopOf(node: Node): Loop | undefined {
  let at: Node = node;
  while (at.kind !== 'item' && at.kind !== 'fn') {
    if (at.kind === 'loop') return at;
    at = at.parent;
  }
  return undefined;
}

function leavesLoop(handler: Handler, loop: Loop): boolean {
  const attempt = handler.parent;
  if (attempt.kind !== 'try') return false;
  let found = false;
  const seek = (statement: Statement): void =>
    walk(statement, (node) => {
      if (node.kind === 'return' || (node.kind === 'other-statement' && node.word === 'break')) found = true;
      return !found && node.kind !== 'handler';
    });
  for (const statement of [...attempt.body, ...attempt.otherwise]) seek(statement);
  for (const statement of loop.body) if (!found && statement.start > attempt.end) seek(statement);
  return found;
}

/** Statements after the loop in its own list. */
function following(loop: Loop): readonly Statement[] {
  const { parent } = loop;
  const lists: (readonly Statement[])[] = [];
  if (parent.kind === 'fn' || parent.kind === 'block' || parent.kind === 'with') lists.push(parent.body);
  else if (parent.kind === 'if') lists.push(parent.then, parent.otherwise);
  else if (parent.kind === 'try') lists.push(parent.body);
  else if (parent.kind === 'item') lists.push(parent.statements);
  for (const list of lists) {
    const at = list.indexOf(loop);
    if (at >= 0) return list.slice(at + 1);
  }
  return [];
}

function holdsThrow(statement: Statement): boolean {
  let found = false;
  walk(statement, (node) => {
    if (node.kind === 'throw') found = true;
    return !found;
  });
  return found;
}
