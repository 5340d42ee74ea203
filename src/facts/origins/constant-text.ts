/** Text that is written in the program, holes as `?`: literals, templates, f-strings, concatenations, constants, `sql` tags and builders. */
import type { Expression } from '#code/model';
import type { Analysis } from '../analysis';

/** Depth to which constants and concatenations are followed. */
const DEPTH = 8;

/** Builders that hand their first argument on as the text: `text("…")`, `sql.SQL("…")`, `Prisma.raw('…')`, `dedent`. */
const BUILDERS: ReadonlySet<string> = new Set([
  'text',
  'SQL',
  'raw',
  'sql',
  'dedent',
  'format',
  'strip',
  'join',
  'literal',
  'unsafe',
]);

export function constantText(analysis: Analysis, expression: Expression | undefined, depth = DEPTH): string | undefined {
  if (expression === undefined || depth === 0) return undefined;
  switch (expression.kind) {
    case 'literal':
      return expression.type === 'string' ? String(expression.value) : undefined;
    case 'template':
      return expression.parts
        .map((part) => (typeof part === 'string' ? part : (holeText(analysis, part, depth - 1) ?? '?')))
        .join('');
    case 'binary': {
      if (expression.operator !== '+' && expression.operator !== '%') return undefined;
      const left = constantText(analysis, expression.left, depth - 1);
      if (left === undefined || expression.operator === '%') return left;
      return left + (constantText(analysis, expression.right, depth - 1) ?? '?');
    }
    case 'cast':
    case 'await':
      return constantText(analysis, expression.value, depth - 1);
    case 'call':
      return builtText(analysis, expression, depth - 1);
    case 'object':
      // node-postgres: `query({ text, values })`.
      return constantText(
        analysis,
        expression.entries.find((entry) => entry.key === 'text' || entry.key === 'sql')?.value,
        depth - 1,
      );
    case 'identifier':
    case 'member': {
      const origin = analysis.originOf(expression);
      return origin.kind === 'expression' && origin.path.length === 0 && origin.node !== expression
        ? constantText(analysis, origin.node, depth - 1)
        : undefined;
    }
    default:
      return undefined;
  }
}

/** Only a constant that is itself text becomes part of the text; everything else is a hole. */
function holeText(analysis: Analysis, part: Expression, depth: number): string | undefined {
  return part.kind === 'identifier' || part.kind === 'member' ? constantText(analysis, part, depth) : undefined;
}

function builtText(analysis: Analysis, call: Extract<Expression, { kind: 'call' }>, depth: number): string | undefined {
  const { callee } = call;
  const name = callee.kind === 'member' ? callee.property : callee.kind === 'identifier' ? callee.name : '';
  if (!BUILDERS.has(name)) return undefined;
  // `sql.SQL("…").format(…)`, `"…".format(…)`, `["…", "…"].join(' ')`: the text is what the method is called on.
  if (callee.kind === 'member' && (name === 'format' || name === 'strip')) return constantText(analysis, callee.object, depth);
  if (callee.kind === 'member' && name === 'join') {
    const { object } = callee;
    if (object.kind !== 'array') return undefined;
    return object.elements.map((element) => constantText(analysis, element, depth) ?? '?').join(' ');
  }
  return constantText(analysis, call.args[0]?.value, depth);
}
