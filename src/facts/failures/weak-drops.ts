/**
 * Drops that are real and that few reviewers would ask about: nothing but a value, a screen or a measure is lost, the
 * failure that matters is told beside it, somebody sits in front of it, or the code says that it was weighed.
 */
import type { Call, Node } from '#code/model';
import { ENDING_VERBS, RECEIVING_VERBS, SAVING_WORDS, SHOWN_WORDS, TELLING_FUNCTIONS, WEIGHED } from '#libraries/failure-stakes';
import type { Analysis } from '../analysis';
import { effectsOf } from '../effects/effects';
import { familyOf } from '../language';
import { hasWord, wordsOf } from '../name-words';
import { lastName, writtenName } from '../origins/full-name';
import { isRunByPerson } from '../runners/person';
import { walk } from '../walk';
import { saysFailure } from './answers';
import { saysFailureIsFine } from './documented-failures';

import { isNothing } from './failure-marks';
import { commentsIn, type FailurePath } from './failure-paths';
import { onlyReadsLocally } from './guarded-code';
import { nameOfFunction } from './question-functions';
import type { Reactions } from './reactions';
import { leavesOnSuccess } from './retried-failures';
import { isAtMost, type Stake, stakeOf } from './stakes';
import { statementsAfter } from './statements-after';

/** Why the drop is a weak one; `undefined` where it is not. */
export function whyWeak(analysis: Analysis, path: FailurePath, reactions: Reactions): string | undefined {
  if (isRunByPerson(analysis)) return 'a person runs this and sees what comes of it';
  if (isLetGoInGo(analysis, path)) return 'said to be let go, of what rests on nothing';
  if (isAboutThisMachine(path)) return 'files, programs and conversions of this machine';
  if (isWeighed(analysis, path, reactions)) return 'the code says that it was weighed';
  if (isGoodbye(path) || isEnding(path)) return 'ends something; nothing is left that rests on it';
  if (hasWord(nameOfFunction(path.fn), TELLING_FUNCTIONS) || hasWord(fileName(analysis.path), TELLING_FUNCTIONS))
    return 'the code is there to tell, or to keep nearer what can be had again';
  if (onlyShown(path)) return 'only what is shown is lost';
  if (saysUnknown(reactions)) return 'what is put in place says that it is not known';
  if (leavesOnSuccess(path)) return 'the next alternative is tried';
  if (onlyReadsLocally(analysis, path)) return 'files, programs and conversions of this machine';
  const stake = stakeOf(analysis, path);
  if (stake === 'tells') return 'all that is tried is telling';
  if (isAtMost(stake, 'computes') && worksOut(path, reactions, stake)) return 'works something out, and has its default';
  if (stake === 'values' && (hasValue(path, reactions) || (leavesWork(path) && !isReceiving(path))))
    return 'works something out, and has its default';
  if (isAtMost(stake, 'unclear') && isToldToDevelopers(path, reactions)) return 'is told to whoever debugs it';
  if (isAtMost(stake, 'reads') && (isInHandler(path) || raisesNext(path)))
    return 'the failure that matters is on its way already';
  return undefined;
}

/** Go's `_ = f()`: what is closed, what is written to whoever has gone, what a package does that changes nothing outside. */
function isLetGoInGo(analysis: Analysis, { node, guarded, fn }: FailurePath): boolean {
  if (familyOf(analysis) !== 'go' || node.kind !== 'handler' || node.binding !== undefined || node.body.length > 0) return false;
  const [only] = guarded;
  const call = only?.kind === 'expression' && only.expression.kind === 'call' ? only.expression : undefined;
  if (call === undefined) return false;
  if (LET_GO.test(lastName(call.callee)) || answersCaller(analysis, call)) return true;
  return analysis.originOf(call.callee).kind === 'package' && !effectsOf(analysis, fn).some((effect) => effect.call === call);
}

const LET_GO = /^(?:Close|CloseIdleConnections|Flush|Sync|Rollback|Kill|Signal|Remove|RemoveAll|Unlock|Stop|Shutdown|Release)$/;

function answersCaller(analysis: Analysis, call: Call): boolean {
  let found = false;
  walk(call, (each) => {
    if (each.kind === 'identifier') {
      const origin = analysis.originOf(each);
      if (origin.kind === 'package' && origin.package === 'net/http' && origin.path[0] === 'ResponseWriter') found = true;
    }
    return !found;
  });
  return found;
}

/** The path starts inside of another handler. */
export function isInHandler(path: FailurePath): boolean {
  let at: Node = path.node;
  while (at.kind !== 'item' && at.kind !== 'fn') {
    if (at.kind === 'handler' && at !== path.node) return true;
    at = at.parent;
  }
  return false;
}

/** Failures of files, processes and conversions, named one by one: what they stand for is known, and nobody else waits. */
function isAboutThisMachine({ types }: FailurePath): boolean {
  return types.length > 0 && types.every((type) => MACHINE.test(type.slice(type.lastIndexOf('.') + 1)));
}

const MACHINE =
  /^(?:OSError|IOError|PermissionError|FileNotFoundError|FileExistsError|NotADirectoryError|IsADirectoryError|ProcessLookupError|SubprocessError|CalledProcessError|TimeoutExpired|ValueError|TypeError|KeyError|IndexError|AttributeError|UnicodeDecodeError|UnicodeError|JSONDecodeError)$/;

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A comment, the doc of the function or the quiet log line itself says that it need not work. */
function isWeighed(analysis: Analysis, path: FailurePath, { quiet }: Reactions): boolean {
  if (path.comments.some((comment) => WEIGHED.test(comment))) return true;
  if (path.node.kind === 'handler' && commentsIn(analysis, path.node.parent).some((comment) => WEIGHED.test(comment)))
    return true;
  if (quiet?.args.some((arg) => WEIGHED.test(analysis.textOf(arg.value, 200)))) return true;
  return saysFailureIsFine(analysis, path);
}

/** `try { detail = await response.json() } catch {} throw new Error(detail)`. */
function raisesNext(path: FailurePath): boolean {
  return statementsAfter(path.node, true).some(
    (statement) =>
      statement.kind === 'throw' ||
      (statement.kind === 'return' && statement.value !== undefined && saysFailure(statement.value)),
  );
}

/** `socket.write(why); socket.end()`: a last word on a connection that is let go. */
function isGoodbye({ guarded }: FailurePath): boolean {
  const handles = guarded.map((node) => {
    const call = node.kind === 'expression' ? node.expression : node;
    if (call.kind !== 'call' || call.callee.kind !== 'member') return undefined;
    const { property, object } = call.callee;
    return { property, handle: writtenName(object) };
  });
  const last = handles.at(-1);
  return (
    handles.length > 1 &&
    last !== undefined &&
    /^(?:end|close|destroy|terminate|disconnect)$/.test(last.property) &&
    CONNECTION.test(last.handle) &&
    handles.every((each) => each?.handle === last.handle)
  );
}

const CONNECTION = /(?:^|\.|_)(?:client|socket|sock|ws|websocket|conn|connection|peer|res|response)$/i;

/** On the way out, unless something is put in safety there. */
function isEnding(path: FailurePath): boolean {
  const [verb = ''] = wordsOf(nameOfFunction(path.fn));
  if (!ENDING_VERBS.has(verb)) return false;
  let saves = false;
  for (const node of path.guarded)
    walk(node, (each) => {
      if (each.kind === 'call' && hasWord(lastName(each.callee), SAVING_WORDS)) saves = true;
      return !saves;
    });
  return !saves;
}

/** All that is kept of what is tried is a title, a label, a picture; nothing is done beside it. */
function onlyShown({ guarded }: FailurePath): boolean {
  let isShown = false;
  let isOther = false;
  for (const node of guarded)
    walk(node, (each) => {
      if (each.kind === 'assign') {
        if (hasWord(writtenName(each.target as Parameters<typeof writtenName>[0]), SHOWN_WORDS)) isShown = true;
        else isOther = true;
      } else if (each.kind === 'return' || (each.kind === 'expression' && each.expression.kind !== 'assign')) isOther = true;
      return undefined;
    });
  return isShown && !isOther;
}

/** `return 'unknown'`, `{ count: 'unknown' }`, `'N/A'`. */
function saysUnknown({ defaults }: Reactions): boolean {
  return defaults.some((each) => {
    let found = false;
    walk(each, (node) => {
      if (
        node.kind === 'literal' &&
        typeof node.value === 'string' &&
        /^\W*(?:unknown|n\/?a|not available|unavailable)\b/i.test(node.value)
      )
        found = true;
      return !found;
    });
    return found;
  });
}

/** What is let go is one of what somebody sent, or nothing is tried at all. */
function worksOut(path: FailurePath, { defaults }: Reactions, stake: Stake): boolean {
  if (stake === 'nothing' && defaults.length === 0) return false;
  return path.guarded.length > 0 && !(leavesWork(path) && isReceiving(path));
}

function isReceiving({ fn }: FailurePath): boolean {
  return RECEIVING_VERBS.has(wordsOf(nameOfFunction(fn))[0] ?? '');
}

/** A line at debug that holds the error. */
function isToldToDevelopers({ error }: FailurePath, { quiet }: Reactions): boolean {
  if (quiet === undefined || error === undefined || lastName(quiet.callee) !== 'debug') return false;
  let isNamed = false;
  walk(quiet, (node) => {
    if (node.kind === 'identifier' && node.name === error) isNamed = true;
    return !isNamed;
  });
  return isNamed;
}

/** A bare `return`, `continue` or `break`: what would have followed is not done. */
function leavesWork(path: FailurePath): boolean {
  return path.statements.some(
    (statement) =>
      (statement.kind === 'return' && statement.value === undefined) ||
      (statement.kind === 'other-statement' && (statement.word === 'continue' || statement.word === 'break')),
  );
}

/** Something stands in for the value: a default in the handler, or what the name held before. */
function hasValue(path: FailurePath, { defaults }: Reactions): boolean {
  if (leavesWork(path)) return false;
  if (defaults.some((each) => each.kind !== 'return' || each.value !== undefined)) return true;
  return path.statements.every((statement) => statement.kind !== 'expression' || statement.expression.kind === 'call')
    ? onlyAssigns(path) || statementsAfter(path.node).some((each) => each.kind === 'return' && each.value !== undefined)
    : defaults.some((each) => each.kind === 'return' && !isNothing(each.value));
}

function onlyAssigns({ guarded }: FailurePath): boolean {
  return (
    guarded.length > 0 &&
    guarded.every((node) => node.kind === 'declare' || (node.kind === 'expression' && node.expression.kind === 'assign'))
  );
}
