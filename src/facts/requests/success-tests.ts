/** A loop that looks at the answer of a request and leaves when it was good: `if (response.ok) return response`. */
import type { Expression, Loop, Statement } from '#code/model';
import { exitOfList } from '../effects/order';

/** The branch that leaves it, in the loop's own code. */
export function leavesOnGoodStatus(loop: Loop): boolean {
  return holdsGoodExit(loop.body);
}

function holdsGoodExit(body: readonly Statement[]): boolean {
  return body.some((statement) => {
    switch (statement.kind) {
      case 'if':
        return (
          (isGood(statement.test) && exitOfList(statement.then) !== undefined && !raises(statement.then)) ||
          holdsGoodExit(statement.then)
        );
      case 'with':
      case 'block':
        return holdsGoodExit(statement.body);
      default:
        return false;
    }
  });
}

function raises(body: readonly Statement[]): boolean {
  const last = body.at(-1);
  return last?.kind === 'throw' || (last?.kind === 'other-statement' && last.word === 'continue');
}

/** `response.ok`, `response.status_code == 200`, `status < 300`. */
function isGood(test: Expression): boolean {
  if (test.kind === 'member') return test.property === 'ok' || test.property === 'is_success';
  if (test.kind !== 'binary') return false;
  if (test.operator === '&&') return isGood(test.left) || isGood(test.right);
  const { left, right } = test;
  if (left.kind !== 'member' || !/^(?:status|status_code|statusCode)$/.test(left.property) || right.kind !== 'literal')
    return false;
  const value = Number(right.value);
  return /^={2,3}$/.test(test.operator)
    ? value >= 200 && value < 300
    : /^<=?$/.test(test.operator) && value >= 299 && value <= 500;
}
