/** `require`, awaited `import()` and `module.exports`: imports and exports in all but syntax. */

import { ORPHAN } from '../lowering';
import type { Import, Pattern } from '../model';
import { unescaped } from './javascript-strings';
import { child, firstNamed, KIND, kindOf, namedChildren, type TypeScript } from './typescript-context';

type Names = Import['names'];

/** The import that `const <target> = <value>` is, or `undefined` when it is none (or takes apart more than names). */
export function lowerRequire(ts: TypeScript, i: number, target: Pattern, value: number): Import | undefined {
  const { lowering } = ts;
  const isMember = kindOf(ts, value) === KIND.member_expression;
  const module = requiredModule(ts, isMember ? child(ts, value, 'object') : value);
  if (module === undefined) return undefined;
  const names = isMember ? memberName(target, lowering.textOf(child(ts, value, 'property'))) : boundNames(target);
  if (names === undefined) return undefined;
  return { kind: 'import', start: lowering.start(i), end: lowering.end(i), parent: ORPHAN, module, names, typeOnly: false };
}

/** The module of `require('m')` or `await import('m')`. */
function requiredModule(ts: TypeScript, i: number): string | undefined {
  if (i < 0) return undefined;
  switch (kindOf(ts, i)) {
    case KIND.parenthesized_expression: {
      const inner = firstNamed(ts, i);
      return kindOf(ts, Math.max(inner, 0)) === KIND.await_expression ? requiredModule(ts, inner) : undefined;
    }
    case KIND.await_expression:
      return calledWithModule(ts, firstNamed(ts, i), 'import');
    default:
      return calledWithModule(ts, i, 'require');
  }
}

function calledWithModule(ts: TypeScript, i: number, callee: string): string | undefined {
  if (i < 0 || kindOf(ts, i) !== KIND.call_expression) return undefined;
  const { lowering } = ts;
  const called = child(ts, i, 'function');
  const list = child(ts, i, 'arguments');
  if (called < 0 || list < 0 || lowering.textOf(called) !== callee || lowering.holdsBroken(i)) return undefined;
  const [module = -1, ...rest] = namedChildren(ts, list);
  if (module < 0 || rest.length > 0 || kindOf(ts, module) !== KIND.string) return undefined;
  return unescaped(lowering.textOf(module).slice(1, -1));
}

function memberName(target: Pattern, imported: string): Names | undefined {
  return target.kind === 'identifier' ? [{ imported, local: target.name }] : undefined;
}

function boundNames(target: Pattern): Names | undefined {
  if (target.kind === 'identifier') return [{ imported: '*', local: target.name }];
  if (target.kind !== 'object-pattern' || target.rest !== undefined) return undefined;
  const names: Names[number][] = [];
  for (const { key, target: bound, fallback } of target.props) {
    if (key === undefined || bound.kind !== 'identifier' || fallback !== undefined) return undefined;
    names.push({ imported: key, local: bound.name });
  }
  return names;
}

/**
 * What `module.exports = value`, `exports.name = value` and the like export, at module level: `as` is `default` for the whole
 * module, and undefined for `exports = …` alone, which only passes a value on.
 */
export function commonExport(ts: TypeScript, i: number): { readonly as: string | undefined; readonly value: number } | undefined {
  const { lowering } = ts;
  if (i < 0 || !lowering.isModuleLevel || kindOf(ts, i) !== KIND.assignment_expression || lowering.isTorn(i)) return undefined;
  const left = child(ts, i, 'left');
  const value = child(ts, i, 'right');
  const target = left < 0 || lowering.end(left) - lowering.start(left) > 200 ? '' : lowering.textOf(left);
  const [, whole, name] = /^(?:(module\.exports|exports)|(?:module\.)?exports\.([\w$]+))$/.exec(target) ?? [];
  if (value < 0 || (whole === undefined && name === undefined)) return undefined;
  return { as: whole === 'exports' ? undefined : (name ?? 'default'), value };
}
