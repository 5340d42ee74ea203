/** The test that a value takes part in: by being there, or by what it is compared with. */
import type { Expression, Node, Statement } from '#code/model';
import { forEachStatement } from '../walk';

export interface Test {
  /** The whole test. */
  readonly node: Expression;
  /** `truth`: true, false, there or not; `compare`: one value among others; `handed`: whoever called tests it. */
  readonly kind: 'truth' | 'compare' | 'handed';
  /** The branch is for when it is false or not there. */
  readonly isNegated: boolean;
  /** That branch raises. */
  readonly raises: boolean;
}

const CONSTANT: ReadonlySet<unknown> = new Set([true, false, null, undefined]);

/** `undefined` where no branch or loop rests on it, and no caller is handed it. */
export function testOn(value: Expression): Test | undefined {
  let at: Expression = value;
  let kind: Test['kind'] = 'truth';
  let isNegated = false;
  for (;;) {
    const { parent } = at;
    switch (parent.kind) {
      case 'await':
      case 'cast':
        at = parent;
        continue;
      case 'unary':
        if (parent.operator !== '!') return undefined;
        isNegated = !isNegated;
        at = parent;
        continue;
      case 'binary':
        if (/^(?:&&|\|\|)$/.test(parent.operator)) {
          at = parent;
          continue;
        }
        if (!/^(?:[=!]==?|is|is not|in|not in|[<>]=?)$/.test(parent.operator)) return undefined;
        if (isConstant(parent.left === at ? parent.right : parent.left)) isNegated = isNegated !== saysNo(parent);
        else kind = 'compare';
        at = parent;
        continue;
      case 'member':
        at = parent;
        continue;
      case 'call':
        // `data.error.includes('x')` tells one from another; `Boolean(data.error)` only asks whether it is there.
        if (parent.callee === at) kind = 'compare';
        else if (parent.callee.kind !== 'identifier' || !/^(?:Boolean|bool|len)$/.test(parent.callee.name)) return undefined;
        at = parent;
        continue;
      case 'if':
      case 'conditional':
      case 'loop':
        return parent.test === at
          ? { node: at, kind, isNegated, raises: parent.kind === 'if' && raises(parent.then) }
          : undefined;
      case 'return':
        return { node: at, kind: 'handed', isNegated, raises: false };
      case 'other-statement':
        return parent.word === 'assert' ? { node: at, kind, isNegated: !isNegated, raises: true } : undefined;
      default:
        return undefined;
    }
  }
}

function isConstant(node: Node): boolean {
  return (node.kind === 'literal' && CONSTANT.has(node.value)) || (node.kind === 'identifier' && node.name === 'undefined');
}

/** `x === false`, `x is None`, `x !== true`. */
function saysNo({ operator, left, right }: Extract<Node, { kind: 'binary' }>): boolean {
  const isTrue = [left, right].some((side) => side.kind === 'literal' && side.value === true);
  return /^(?:!==?|is not)$/.test(operator) === isTrue;
}

function raises(body: readonly Statement[]): boolean {
  let found = false;
  forEachStatement(body, (statement) => {
    if (statement.kind === 'throw') found = true;
  });
  return found;
}
