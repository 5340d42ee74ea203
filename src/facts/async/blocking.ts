/**
 * Calls that hold the thread of an event loop: made in a function that runs on it, directly or by a helper of the file. What
 * another thread runs, what is read once and kept, and what only starts the process holds nobody up.
 */
import type { Call, Expression, FunctionNode, Item, Node } from '#code/model';
import { functionOf, itemOf } from '#code/model';
import {
  BLOCKING_WORDS,
  type BlockingCalls,
  type BlockingKind,
  JAVASCRIPT_BLOCKING,
  PYTHON_BLOCKING,
  SYNCHRONOUS_CLIENTS,
  THREAD_RUNNERS,
} from '#libraries/blocking';
import { IS_ASYNCHRONOUS, MODEL_CALLS } from '#libraries/model-calls';
import type { Analysis } from '../analysis';
import { runningOf } from '../effects/inline-functions';
import { entryOf } from '../entries/entry-of';
import { sitesOf } from '../entries/sites';
import type { Where } from '../fact';
import { fullNameOf, isNamed, lastName } from '../origins/full-name';
import { requestOf } from '../requests/requests';
import { importsOf } from '../runners/imports';
import { isWatched } from '../runners/runner';
import { keptOnce } from './kept-once';

export interface Blocking {
  readonly call: Call;
  readonly kind: BlockingKind;
  readonly what: string;
  readonly instead: string;
}

export interface BlockingSite extends Blocking {
  /** Runs on the loop. */
  readonly fn: FunctionNode;
  /** It answers requests or messages itself. */
  readonly isEntry: boolean;
  /** The call of the helper that blocks, where it is not called directly: `call` is then inside of the helper. */
  readonly via: Call | undefined;
  /** What keeps it from holding the loop. */
  readonly held: { readonly where: Where; readonly what: string } | undefined;
}

const KEEPS_NOTHING_WAITING =
  /^(?:main|_?_?a?main|lifespan|bootstrap|a?setup|a?start(?:up)?|on_?(?:startup|ready|shutdown)|a?init(?:iali[sz]e)?|shutdown|prepare|migrate)(?:$|_|[A-Z])/;

/** In source order. */
export function blockingSites(analysis: Analysis, item: Item): readonly BlockingSite[] {
  if (sitesOf(item).functions.length === 0 || analysis.itemsWhere(canBlock).length === 0) return [];
  const sites: BlockingSite[] = [];
  for (const fn of sitesOf(item).functions) {
    if (!isOnLoop(analysis, fn)) continue;
    for (const call of fn.calls) {
      const site = siteOf(analysis, fn, call);
      if (site !== undefined) sites.push(site);
    }
  }
  return sites;
}

const canBlock = (item: Item, textOf: (item: Item) => string): boolean =>
  sitesOf(item).calls.length > 0 && BLOCKING_WORDS.test(textOf(item));

/** An async function, a handler, or what one of them runs in place. */
function isOnLoop(analysis: Analysis, fn: FunctionNode): boolean {
  if (fn.isAsync) return true;
  if (analysis.model.language === 'python') return false;
  if (isHandler(analysis, fn)) return true;
  const around = functionOf(fn);
  return around.parent.kind !== 'item' && runningOf(analysis, fn) !== undefined && isOnLoop(analysis, around);
}

function isHandler(analysis: Analysis, fn: FunctionNode): boolean {
  analysis.restsOn(fn, 'entries');
  const role = entryOf(analysis, fn)?.role;
  return role === 'route' || role === 'webhook' || role === 'consumer';
}

/** It, or the function around that runs it in place, answers requests. */
function isOfHandler(analysis: Analysis, fn: FunctionNode): boolean {
  if (isHandler(analysis, fn)) return true;
  const around = functionOf(fn);
  return around.parent.kind !== 'item' && runningOf(analysis, fn) !== undefined && isOfHandler(analysis, around);
}

function siteOf(analysis: Analysis, fn: FunctionNode, call: Call): BlockingSite | undefined {
  const threaded = runOnThread(analysis, call);
  if (threaded !== undefined)
    return {
      ...threaded,
      fn,
      isEntry: false,
      via: undefined,
      held: {
        where: { item: itemOf(call), start: call.start, end: call.end },
        what: `run in a thread: ${analysis.textOf(call, 60)}`,
      },
    };
  const direct = blockingOf(analysis, call);
  const inner = direct === undefined ? insideHelper(analysis, fn, call) : undefined;
  const blocking = direct ?? inner;
  if (blocking === undefined || isPersonal(analysis, fn)) return undefined;
  return {
    ...blocking,
    fn,
    isEntry: isOfHandler(analysis, fn),
    via: inner === undefined ? undefined : call,
    held: keptOnce(analysis, blocking.call) ?? inWorker(analysis, call),
  };
}

/** A person waits for it, or nothing is served yet or any more. */
function isPersonal(analysis: Analysis, fn: FunctionNode): boolean {
  return isWatched(analysis) || KEEPS_NOTHING_WAITING.test(fn.name);
}

/** The call itself holds the thread. */
export function blockingOf(analysis: Analysis, call: Call): Blocking | undefined {
  if (call.parent.kind === 'await') return undefined;
  if (analysis.model.language === 'python') return pythonBlocking(analysis, call);
  return named(analysis, call, JAVASCRIPT_BLOCKING);
}

function named(analysis: Analysis, call: Call, table: readonly BlockingCalls[]): Blocking | undefined {
  const name = fullNameOf(analysis, call.callee);
  if (name === '') return undefined;
  const row = table.find(({ names }) => isNamed(name, names));
  return row && { call, kind: isLook(call, row.kind) ? 'disk' : row.kind, what: row.what, instead: row.instead };
}

const LOOKS =
  /^(?:git (?:rev-parse|log|status|config|branch|remote|show|diff|describe|symbolic-ref|ls-files|rev-list|tag)|which|where|command -v|uname|whoami|hostname|id)\b/;

/** A process that only looks something up on this machine is over as soon as a file is read. */
function isLook({ args }: Call, kind: BlockingKind): boolean {
  if (kind !== 'process') return false;
  const words = args.slice(0, 2).flatMap(({ value }) => (value.kind === 'array' ? value.elements : [value]));
  return LOOKS.test(words.map(openingText).join(' '));
}

function openingText(value: Expression): string {
  const text = value.kind === 'template' ? value.parts[0] : value.kind === 'literal' ? value.value : undefined;
  return typeof text === 'string' ? text : '';
}

function pythonBlocking(analysis: Analysis, call: Call): Blocking | undefined {
  const row = named(analysis, call, PYTHON_BLOCKING);
  if (row !== undefined) return isBrief(call) ? { ...row, kind: 'start' } : row;
  const name = fullNameOf(analysis, call.callee);
  if (name !== '' && MODEL_CALLS.some(({ calls, language }) => language !== 'javascript' && isNamed(name, calls)))
    return IS_ASYNCHRONOUS.test(name)
      ? undefined
      : { call, kind: 'network', what: 'waits for the model to answer', instead: 'the asynchronous client' };
  const request = requestOf(analysis, call);
  const client = request === undefined ? undefined : SYNCHRONOUS_CLIENTS[request.client.name];
  const origin = analysis.originOf(call.callee);
  if (client === undefined || origin.kind !== 'package' || client.except?.test(origin.path[0] ?? '') === true) return undefined;
  return { call, kind: 'network', what: 'waits for the answer', instead: client.instead };
}

/** `time.sleep(0)`, and a process that is told not to be waited for. */
function isBrief({ callee, args: [first, mode] }: Call): boolean {
  const name = lastName(callee);
  if (name === 'sleep') return first?.value.kind === 'literal' && Number(first.value.value) <= 0.01;
  return name.startsWith('spawn') && [first, mode].some((arg) => arg !== undefined && lastName(arg.value) === 'P_NOWAIT');
}

/** A function of this file that is called in place and blocks itself; what waits for the disk there is not looked for. */
function insideHelper(analysis: Analysis, fn: FunctionNode, call: Call): Blocking | undefined {
  const helper = analysis.calledFunction(call);
  if (helper === undefined || helper === fn || helper.isAsync || helper.isGenerator || call.parent.kind === 'await')
    return undefined;
  // What runs on the loop by itself is asked about where it stands.
  if (analysis.model.language !== 'python' && isOnLoop(analysis, helper)) return undefined;
  if (helper.decorators.length > 0 && !helper.decorators.every((each) => /^(?:static|class)method$/.test(lastName(each))))
    return undefined;
  for (const inner of helper.calls) {
    const blocking = blockingOf(analysis, inner);
    if (blocking !== undefined && HOLDS_LONG.has(blocking.kind)) return blocking;
  }
  return undefined;
}

const HOLDS_LONG: ReadonlySet<BlockingKind> = new Set(['network', 'process', 'work']);

/** `asyncio.to_thread(requests.get, url)`, `loop.run_in_executor(None, lambda: …)`: what blocks is run elsewhere. */
function runOnThread(analysis: Analysis, call: Call): Blocking | undefined {
  const name = fullNameOf(analysis, call.callee);
  const position = Object.hasOwn(THREAD_RUNNERS, name)
    ? THREAD_RUNNERS[name]
    : lastName(call.callee) === 'run_in_executor'
      ? 1
      : undefined;
  const handed = position === undefined ? undefined : call.args[position]?.value;
  if (handed === undefined) return undefined;
  const fn = analysis.functionValue(handed);
  if (fn !== undefined) {
    const inner = fn.calls.map((each) => blockingOf(analysis, each)).find((each) => each !== undefined);
    return inner && { ...inner, call };
  }
  return blockingName(analysis, handed, call);
}

function blockingName(analysis: Analysis, handed: Expression, call: Call): Blocking | undefined {
  const name = fullNameOf(analysis, handed);
  const row = PYTHON_BLOCKING.find(({ names }) => isNamed(name, names));
  if (row !== undefined) return { call, kind: row.kind, what: row.what, instead: row.instead };
  const [root] = name.split('.');
  return root !== undefined && (root === 'requests' || root === 'urllib')
    ? { call, kind: 'network', what: 'waits for the answer', instead: '' }
    : undefined;
}

/** A file that is the body of a worker thread serves nobody else. */
function inWorker(analysis: Analysis, call: Node): BlockingSite['held'] {
  const isWorker = analysis.asWhole(isWorkerFile);
  if (!isWorker) return undefined;
  return { where: { item: itemOf(call), start: call.start, end: call.end }, what: 'the file runs in a worker thread' };
}

function isWorkerFile(analysis: Analysis): boolean {
  return importsOf(analysis).some(({ module, names }) => module === 'worker_threads' && names.includes('parentPort'));
}
