/**
 * Where a function tries something again that another service or a store has to answer: by a loop of its own, by calling
 * itself where it failed, by a library, a decorator or the queue that runs it. With what is known of the end of the tries and of
 * the pause between them.
 */
import type { Call, Expression, FunctionNode, Handler, Loop, Node, Place } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { REMOTE_KINDS } from '../effects/effect-roles';
import { effectsOf } from '../effects/effects';
import { sketchOf } from '../effects/sketches';
import { callsWithin } from '../entries/sites';
import { hasWord } from '../name-words';
import { lastName, writtenName } from '../origins/full-name';
import { calledSummary } from '../summaries/called-summary';
import { walk, walkBody } from '../walk';
import { decorated, type Retry, retryCall } from './retries';
import { retryLoop } from './retry-loops';

export interface OwnRetry {
  readonly place: Place;
  /** `while (true) tries again`, `pRetry, retries: 2`. */
  readonly what: string;
  readonly by: 'loop' | 'itself' | 'library' | 'queue';
  /** What is tried again. */
  readonly guarded: readonly Node[];
  /** What catches it. */
  readonly handlers: readonly Handler[];
  /** The node around each try: what is made outside of it stays the same. */
  readonly scope: Node;
  readonly isCapped: boolean | undefined;
  readonly pauses: boolean | undefined;
  readonly grows: boolean | undefined;
  readonly jitters: boolean | undefined;
  /** `certain`: something else answers; `likely`: by its name, or what is handed in; `none`: nothing seen that could. */
  readonly remote: 'certain' | 'likely' | 'none';
}

/** In the function's own code, in source order, and those on it. */
export function ownRetries(analysis: Analysis, fn: FunctionNode): readonly OwnRetry[] {
  const found: OwnRetry[] = [];
  const onIt = decorated(analysis, fn);
  if (onIt !== undefined) found.push(fromLibrary(analysis, onIt, fn.body, fn));
  walkBody(fn, (node) => {
    if (node.kind === 'loop') found.push(...byLoop(analysis, node));
    if (node.kind === 'call') found.push(...byCall(analysis, node));
    return undefined;
  });
  for (const call of callsWithin(fn)) found.push(...byItself(analysis, call, fn));
  return found;
}

function byLoop(analysis: Analysis, loop: Loop): readonly OwnRetry[] {
  const retry = retryLoop(analysis, loop);
  if (retry === undefined) return [];
  const { guarded, handlers } = retry;
  const types = handlers.flatMap((handler) => handler.types);
  if (isAboutCollisions(analysis, types)) return [];
  const place = { ...placeOf(loop), end: headEnd(loop) };
  const what = loop.style === 'each' || loop.style === 'for' ? 'the counted loop' : 'the loop';
  return [{ ...retry, place, what, by: 'loop', scope: loop, remote: remoteness(analysis, guarded) }];
}

function headEnd(loop: Loop): number {
  const first = loop.body[0];
  return first === undefined
    ? loop.end
    : Math.max(loop.start + 3, Math.min(first.start - 1, loop.test?.end ?? loop.source?.end ?? first.start - 1));
}

/** Trying another name after a conflict asks a healthy store. */
function isAboutCollisions(analysis: Analysis, types: readonly Expression[]): boolean {
  return (
    types.length > 0 &&
    types.every((type) =>
      /Integrity|Unique|Duplicate|Conflict|Exists|KeyError|ValueError|Validation|Parse|Decode/.test(analysis.textOf(type, 200)),
    )
  );
}

/** `pRetry(work, options)`, `policy.execute(work)`; a client that is told to try again, for whatever it is asked. */
function byCall(analysis: Analysis, call: Call): readonly OwnRetry[] {
  const retry = retryCall(analysis, call);
  if (retry === undefined || retry.by !== 'library') return [];
  const work = call.args.map(({ value }) => analysis.functionValue(value)).find((each) => each !== undefined);
  if (work !== undefined) return [{ ...fromLibrary(analysis, retry, work.body, call), place: placeOf(call) }];
  return OF_CLIENTS.test(analysis.calleeOf(call)) ? [{ ...fromLibrary(analysis, retry, [], call), remote: 'certain' }] : [];
}

const OF_CLIENTS = /^axios-retry:$|^urllib3[\w.]*:Retry$/;

function fromLibrary(analysis: Analysis, retry: Retry, guarded: readonly Node[], scope: Node): OwnRetry {
  const { at, what, by, isCapped, grows, jitters } = retry;
  const remote = remoteness(analysis, guarded);
  return {
    place: at,
    what,
    by: by === 'queue' ? 'queue' : 'library',
    guarded,
    handlers: [],
    scope,
    isCapped,
    pauses: undefined,
    grows,
    jitters,
    remote,
  };
}

/** The handler of a failure calls the function it stands in again. */
function byItself(analysis: Analysis, call: Call, fn: FunctionNode): readonly OwnRetry[] {
  if (fn.name === '' || !isCalledAgain(analysis, call, fn)) return [];
  let at: Node = call;
  while (at.kind !== 'handler') {
    if (at.kind === 'item' || at === fn) return [];
    at = at.parent;
  }
  const attempt = at.parent;
  if (attempt.kind !== 'try') return [];
  const counted = call.args.find(({ value }) => value.kind === 'binary' && /^[+-]$/.test(value.operator));
  const isAsked = counted !== undefined && asksCount(fn, namesOf(counted.value));
  const guarded = attempt.body;
  const handler = analysis.textOf(at, 2_000);
  return [
    {
      place: placeOf(call),
      what: `\`${fn.name}\` calls itself where it failed`,
      by: 'itself',
      guarded,
      handlers: attempt.handlers,
      scope: fn,
      isCapped: isAsked ? true : counted === undefined && !changesItsInput(call, fn) ? false : undefined,
      pauses: /sleep|delay|setTimeout|wait|backoff/i.test(handler),
      grows: /\*\*|<<|Math\.pow|backoff|\* *\(?\w*(?:attempt|retr|tries)/i.test(handler),
      jitters: /random|jitter|uniform/i.test(handler),
      remote: remoteness(analysis, guarded),
    },
  ];
}

/** `fetchIt(url)`, `setTimeout(fetchIt, 1_000)`. */
function isCalledAgain(analysis: Analysis, call: Call, fn: FunctionNode): boolean {
  if (analysis.calledFunction(call) === fn) return true;
  const handed = call.args[0]?.value;
  return (
    /^set(?:Timeout|Immediate)$/.test(lastName(call.callee)) &&
    handed !== undefined &&
    handed.kind !== 'function' &&
    analysis.functionValue(handed) === fn
  );
}

function namesOf(value: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  walk(value, (node) => {
    if (node.kind === 'identifier') names.add(node.name);
    return undefined;
  });
  return names;
}

function asksCount(fn: FunctionNode, names: ReadonlySet<string>): boolean {
  let found = false;
  walkBody(fn, (node) => {
    if (node.kind === 'binary' && /^(?:<|>|<=|>=|={2,3}|!={1,2})$/.test(node.operator))
      for (const side of [node.left, node.right]) if (side.kind === 'identifier' && names.has(side.name)) found = true;
    if (node.kind === 'if' && node.test.kind === 'identifier' && names.has(node.test.name)) found = true;
    return !found;
  });
  return found;
}

/** Called with something else than it was given, it is another attempt: a fallback, a smaller page. */
function changesItsInput(call: Call, fn: FunctionNode): boolean {
  return call.args.some(({ value, name }, index) => {
    if (name !== undefined) return true;
    return !(value.kind === 'identifier' && value.name === fn.params[index]?.name);
  });
}

/** Words of what asks somebody else. */
const ASKING: ReadonlySet<string> = new Set(
  'fetch request connect post send publish query upload download ping invoke rpc api http login'.split(' '),
);

export function remoteness(analysis: Analysis, nodes: readonly Node[]): OwnRetry['remote'] {
  let found: OwnRetry['remote'] = 'none';
  const look = (call: Call): void => {
    if (found === 'certain') return;
    if (isRemote(analysis, call)) found = 'certain';
    else if (isLikely(analysis, call)) found = 'likely';
  };
  for (const node of nodes)
    walk(node, (each) => {
      if (each.kind === 'call') look(each);
      if (each.kind === 'function') for (const call of each.fn.calls) look(call);
      return undefined;
    });
  return found;
}

function isRemote(analysis: Analysis, call: Call): boolean {
  const sketch = sketchOf(analysis, call);
  if (sketch !== undefined) return REMOTE_KINDS.has(sketch.kind);
  const helper = analysis.calledFunction(call);
  const effects = helper === undefined ? (calledSummary(analysis, call)?.effects ?? []) : effectsOf(analysis, helper);
  return effects.some(({ kind }) => REMOTE_KINDS.has(kind));
}

/** Files, programs and text of this machine. */
const LOCAL: ReadonlySet<string> = new Set([
  'fs',
  'fs/promises',
  'path',
  'os',
  'child_process',
  'subprocess',
  'json',
  'shutil',
  'pathlib',
  'sqlite3',
  're',
]);

/** What is handed in is called, or what is called is named for it; nothing of this file that was looked at. */
function isLikely(analysis: Analysis, call: Call): boolean {
  if (analysis.calledFunction(call) !== undefined || call.isNew) return false;
  const origin = analysis.originOf(call.callee);
  if (origin.kind === 'parameter' && origin.path.length === 0) return true;
  if (origin.kind === 'global' || origin.kind === 'expression') return false;
  if (origin.kind === 'package' && LOCAL.has(origin.package)) return false;
  const isSure =
    origin.kind === 'package' ||
    origin.kind === 'project' ||
    origin.kind === 'unknown' ||
    origin.kind === 'parameter' ||
    origin.kind === 'class';
  return isSure && hasWord(lastName(call.callee), ASKING) && !/logg?er|console|queue|print/i.test(writtenName(call.callee));
}
