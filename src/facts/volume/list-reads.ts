/** Reads that bring many rows into memory at once, with what bounds them: an option, a step of the chain, the selection. */
import type { Call, Expression, FunctionNode } from '#code/model';
import { placeOf } from '#code/model';
import { GO_LISTS, JAVA_LISTS, JAVASCRIPT_LISTS, type ListQueries, PYTHON_LISTS } from '#libraries/list-queries';
import type { Analysis } from '../analysis';
import { argumentAt, handleOf, receiverOf } from '../effects/effect-sketch';
import { entityName } from '../effects/entity-name';
import { typeOf } from '../effects/go-stores';
import { selectionOf } from '../effects/selection';
import { sketchOf } from '../effects/sketches';
import { libraryOf } from '../effects/store-effects';
import { type Fact, no, unknown, yes } from '../fact';
import { keywordsOf, optionsOf } from '../options';
import { chainOf, chainTo, type Step } from '../origins/call-chain';
import { lastName, writtenName } from '../origins/full-name';
import { shapedList } from './list-shapes';
import { type RowsUse, useOfRows } from './rows-use';
import { sqlList } from './sql-lists';

export interface ListRead {
  readonly call: Call;
  readonly store: string;
  /** As `entityName` writes it; '' when not known. */
  readonly entity: string;
  readonly label: string;
  /** Columns the rows are selected by. */
  readonly columns: readonly string[];
  /** More may select them than is seen. */
  readonly isOpen: boolean;
  /** Rows that hang on one instance: `project.check_set.all()`. */
  readonly isRelated: boolean;
  readonly bound: Fact;
  /** The last call of the chain, behind which a limit can be chained; `undefined` where none can. */
  readonly chain: Expression | undefined;
  readonly queries: ListQueries | undefined;
}

const remembered = new WeakMap<Analysis, Map<FunctionNode, readonly ListRead[]>>();

/** Of the function's own code, in source order. */
export function listReads(analysis: Analysis, fn: FunctionNode): readonly ListRead[] {
  let ofFile = remembered.get(analysis);
  if (ofFile === undefined) {
    ofFile = new Map();
    remembered.set(analysis, ofFile);
  }
  let reads = ofFile.get(fn);
  if (reads === undefined) {
    reads = fn.calls.flatMap((call) => listRead(analysis, call) ?? sqlList(analysis, call, fn) ?? []);
    ofFile.set(fn, reads);
  }
  return reads;
}

const BY_STORE: ReadonlyMap<string, ListQueries> = new Map(
  [...JAVASCRIPT_LISTS, ...PYTHON_LISTS, ...JAVA_LISTS, ...GO_LISTS].map((each) => [each.store, each]),
);
const NAMES: ReadonlySet<string> = new Set([...BY_STORE.values()].flatMap(({ lists }) => lists));

/** The row of the table the call is one of: by the package of its handle, else by a shape that means one thing. */
function queriesOf(analysis: Analysis, call: Call): ListQueries | undefined {
  const library = libraryOf(handleOf(analysis, call.callee));
  const store = library?.store ?? shapedList(analysis, call);
  return store === undefined ? undefined : BY_STORE.get(store);
}

export function listRead(analysis: Analysis, call: Call): ListRead | undefined {
  const name = lastName(call.callee);
  if (!NAMES.has(name) || call.isNew) return undefined;
  const queries = queriesOf(analysis, call);
  if (queries === undefined || !queries.lists.includes(name)) return undefined;
  const { steps, at, whole } = chainOf(analysis, call);
  const isList = (step: Step | undefined): boolean => step?.call !== undefined && queries.lists.includes(step.name);
  if (steps.findIndex(isList) !== at) return undefined;
  if (isNoList(analysis, queries, call, steps)) return undefined;

  const built = queries.store === 'sqlalchemy' ? builtSteps(analysis, call) : [];
  const all = [...steps, ...built];
  const use = useOfRows(analysis, whole, [...(queries.boundSteps ?? []), ...(queries.needs ?? [])]);
  if (!isRead(queries, all, use)) return undefined;

  return {
    call,
    store: queries.store,
    label: sketchOf(analysis, call)?.label ?? writtenName(call.callee),
    ...rowsOf(analysis, queries, call, all),
    bound: boundOf(analysis, queries, call, all, use),
    chain: use.kind === 'read' || queries.needs !== undefined || !('value' in whole) ? whole : undefined,
    queries,
  };
}

export type Rows = Pick<ListRead, 'entity' | 'columns' | 'isOpen' | 'isRelated'>;

/** Which rows of which table, whatever is done with them. */
function rowsOf(analysis: Analysis, queries: ListQueries, call: Call, steps: readonly Step[]): Rows {
  const where = isCriteria(queries, call) ? argumentAt(analysis, call, queries.where) : undefined;
  const filters = queries.where === '**' ? steps.filter((step) => step.name !== 'exclude') : steps;
  const { columns, keys, isOpen } = selectionOf(analysis, where === undefined ? [] : [where], filters);
  return {
    entity: entityOf(call, steps, sketchOf(analysis, call)?.entity).replace(/_set$/, ''),
    columns,
    isOpen,
    isRelated:
      (queries.store === 'django' && !steps.some((step) => MANAGERS.test(step.name))) ||
      columns.some((column) => !STATES.test(column) && keys.some((key) => key.kind === 'identifier' && key.name === column)),
  };
}

/** The rows of a query that is handed to somebody: a view's `queryset`. */
export function rowsOfQuery(analysis: Analysis, query: Expression): Rows | undefined {
  const { steps } = chainTo(analysis, query);
  const call = steps.find((step) => step.call !== undefined && NAMES.has(step.name))?.call;
  const queries = call && queriesOf(analysis, call);
  return queries && rowsOf(analysis, queries, call, steps);
}

/** `find(criteria)`: a `where` inside of options is one, options without a `where` are none. */
function isCriteria({ where, store, boundKeys }: ListQueries, call: Call): boolean {
  const first = call.args[0]?.value;
  if (where !== '0.where|0' || first?.kind !== 'object') return store !== '';
  const isOptions = first.entries.some(({ key }) =>
    /^(where|order|relations|select|skip|take|cache|withDeleted|loadEagerRelations)$/.test(key ?? ''),
  );
  return (
    lastName(call.callee).endsWith('By') ||
    !isOptions ||
    first.entries.some(({ key }) => key === 'where') ||
    boundKeys === undefined
  );
}

/** Builders that are no read of rows: a part of another statement, a definition, a write further on. */
function isNoList(analysis: Analysis, { store }: ListQueries, call: Call, steps: readonly Step[]): boolean {
  const names = steps.map((step) => step.name);
  if (store === 'gorm') return call.args[0] === undefined || !typeOf(analysis, call.args[0].value).isMany;
  if (store === 'firestore')
    return lastName(call.callee) === 'get' && !names.some((name) => /^(collection|collectionGroup)$/.test(name));
  if (store === 'supabase') return !names.includes('from') || isHead(analysis, call);
  if (store === 'drizzle' && /^select/.test(lastName(call.callee))) return !names.includes('from') || isAggregate(call);
  if (store === 'mongodb' || store === 'pymongo') return call.callee.kind !== 'member';
  if (store === 'knex') return isAggregate(call);
  // `q = q.filter(…)` only goes on with a query that was begun before.
  if (store === 'django') return call.callee.kind !== 'member' || call.callee.object.kind !== 'member';
  return false;
}

/** `select('*', { count: 'exact', head: true })` counts. */
function isHead(analysis: Analysis, call: Call): boolean {
  return optionsOf(analysis, call.args[1]?.value).entries.has('head');
}

/** `select({ total: count() })`, `select(raw('count(*)'))`. */
function isAggregate(call: Call): boolean {
  const first = call.args[0]?.value;
  const values = first?.kind === 'object' ? first.entries.map((entry) => entry.value) : first === undefined ? [] : [first];
  return (
    values.length > 0 &&
    values.every((value) => value.kind === 'call' && /^(count|sum|avg|max|min|raw|countDistinct)$/.test(lastName(value.callee)))
  );
}

/** SQLAlchemy 2: `session.execute(select(Order).where(…))`, the statement built before or here. */
function builtSteps(analysis: Analysis, call: Call): readonly Step[] {
  const first = call.args[0]?.value;
  return first === undefined || lastName(call.callee) === 'query' ? [] : chainTo(analysis, first).steps;
}

/** Columns with few values, each of many rows: `filter(status=status)` is no owner. */
const STATES = /(?:status|state|type|kind|role|category|active|level|country|city)$/i;

/** A class's own manager, whatever it is called after; any other is a relation of one instance. */
const MANAGERS = /^(?:objects|all_objects|\w+_objects|_default_manager|_base_manager)$/;

const LAZY: ReadonlySet<string> = new Set(['django', 'peewee', 'pymongo']);

function isRead({ store, needs }: ListQueries, steps: readonly Step[], use: RowsUse): boolean {
  const names = steps.map((step) => step.name);
  if (store === 'sqlalchemy' && !names.some((name) => name === 'select' || name === 'query')) return false;
  if (needs?.some((name) => names.includes(name)) === true) return true;
  if (needs !== undefined) return use.kind === 'bounded' && needs.some((name) => use.what === `\`.${name}()\``);
  // A cursor that is gone over is read piece by piece.
  if (store === 'pymongo' || store === 'tortoise') {
    if (names.includes('to_list') || store === 'tortoise') return true;
    return use.kind === 'bounded' || (use.kind === 'read' && use.at.kind === 'call');
  }
  return !LAZY.has(store) || use.kind !== 'open';
}

function boundOf(analysis: Analysis, queries: ListQueries, call: Call, steps: readonly Step[], use: RowsUse): Fact {
  const page = queries.store === 'spring-data' ? pageGiven(analysis, call) : undefined;
  if (page !== undefined) return page;
  const at = steps.find((step) => step.call !== undefined && step.call !== call && queries.boundSteps?.includes(step.name));
  if (at?.call !== undefined) return yes(placeOf(at.call), `\`.${at.name}()\` in the query`);
  const whole = steps.find((step) => step.name === 'to_list')?.call?.args[0]?.value;
  if (whole?.kind === 'literal' && typeof whole.value === 'number') return yes(placeOf(whole), `\`to_list(${whole.value})\``);
  if (use.kind === 'bounded' && !(queries.needs ?? []).some((name) => use.what === `\`.${name}()\``))
    return yes(placeOf(use.at), use.what);
  if (queries.boundKeys === undefined) return no('the query');
  const options =
    queries.optionsAt === undefined
      ? keywordsOf(analysis, call)
      : optionsOf(analysis, call.args[optionsAt(queries, call)]?.value);
  for (const key of queries.boundKeys) {
    const value = options.entries.get(key);
    if (value !== undefined) return yes(placeOf(value), `\`${key}\` in the query`);
  }
  if (call.args.some((arg) => arg.spread)) return unknown('the arguments are spread');
  return options.open === undefined || queries.where === '0' ? no('the query') : unknown(options.open);
}

/** Spring Data's `findAll(pageable)`; a `Sort` orders all rows there are, what else is given may bound them. */
function pageGiven(analysis: Analysis, call: Call): Fact | undefined {
  const value = call.args.at(-1)?.value;
  if (value === undefined) return undefined;
  const origin = analysis.originOf(value);
  const [name = ''] = origin.kind === 'package' ? origin.path : [];
  if (name === 'Sort') return undefined;
  return /^(?:Pageable|PageRequest|Limit|ScrollPosition)$/.test(name)
    ? yes(placeOf(value), `\`${analysis.textOf(value, 40)}\` in the query`)
    : unknown(`what ${analysis.textOf(value, 40)} selects`);
}

/** TypeORM's manager is given the entity first; drizzle's `findMany` its options alone. */
function optionsAt({ store, optionsAt: position = 0 }: ListQueries, call: Call): number {
  const first = call.args[0]?.value;
  const isManager = store === 'typeorm' && first?.kind === 'identifier' && /^[A-Z]/.test(first.name);
  return isManager ? position + 1 : store === 'mikro-orm' && lastName(call.callee) === 'findAll' ? 1 : position;
}

const NAMING = /^(from|table|collection|collectionGroup|select|selectFrom|query|find|getRepository|knex|db|trx|into)$/;

function entityOf(call: Call, steps: readonly Step[], known: string | undefined): string {
  if (known !== undefined && known !== '' && known !== 'object') return known;
  for (const { name, call: at } of steps) {
    const first = at?.args[0]?.value;
    if (first === undefined || !NAMING.test(name)) continue;
    if (first.kind === 'literal' && typeof first.value === 'string') return entityName(first.value);
    if (first.kind === 'identifier' || first.kind === 'member')
      return entityName(first.kind === 'member' && /^[a-z]/.test(first.property) ? writtenName(first.object) : lastName(first));
  }
  const manager = /(?:^|\.)(\w+)\.objects\b/.exec(writtenName(call.callee))?.[1];
  return entityName(manager ?? receiverOf(call));
}
