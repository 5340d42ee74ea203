/**
 * Whether one thing can come after another on a path of a function: branches exclude each other, a return ends a path, a
 * handler runs when its body failed. Read from the structure; of conditions, only that two of them exclude each other.
 */
import type { Node, Statement } from '#code/model';
import { isExclusive } from './exclusive-tests';

/** `failed`: the second stands in a handler of a `try` around the first (or a rejection of it). */
export type Following = 'no' | 'then' | 'failed';

/** How `second` follows `first`; both stand in one function or in functions that run as part of it. */
export function following(first: Node, second: Node): Following {
  if (first === second) return 'no';
  const above = ancestorsOf(first);
  const place = new Map(above.map((node, index) => [node, index]));
  const below: Node[] = [];
  let at: Node = second;
  while (!place.has(at)) {
    below.push(at);
    if (at.kind === 'item') return 'no';
    at = at.parent;
  }
  const meeting = at;
  const mine = above[(place.get(meeting) ?? 0) - 1];
  const theirs = below.at(-1);
  // One inside the other: arguments are evaluated first, a callback runs afterwards.
  if (theirs === undefined) return crossesFunction(above, meeting) ? 'no' : 'then';
  if (mine === undefined) return crossesFunction([...below].reverse(), undefined) ? 'then' : 'no';
  if (meeting.kind === 'item') return 'no';
  const relation = relate(meeting, mine, theirs);
  if (relation === 'no') return 'no';
  if (isExclusive(above.slice(0, above.indexOf(meeting)), below, meeting)) return 'no';
  return endsBefore(above, meeting) ? 'no' : relation;
}

/** From the node outwards, the item last. */
function ancestorsOf(node: Node): readonly Node[] {
  const chain: Node[] = [node];
  let at = node;
  while (at.kind !== 'item') {
    at = at.parent;
    chain.push(at);
  }
  return chain;
}

function crossesFunction(chain: readonly Node[], until: Node | undefined): boolean {
  for (const node of chain) {
    if (node === until) return false;
    if (node.kind === 'fn') return true;
  }
  return false;
}

/** How two parts of one node follow each other. */
function relate(meeting: Node, first: Node, second: Node): Following {
  const inOrder: Following = first.start <= second.start ? 'then' : 'no';
  switch (meeting.kind) {
    case 'if':
      return slotOf(meeting.then, first) && slotOf(meeting.otherwise, second) ? 'no' : inOrder;
    case 'conditional':
      return first === meeting.whenTrue && second === meeting.whenFalse ? 'no' : inOrder;
    case 'switch': {
      const one = meeting.cases.findIndex((each) => slotOf(each.body, first));
      const two = meeting.cases.findIndex((each) => slotOf(each.body, second));
      return one >= 0 && two >= 0 && one !== two ? 'no' : inOrder;
    }
    case 'try': {
      const isSecondHandler = second.kind === 'handler';
      if (first.kind === 'handler') return isSecondHandler || slotOf(meeting.otherwise, second) ? 'no' : inOrder;
      if (isSecondHandler) return slotOf(meeting.body, first) ? 'failed' : 'no';
      return inOrder;
    }
    case 'call':
      return first !== meeting.callee || !isRejection(meeting, second) ? inOrder : 'failed';
    default:
      return inOrder;
  }
}

/** `.catch(handler)` and the second argument of `.then`, seen from what they are chained to. */
function isRejection(call: Extract<Node, { kind: 'call' }>, part: Node): boolean {
  if (call.callee.kind !== 'member') return false;
  const position = call.args.findIndex((arg) => arg.value === part);
  return (call.callee.property === 'catch' && position === 0) || (call.callee.property === 'then' && position === 1);
}

function slotOf(list: readonly Node[], node: Node): boolean {
  return list.includes(node);
}

/** True when the path that `first` is on always leaves before it reaches what comes after the meeting point. */
function endsBefore(above: readonly Node[], meeting: Node): boolean {
  for (let index = 0; index < above.length; index++) {
    const node = above[index];
    const parent = above[index + 1];
    if (node === undefined || node === meeting || parent === undefined) return false;
    if (node.kind === 'return' && isFunctionAround(parent, meeting)) return true;
    if (parent === meeting) return false;
    const list = listsOf(parent).find((each) => slotOf(each, node));
    const rest = list?.slice(list.indexOf(node as Statement) + 1) ?? [];
    for (const statement of rest) {
      const exit = exitOf(statement);
      if (exit === undefined) continue;
      if (exit === 'function' ? isFunctionAround(parent, meeting) : isLoopAround(parent, meeting)) return true;
      break;
    }
  }
  return false;
}

/** No function lies between: what leaves the function at `node` leaves the one `meeting` is in. */
function isFunctionAround(node: Node, meeting: Node): boolean {
  for (let at = node; at !== meeting; at = at.parent) if (at.kind === 'fn' || at.kind === 'item') return false;
  return true;
}

/** `continue` and `break` end the way to `meeting` only when their loop is around it too. */
function isLoopAround(node: Node, meeting: Node): boolean {
  for (let at = node; at !== meeting; at = at.parent)
    if (at.kind === 'loop' || at.kind === 'switch' || at.kind === 'item') return false;
  return true;
}

/** Lists of statements a node holds. */
export function listsOf(node: Node): readonly (readonly Statement[])[] {
  switch (node.kind) {
    case 'item':
      return [node.statements];
    case 'if':
      return [node.then, node.otherwise];
    case 'loop':
    case 'with':
    case 'block':
    case 'handler':
    case 'fn':
      return [node.body];
    case 'try':
      // What follows in the same try is not left by a throw that its own handlers catch.
      return [node.body, node.otherwise, node.finalizer ?? []];
    case 'switch':
      return node.cases.map((each) => each.body);
    default:
      return [];
  }
}

/** Calls that do not come back; `raise_if`, `throwUnless` and `raise_for_status` do. */
const EXITS =
  /^(abort|exit|fail|redirect|notFound|permanentRedirect|(raise|throw|abort)(_(?!if|unless|when|on|for)|(?!If|Unless|When|On|For)[A-Z])\w*)$/;

/** What a statement always leaves: the function, the loop, or nothing. */
export function exitOf(statement: Statement): 'function' | 'loop' | undefined {
  switch (statement.kind) {
    case 'return':
    case 'throw':
      return 'function';
    case 'other-statement':
      return statement.word === 'break' || statement.word === 'continue' ? 'loop' : undefined;
    case 'if':
      return both(exitOfList(statement.then), statement.otherwise.length === 0 ? undefined : exitOfList(statement.otherwise));
    case 'block':
    case 'with':
      return exitOfList(statement.body);
    case 'try':
      return both(
        exitOfList(statement.body),
        statement.handlers.length === 0 ? 'function' : statement.handlers.map((each) => exitOfList(each.body)).reduce(both),
      );
    case 'expression': {
      const { expression } = statement;
      if (expression.kind !== 'call') return undefined;
      const { callee } = expression;
      const name = callee.kind === 'identifier' ? callee.name : callee.kind === 'member' ? callee.property : '';
      return EXITS.test(name) || (name === 'throw' && callee.kind === 'member') ? 'function' : undefined;
    }
    default:
      return undefined;
  }
}

export function exitOfList(statements: readonly Statement[]): 'function' | 'loop' | undefined {
  for (const statement of statements) {
    const exit = exitOf(statement);
    if (exit !== undefined) return exit;
  }
  return undefined;
}

function both(one: 'function' | 'loop' | undefined, two: 'function' | 'loop' | undefined): 'function' | 'loop' | undefined {
  if (one === undefined || two === undefined) return undefined;
  return one === 'loop' || two === 'loop' ? 'loop' : 'function';
}

/** Something waits for the call before it goes on: `await`, a return, `.then`. */
export function isAwaited(call: Node): boolean {
  for (let at: Node = call; at.kind !== 'item' && at.kind !== 'fn' && at.kind !== 'expression'; at = at.parent)
    if (at.kind === 'await' || at.kind === 'return' || (at.kind === 'member' && at.property === 'then')) return true;
  return false;
}
