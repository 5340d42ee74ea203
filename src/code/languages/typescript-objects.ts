/** Object literals, keys, and patterns: what binds names and what is assigned to. */

import { adopt, ORPHAN } from '../lowering';
import type { Entry, Expression, Identifier, ObjectPattern, Pattern } from '../model';
import { unescaped } from './javascript-strings';
import { child, firstNamed, type GivenName, givenName, KIND, kindOf, namedChildren, type TypeScript } from './typescript-context';

/** The constant name a key stands for; `undefined` for a computed one. */
export function keyName(ts: TypeScript, i: number): string | undefined {
  const text = ts.lowering.textOf(i);
  switch (kindOf(ts, i)) {
    case KIND.string:
      return unescaped(text.slice(1, -1));
    case KIND.number:
      return String(Number(text));
    case KIND.computed_property_name: {
      const inner = firstNamed(ts, i);
      return inner >= 0 && kindOf(ts, inner) === KIND.string ? keyName(ts, inner) : undefined;
    }
    default:
      return text;
  }
}

export function givenKey(ts: TypeScript, i: number): GivenName | undefined {
  const text = keyName(ts, i);
  return text === undefined ? undefined : givenName(ts, i, text);
}

export function lowerObject(ts: TypeScript, i: number): Expression {
  const entries = namedChildren(ts, i).map((each) => lowerEntry(ts, each));
  return adopt({ kind: 'object', start: ts.lowering.start(i), end: ts.lowering.end(i), parent: ORPHAN, entries });
}

function lowerEntry(ts: TypeScript, i: number): Entry {
  const { lowering } = ts;
  // Whatever a broken entry says, the set of keys is open.
  if (lowering.isTorn(i)) return { key: undefined, value: lowering.broken(i), spread: true };
  switch (kindOf(ts, i)) {
    case KIND.spread_element: {
      const value = firstNamed(ts, i);
      return { key: undefined, value: value < 0 ? lowering.broken(i) : ts.expression(value), spread: true };
    }
    case KIND.method_definition: {
      const name = givenKey(ts, child(ts, i, 'name'));
      const span = { start: lowering.start(i), end: lowering.end(i), parent: ORPHAN };
      return { key: name?.text, value: adopt({ kind: 'function', ...span, fn: ts.functionNode(i, name) }), spread: false };
    }
    case KIND.pair: {
      const key = child(ts, i, 'key');
      const value = child(ts, i, 'value');
      if (key < 0 || value < 0) return { key: undefined, value: lowering.broken(i), spread: true };
      const name = givenKey(ts, key);
      return { key: name?.text, value: ts.expression(value, name), spread: false };
    }
    default:
      return { key: lowering.textOf(i), value: ts.expression(i), spread: false };
  }
}

export function lowerPattern(ts: TypeScript, i: number, isBinding: boolean): Pattern {
  const { lowering } = ts;
  if (lowering.isBroken(i)) return lowering.broken(i);
  const kind = kindOf(ts, i);
  switch (kind) {
    case KIND.object_pattern:
    case KIND.object:
      return lowerObjectPattern(ts, i, isBinding);
    case KIND.array_pattern:
    case KIND.array:
      return lowerArrayPattern(ts, i, isBinding);
    case KIND.assignment_pattern:
    case KIND.rest_pattern: {
      const target = kind === KIND.rest_pattern ? firstNamed(ts, i) : child(ts, i, 'left');
      return target < 0 ? lowering.broken(i) : ts.pattern(target, isBinding);
    }
    case KIND.member_expression:
    case KIND.subscript_expression: {
      const target = ts.expression(i);
      return target.kind === 'member' || target.kind === 'index' ? target : lowering.broken(i);
    }
    case KIND.identifier:
      return lowerName(ts, i, isBinding);
    default: {
      // `(a)`, `a!`, `<T>a` and `a as T` assign to what they hold.
      const inner = firstNamed(ts, i);
      return inner < 0 ? lowering.broken(i) : ts.pattern(inner, isBinding);
    }
  }
}

function lowerName(ts: TypeScript, i: number, isBinding: boolean): Identifier {
  const name = ts.lowering.textOf(i);
  if (!isBinding) ts.lowering.mention(name);
  return { kind: 'identifier', start: ts.lowering.start(i), end: ts.lowering.end(i), parent: ORPHAN, name };
}

function lowerObjectPattern(ts: TypeScript, i: number, isBinding: boolean): Pattern {
  const { lowering } = ts;
  const props: ObjectPattern['props'][number][] = [];
  let rest: Pattern | undefined;
  for (const each of namedChildren(ts, i)) {
    const kind = kindOf(ts, each);
    if (lowering.isTorn(each)) props.push({ key: undefined, target: lowering.broken(each), fallback: undefined });
    else if (kind === KIND.rest_pattern || kind === KIND.spread_element) rest = lowerRest(ts, each, isBinding);
    else props.push(lowerProperty(ts, each, isBinding));
  }
  return adopt({ kind: 'object-pattern', start: lowering.start(i), end: lowering.end(i), parent: ORPHAN, props, rest });
}

function lowerRest(ts: TypeScript, i: number, isBinding: boolean): Pattern {
  const target = firstNamed(ts, i);
  return target < 0 ? ts.lowering.broken(i) : ts.pattern(target, isBinding);
}

/** `a`, `a = 1`, `a: b`, `a: b = 1`. */
function lowerProperty(ts: TypeScript, i: number, isBinding: boolean): ObjectPattern['props'][number] {
  const key = child(ts, i, 'key');
  const value = key < 0 ? i : child(ts, i, 'value');
  const { target, fallback } = lowerWithFallback(ts, value < 0 ? i : value, isBinding);
  if (key >= 0) return { key: keyName(ts, key), target, fallback };
  return { key: target.kind === 'identifier' ? target.name : undefined, target, fallback };
}

/** A target and the default it takes, in whichever of the grammar's forms: pattern, assignment pattern, assignment. */
export function lowerWithFallback(
  ts: TypeScript,
  i: number,
  isBinding: boolean,
): { readonly target: Pattern; readonly fallback: Expression | undefined } {
  const left = child(ts, i, 'left');
  const right = child(ts, i, 'right');
  if (left < 0 || right < 0) return { target: ts.pattern(i, isBinding), fallback: undefined };
  return { target: ts.pattern(left, isBinding), fallback: ts.expression(right) };
}

function lowerArrayPattern(ts: TypeScript, i: number, isBinding: boolean): Pattern {
  const { lowering } = ts;
  const { tree } = lowering;
  const elements: (Pattern | undefined)[] = [];
  let rest: Pattern | undefined;
  let isFilled = false;
  // Commas are read too: `[, a]` leaves the first element out.
  for (let at = i + 1; at < (tree.next[i] ?? 0); at = tree.next[at] ?? 0) {
    const kind = kindOf(ts, at);
    if (lowering.isComment(at)) continue;
    if (kind === KIND.comma) {
      if (!isFilled) elements.push(undefined);
      isFilled = false;
    } else if (kind === KIND.rest_pattern || kind === KIND.spread_element) {
      rest = lowerRest(ts, at, isBinding);
      isFilled = true;
    } else if (ts.isNamed[tree.kind[at] ?? 0] === true || lowering.isBroken(at)) {
      elements.push(lowerElement(ts, at, isBinding));
      isFilled = true;
    }
  }
  return adopt({ kind: 'array-pattern', start: lowering.start(i), end: lowering.end(i), parent: ORPHAN, elements, rest });
}

/** The model keeps no default of an element, so none is lowered: a call in it would belong to nothing. */
function lowerElement(ts: TypeScript, i: number, isBinding: boolean): Pattern {
  if (ts.lowering.isTorn(i)) return ts.lowering.broken(i);
  const left = child(ts, i, 'left');
  return ts.pattern(left < 0 ? i : left, isBinding);
}
