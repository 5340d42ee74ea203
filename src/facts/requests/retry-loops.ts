/**
 * A loop that tries the same thing again: it leaves when the try worked and goes round when it was caught. Loops that go over
 * other things (mirrors, rows), that go on after a success (workers, schedulers), or that only ask whether something is done,
 * are none. With it, whether the tries have an end, whether the pause grows, and whether it is spread.
 */
import type { Call, Expression, Handler, If, Loop, Node, Statement, Try } from '#code/model';
import type { Analysis } from '../analysis';
import { exitOfList } from '../effects/order';
import { wordsOf } from '../name-words';
import { holds } from '../origins/followed';
import { lastName, writtenName } from '../origins/full-name';
import { walk } from '../walk';
import { namesIn, targetName } from './loop-names';
import { leavesOnGoodStatus } from './success-tests';
import { timeLimitAround } from './time-limits';

export interface RetryLoop {
  /** What is tried, and what catches it; a loop that looks at the status of an answer catches nothing. */
  readonly guarded: readonly Statement[];
  readonly handlers: readonly Handler[];
  /** The number of tries (or the time) has an end; `undefined` when that could not be read. */
  readonly isCapped: boolean | undefined;
  readonly pauses: boolean;
  readonly grows: boolean;
  readonly jitters: boolean;
}

export function retryLoop(analysis: Analysis, loop: Loop): RetryLoop | undefined {
  if (loop.isAsync) return undefined;
  const attempt = attemptIn(loop.body);
  const isCaught = attempt?.handlers.some((handler) => goesRound(handler)) === true && leavesOnSuccess(attempt, loop);
  if (!isCaught && !leavesOnGoodStatus(loop)) return undefined;
  const guarded = isCaught ? attempt.body : loop.body;
  if (goesOver(loop, guarded)) return undefined;
  const changed = changedIn(loop);
  const pauses = pausesIn(loop);
  return {
    guarded,
    handlers: isCaught ? attempt.handlers : [],
    isCapped: isCapped(analysis, loop, changed),
    pauses: pauses.length > 0,
    grows: pauses.some((pause) => grows(analysis, pause, loop, changed)),
    jitters: /random|jitter|uniform|randint|\brand\./i.test(pauseText(analysis, loop, pauses)),
  };
}

/** The first `try` of the loop's own code; that of a loop within is that loop's. */
function attemptIn(body: readonly Statement[]): Try | undefined {
  for (const statement of body) {
    const found =
      statement.kind === 'try' && statement.handlers.length > 0
        ? statement
        : statement.kind === 'if'
          ? (attemptIn(statement.then) ?? attemptIn(statement.otherwise))
          : statement.kind === 'with' || statement.kind === 'block' || statement.kind === 'try'
            ? attemptIn(statement.body)
            : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Some way through the handler comes back to the loop. */
function goesRound({ body }: Handler): boolean {
  const exit = exitOfList(body);
  if (exit === undefined) return true;
  if (body.at(-1)?.kind === 'other-statement') return !isJump(body.at(-1), 'break');
  return body.some((statement) => holdsNode(statement, (node) => isJump(node, 'continue')));
}

function isJump(node: Node | undefined, word: 'break' | 'continue'): boolean {
  return node?.kind === 'other-statement' && node.word === word;
}

function holdsNode(node: Node, test: (each: Node) => boolean): boolean {
  let found = false;
  walk(node, (each) => {
    if (test(each)) found = true;
    return !found;
  });
  return found;
}

/** `return`, `break`, or a change of what the loop asks, after the try went well. */
function leavesOnSuccess(attempt: Try, loop: Loop): boolean {
  const test = loop.style === 'each' || loop.test === undefined ? '' : namesIn(loop.test).join(' ');
  const leaves = (node: Node): boolean =>
    node.kind === 'return' ||
    isJump(node, 'break') ||
    (node.kind === 'assign' &&
      node.operator === '=' &&
      test.split(' ').includes(targetName(node.target)) &&
      loop.style !== 'for');
  const after = loop.body.filter((statement) => statement.start > attempt.end);
  return [...attempt.body, ...attempt.otherwise, ...after].some((statement) => isLeft(statement, leaves));
}

/** A `break` of a loop within leaves only that one. */
function isLeft(statement: Node, leaves: (node: Node) => boolean): boolean {
  let found = false;
  const seek = (node: Node, isInner: boolean): void =>
    walk(node, (each) => {
      if (each.kind === 'handler' || found) return false;
      if (each.kind === 'loop' && each !== node) {
        for (const inner of each.body) seek(inner, true);
        return false;
      }
      if (leaves(each) && !(isInner && isJump(each, 'break'))) found = true;
      return !found;
    });
  if (statement.kind === 'loop') for (const inner of statement.body) seek(inner, true);
  else seek(statement, false);
  return found;
}

/** Each round is about another thing: a mirror, a row, an entry of a list. */
function goesOver(loop: Loop, guarded: readonly Statement[]): boolean {
  if (loop.style === 'each') {
    const { source, target } = loop;
    if (source === undefined || target?.kind !== 'identifier') return true;
    if (source.kind === 'call' && /^(?:range|count|from|keys|repeat)$/.test(lastName(source.callee)))
      return usesAsIndex(guarded, target.name);
    const isUsed = (node: Node): boolean => node.kind === 'identifier' && node.name === target.name && !isGivenToPause(node);
    return loop.body.some((statement) => holdsNode(statement, isUsed));
  }
  if (loop.style !== 'for') return false;
  const [init] = loop.init;
  return init?.kind === 'declare' && init.target.kind === 'identifier' && usesAsIndex(guarded, init.target.name);
}

function isGivenToPause(node: Node): boolean {
  for (let at = node; at.kind !== 'item' && at.kind !== 'loop'; at = at.parent)
    if (at.kind === 'call' && isPauseCall(at)) return true;
  return false;
}

/** `hosts[i]` */
function usesAsIndex(guarded: readonly Statement[], name: string): boolean {
  return guarded.some((statement) =>
    holdsNode(statement, (node) => node.kind === 'index' && node.index.kind === 'identifier' && node.index.name === name),
  );
}

/** Names the loop counts or doubles: what is set from itself, not from what came back. */
function changedIn(loop: Loop): ReadonlySet<string> {
  const changed = new Set<string>();
  if (loop.target?.kind === 'identifier') changed.add(loop.target.name);
  const note = (node: Node): undefined => {
    if (node.kind === 'assign' && (node.operator !== '=' || namesIn(node.value).includes(targetName(node.target))))
      changed.add(targetName(node.target));
    if (node.kind === 'unary' && (node.operator === '++' || node.operator === '--')) changed.add(targetName(node.value));
  };
  walk(loop, note);
  changed.delete('');
  return changed;
}

const CLOCK = /Date\.now|performance\.now|monotonic|perf_counter|time\.time|deadline|elapsed|expires|datetime|utcnow/i;

function isCapped(analysis: Analysis, loop: Loop, changed: ReadonlySet<string>): boolean | undefined {
  if (loop.style === 'each') {
    const { source } = loop;
    return !(source?.kind === 'call' && /^(?:count|cycle|repeat)$/.test(lastName(source.callee)));
  }
  const isLimit = (test: Expression): boolean => limits(analysis, test, changed);
  if (loop.test !== undefined && isLimit(loop.test)) return true;
  let isEnded = false;
  for (const statement of loop.body)
    walk(statement, (node) => {
      if (node.kind === 'if' && isLimit(node.test) && ends(node)) isEnded = true;
      return !isEnded;
    });
  if (isEnded || timeLimitAround(analysis, loop).kind === 'yes') return true;
  // Somebody else says when it is over, or a helper counts.
  return /\baborted\b|throwIfAborted|is_set\(|should_?retry|can_?retry|attempts_?left|exceeded/i.test(
    analysis.textOf(loop, 4_000),
  )
    ? undefined
    : false;
}

/** A count or a clock against something. */
function limits(analysis: Analysis, test: Expression, changed: ReadonlySet<string>): boolean {
  switch (test.kind) {
    case 'binary':
      if (test.operator === '&&' || test.operator === '||')
        return limits(analysis, test.left, changed) || limits(analysis, test.right, changed);
      if (!/^(?:<|>|<=|>=|={2,3}|!={1,2})$/.test(test.operator)) return false;
      return CLOCK.test(analysis.textOf(test, 200)) || isCount(test.left, changed) || isCount(test.right, changed);
    case 'unary':
      return limits(analysis, test.value, changed) || (test.operator === '--' && isCount(test.value, changed));
    case 'identifier':
    case 'member':
      return changed.has(writtenName(test)) && /left|remaining|retries|tries|attempts/i.test(lastName(test));
    default:
      return false;
  }
}

/** `attempt`, `++attempt`, `attempt + 1`. */
function isCount(value: Expression, changed: ReadonlySet<string>): boolean {
  if (value.kind === 'unary') return isCount(value.value, changed);
  if (value.kind === 'binary') return isCount(value.left, changed) || isCount(value.right, changed);
  if (value.kind === 'assign') return value.operator !== '=';
  return (value.kind === 'identifier' || value.kind === 'member') && changed.has(writtenName(value));
}

/** One of its sides leaves, or the other goes round while what follows leaves. */
function ends(node: If): boolean {
  const [then, otherwise] = [node.then, node.otherwise];
  return [then, otherwise].some((side) => side.length > 0 && exitOfList(side) !== undefined);
}

const PAUSES: ReadonlySet<string> = new Set(['sleep', 'delay', 'wait', 'pause', 'timeout', 'backoff', 'usleep']);

function isPauseCall(call: Call): boolean {
  return (
    !call.isNew &&
    (/^set(?:Timeout|Immediate)$/.test(lastName(call.callee)) || wordsOf(lastName(call.callee)).some((word) => PAUSES.has(word)))
  );
}

/** What is given to the pauses of the loop. */
function pausesIn(loop: Loop): readonly Expression[] {
  const found: Expression[] = [];
  const look = (node: Node): undefined => {
    if (node.kind === 'function') {
      for (const call of node.fn.calls) if (/^set(?:Timeout|Immediate)$/.test(lastName(call.callee))) found.push(call);
      return;
    }
    if (node.kind === 'call' && isPauseCall(node)) found.push(node);
  };
  for (const statement of loop.body) walk(statement, look);
  return found;
}

function grows(analysis: Analysis, pause: Expression, loop: Loop, changed: ReadonlySet<string>): boolean {
  if (/\*\*|<<|Math\.pow|pow\(|backoff|exponential/i.test(analysis.textOf(pause, 300))) return true;
  const isMoving = (node: Expression): boolean => {
    const name = node.kind === 'identifier' || node.kind === 'member' ? writtenName(node) : '';
    return name !== '' && (changed.has(name) || (loop.style === 'for' && countsFor(loop, name)));
  };
  const args = pause.kind === 'call' ? pause.args : [];
  return args.some(({ value }) => value.kind !== 'function' && holds(analysis, value, isMoving));
}

function countsFor(loop: Loop, name: string): boolean {
  return loop.init.some((each) => each.kind === 'declare' && each.target.kind === 'identifier' && each.target.name === name);
}

/** The loop, and the helpers that say how long. */
function pauseText(analysis: Analysis, loop: Loop, pauses: readonly Expression[]): string {
  const helpers: string[] = [];
  const note = (call: Expression): void => {
    if (call.kind !== 'call') return;
    const fn = analysis.calledFunction(call);
    if (fn !== undefined) helpers.push(analysis.textOf(fn, 1_000));
    for (const { value } of call.args) note(value);
  };
  const noted = (node: Expression): boolean => {
    note(node);
    return false;
  };
  for (const pause of pauses) {
    note(pause);
    if (pause.kind === 'call') for (const { value } of pause.args) holds(analysis, value, noted);
  }
  return [analysis.textOf(loop, 4_000), ...helpers].join('\n');
}
