/** What is computed at the first call and kept: `cached ??= read()`, `if (!page) page = read()`, `if self._page is None: …`. */
import type { Assign, Expression, Node, Pattern } from '#code/model';
import { itemOf } from '#code/model';
import type { Analysis } from '../analysis';
import type { Where } from '../fact';
import { writtenName } from '../origins/full-name';

export function keptOnce(analysis: Analysis, call: Node): { readonly where: Where; readonly what: string } | undefined {
  for (let at: Node = call; at.kind !== 'item' && at.kind !== 'fn'; at = at.parent) {
    if (at.kind !== 'assign') continue;
    const isFirst = at.operator === '??=' || at.operator === '||=' || isUnderTest(at, at.target);
    if (isFirst && isKept(analysis, at.target))
      return {
        where: { item: itemOf(at), start: at.start, end: at.end },
        what: `read once and kept in ${analysis.textOf(at.target, 40)}`,
      };
  }
  return undefined;
}

/** The name outlives the call: a field, or a name of the module. */
function isKept(analysis: Analysis, target: Pattern): boolean {
  if (target.kind === 'member' || target.kind === 'index') return true;
  return target.kind === 'identifier' && analysis.declaring(target.name).length > 0;
}

/** The assignment stands under a test that nothing is kept yet. */
function isUnderTest(from: Assign, target: Pattern): boolean {
  if (target.kind !== 'identifier' && target.kind !== 'member' && target.kind !== 'index') return false;
  const name = writtenName(target);
  let below: Node = from;
  for (let at: Node = from.parent; at.kind !== 'item' && at.kind !== 'fn'; at = at.parent) {
    if (at.kind === 'if' && at.then.some((each) => each === below) && saysEmpty(at.test, name)) return true;
    below = at;
  }
  return false;
}

function saysEmpty(test: Expression, name: string): boolean {
  if (test.kind === 'unary' && test.operator === '!') return writtenName(test.value) === name || saysEmpty(test.value, name);
  if (test.kind !== 'binary') return false;
  if (/^(?:===?|is)$/.test(test.operator)) return writtenName(test.left) === name;
  if (test.operator === 'not in') return writtenName(test.right) === name;
  return (test.operator === '||' || test.operator === '&&') && (saysEmpty(test.left, name) || saysEmpty(test.right, name));
}
