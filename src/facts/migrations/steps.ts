/** Steps of a migration that cost a table in use something: rows, columns, or the time its writers wait. */
import { type Call, type Expression, type FunctionNode, type Item, type Node, type Place, placeOf } from '#code/model';
import { NEW_TABLES, SAFE_SQL, SQL_CALLS, SQL_STEPS, STEP_CALLS, type StepKind, WEIGHED_STEP } from '#libraries/migration-steps';
import type { Analysis } from '../analysis';
import { callsWithin, sitesOf } from '../entries/sites';
import { isFalse, isTrue } from '../literals';
import { lettersOf } from '../name-words';
import { lastName } from '../origins/full-name';
import { type Remark, remarksOf } from '../written/remarks';
import { upsOf } from './directions';

export interface MigrationStep {
  readonly place: Place;
  readonly kind: StepKind;
  readonly what: string;
  /** What makes it harmless, or says why it may be. */
  readonly safe: string | undefined;
}

export function stepsOf(analysis: Analysis, item: Item): readonly MigrationStep[] {
  const found = upsOf(analysis, item).flatMap((fn) => stepsIn(analysis, callsWithin(fn), fn));
  return analysis.model.language === 'python' && found.length === 0 ? djangoSteps(analysis, item) : found;
}

/** Operations of a class, in whatever list they stand. */
function djangoSteps(analysis: Analysis, item: Item): readonly MigrationStep[] {
  if (analysis.pathRole !== 'migration' || item.classes.every(({ name }) => name !== 'Migration')) return [];
  const operations = sitesOf(item).calls.filter(
    (call) => /^migrations\.|Concurrently$/.test(analysis.textOf(call.callee)) && !isStateOnly(call),
  );
  return stepsIn(analysis, operations, undefined);
}

/** `SeparateDatabaseAndState(state_operations=[…])`: the database sees nothing of it. */
function isStateOnly(call: Call): boolean {
  for (let at: Node = call; at.kind !== 'item'; at = at.parent) {
    const { parent }: { readonly parent: Node } = at;
    if (parent.kind === 'call' && parent.args.some(({ name, value }) => name === 'state_operations' && value === at)) return true;
  }
  return false;
}

function stepsIn(analysis: Analysis, calls: readonly Call[], fn: FunctionNode | undefined): readonly MigrationStep[] {
  const made = new Set(calls.flatMap(tablesMade));
  const found: MigrationStep[] = [];
  for (const call of calls) {
    if (made.has(tableOf(call)) || isInNewTable(call)) continue;
    const step = stepOf(analysis, call, made);
    if (step === undefined) continue;
    const safe = step.safe ?? weighed(analysis, call, fn);
    found.push({ ...step, place: placeOf(call), safe });
  }
  return found;
}

type Found = Omit<MigrationStep, 'place'>;

function stepOf(analysis: Analysis, call: Call, made: ReadonlySet<string>): Found | undefined {
  const name = lettersOf(lastName(call.callee));
  if (SQL_CALLS.has(name)) return sqlStep(call, made);
  if (name === 'addindexconcurrently') return { kind: 'locks', what: 'builds an index', safe: 'the index is built concurrently' };
  if (name === 'altercolumn') return alteredColumn(call);
  if (name === 'addcolumn') return addedColumn(call);
  if (name === 'notnullable' || name === 'alter') return knexColumn(call, name);
  const row = STEP_CALLS.get(name);
  if (row === undefined) return undefined;
  const isDjango = /^migrations\./.test(analysis.textOf(call.callee));
  const safe =
    isSet(call, 'postgresql_concurrently') || isSet(call, 'concurrently') ? 'the index is built concurrently' : undefined;
  const isUnchecked = isSet(call, 'postgresql_not_valid') ? 'rows that are there are not checked' : undefined;
  return { kind: isDjango && row.kind === 'locks' ? 'quiet' : row.kind, what: row.what, safe: safe ?? isUnchecked };
}

/** Alembic: what it sets says what it costs. */
function alteredColumn(call: Call): Found | undefined {
  const has = (name: string): boolean => call.args.some((each) => each.name === name);
  if (has('new_column_name')) return { kind: 'loses', what: 'renames a column', safe: undefined };
  if (has('type_')) return { kind: 'locks', what: 'changes the type of a column', safe: undefined };
  return isFalse(argument(call, 'nullable')) ? { kind: 'locks', what: 'makes a column not null', safe: undefined } : undefined;
}

/** A column that no row has a value for. */
function addedColumn(call: Call): Found | undefined {
  const what = 'adds a column that is not null and has no default';
  for (const { value } of call.args) {
    const column = value.kind === 'call' ? value : undefined;
    const options = value.kind === 'object' ? value : column?.args[0]?.value.kind === 'object' ? column.args[0].value : undefined;
    if (options !== undefined) {
      const given = new Map(options.entries.map(({ key, value: set }) => [key, set]));
      if (given.has(undefined) || given.has('default') || given.has('defaultValue') || given.has('isGenerated')) return undefined;
      const isTypeorm = column !== undefined && lastName(column.callee) === 'TableColumn';
      if (isTypeorm ? !isTrue(given.get('isNullable')) : isFalse(given.get('allowNull')))
        return { kind: 'locks', what, safe: undefined };
    } else if (column !== undefined && lastName(column.callee) === 'Column') {
      if (isFalse(argument(column, 'nullable')) && argument(column, 'server_default') === undefined)
        return { kind: 'locks', what, safe: undefined };
    }
  }
  return undefined;
}

/** Knex: `table.string('a').notNullable()` in a table that is there, `….alter()`. */
function knexColumn(call: Call, name: string): Found | undefined {
  const chain = chainNames(call);
  if (name === 'alter') return call.args.length === 0 ? { kind: 'locks', what: 'changes a column', safe: undefined } : undefined;
  if (chain.includes('defaultTo') || chain.includes('alter') || !isInTable(call)) return undefined;
  return { kind: 'locks', what: 'adds a column that is not null and has no default', safe: undefined };
}

/** All names of the chain the call stands in. */
function chainNames(call: Call): readonly string[] {
  const names: string[] = [];
  let top: Expression = call;
  for (;;) {
    const parent: Node = top.parent;
    if ((parent.kind === 'member' && parent.object === top) || (parent.kind === 'call' && parent.callee === top)) top = parent;
    else break;
  }
  let at: Expression = top;
  while (at.kind === 'call' || at.kind === 'member') {
    if (at.kind === 'member') names.push(at.property);
    at = at.kind === 'call' ? at.callee : at.object;
  }
  return names;
}

function isInTable(call: Call): boolean {
  return holders(call).some((name) => name === 'altertable' || name === 'table');
}

function isInNewTable(call: Call): boolean {
  return holders(call).some((name) => NEW_TABLES.has(name));
}

/** Calls that are handed the functions the call stands in. */
function holders(call: Call): readonly string[] {
  const names: string[] = [];
  for (let at: Node = call; at.kind !== 'item'; at = at.parent)
    if (at.kind === 'call' && at !== call) names.push(lettersOf(lastName(at.callee)));
  return names;
}

function sqlStep(call: Call, made: ReadonlySet<string>): Found | undefined {
  const text = sqlOf(call.args[0]?.value);
  if (text === undefined) return undefined;
  const statements = statementsOf(text);
  for (const statement of statements) {
    for (const { pattern, kind, what } of SQL_STEPS) {
      const match = pattern.exec(statement);
      if (match === null) continue;
      const table = match.groups?.table ?? '';
      if (made.has(lettersOf(table))) break;
      return { kind, what, safe: undefined };
    }
    if (SAFE_SQL.test(statement)) return { kind: 'locks', what: 'changes a table', safe: statement.slice(0, 60) };
  }
  return undefined;
}

/** Small letters, white space folded, comments gone. */
function statementsOf(sql: string): readonly string[] {
  const plain = sql
    .toLowerCase()
    .replace(/--[^\n]*/g, ' ')
    .replace(/\s+/g, ' ');
  return plain.split(';').map((each) => each.trim());
}

const NEW_TABLE = /^create (?:(?:temp(?:orary)?|unlogged) )?table (?:if not exists )?["`[]?([\w.]+)/;

/** Letters and digits alone. */
function tablesMade(call: Call): readonly string[] {
  const name = lettersOf(lastName(call.callee));
  if (NEW_TABLES.has(name)) return [tableOf(call)];
  const sql = SQL_CALLS.has(name) ? sqlOf(call.args[0]?.value) : undefined;
  return sql === undefined ? [] : statementsOf(sql).flatMap((each) => lettersOf(NEW_TABLE.exec(each)?.[1] ?? '') || []);
}

function sqlOf(value: Expression | undefined): string | undefined {
  if (value?.kind === 'literal') return typeof value.value === 'string' ? value.value : undefined;
  if (value?.kind === 'template') return value.parts.map((part) => (typeof part === 'string' ? part : 'x')).join('');
  return value?.kind === 'call' ? sqlOf(value.args[0]?.value) : undefined;
}

/** Alembic names what it makes first, and then the table. */
const NAMED_FIRST: ReadonlySet<string> = new Set([
  'createindex',
  'createuniqueconstraint',
  'createforeignkey',
  'createcheckconstraint',
]);

/** The table, letters and digits alone; '' where it is not written as a text. */
function tableOf(call: Call): string {
  const name = lettersOf(lastName(call.callee));
  const keyed = argument(call, 'model_name') ?? argument(call, 'name') ?? argument(call, 'table_name');
  const isSecond = NAMED_FIRST.has(name) && call.args[1] !== undefined && !isFirstTable(call);
  const value = keyed ?? call.args[isSecond ? 1 : 0]?.value;
  if (value?.kind === 'literal' && typeof value.value === 'string') return lettersOf(value.value);
  const named = value?.kind === 'call' ? value.args[0]?.value : undefined;
  const nameEntry = named?.kind === 'object' ? named.entries.find(({ key }) => key === 'name')?.value : undefined;
  return nameEntry?.kind === 'literal' && typeof nameEntry.value === 'string' ? lettersOf(nameEntry.value) : '?';
}

/** TypeORM names the table first. */
function isFirstTable(call: Call): boolean {
  return call.callee.kind === 'member' && call.callee.object.kind === 'identifier' && call.callee.object.name === 'queryRunner';
}

function argument(call: Call, name: string): Expression | undefined {
  return call.args.find((each) => each.name === name)?.value;
}

/** As a keyword, or as a key of an object that is handed over. */
function isSet(call: Call, name: string): boolean {
  if (isTrue(argument(call, name))) return true;
  return call.args.some(({ value }) => value.kind === 'object' && isTrue(value.entries.find(({ key }) => key === name)?.value));
}

/** What a comment of the migration says about it. */
function weighed(analysis: Analysis, call: Call, fn: FunctionNode | undefined): string | undefined {
  const { item } = placeOf(call);
  const isNear = (remark: Remark): boolean => {
    const at = remark.lines[0]?.place.start ?? 0;
    return fn === undefined || (at >= fn.start && at <= fn.end);
  };
  return remarksOf(analysis, item, (text) => WEIGHED_STEP.test(text))
    .find(isNear)
    ?.text.slice(0, 80);
}
