/**
 * Statements of SQL as far as a reviewer reads them in passing: what is written, by which columns it is selected, what a
 * conflict does. It is no parser: what it does not recognise is not there. Holes of templates arrive as `?`.
 */
import type { Operation } from '#libraries/stores';

export interface SqlStatement {
  readonly operation: Operation | 'begin' | 'commit' | 'rollback';
  /** As written; '' when it is a hole. */
  readonly table: string;
  /** Columns that are given values, where they are listed. */
  readonly columns: readonly string[];
  /** Columns of the WHERE clause. */
  readonly where: readonly string[];
  /** Holes of the WHERE clause: their position among all of the statement's holes, or their names. */
  readonly whereHoles: readonly (number | string)[];
  /** What a unique conflict does instead of failing. */
  readonly conflict: 'ignored' | 'updated' | undefined;
  /** A column is computed from its own old value: `balance = balance - ?`. */
  readonly isRelative: boolean;
  /** `FOR UPDATE`, `FOR SHARE`, advisory locks. */
  readonly locks: boolean;
}

/** True when text is likely a statement, so that a method that takes any text is taken for one of a database. */
export function isSql(text: string): boolean {
  return /^\s*(?:--[^\n]*\n|\/\*[\s\S]*?\*\/|\s)*(?:insert\s+(?:ignore\s+|or\s+\w+\s+)?into\b|update\s+[\w."`[\]?]+(?:\s+(?:as\s+)?\w+)?\s+set\b|delete\s+from\b|select\b[\s\S]*\b(?:from\b|\()|with\s+(?:recursive\s+)?\w+(?:\s*\([^)]*\))?\s+as\s|merge\s+into\b|replace\s+into\b|truncate\b|begin\b|start\s+transaction\b|commit\b|rollback\b|create\s|alter\s|drop\s)/i.test(
    text,
  );
}

export function parseSql(text: string): readonly SqlStatement[] {
  const statements = plain(text);
  // What a trigger or a function will do one day is not done here.
  if (/^ ?(create|alter|drop) /i.test(statements)) return [];
  return statements
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => parseStatement(part) ?? []);
}

/** Comments gone, string literals empty, white space folded. */
function plain(text: string): string {
  return text
    .replace(/--[^\n]*/g, ' ')
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/\s+/g, ' ');
}

const NAME = String.raw`((?:["\`[]?[\w?$]+["\`\]]?\.)?["\`[]?[\w?$-]+["\`\]]?)`;
const INSERT = new RegExp(
  String.raw`\b(insert(?: ignore| or \w+)?|replace)(?: into)? ${NAME}(?: as \w+)? ?(?:\(([^()]*)\))?`,
  'i',
);
const UPDATE = new RegExp(String.raw`\bupdate(?: only| ignore| or \w+)? ${NAME}(?: (?:as )?(?!set\b)\w+)? set (.*)$`, 'i');
const DELETE = new RegExp(String.raw`\b(?:delete from(?: only)?|truncate(?: table)?(?: only)?) ${NAME}`, 'i');
const MERGE = new RegExp(String.raw`\bmerge into ${NAME}`, 'i');
const SELECT = new RegExp(String.raw`\bselect\b.*?(?:\bfrom ${NAME}|$)`, 'i');

function parseStatement(text: string): SqlStatement | undefined {
  const nothing = {
    table: '',
    columns: [],
    where: [],
    whereHoles: [],
    conflict: undefined,
    isRelative: false,
    locks: false,
  } as const;
  if (/^(begin|start transaction)\b/i.test(text)) return { ...nothing, operation: 'begin' };
  if (/^(commit|end)\b/i.test(text)) return { ...nothing, operation: 'commit' };
  if (/^rollback\b/i.test(text)) return { ...nothing, operation: 'rollback' };
  // A CTE counts as the statement it writes with; one that only reads is a read.
  const isWith = /^with\b/i.test(text);
  const insert = isWith || /^(insert|replace)\b/i.test(text) ? INSERT.exec(text) : null;
  if (insert !== null) return parseInsert(text, insert);
  const update = isWith || /^update\b/i.test(text) ? UPDATE.exec(text) : null;
  if (update !== null) {
    const [, table = '', rest = ''] = update;
    const assignments = rest.replace(/ (?:where|from|returning) .*$/i, '');
    return {
      ...nothing,
      operation: 'update',
      table: named(table),
      columns: assignedColumns(assignments),
      where: whereColumns(rest),
      whereHoles: whereHoles(text),
      isRelative: isRelative(assignments),
    };
  }
  const removed = isWith || /^(delete|truncate)\b/i.test(text) ? DELETE.exec(text) : null;
  if (removed !== null)
    return {
      ...nothing,
      operation: 'delete',
      table: named(removed[1] ?? ''),
      where: whereColumns(text),
      whereHoles: whereHoles(text),
    };
  const merge = MERGE.exec(text);
  if (merge !== null) return { ...nothing, operation: 'upsert', table: named(merge[1] ?? ''), conflict: 'updated' };
  const select = /^(select|with)\b/i.test(text) ? SELECT.exec(text) : null;
  if (select === null) return undefined;
  return {
    ...nothing,
    operation: 'read',
    table: named(select[1] ?? ''),
    where: whereColumns(text),
    whereHoles: whereHoles(text),
    locks: /\bfor (?:no key )?(?:update|share)\b|pg_(?:try_)?advisory/i.test(text),
  };
}

function parseInsert(text: string, [, verb = '', table = '', columns = '']: RegExpExecArray): SqlStatement {
  const updates = /\bon conflict\b.*?\bdo update set (.*)$|\bon duplicate key update (.*)$/i.exec(text);
  const assignments = updates?.[1] ?? updates?.[2] ?? '';
  const isUpdated = updates !== null || /^replace|or replace$/i.test(verb);
  const isIgnored = /ignore$/i.test(verb) || /\bon conflict\b.*?\bdo nothing\b|\bwhere not exists ?\(/i.test(text);
  return {
    operation: isUpdated ? 'upsert' : 'create',
    table: named(table),
    columns: columns
      .split(',')
      .map((column) => named(column))
      .filter((column) => column !== ''),
    where: [],
    whereHoles: [],
    conflict: isUpdated ? 'updated' : isIgnored ? 'ignored' : undefined,
    isRelative: isRelative(assignments),
    locks: false,
  };
}

/** `"public"."orders"` → `orders`; a hole is no name. */
function named(raw: string): string {
  const name = raw
    .trim()
    .replace(/["`[\]]/g, '')
    .replace(/^.*\./, '');
  return /^[A-Za-z_][\w$-]*$/.test(name) ? name : '';
}

function assignedColumns(assignments: string): readonly string[] {
  return [...assignments.matchAll(/(?:^|, ?)["`[]?([A-Za-z_][\w$]*)["`\]]? ?=/g)].map((match) => match[1] ?? '');
}

function isRelative(assignments: string): boolean {
  for (const [, column, value] of assignments.matchAll(
    /["`[]?([A-Za-z_][\w$]*)["`\]]? ?= ?([^=]*?)(?=, ?["`[]?[A-Za-z_][\w$]*["`\]]? ?=|$)/g,
  )) {
    if (value !== undefined && /[-+*/]|\|\|/.test(value) && new RegExp(String.raw`\b${column ?? ''}\b`, 'i').test(value))
      return true;
  }
  return false;
}

function whereColumns(text: string): readonly string[] {
  const clause = /\bwhere (.*)$/i
    .exec(text)?.[1]
    ?.replace(/ (?:returning|order by|group by|limit|for (?:no key )?update) ?.*$/i, '');
  if (clause === undefined) return [];
  const columns = new Set<string>();
  for (const [, column] of clause.matchAll(
    /(?:^|[\s(.])["`[]?([A-Za-z_][\w$]*)["`\]]? ?(?:=|<>|!=|<=?|>=?|\bin\b|\bis\b|\blike\b|\bbetween\b)/gi,
  )) {
    if (column !== undefined && !/^(and|or|not|where|any|all)$/i.test(column)) columns.add(column.toLowerCase());
  }
  return [...columns];
}

/** `$2` is the second, `?` and `%s` count by order, `:name`, `@name` and `%(name)s` by name. */
function whereHoles(text: string): readonly (number | string)[] {
  const from = /\bwhere\b/i.exec(text)?.index;
  if (from === undefined) return [];
  const holes: (number | string)[] = [];
  let count = 0;
  for (const match of text.matchAll(/\$(\d+)|%\((\w+)\)s|(?<![:\w]):([a-z_]\w*)|@(\w+)|\?|%s/gi)) {
    const [, number, percent, colon, at] = match;
    const hole = number === undefined ? (percent ?? colon ?? at ?? count) : Number(number) - 1;
    if (typeof hole === 'number' && number === undefined) count++;
    if (match.index > from) holes.push(hole);
  }
  return holes;
}
