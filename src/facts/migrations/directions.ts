/** The two ways of a migration: what it does, and what takes it back. */
import type { FunctionNode, Item, Statement } from '#code/model';
import { DOWN_NAMES, UP_NAMES } from '#libraries/migration-steps';
import type { Analysis } from '../analysis';
import { callsWithin, sitesOf } from '../entries/sites';

/** What takes a migration back; `none`: no such function. */
export type Down = 'none' | 'empty' | 'throws' | 'works';

const HANDLES = /^(?:knex|queryInterface|queryRunner|schema|db|trx|pgm|op)$/;

export function upsOf(analysis: Analysis, item: Item): readonly FunctionNode[] {
  return sitesOf(item).functions.filter((fn) => UP_NAMES.has(fn.name) && isMigration(analysis, fn));
}

export function downsOf(analysis: Analysis, item: Item): readonly FunctionNode[] {
  return sitesOf(item).functions.filter((fn) => DOWN_NAMES.has(fn.name) && isMigration(analysis, fn));
}

/** By where the file is, or by what the function is handed. */
function isMigration({ pathRole }: Analysis, { params }: FunctionNode): boolean {
  return pathRole === 'migration' || HANDLES.test(params[0]?.name ?? '');
}

/** Tools of which every migration can have a way back; a project's own runner may know forward only. */
export function knowsWayBack({ model }: Analysis, { params }: FunctionNode): boolean {
  return model.language === 'python' || /^(?:knex|queryInterface|queryRunner|pgm)$/.test(params[0]?.name ?? '');
}

/** Of the file as a whole: the two may stand far from one another. */
export function downOf(analysis: Analysis): Down {
  const downs = analysis.itemsWhere(mayGoDown).flatMap((item) => downsOf(analysis, item));
  const first = downs[0];
  return first === undefined ? 'none' : stateOf(first);
}

/** Whether the way up does anything. */
export function goesUp(analysis: Analysis): boolean {
  return analysis.itemsWhere(mayGoUp).some((item) => upsOf(analysis, item).some((fn) => callsWithin(fn).length > 0));
}

const mayGoDown = (item: Item): boolean => sitesOf(item).functions.some(({ name }) => DOWN_NAMES.has(name));
const mayGoUp = (item: Item): boolean => sitesOf(item).functions.some(({ name }) => UP_NAMES.has(name));

export function stateOf(fn: FunctionNode): Down {
  const body = fn.body.filter((statement) => !isNothing(statement));
  if (body.some(({ kind }) => kind === 'throw')) return 'throws';
  return body.length === 0 || callsWithin(fn).length === 0 ? 'empty' : 'works';
}

/** `pass`, a docstring, a bare `return`. */
function isNothing(statement: Statement): boolean {
  if (statement.kind === 'other-statement') return true;
  return statement.kind === 'expression' && statement.expression.kind === 'literal';
}
