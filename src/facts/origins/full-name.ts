/**
 * "Full names" of library tables: package and path in one text, `express.Router()`, `fastify()`, `hono/jwt.jwt()`,
 * `rest_framework.viewsets.ModelViewSet`. They are the same however a name was imported (`from x import y`, `import x.y`),
 * where a package and a path of their own would not be.
 */
import type { Expression } from '#code/model';
import type { Analysis } from '../analysis';
import type { Origin } from '../origin';

/** '' for what comes from no package; globals have their own path (`setInterval`, `process.env.X`). */
export function fullName(origin: Origin): string {
  if (origin.kind !== 'package' && origin.kind !== 'global') return '';
  let text = origin.kind === 'package' ? origin.package : '';
  for (const step of origin.path) text += step === '()' || text === '' ? step : `.${step}`;
  return text;
}

export function fullNameOf(analysis: Analysis, expression: Expression): string {
  return fullName(analysis.originOf(expression));
}

interface Rows {
  readonly exact: ReadonlySet<string>;
  readonly prefixes: readonly string[];
  /** Parts between stars, the first at the beginning of the name. */
  readonly patterns: readonly (readonly string[])[];
}

// Tables never change, so each is taken apart once.
const TAKEN_APART = new WeakMap<readonly string[], Rows>();

/** True when a row names it: rows end in `*` for a prefix, or hold one for a part that may be anything. */
export function isNamed(name: string, table: readonly string[]): boolean {
  if (name === '') return false;
  let rows = TAKEN_APART.get(table);
  if (rows === undefined) {
    rows = takeApart(table);
    TAKEN_APART.set(table, rows);
  }
  return (
    rows.exact.has(name) ||
    rows.prefixes.some((prefix) => name.startsWith(prefix)) ||
    rows.patterns.some((parts) => fits(name, parts))
  );
}

function takeApart(table: readonly string[]): Rows {
  const stars = (row: string): number => row.split('*').length - 1;
  return {
    exact: new Set(table.filter((row) => stars(row) === 0)),
    prefixes: table.filter((row) => stars(row) === 1 && row.endsWith('*')).map((row) => row.slice(0, -1)),
    patterns: table.filter((row) => stars(row) > 1 || (stars(row) === 1 && !row.endsWith('*'))).map((row) => row.split('*')),
  };
}

function fits(name: string, parts: readonly string[]): boolean {
  const [head = '', ...rest] = parts;
  if (!name.startsWith(head)) return false;
  let at = head.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return parts.at(-1) === '' || at === name.length;
}

/** The name as written, dotted; calls and indexes on the way are left out. '' for what has no name. */
export function writtenName(expression: Expression): string {
  switch (expression.kind) {
    case 'identifier':
      return expression.name;
    case 'member': {
      const object = writtenName(expression.object);
      return object === '' ? expression.property : `${object}.${expression.property}`;
    }
    case 'call':
      return writtenName(expression.callee);
    case 'await':
    case 'cast':
      return writtenName(expression.value);
    case 'index':
      return writtenName(expression.object);
    default:
      return '';
  }
}

/** The last part of `writtenName`, without making the rest. */
export function lastName(expression: Expression): string {
  let at = expression;
  for (;;) {
    switch (at.kind) {
      case 'identifier':
        return at.name;
      case 'member':
        return at.property;
      case 'call':
        at = at.callee;
        break;
      case 'await':
      case 'cast':
        at = at.value;
        break;
      case 'index':
        at = at.object;
        break;
      default:
        return '';
    }
  }
}

/** The name that members and indexes are taken of: `config` of `config.limits[0]`; '' where something else stands there. */
export function chainRoot(expression: Expression): string {
  let at = expression;
  while (at.kind === 'member' || at.kind === 'index') at = at.object;
  return at.kind === 'identifier' ? at.name : '';
}
