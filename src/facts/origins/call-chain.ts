/**
 * Fluent calls as one thing: `knex('orders').where(w).update(d).returning('*')` is a root and its steps, whichever of
 * them is looked at. Constants on the way are followed: `const query = knex('orders').where(w); query.update(d)`.
 */
import type { Call, Expression, Node } from '#code/model';
import type { Analysis } from '../analysis';

export interface Step {
  /** Member or function name; '' for a call of a call. */
  readonly name: string;
  /** `undefined` for a plain member on the way: `prisma.order` in `prisma.order.create()`. */
  readonly call: Call | undefined;
}

export interface Chain {
  readonly root: Expression;
  readonly steps: readonly Step[];
  /** Index of the step that was asked about. */
  readonly at: number;
  /** The outermost expression of the chain, where the call stands: what is awaited, returned or dropped. */
  readonly whole: Expression;
}

const LIMIT = 40;

export function chainOf(analysis: Analysis, call: Call): Chain {
  const inner = inwards(analysis, call);
  const { steps, whole } = outwards(call);
  return { root: inner.root, steps: [...inner.steps, ...steps], at: inner.steps.length - 1, whole };
}

/** Steps of a value that is no call itself, or a call: `insert(orders).values(v)` given to `execute`. */
export function chainTo(
  analysis: Analysis,
  expression: Expression,
): { readonly root: Expression; readonly steps: readonly Step[] } {
  return inwards(analysis, expression);
}

function inwards(analysis: Analysis, from: Expression): { root: Expression; steps: Step[] } {
  const steps: Step[] = [];
  let at = from;
  for (let count = 0; count < LIMIT; count++) {
    if (at.kind === 'await' || at.kind === 'cast') at = at.value;
    else if (at.kind === 'call') {
      const { callee } = at;
      if (callee.kind === 'member') {
        steps.push({ name: callee.property, call: at });
        at = callee.object;
      } else {
        steps.push({ name: callee.kind === 'identifier' ? callee.name : '', call: at });
        if (callee.kind === 'identifier') return { root: callee, steps: steps.reverse() };
        at = callee;
      }
    } else if (at.kind === 'member') {
      steps.push({ name: at.property, call: undefined });
      at = at.object;
    } else {
      const value = at.kind === 'identifier' ? constantValue(analysis, at) : undefined;
      if (value === undefined) break;
      at = value;
    }
  }
  return { root: at, steps: steps.reverse() };
}

/** What a name assigned once stands for, when it is a chain itself; other values are roots in their own right. */
function constantValue(analysis: Analysis, at: Extract<Expression, { kind: 'identifier' }>): Expression | undefined {
  const binding = analysis.bindingOf(at.name, at);
  if (binding?.kind !== 'declaration' || !binding.isConstant || binding.path.length > 0) return undefined;
  let value = binding.value;
  while (value?.kind === 'await' || value?.kind === 'cast') value = value.value;
  return value?.kind === 'call' || value?.kind === 'member' ? value : undefined;
}

function outwards(call: Call): { steps: Step[]; whole: Expression } {
  const steps: Step[] = [];
  let whole: Expression = call;
  for (let count = 0; count < LIMIT; count++) {
    const member: Node = whole.parent;
    if (member.kind !== 'member' || member.object !== whole) break;
    const outer: Node = member.parent;
    if (outer.kind !== 'call' || outer.callee !== member) break;
    steps.push({ name: member.property, call: outer });
    whole = outer;
  }
  return { steps, whole };
}
