/** A unique constraint's refusal that is caught around an insert: the second time is answered, not an accident. */
import type { Expression, Node, Statement } from '#code/model';
import { INTEGRITY_ERROR, UNIQUE_VIOLATIONS } from '#libraries/sql';
import type { Analysis } from '../analysis';
import { lastName } from '../origins/full-name';
import { walk } from '../walk';
import { runningOf } from './inline-functions';

export interface Handled {
  readonly at: Node;
  readonly what: string;
  /** `IntegrityError` is any constraint: it means a duplicate only where a unique one exists. */
  readonly isCertain: boolean;
}

/** Looks at the handlers around the node, rejections chained to it, and error branches of its own callback. */
export function conflictHandledAround(analysis: Analysis, node: Node): Handled | undefined {
  let inside: Node = node;
  while (inside.kind !== 'item') {
    const { parent }: { parent: Node } = inside;
    if (parent.kind === 'try' && parent.body.some((statement) => statement === inside)) {
      for (const handler of parent.handlers) {
        const handled = byTypes(analysis, handler.types) ?? inStatements(analysis, handler.body);
        if (handled !== undefined) return handled;
      }
    }
    const rejection = rejectionOf(inside);
    const handled = rejection === undefined ? undefined : inStatements(analysis, rejection);
    if (handled !== undefined) return handled;
    if (inside.kind === 'fn' && runningOf(analysis, inside) === undefined) return undefined;
    inside = parent;
  }
  return undefined;
}

/** The body of `.catch((error) => …)` chained to the node, or of the callback it is given. */
function rejectionOf(node: Node): readonly Statement[] | undefined {
  if (node.kind !== 'call') return undefined;
  const last = node.args.at(-1)?.value;
  if (last?.kind === 'function' && /^(err|error|e)$/.test(last.fn.params[0]?.name ?? '')) return last.fn.body;
  const member = node.parent;
  if (member.kind !== 'member' || member.object !== node || member.property !== 'catch' || member.parent.kind !== 'call')
    return undefined;
  const handler = member.parent.args[0]?.value;
  return handler?.kind === 'function' ? handler.fn.body : undefined;
}

function byTypes(analysis: Analysis, types: readonly Expression[]): Handled | undefined {
  for (const type of types.flatMap((each) => (each.kind === 'array' ? each.elements : [each]))) {
    const name = lastName(type);
    if (isViolation(name) || isNamedDuplicate(name))
      return { at: type, what: `except ${analysis.textOf(type, 60)}`, isCertain: true };
    if (name === INTEGRITY_ERROR) return { at: type, what: `except ${analysis.textOf(type, 60)}`, isCertain: false };
  }
  return undefined;
}

function inStatements(analysis: Analysis, statements: readonly Statement[]): Handled | undefined {
  let found: Handled | undefined;
  for (const statement of statements)
    walk(statement, (node) => {
      if (found !== undefined) return false;
      if (node.kind === 'item' || !isSign(node)) return undefined;
      const at = node.parent.kind === 'binary' || node.parent.kind === 'call' ? node.parent : node;
      found = { at, what: analysis.textOf(at, 60), isCertain: true };
      return false;
    });
  return found;
}

/** `'P2002'`, `11000`, `UniqueViolation`, `isUniqueViolation(error)`, `error instanceof DuplicateOrderError`. */
function isSign(node: Node): boolean {
  if (node.kind === 'literal')
    return (
      (node.type === 'string' || node.type === 'number') &&
      (isViolation(String(node.value)) || isDuplicateText(String(node.value)))
    );
  if (node.kind === 'identifier') return isViolation(node.name) || isNamedDuplicate(node.name);
  return node.kind === 'member' && (isViolation(node.property) || isNamedDuplicate(node.property));
}

function isViolation(text: string): boolean {
  return UNIQUE_VIOLATIONS.some(({ sign }) => sign.test(text));
}

/** Names of the project's own for the same. */
function isNamedDuplicate(name: string): boolean {
  return /(unique_?(violation|constraint|conflict)|duplicate_?(key|entry|error|[a-z]*error)|already_?exists_?error|is_?duplicate)/i.test(
    name,
  );
}

/** Drivers without codes say it in words: `error.message.includes('UNIQUE constraint failed')`. */
function isDuplicateText(text: string): boolean {
  return /unique constraint|duplicate (key|entry)/i.test(text);
}
