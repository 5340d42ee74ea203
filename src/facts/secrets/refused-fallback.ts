/** Where the program does not start, or does not get there, with the text that stands in for a setting. */
import type { Expression, Node, Statement } from '#code/model';
import { placeOf } from '#code/model';
import type { Analysis } from '../analysis';
import { sitesOf } from '../entries/sites';
import { type Fact, no, yes } from '../fact';
import { forEachStatement, walk } from '../walk';

const MODE = /\bprod(?:uction)?\b|NODE_ENV|APP_ENV|ENVIRONMENT|\bDEBUG\b|\bdebug\b|is_?(?:prod|dev|test|local)/i;

/** The text is only taken in development, or a start in production with it is refused. */
export function refusedFallback(analysis: Analysis, at: Expression, setting: string): Fact {
  let child: Node = at;
  for (let node: Node = at.parent; node.kind !== 'item'; node = node.parent) {
    const test = node.kind === 'if' || node.kind === 'conditional' ? node.test : undefined;
    if (test !== undefined && test !== child && MODE.test(analysis.textOf(test, 200)))
      return yes(placeOf(test), 'only in one kind of environment');
    child = node;
  }
  const names = [setting, declaredName(at)].filter((name) => name !== '');
  for (const item of analysis.itemsWhere(refuses))
    for (const fn of [item.fn, ...sitesOf(item).functions]) {
      let found: Extract<Statement, { kind: 'if' }> | undefined;
      forEachStatement(fn.body, (statement) => {
        if (statement.kind !== 'if' || found !== undefined) return;
        const test = analysis.textOf(statement.test, 300);
        if (MODE.test(analysis.textOf(statement, 400)) && names.some((name) => test.includes(name)) && stops(statement))
          found = statement;
      });
      if (found !== undefined) return yes(placeOf(found.test), 'a check of the environment that does not go on with it');
    }
  return no('whether production starts with it');
}

function declaredName(at: Expression): string {
  for (let node: Node = at.parent; node.kind !== 'item'; node = node.parent) {
    if (node.kind === 'declare' || node.kind === 'assign') return node.target.kind === 'identifier' ? node.target.name : '';
    if (node.kind === 'fn' || node.kind === 'cls') return '';
  }
  return '';
}

/** The item has a condition under which it throws or ends the process. */
function refuses(item: Parameters<typeof sitesOf>[0]): boolean {
  for (const fn of [item.fn, ...sitesOf(item).functions]) {
    let found = false;
    forEachStatement(fn.body, (statement) => {
      found ||= statement.kind === 'if' && stops(statement);
    });
    if (found) return true;
  }
  return false;
}

function stops({ then }: Extract<Statement, { kind: 'if' }>): boolean {
  let found = false;
  for (const statement of then)
    walk(statement, (node) => {
      found ||=
        node.kind === 'throw' || (node.kind === 'call' && node.callee.kind === 'member' && node.callee.property === 'exit');
      return !found;
    });
  return found;
}
