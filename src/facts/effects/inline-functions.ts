/**
 * Which nested functions run as part of the function they stand in: the callback of `map`, of `then`, of a transaction,
 * of a wrapper whose result is awaited. A route's handler or a listener that is only registered here does not.
 */

import type { Call, Expression, FunctionNode, Node } from '#code/model';
import { BEGIN_CALLS, STATEMENT_METHODS, TRANSACTION_CALLS } from '#libraries/sql';
import type { Analysis } from '../analysis';
import { familyOf } from '../language';
import { wordsOf } from '../name-words';
import { constantText } from '../origins/constant-text';
import { lastName, writtenName } from '../origins/full-name';
import { isTeamsOwn } from '../team-names';
import { isSql } from './sql-text';

export interface Running {
  /** `continuation`: after the call; `rejection`: when it failed; `deferred`: after the commit or the response. */
  readonly as: 'iteration' | 'transaction' | 'continuation' | 'rejection' | 'deferred' | 'wrapped';
  /** The call it is handed to. */
  readonly call: Call;
}

const ITERATIONS: ReadonlySet<string> = new Set([
  'map',
  'forEach',
  'flatMap',
  'filter',
  'reduce',
  'each',
  'eachSeries',
  'eachLimit',
  'eachOf',
  'mapSeries',
  'mapLimit',
  'pMap',
  'pEach',
  'times',
  'forEachAsync',
  'eachAsync',
]);

const DEFERRED: ReadonlySet<string> = new Set([
  'on_commit',
  'onCommit',
  'afterCommit',
  'after_commit',
  'runOnTransactionCommit',
  'after',
  'waitUntil',
  'runAfterCommit',
  'addAfterCommitListener',
]);

/** What registers a function for another time, even when the registering itself is awaited. */
const REGISTRATIONS: ReadonlySet<string> = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'all',
  'head',
  'options',
  'use',
  'on',
  'once',
  'off',
  'addListener',
  'addEventListener',
  'addHook',
  'hook',
  'register',
  'route',
  'command',
  'process',
  'consume',
  'subscribe',
  'handle',
  'listen',
  'schedule',
  'define',
  'decorate',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'nextTick',
  'createServer',
  'describe',
  'it',
  'test',
  'beforeEach',
  'afterEach',
  'beforeAll',
  'afterAll',
]);

/** How the function takes part in the one around it; `undefined` when it does not (or is not handed to a call at all). */
export function runningOf(analysis: Analysis, fn: FunctionNode): Running | undefined {
  const expression = fn.parent;
  if (expression.kind !== 'function') return undefined;
  const host = hostOf(expression);
  if (host === undefined) return undefined;
  const { call, position } = host;
  if (position < 0) return { as: 'wrapped', call };
  return runningIn(analysis, call, position, fn);
}

/** How a function handed to the call at this position is run by it. */
export function runningIn(analysis: Analysis, call: Call, position: number, fn: FunctionNode): Running | undefined {
  const name = lastName(call.callee);
  const isMethod = call.callee.kind === 'member';
  if (isMethod && name === 'catch') return { as: 'rejection', call };
  if (isMethod && name === 'then') return { as: position === 0 ? 'continuation' : 'rejection', call };
  if (isMethod && name === 'finally') return { as: 'continuation', call };
  if (DEFERRED.has(name)) return { as: 'deferred', call };
  if (isTransactionCall(analysis, call)) return { as: 'transaction', call };
  if (ITERATIONS.has(name)) return { as: isOfMany(analysis, call, name) ? 'iteration' : 'wrapped', call };
  if (call.isNew) return name === 'Promise' ? { as: 'wrapped', call } : undefined;
  if (isNodeCallback(fn) || takesStatement(analysis, call)) return { as: 'continuation', call };
  if (REGISTRATIONS.has(name)) return undefined;
  return isResultUsed(call) ? { as: 'wrapped', call } : undefined;
}

/** A call that runs its callback in one transaction, by the library's name, by the words of its own, or as a summary says. */
export function isTransactionCall(analysis: Analysis, call: Call): boolean {
  const name = lastName(call.callee);
  if (TRANSACTION_CALLS.has(name)) return true;
  // postgres.js `sql.begin(async (sql) => …)`; kysely `db.transaction().execute(async (trx) => …)`.
  if (name === 'begin' && BEGIN_CALLS.has(name)) return hasFunctionArgument(call);
  if (name === 'execute' && call.callee.kind === 'member') {
    const { object } = call.callee;
    return object.kind === 'call' && TRANSACTION_CALLS.has(lastName(object.callee)) && hasFunctionArgument(call);
  }
  if (hasTransactionWord(name)) return true;
  // Spring's `transactionTemplate.execute(status -> …)`.
  if (/^execute(?:WithoutResult)?$/.test(name) && familyOf(analysis) === 'java') return isSpringTemplate(analysis, call);
  if (isTeamsOwn(analysis, 'transaction', call.callee)) return true;
  const origin = analysis.originOf(call.callee);
  return origin.kind === 'project' && analysis.exported(origin)?.traits.transaction !== undefined;
}

function isSpringTemplate(analysis: Analysis, { callee }: Call): boolean {
  const handle = analysis.originOf(callee);
  return handle.kind === 'package' && handle.package === 'org.springframework.transaction.support';
}

/** Of Java's `map` only that of a stream goes over many: `orders.findById(id).map(…)` has one value or none. */
function isOfMany(analysis: Analysis, call: Call, name: string): boolean {
  return (
    familyOf(analysis) !== 'java' ||
    name === 'forEach' ||
    /(?:^|\.)(?:parallelStream|stream|Stream|Flux)\./.test(writtenName(call.callee))
  );
}

const TRANSACTION_WORDS: ReadonlySet<string> = new Set([
  'transaction',
  'transactional',
  'transactionally',
  'atomically',
  'tx',
  'trx',
  'txn',
  'uow',
]);

/** `withTx`, `inTransaction`, `run_in_uow`; never `startTransaction` (begins by hand) or `transactions.create` (an entity). */
export function hasTransactionWord(name: string): boolean {
  if (!/t(ransaction|rx|x|XN)|atomic|uow|unit/i.test(name)) return false;
  const words = wordsOf(name);
  if (words[0] === 'start' || words[0] === 'begin' || words[0] === 'create' || words[0] === 'get') return false;
  return words.some((word, index) => TRANSACTION_WORDS.has(word) || (word === 'unit' && words[index + 2] === 'work'));
}

function hasFunctionArgument(call: Call): boolean {
  return call.args.some((arg) => arg.value.kind === 'function' || arg.value.kind === 'identifier');
}

/** The call an inline function is an argument of, directly or through a wrapper such as `async.asyncify`; -1: it is what is called. */
function hostOf(expression: Expression): { readonly call: Call; readonly position: number } | undefined {
  let at: Expression = expression;
  let parent: Node = at.parent;
  while (parent.kind === 'cast' || parent.kind === 'await') {
    at = parent;
    parent = at.parent;
  }
  if (parent.kind !== 'call') return undefined;
  const value = at;
  return { call: parent, position: parent.callee === value ? -1 : parent.args.findIndex((arg) => arg.value === value) };
}

/** `(err, rows) => …`, `function (error) {…}`: the last argument of a call in Node's callback style. */
function isNodeCallback(fn: FunctionNode): boolean {
  return /^(err|error|e|_err|dbErr|erro)$/.test(fn.params[0]?.name ?? '');
}

function takesStatement(analysis: Analysis, call: Call): boolean {
  if (!STATEMENT_METHODS.has(lastName(call.callee))) return false;
  const text = constantText(analysis, call.args[0]?.value);
  return text !== undefined && isSql(text);
}

/** Awaited, returned, stored or passed on: whoever waits for the call waits for the callback. */
function isResultUsed(call: Call): boolean {
  let at: Node = call;
  while (at.parent.kind === 'member' || (at.parent.kind === 'call' && at.parent.callee === at)) at = at.parent;
  return at.parent.kind !== 'expression';
}

const parts = new WeakMap<Analysis, Map<FunctionNode, readonly FunctionNode[]>>();

/** The function and, in source order, the nested functions that run as part of it. */
export function partsOf(analysis: Analysis, fn: FunctionNode): readonly FunctionNode[] {
  let ofFile = parts.get(analysis);
  if (ofFile === undefined) {
    ofFile = new Map();
    parts.set(analysis, ofFile);
  }
  let known = ofFile.get(fn);
  if (known === undefined) {
    known = [
      fn,
      ...fn.functions.flatMap((nested) => (runningOf(analysis, nested) === undefined ? [] : partsOf(analysis, nested))),
    ];
    ofFile.set(fn, known);
  }
  return known;
}

/** Calls of the function and its parts, in source order. */
export function callsOf(analysis: Analysis, fn: FunctionNode): readonly Call[] {
  const all = partsOf(analysis, fn).flatMap((part) => part.calls);
  return partsOf(analysis, fn).length === 1 ? all : [...all].sort((one, two) => one.start - two.start || two.end - one.end);
}

/** The functions of an item that are no part of another one: each is looked at by itself. */
export function isOwnFunction(analysis: Analysis, fn: FunctionNode): boolean {
  return runningOf(analysis, fn) === undefined;
}
