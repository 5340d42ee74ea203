/** Statements in SQL's own words that bring all their rows into memory. */

import type { Call, Expression, FunctionNode } from '#code/model';
import { placeOf } from '#code/model';
import { GO_ROWS } from '#libraries/go-stores';
import type { Analysis } from '../analysis';
import { receiverOf } from '../effects/effect-sketch';
import { entityName } from '../effects/entity-name';
import { statementAt } from '../effects/go-stores';
import { callsOf } from '../effects/inline-functions';
import { isSql, parseSql } from '../effects/sql-text';
import { type Fact, no, yes } from '../fact';
import { hasPromises } from '../language';
import { chainOf } from '../origins/call-chain';
import { constantText } from '../origins/constant-text';
import { lastName } from '../origins/full-name';
import type { ListRead } from './list-reads';

/** Calls that give all rows of their statement. */
const LISTS: ReadonlySet<string> = new Set([
  'query',
  'all',
  'fetch',
  'fetch_all',
  'any',
  'many',
  'manyOrNone',
  '$queryRaw',
  '$queryRawUnsafe',
  'raw',
  'unsafe',
]);
/** Calls that only run it: something else takes the rows. */
const RUNS: ReadonlySet<string> = new Set(['execute', 'exec', 'scalars']);
const TAKES = /^(fetchall|all|mappings|fetch_all)$/;

export function sqlList(analysis: Analysis, call: Call, fn: FunctionNode): ListRead | undefined {
  const name = lastName(call.callee);
  const inGo = GO_ROWS.has(name) ? statementAt(analysis, call) : -1;
  if (!LISTS.has(name) && !RUNS.has(name) && inGo < 0) return undefined;
  const text = inGo < 0 ? textOf(analysis, call, name) : constantText(analysis, call.args[inGo]?.value);
  if (text === undefined || !isSql(text) || !/^\s*(?:--[^\n]*\n|\s)*(select|with)\b/i.test(text)) return undefined;
  if (inGo < 0 && (RUNS.has(name) ? !takesAll(analysis, call, fn, name) : !isList(analysis, call, name))) return undefined;
  const [statement, ...more] = parseSql(text);
  if (statement === undefined || more.length > 0 || statement.operation !== 'read' || isNoList(text) || statement.table === '')
    return undefined;
  return {
    call,
    store: 'sql',
    entity: entityName(statement.table),
    label: `SELECT FROM ${statement.table}`,
    columns: statement.where.map((column) => (column === '_id' ? 'id' : column)),
    isOpen: hasOpenClause(text) || hasOtherCondition(text),
    isRelated: false,
    bound: boundOf(call, text),
    chain: undefined,
    queries: undefined,
  };
}

function textOf(analysis: Analysis, call: Call, name: string): string | undefined {
  if (name === 'all') {
    const { steps, at } = chainOf(analysis, call);
    const prepared = steps.slice(0, at).findLast((step) => step.name === 'prepare' || step.name === 'query');
    if (prepared?.call !== undefined) return constantText(analysis, prepared.call.args[0]?.value);
  }
  const first = call.args.find((arg) => arg.name === undefined || arg.name === 'query');
  return first?.spread === true ? undefined : constantText(analysis, first?.value);
}

/** `SELECT count(*)`, `SELECT 1`, the catalogue of the database itself. */
function isNoList(text: string): boolean {
  const plain = text
    .replace(/--[^\n]*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (/\bfrom ["`]?(information_schema|pg_\w+|sqlite_(master|schema)|sys)\b/i.test(plain)) return true;
  if (/\bgroup by\b/i.test(plain)) return true;
  // As many rows as keys were given.
  if (/\bin \( ?\?/i.test(plain) || /= ?any ?\(/i.test(plain)) return true;
  const list = /^select (.*?) from /i.exec(plain)?.[1] ?? '';
  if (/^(distinct on\b|exists|1$)/i.test(list)) return true;
  // A list of aggregates alone is one row.
  return (
    list !== '' &&
    /^(count|sum|avg|max|min|coalesce|bool_or|bool_and|json_agg|array_agg|jsonb_agg|total|group_concat) ?\(/i.test(list)
  );
}

function boundOf(call: Call, text: string): Fact {
  const bound =
    /\blimit\s+(?:\?|\$\d+|:\w+|%\(?\w*\)?s?|@\w+|\d+|all)|\bfetch\s+(?:first|next)\b|\bselect\s+(?:distinct\s+)?top\b|\blimit\b/i.exec(
      text,
    );
  return bound === null
    ? no('the statement')
    : yes(placeOf(call.args[0]?.value ?? call), `\`${bound[0].replace(/\s+/g, ' ')}\` in the statement`);
}

/** `… ${where}`, `… ${tail}`: a hole where no value can stand may hold anything, a limit too. */
function hasOpenClause(text: string): boolean {
  const plain = text.replace(/\s+/g, ' ').trim();
  return /(?:[\w)'"`*]) \?(?:$| )/.test(
    plain.replace(
      /\b(?:limit|offset|and|or|in|like|ilike|not|between|where|on|by|is|from|join|then|else|when|interval|any|set|values) \?/gi,
      ' ',
    ),
  );
}

const FLAG = /[\w."]+ (?:is (?:not )?null|= ?(?:true|false|0|1|'')(?!\w))/gi;

/** The clause selects by more than columns that are compared: `LOWER(name) LIKE ?`, `(${conditions})`. */
function hasOtherCondition(text: string): boolean {
  const plain = text.replace(/\s+/g, ' ');
  const where = /\bwhere (.*?)(?: group by | order by | limit |;|$)/i.exec(plain)?.[1] ?? '';
  return where.replace(FLAG, '').replace(/\b(?:and|or)\b|[()\s]/gi, '') !== '';
}

/** `rows = pool.query(…)`: all rows; `.get()`, `[0]`, `const { rows: [row] }` and their like take one. */
function isList(analysis: Analysis, call: Call, name: string): boolean {
  if (name === 'all')
    return chainOf(analysis, call).steps.some((step) => step.name === 'prepare' || step.name === 'query') || call.args.length > 0;
  return !takesOne(call);
}

function takesOne(call: Call): boolean {
  let at: Expression = call;
  while (
    at.parent.kind === 'await' ||
    at.parent.kind === 'cast' ||
    (at.parent.kind === 'member' && at.parent.property === 'rows')
  )
    at = at.parent;
  const { parent } = at;
  if (parent.kind === 'index') return true;
  if (parent.kind === 'declare') {
    const { target } = parent;
    // `const [row] = await sql…`, `const { rows: [row] } = await pool.query(…)`; mysql's `[rows]` has a name in the plural.
    const inner = target.kind === 'object-pattern' ? target.props.find((prop) => prop.key === 'rows')?.target : target;
    if (inner?.kind === 'array-pattern')
      return !/s$/.test(inner.elements[0]?.kind === 'identifier' ? inner.elements[0].name : 's');
  }
  return false;
}

/** `cur.execute(…)` followed by `cur.fetchall()`, or `conn.execute(…).fetchall()`. */
function takesAll(analysis: Analysis, call: Call, fn: FunctionNode, name: string): boolean {
  const { steps, at, whole } = chainOf(analysis, call);
  const after = steps.slice(at + 1).map((step) => step.name);
  if (after.some((each) => TAKES.test(each))) return true;
  if (after.length > 0) return false;
  if (name === 'execute' && isJavascriptRows(analysis, call)) return !takesOne(call);
  const holder = whole.parent.kind === 'await' ? whole.parent.parent : whole.parent;
  const result =
    holder.kind === 'assign' && holder.target.kind === 'identifier'
      ? holder.target.name
      : holder.kind === 'declare' && holder.target.kind === 'identifier'
        ? holder.target.name
        : receiverOf(call);
  const next = callsOf(analysis, fn).find(
    (each) =>
      each.start > call.start &&
      /^(fetchall|fetchone|fetchmany|all|mappings|first|one|scalar|scalars|one_or_none)$/.test(lastName(each.callee)) &&
      receiverOf(each) === result,
  );
  return next !== undefined && /^(fetchall|all|mappings|scalars)$/.test(lastName(next.callee)) && !isOneOf(next);
}

/** `scalars().first()` takes one. */
function isOneOf(call: Call): boolean {
  const member = call.parent;
  return member.kind === 'member' && /^(first|one|one_or_none|scalar)$/.test(member.property);
}

/** mysql2: `const [rows] = await pool.execute(…)`. */
function isJavascriptRows(analysis: Analysis, call: Call): boolean {
  return hasPromises(analysis) && call.parent.kind === 'await' && call.parent.parent.kind !== 'expression';
}
