/** Effects on stores that are spoken to in SQL: as text, as prepared statements, or as statements built from tables. */
import type { Call, Expression, FunctionNode, Template } from '#code/model';
import { PREPARED_METHODS, STATEMENT_METHODS } from '#libraries/sql';
import type { Analysis } from '../analysis';
import { keywordsOf } from '../options';
import type { Origin } from '../origin';
import { chainOf, chainTo, type Step } from '../origins/call-chain';
import { constantText } from '../origins/constant-text';
import { followed } from '../origins/followed';
import { lastName } from '../origins/full-name';
import { walkBody } from '../walk';
import { fieldsOf, handleOf, type Sketch } from './effect-sketch';
import { entityName } from './entity-name';
import { statementAt } from './go-stores';
import { isRelativeTo, storeRepeat } from './repeatable';
import { selectionOf } from './selection';
import { driverOf } from './sql-driver';
import { isSql, parseSql, type SqlStatement } from './sql-text';

export function sqlEffect(analysis: Analysis, call: Call): Sketch | undefined {
  const handle = handleOf(analysis, call.callee);
  const built = builtStatement(analysis, call, handle);
  if (built !== undefined) return built;
  const text = statementText(analysis, call);
  if (text === undefined || !isSql(text)) return undefined;
  const statements = parseSql(text);
  const statement = statements.find((each) => isWrite(each)) ?? statements.find((each) => each.operation === 'read');
  // A prepared statement's text was given before; here all arguments are its parameters.
  const inGo = statementAt(analysis, call);
  const isPrepared = inGo < 0 && constantText(analysis, call.args[0]?.value) !== text;
  const values = call.args.slice(isPrepared ? 0 : Math.max(inGo, 0) + 1).flatMap(({ value }) => parametersOf(analysis, value));
  return statement && toSketch(analysis, call, statement, handle, values);
}

/** Tagged templates that are executed where they stand: `await sql`INSERT …``, `prisma.$executeRaw`…``. */
export function taggedTemplates(fn: FunctionNode): readonly Template[] {
  const found: Template[] = [];
  walkBody(fn, (node) => {
    if (node.kind === 'template' && node.tag !== undefined && /^(await|return|expression|array)$/.test(node.parent.kind))
      found.push(node);
    return undefined;
  });
  return found;
}

const calls = new WeakMap<Template, Call>();

/** A tagged template is a call of its tag, whose arguments are the holes; the same one each time it is asked for. */
function asCall(template: Template, tag: Expression): Call {
  let call = calls.get(template);
  if (call === undefined) {
    const { start, end, parent } = template;
    call = { kind: 'call', start, end, parent, callee: tag, args: [], isNew: false, argsEnd: -1, typeArgs: '' };
    calls.set(template, call);
  }
  return call;
}

export function taggedEffect(analysis: Analysis, template: Template): Sketch | undefined {
  const { tag } = template;
  const text = tag && constantText(analysis, template);
  if (tag === undefined || text === undefined || !isSql(text)) return undefined;
  const statement = parseSql(text).find((each) => isWrite(each) || each.operation === 'read');
  const holes = template.parts.filter((part): part is Expression => typeof part !== 'string');
  return statement && toSketch(analysis, asCall(template, tag), statement, handleOf(analysis, tag), holes);
}

function isWrite({ operation }: SqlStatement): boolean {
  return operation === 'create' || operation === 'update' || operation === 'delete' || operation === 'upsert';
}

/** The text a call executes: its first argument, its own tagged template, or what was prepared before. */
function statementText(analysis: Analysis, call: Call): string | undefined {
  const name = lastName(call.callee);
  if (PREPARED_METHODS.has(name) || (name === 'bind' && isInBatch(call))) {
    const { steps, at } = chainOf(analysis, call);
    const prepared = steps.slice(0, at).findLast((step) => step.name === 'prepare');
    if (prepared?.call !== undefined) return constantText(analysis, prepared.call.args[0]?.value);
  }
  const inGo = statementAt(analysis, call);
  if (inGo >= 0) return constantText(analysis, call.args[inGo]?.value);
  if (!STATEMENT_METHODS.has(name)) return undefined;
  const first = call.args.find((arg) => arg.name === undefined || arg.name === 'query' || arg.name === 'statement');
  return first?.spread === true ? undefined : constantText(analysis, first?.value);
}

/** Cloudflare's D1 runs bound statements together: `db.batch([db.prepare("…").bind(1)])`. */
function isInBatch({ parent }: Call): boolean {
  return parent.kind === 'array' && parent.parent.kind === 'call' && lastName(parent.parent.callee) === 'batch';
}

function toSketch(
  analysis: Analysis,
  call: Call,
  statement: SqlStatement,
  handle: Origin,
  values: readonly Expression[],
): Sketch {
  const { operation, table, conflict } = statement;
  const relative = statement.isRelative ? 'changes the value that is there' : relativeParameter(analysis, statement, values);
  const verb =
    { create: 'INSERT INTO', upsert: 'upsert of', update: 'UPDATE', delete: 'DELETE FROM', read: 'SELECT FROM' }[
      String(operation)
    ] ?? 'SQL on';
  const isRepeatable =
    operation === 'read' ||
    operation === 'delete' ||
    (relative === undefined && (operation !== 'create' || conflict !== undefined));
  return {
    kind: operation === 'read' ? 'store-read' : 'store-write',
    call,
    entity: entityName(table),
    operation: operation === 'begin' || operation === 'commit' || operation === 'rollback' ? 'other' : operation,
    label: `${verb} ${table === '' ? 'a table' : table}`,
    store: 'sql',
    data: call.args[Math.max(statementAt(analysis, call), 0) + 1]?.value,
    fields: fieldsByPosition(statement, values),
    isOpen: statement.columns.length === 0,
    selects: statement.where.map((column) => (column === '_id' ? 'id' : column)),
    keys: whereValues(statement, values, call),
    isRepeatable,
    why: relative ?? whyOf(operation, conflict),
    handle,
    commits: commitsOf(analysis, handle),
    confidence: 'high',
  };
}

function whyOf(operation: SqlStatement['operation'], conflict: SqlStatement['conflict']): string {
  if (conflict !== undefined) return `a conflict is ${conflict}`;
  if (operation === 'read') return 'reads only';
  if (operation === 'delete') return 'what is gone stays gone';
  return operation === 'update' ? 'sets the same values again' : 'writes another row';
}

/** Parameters in a list, a tuple or an object; several arguments are several parameters. */
function parametersOf(analysis: Analysis, value: Expression): readonly Expression[] {
  const at = followed(analysis, value);
  if (at.kind === 'array') return at.elements;
  if (at.kind === 'object') return at.entries.map((entry) => entry.value);
  return at.kind === 'function' ? [] : [value];
}

/** `VALUES (%s, %s)` with as many parameters as columns: each column has its value. */
function fieldsByPosition(statement: SqlStatement, values: readonly Expression[]): ReadonlyMap<string, Expression> {
  const fields = new Map<string, Expression>();
  if (statement.columns.length <= values.length)
    statement.columns.forEach((column, index) => {
      const value = values[index];
      if (value !== undefined) fields.set(column, value);
    });
  return fields;
}

/** The parameters of the WHERE clause, by number, by order or by name. */
function whereValues(statement: SqlStatement, values: readonly Expression[], call: Call): readonly Expression[] {
  const named = call.args[1]?.value;
  const entries = named?.kind === 'object' ? new Map(named.entries.map((entry) => [entry.key, entry.value])) : undefined;
  return statement.whereHoles.flatMap((hole) => (typeof hole === 'number' ? values[hole] : entries?.get(hole)) ?? []);
}

function relativeParameter(analysis: Analysis, statement: SqlStatement, values: readonly Expression[]): string | undefined {
  if (statement.operation !== 'update') return undefined;
  const column = statement.columns.find((each) => values.some((value) => isRelativeTo(analysis, value, each)));
  return column === undefined ? undefined : `${column} is computed from its old value`;
}

/** Whether a connection of this driver writes by itself or by its next commit; unknown handles are taken for the former. */
export function commitsOf(analysis: Analysis, handle: Origin): 'statement' | 'unit' {
  return driverOf(analysis, handle)?.commits ?? 'statement';
}

/** `session.execute(insert(Order).values(…))`, `conn.execute(orders.update().where(…).values(…))`, `.scalars(select(…))`. */
function builtStatement(analysis: Analysis, call: Call, handle: Origin): Sketch | undefined {
  const first = call.args[0]?.value;
  if (!/^(execute|scalar|scalars|exec|fetch_one|fetch_all)$/.test(lastName(call.callee)) || first === undefined) return undefined;
  const { root, steps } = chainTo(analysis, first);
  const at = steps.findIndex((step) => step.call !== undefined && /^(insert|update|delete|select)$/.test(step.name));
  const verb = steps[at];
  if (verb?.call === undefined) return undefined;
  const operation =
    verb.name === 'insert' ? 'create' : verb.name === 'select' ? 'read' : verb.name === 'update' ? 'update' : 'delete';
  const subject = verb.call.args[0]?.value ?? (root.kind === 'identifier' ? root : undefined);
  const rest = steps.slice(at + 1);
  const values = rest.find((step) => step.name === 'values')?.call;
  const given = values === undefined ? { fields: new Map<string, Expression>(), isOpen: true } : valuesOf(analysis, values, call);
  const selection = selectionOf(analysis, [], rest);
  const data = values?.args[0]?.value ?? call.args[1]?.value;
  const conflict = rest.find((step) => /^on_(conflict|duplicate)/.test(step.name));
  const isUpsert = conflict !== undefined && /update$/.test(conflict.name);
  const name = subject === undefined ? '' : tableOf(subject);
  return {
    kind: operation === 'read' ? 'store-read' : 'store-write',
    call,
    entity: entityName(name),
    operation: isUpsert ? 'upsert' : operation,
    label: `${verb.name}(${name})`,
    store: 'sqlalchemy',
    data,
    ...given,
    selects: selection.isOpen ? undefined : selection.columns,
    keys: selection.keys,
    ...storeRepeat(analysis, {
      call: verb.call,
      operation: isUpsert ? 'upsert' : operation,
      fields: given.fields,
      data,
      after: rest as Step[],
    }),
    handle,
    commits: commitsOf(analysis, handle),
    confidence: handle.kind === 'package' ? 'high' : 'medium',
  };
}

/** `Order` in `select(Order)` and, by its columns, in `select(Order.id)`. */
function tableOf(subject: Expression): string {
  const isColumn = subject.kind === 'member' && subject.object.kind === 'identifier' && /^[A-Z]/.test(subject.object.name);
  return lastName(isColumn ? subject.object : subject);
}

function valuesOf(analysis: Analysis, values: Call, call: Call): { fields: ReadonlyMap<string, Expression>; isOpen: boolean } {
  const keywords = keywordsOf(analysis, values);
  if (keywords.entries.size > 0) return { fields: keywords.entries, isOpen: keywords.open !== undefined };
  return fieldsOf(analysis, values.args[0]?.value ?? call.args[1]?.value);
}
