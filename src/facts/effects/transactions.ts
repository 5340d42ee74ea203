/**
 * Inside which transaction something happens: a callback, a `with` block, a decorator, begin … commit by hand, the next
 * commit of a session (unit of work), a handle the caller hands in, or none.
 */

import type { Call, Expression, FunctionNode, Node } from '#code/model';
import { COMMIT_CALLS, TRANSACTION_BLOCKS, TRANSACTION_DECORATORS } from '#libraries/sql';
import type { Analysis } from '../analysis';
import { familyOf } from '../language';
import { lastName, writtenName } from '../origins/full-name';
import { isTeamsOwn } from '../team-names';
import { isWithin } from '../walk';
import { callsOf, hasTransactionWord, runningOf } from './inline-functions';
import { following } from './order';
import { driverOf } from './sql-driver';
import { elsewhere, handedIn, isAutocommit, isUnknown, unclearHandle } from './transaction-handles';
import { markersOf } from './transaction-markers';
import { handleRoot, NO_TRANSACTION, own, type TransactionScope, type Written } from './transaction-scope';

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
const HANDLE_STORES: ReadonlySet<string> = new Set(['prisma', 'knex', 'drizzle', 'kysely', 'typeorm', 'gorm']);

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
    if (familyOf(analysis) === 'java' && /NOT_SUPPORTED|NEVER|SUPPORTS/.test(analysis.textOf(decorator, 200))) return undefined;
    if (TRANSACTION_DECORATORS.has(name) || isTeamsOwn(analysis, 'transaction', inner ?? decorator))
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
