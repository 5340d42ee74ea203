/** What the handle of a write says of its transaction: handed in by the caller, an option that carries one, a setting, or nothing. */
import type { Call, Expression, FunctionNode } from '#code/model';
import { placeOf } from '#code/model';
import { PYTHON_STORES } from '#libraries/python-stores';
import { SQL_DRIVERS, TRANSACTION_NAMES, TRANSACTION_TYPES } from '#libraries/sql';
import type { Analysis } from '../analysis';
import { isRequestParameter } from '../input/request-values';
import { keywordsOf, optionsOf } from '../options';
import { type Origin, parameterOf } from '../origin';
import { chainOf } from '../origins/call-chain';
import { isWithin, walkBody } from '../walk';
import { runningOf } from './inline-functions';
import { driverOf } from './sql-driver';
import { own, type TransactionScope, type Written } from './transaction-scope';

const STORE_PACKAGES: ReadonlySet<string> = new Set([...SQL_DRIVERS.python, ...PYTHON_STORES].flatMap((each) => each.packages));

/** A unit of work without a commit here: its session is somebody else's, or nobody's that we know. */
export function elsewhere(analysis: Analysis, written: Written): TransactionScope {
  const given = parameterOf(written.handle);
  const parameter = given?.fn.params[given.index];
  if (parameter !== undefined)
    return { kind: 'handed-in', where: placeOf(parameter.target), what: `${parameter.name} is committed by the caller` };
  return { kind: 'unknown', why: `no commit of ${analysis.textOf(written.call.callee, 40)} in this function` };
}

/** A parameter that is a transaction by name or type, or an option that carries one. */
export function handedIn(analysis: Analysis, { call, handle, root }: Written): TransactionScope | undefined {
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

export function isUnknown(analysis: Analysis, handle: Origin): boolean {
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

/** Their rows save themselves: what they are called on is a row or a class, never a connection. */
const ACTIVE_RECORDS: ReadonlySet<string> = new Set(['django', 'mongoose', 'sequelize', 'peewee', 'tortoise']);

export function unclearHandle({ handle, store }: Written): TransactionScope | undefined {
  if (ACTIVE_RECORDS.has(store)) return undefined;
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
export function isAutocommit(analysis: Analysis, handle: Origin, root: FunctionNode): boolean {
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
