/**
 * Inside which transaction something happens: a callback, a `with` block, a decorator, begin … commit by hand, the next
 * commit of a session (unit of work), a handle the caller hands in, or none.
 */
import type { Call, Expression, FunctionNode, Node } from '#code/model';
import { placeOf } from '#code/model';
import { PYTHON_STORES } from '#libraries/python-stores';
import {
  COMMIT_CALLS,
  PYTHON_SQL_DRIVERS,
  TRANSACTION_BLOCKS,
  TRANSACTION_DECORATORS,
  TRANSACTION_NAMES,
  TRANSACTION_TYPES,
} from '#libraries/sql';
import type { Analysis } from './analysis';
import { chainOf, chainTo } from './call-chain';
import type { Condition } from './condition';
import type { Where } from './fact';
import { lastName, writtenName } from './full-name';
import { callsOf, hasTransactionWord, runningOf } from './inline-functions';
import { keywordsOf, optionsOf } from './options';
import { following } from './order';
import { type Origin, parameterOf } from './origin';
import { isRequestParameter } from './request-values';
import { driverOf } from './sql-driver';
import { markersOf } from './transaction-markers';
import { isWithin, walkBody } from './walk';

const STORE_PACKAGES: ReadonlySet<string> = new Set([...PYTHON_SQL_DRIVERS, ...PYTHON_STORES].flatMap((each) => each.packages));

export type TransactionScope =
  /** One transaction that this function begins (or is run in by a decorator): effects with the same `id` commit together. */
  | { readonly kind: 'own'; readonly id: Node; readonly where: Where; readonly what: string }
  /** The caller's: a `tx` parameter, a session whose commit is elsewhere. */
  | { readonly kind: 'handed-in'; readonly where: Where; readonly what: string }
  /** Commits by itself; `on` is what the project may say against it (a transaction for every request). */
  | { readonly kind: 'none'; readonly looked: string; readonly on: readonly Condition[] }
  | { readonly kind: 'unknown'; readonly why: string };

export interface Written {
  /** The call that writes; the call of the helper that does. */
  readonly call: Call;
  /** The function whose path is looked at. */
  readonly root: FunctionNode;
  readonly handle: Origin;
  readonly store: string;
  readonly commits: 'statement' | 'unit';
}

export function transactionOf(analysis: Analysis, written: Written): TransactionScope {
  const { call, root, commits } = written;
  const block = enclosingScope(analysis, written) ?? decoratorScope(analysis, root) ?? manualScope(analysis, call, root);
  if (block !== undefined && block.kind !== 'unknown') return block;
  if (commits === 'unit' && !isAutocommit(analysis, written.handle, root))
    return unitScope(analysis, written) ?? block ?? elsewhere(analysis, written);
  // Of a handle nobody knows, a commit afterwards says that it does not commit by itself.
  const unit = isUnknown(analysis, written.handle) ? unitScope(analysis, written) : undefined;
  return handedIn(analysis, written) ?? unit ?? block ?? unclearHandle(written) ?? NO_TRANSACTION;
}

/** The transaction that a call (of a helper, say) is surrounded by, whatever it writes with. */
export function surroundingScope(analysis: Analysis, call: Call, root: FunctionNode): TransactionScope | undefined {
  const written: Written = { call, root, handle: { kind: 'unknown', why: '' }, store: '', commits: 'statement' };
  return enclosingScope(analysis, written) ?? decoratorScope(analysis, root) ?? manualScope(analysis, call, root);
}

const NO_TRANSACTION: TransactionScope = {
  kind: 'none',
  looked: 'the calls around it',
  on: [{ kind: 'app', trait: 'transaction' }],
};

/** What the chain of the callee begins with: `tx` of `tx.order.create`. */
function handleRoot(analysis: Analysis, call: Call): Expression {
  return chainTo(analysis, call.callee).root;
}

const own = (id: Node, at: Node, what: string): TransactionScope => ({ kind: 'own', id, where: placeOf(at), what });

/** Callbacks, `with` blocks and lists of operations, from the inside out. */
function enclosingScope(analysis: Analysis, written: Written): TransactionScope | undefined {
  let inside: Node = written.call;
  while (inside !== written.root && inside.kind !== 'item') {
    const { parent }: { parent: Node } = inside;
    if (inside.kind === 'fn') {
      const running = runningOf(analysis, inside);
      if (running?.as === 'transaction') {
        if (isAround(analysis, written, running.call, inside))
          return { kind: 'none', looked: 'it goes around the transaction it stands in', on: [] };
        return own(running.call, running.call.callee, writtenName(running.call.callee));
      }
    } else if (parent.kind === 'with' && parent.body.some((statement) => statement === inside)) {
      const scope = blockScope(analysis, parent, written);
      if (scope !== undefined) return scope;
    } else if (parent.kind === 'array') {
      const list = parent.parent;
      if (list.kind === 'call' && list.args.some((arg) => arg.value === parent) && isBatch(list))
        return own(list, list.callee, writtenName(list.callee));
    }
    inside = parent;
  }
  return undefined;
}

/** `prisma.$transaction([a, b])`, D1's and libsql's `db.batch([a, b])`. */
function isBatch(call: Call): boolean {
  const name = lastName(call.callee);
  return name === '$transaction' || name === 'batch' || name === 'transaction';
}

/** Stores whose transaction is the handle given to the callback: what is called on another handle takes no part. */
const HANDLE_STORES: ReadonlySet<string> = new Set(['prisma', 'knex', 'drizzle', 'kysely', 'typeorm']);

function isAround(analysis: Analysis, written: Written, host: Call, fn: FunctionNode): boolean {
  if (!HANDLE_STORES.has(written.store) || fn.params.length === 0) return false;
  const root = handleRoot(analysis, written.call);
  if (root.kind !== 'identifier') return false;
  const binding = analysis.bindingOf(root.name, root);
  if (binding?.kind === 'parameter' && isWithin(binding.fn, fn)) return false;
  if (binding?.kind === 'declaration' && isWithin(binding.node, fn)) return false;
  if (written.store === 'typeorm') return true;
  const base = host.callee.kind === 'member' ? writtenName(host.callee.object) : '';
  const mine = writtenName(written.call.callee);
  return base !== '' && (mine === base || mine.startsWith(`${base}.`));
}

function blockScope(analysis: Analysis, block: Extract<Node, { kind: 'with' }>, written: Written): TransactionScope | undefined {
  const begun = block.items.find(({ value }) => entered(analysis, value, written) === 'transaction');
  if (begun !== undefined) return own(block, begun.value, analysis.textOf(begun.value, 60));
  // A block nobody here knows the meaning of, that hands out what is written with: it may well commit at its end.
  const root = handleRoot(analysis, written.call);
  const unclear = block.items.find(
    ({ value, target }) =>
      target?.kind === 'identifier' &&
      root.kind === 'identifier' &&
      root.name === target.name &&
      entered(analysis, value, written) === 'unknown',
  );
  return unclear && { kind: 'unknown', why: `${analysis.textOf(unclear.value, 60)} is not known` };
}

/** What entering the value of a `with` begins. */
function entered(analysis: Analysis, value: Expression, written: Written): 'transaction' | 'nothing' | 'unknown' {
  const name = lastName(value);
  if (TRANSACTION_BLOCKS.has(name) || hasTransactionWord(name)) return 'transaction';
  // Taking a connection out of a pool begins nothing.
  if (name === 'acquire' || name === 'cursor') return 'nothing';
  const origin = analysis.originOf(value);
  if (origin.kind === 'package') {
    const driver = driverOf(analysis, origin);
    // The connection of a driver commits at the end of its block; a session or cursor does not.
    if (driver?.commits !== 'unit' || isAutocommit(analysis, origin, written.root)) return 'nothing';
    return isConnection(origin.path) ? 'transaction' : 'nothing';
  }
  if (origin.kind === 'function') return entersTransaction(analysis, origin.fn) ? 'transaction' : 'nothing';
  if (origin.kind === 'project') {
    const summary = analysis.exported(origin);
    if (summary?.traits.transaction !== undefined) return 'transaction';
    return summary === undefined || summary.isOpaque ? 'unknown' : 'nothing';
  }
  return origin.kind === 'global' || origin.kind === 'expression' ? 'nothing' : 'unknown';
}

/** `psycopg.connect()`, `pool.connection()`, `sqlite3.connect()`; of SQLAlchemy nothing but `begin` commits. */
function isConnection(path: readonly string[]): boolean {
  const name = path.filter((step) => step !== '()').at(-1);
  return name === 'connection' || (name === 'connect' && path[0] === 'connect') || name === 'Connection';
}

/** A context manager of this file that commits when its block ends well. */
function entersTransaction(analysis: Analysis, fn: FunctionNode): boolean {
  return callsOf(analysis, fn).some(
    (call) => COMMIT_CALLS.has(lastName(call.callee)) || TRANSACTION_BLOCKS.has(lastName(call.callee)),
  );
}

/** `@transaction.atomic`, `@Transactional()` on the function around, on its class, or through `method_decorator`. */
function decoratorScope(analysis: Analysis, root: FunctionNode): TransactionScope | undefined {
  for (const decorator of [...root.decorators, ...(root.cls?.decorators ?? [])]) {
    const inner =
      decorator.kind === 'call' && lastName(decorator.callee) === 'method_decorator' ? decorator.args[0]?.value : undefined;
    const name = lastName(inner ?? decorator);
    if (TRANSACTION_DECORATORS.has(name) || analysis.vocabulary.transaction?.includes(name) === true)
      return own(root, decorator, `@${analysis.textOf(decorator, 60)}`);
  }
  return undefined;
}

/** `BEGIN … COMMIT`, `beginTransaction() … commit()`, `await sequelize.transaction() … t.commit()`. */
function manualScope(analysis: Analysis, call: Node, root: FunctionNode): TransactionScope | undefined {
  const { begins, commits } = markersOf(analysis, root);
  for (const begin of begins.toReversed()) {
    if (begin === call || following(begin, call) === 'no') continue;
    const commit = commits.find((each) => following(call, each) !== 'no' && following(begin, each) !== 'no');
    const isOver = commits.some((each) => following(begin, each) !== 'no' && following(each, call) !== 'no');
    if (commit !== undefined && !isOver) return own(begin, begin, analysis.textOf(begin, 60));
  }
  return undefined;
}

/** The next commit of the session or connection writes everything since the last one. */
function unitScope(analysis: Analysis, { call, root }: Written): TransactionScope | undefined {
  const { commits } = markersOf(analysis, root);
  const commit = commits.includes(call) ? call : commits.find((each) => following(call, each) !== 'no');
  return commit && own(commit, commit, analysis.textOf(commit, 60));
}

/** A unit of work without a commit here: its session is somebody else's, or nobody's that we know. */
function elsewhere(analysis: Analysis, written: Written): TransactionScope {
  const given = parameterOf(written.handle);
  const parameter = given?.fn.params[given.index];
  if (parameter !== undefined)
    return { kind: 'handed-in', where: placeOf(parameter.target), what: `${parameter.name} is committed by the caller` };
  return { kind: 'unknown', why: `no commit of ${analysis.textOf(written.call.callee, 40)} in this function` };
}

/** A parameter that is a transaction by name or type, or an option that carries one. */
function handedIn(analysis: Analysis, { call, handle, root }: Written): TransactionScope | undefined {
  const given = parameterOf(handle);
  const parameter = given?.fn.params[given.index];
  if (
    given !== undefined &&
    parameter !== undefined &&
    (TRANSACTION_NAMES.has(parameter.name) || isTransactionType(parameter.type?.name))
  ) {
    const running = runningOf(analysis, given.fn);
    const where = placeOf(parameter.target);
    const what = `${parameter.name} is the transaction`;
    return running === undefined
      ? { kind: 'handed-in', where, what }
      : own(running.call, running.call.callee, analysis.textOf(running.call.callee, 60));
  }
  const option = transactionOption(analysis, call);
  if (option === undefined) return undefined;
  const binding = option.kind === 'identifier' ? analysis.bindingOf(option.name, option) : undefined;
  if (binding?.kind === 'declaration' || binding?.kind === 'bound') return own(binding.node, option, analysis.textOf(option, 60));
  if (binding?.kind === 'parameter' && isWithin(binding.fn, root) && binding.fn !== root) {
    const running = runningOf(analysis, binding.fn);
    if (running !== undefined) return own(running.call, option, analysis.textOf(running.call.callee, 60));
  }
  return { kind: 'handed-in', where: placeOf(option), what: analysis.textOf(option, 60) };
}

function isUnknown(analysis: Analysis, handle: Origin): boolean {
  if (analysis.model.language !== 'python') return false;
  return handle.kind !== 'package' || !STORE_PACKAGES.has(handle.package);
}

/** A connection or a client that a caller passes may be one with a transaction begun. */
const CONNECTIONS = /(^|\.)(Knex|Connection|PoolClient|PoolConnection|Client|AsyncConnection|DatabaseConnection|Cursor)$/;

const CONTAINERS: ReadonlySet<string> = new Set([
  'ctx',
  'context',
  'c',
  'app',
  'fastify',
  'scope',
  'server',
  'opts',
  'options',
  'deps',
  'request',
  'req',
  'info',
]);

function unclearHandle({ handle }: Written): TransactionScope | undefined {
  const given = parameterOf(handle);
  const parameter = given?.fn.params[given.index];
  if (parameter === undefined || parameter.isField || parameter.fallback !== undefined) return undefined;
  // A request, a context or an application carries the handles of the process, not those of a transaction.
  if (isRequestParameter(parameter) || CONTAINERS.has(parameter.name)) return undefined;
  if (handle.kind !== 'parameter' && !CONNECTIONS.test(parameter.type?.name ?? '')) return undefined;
  return { kind: 'unknown', why: `what ${parameter.name === '' ? 'the parameter' : parameter.name} is, its caller decides` };
}

function isTransactionType(name: string | undefined): boolean {
  return name !== undefined && TRANSACTION_TYPES.has(name.slice(name.lastIndexOf('.') + 1));
}

const OPTIONS = ['transaction', 'session', 'transacting', 'tx', 'trx'];

/** `{ transaction: t }`, `{ session }`, `.transacting(trx)`, `.session(session)`. */
function transactionOption(analysis: Analysis, call: Call): Expression | undefined {
  for (const { value } of call.args) {
    if (value.kind !== 'object') continue;
    const { entries } = optionsOf(analysis, value);
    for (const key of OPTIONS) {
      const found = entries.get(key);
      if (found !== undefined && found.kind !== 'literal') return found;
    }
  }
  const { steps, at } = chainOf(analysis, call);
  return steps.slice(at + 1).find((step) => step.name === 'transacting' || step.name === 'session')?.call?.args[0]?.value;
}

/** The connection was told to commit each statement by itself. */
function isAutocommit(analysis: Analysis, handle: Origin, root: FunctionNode): boolean {
  const setting = driverOf(analysis, handle)?.autocommit;
  if (handle.kind !== 'package' || setting === undefined) return false;
  const isSet = (value: Expression | undefined): boolean => value?.kind === 'literal' && (value.value ?? null) === setting.value;
  for (const call of handle.calls) {
    if (call === undefined) continue;
    const { entries } = keywordsOf(analysis, call);
    if (isSet(entries.get(setting.keyword)) || isSet(optionsOf(analysis, entries.get('kwargs')).entries.get(setting.keyword)))
      return true;
  }
  let found = false;
  walkBody(root, (node) => {
    if (node.kind === 'assign' && node.target.kind === 'member' && node.target.property === setting.keyword)
      found ||= isSet(node.value);
    return !found;
  });
  return found;
}
