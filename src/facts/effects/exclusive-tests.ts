/**
 * Two tests that no run of a function passes both: one thing is asked for two different answers (`kind === 'a'` and
 * `kind === 'b'`, `found` and `!found`, two buttons of one form), and nothing gives it another value in between.
 */
import type { Expression, If, Node } from '#code/model';
import { walk } from '../walk';

/** What has to hold: `subject` as written, and the one answer it must give. */
interface Answer {
  readonly subject: string;
  readonly answer: string;
}

/** The `if`s around each of two nodes, up to what is around both: true when one of the first excludes one of the second. */
export function isExclusive(first: readonly Node[], second: readonly Node[], meeting: Node): boolean {
  const ones = entered(first);
  if (ones.length === 0) return false;
  const others = entered(second);
  return ones.some((one) =>
    others.some((other) =>
      answersOf(one.test).some(({ subject, answer }) =>
        answersOf(other.test).some(
          (each) =>
            each.subject === subject && each.answer !== answer && !isAssigned(meeting, subject, one.test.end, other.test.start),
        ),
      ),
    ),
  );
}

/** `if`s whose body (not whose test or else) holds the node before them in the chain. */
function entered(chain: readonly Node[]): readonly If[] {
  return chain.flatMap((node, index) => {
    const inside = chain[index - 1];
    return node.kind === 'if' && node.then.some((statement) => statement === inside) ? [node] : [];
  });
}

function answersOf(test: Expression): readonly Answer[] {
  if (test.kind === 'binary') {
    if (test.operator === '&&') return [...answersOf(test.left), ...answersOf(test.right)];
    if (/^(===?|is)$/.test(test.operator)) return compared(test.left, test.right) ?? compared(test.right, test.left) ?? [];
    // Which of the buttons of a form was pressed: `"leave" in request.POST`.
    if (test.operator === 'in' && test.left.kind === 'literal') {
      const subject = written(test.right);
      return subject !== undefined && /(^|\.)(POST|form)$/.test(subject)
        ? [{ subject: `in ${subject}`, answer: String(test.left.value) }]
        : [];
    }
    return [];
  }
  const isNot = test.kind === 'unary' && test.operator === '!';
  const subject = written(isNot ? test.value : test);
  return subject === undefined ? [] : [{ subject: `is ${subject}`, answer: isNot ? 'no' : 'yes' }];
}

function compared(side: Expression, other: Expression): readonly Answer[] | undefined {
  const subject = written(side);
  if (subject === undefined) return undefined;
  if (other.kind === 'literal') return [{ subject, answer: `${other.type} ${other.value}` }];
  // `status == Status.PENDING`: constants of an enumeration are written large.
  const name = written(other);
  const isConstant = name !== undefined && /\.[A-Z][A-Z0-9_]*$/.test(name);
  return isConstant ? [{ subject, answer: name }] : undefined;
}

/** Names, members and reads by a literal key, as one text; `undefined` for anything whose value may change by itself. */
function written(value: Expression): string | undefined {
  switch (value.kind) {
    case 'identifier':
      return value.name;
    case 'member': {
      const object = written(value.object);
      return object && `${object}.${value.property}`;
    }
    case 'index': {
      const object = written(value.object);
      return object !== undefined && value.index.kind === 'literal' ? `${object}[${value.index.value}]` : undefined;
    }
    case 'cast':
      return written(value.value);
    default:
      return undefined;
  }
}

function isAssigned(around: Node, subject: string, from: number, until: number): boolean {
  const name = subject.replace(/^(in|is) /, '');
  let found = false;
  walk(around, (node) => {
    if (node.kind !== 'assign' || node.start < from || node.end > until) return !found;
    const target =
      node.target.kind === 'object-pattern' || node.target.kind === 'array-pattern' ? undefined : targetName(node.target);
    found ||= target === undefined || name === target || name.startsWith(`${target}.`) || name.startsWith(`${target}[`);
    return !found;
  });
  return found;
}

function targetName(target: Node): string | undefined {
  return target.kind === 'identifier' || target.kind === 'member' || target.kind === 'index' ? written(target) : undefined;
}
