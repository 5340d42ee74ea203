/**
 * "Full names" of library tables: package and path in one text, `express.Router()`, `fastify()`, `hono/jwt.jwt()`,
 * `rest_framework.viewsets.ModelViewSet`. They are the same however a name was imported (`from x import y`, `import x.y`),
 * where a package and a path of their own would not be.
 */
import type { Expression } from '#code/model';
import type { Analysis } from './analysis';
import type { Origin } from './origin';

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

/** True when a row names it: rows end in `*` for a prefix, or hold one for a part that may be anything. */
export function isNamed(name: string, rows: readonly string[]): boolean {
  return name !== '' && rows.some((row) => matches(name, row));
}

function matches(name: string, row: string): boolean {
  if (!row.includes('*')) return name === row;
  const parts = row.split('*');
  const [head = '', ...rest] = parts;
  if (!name.startsWith(head)) return false;
  let at = head.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return row.endsWith('*') || at === name.length;
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
