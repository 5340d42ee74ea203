/**
 * What becomes of a query that has not been run yet: a queryset, a builder, a cursor. It is bounded on the way (`[:20]`,
 * `.limit(20)`, a paginator), read whole (a loop, `list()`, an answer), or handed to somebody who decides that.
 */
import type { Call, Expression, Node } from '#code/model';
import { functionOf } from '#code/model';
import { forEachChild } from '#code/walk';
import type { Analysis } from '../analysis';
import { lastName } from '../origins/full-name';

export type RowsUse =
  | { readonly kind: 'bounded'; readonly at: Node; readonly what: string }
  | { readonly kind: 'read'; readonly at: Node }
  | { readonly kind: 'open' };

const OPEN: RowsUse = { kind: 'open' };
/** How far a query is followed from name to name. */
const DEPTH = 4;

/** `bounds`: names of the steps that bound it, or make it one row or a number. */
export function useOfRows(analysis: Analysis, query: Expression, bounds: readonly string[]): RowsUse {
  return useOf(analysis, query, new Set(bounds), DEPTH);
}

function useOf(analysis: Analysis, query: Expression, bounds: ReadonlySet<string>, depth: number): RowsUse {
  if (depth === 0) return OPEN;
  let at: Expression = query;
  let parent: Node = at.parent;
  while (parent.kind === 'await' || parent.kind === 'cast' || (parent.kind === 'binary' && parent.operator === '||')) {
    at = parent;
    parent = at.parent;
  }
  switch (parent.kind) {
    case 'index':
      return parent.object !== at
        ? OPEN
        : parent.index.kind !== 'other' || hasEnd(analysis, parent.index)
          ? { kind: 'bounded', at: parent, what: analysis.textOf(parent, 60) }
          : OPEN;
    case 'member': {
      const call: Node = parent.parent;
      if (call.kind !== 'call' || call.callee !== parent) return OPEN;
      if (bounds.has(parent.property)) return { kind: 'bounded', at: call, what: `\`.${parent.property}()\`` };
      return useOf(analysis, call, bounds, depth);
    }
    case 'loop':
      return parent.source === at ? { kind: 'read', at: parent } : OPEN;
    case 'comprehension':
      return parent.sources.some(({ source }) => source === at) ? { kind: 'read', at: parent } : OPEN;
    case 'declare':
      return parent.value === at && parent.target.kind === 'identifier'
        ? useOfName(analysis, parent.target.name, parent.target, bounds, depth - 1)
        : OPEN;
    case 'assign':
      return parent.value === at && parent.target.kind === 'identifier'
        ? useOfName(analysis, parent.target.name, parent.target, bounds, depth - 1)
        : OPEN;
    case 'call':
      return givenTo(analysis, parent, at);
    case 'object':
      return isAnswered(parent) ? { kind: 'read', at: parent } : OPEN;
    default:
      return OPEN;
  }
}

const READERS: ReadonlySet<string> = new Set([
  ...['list', 'tuple', 'set', 'sorted', 'dict', 'frozenset', 'enumerate', 'len', 'sum', 'max', 'min', 'map', 'zip', 'reversed'],
  ...['sync_to_async', 'serialize', 'DataFrame'],
]);
const ANSWERS = /^(?:\w*Response|render|render_template|render_to_string|jsonify|dumps)$/;
const PAGERS = /paginat|^Page$|^page_?of|^limit|^Subquery$|^OuterRef$|^Prefetch$|^Exists$/i;

function givenTo(analysis: Analysis, call: Call, value: Expression): RowsUse {
  const argument = call.args.find((each) => each.value === value);
  if (argument === undefined) return OPEN;
  const name = lastName(call.callee);
  if (PAGERS.test(name)) return { kind: 'bounded', at: call, what: `\`${name}(…)\`` };
  if (READERS.has(name) && argument.name === undefined) return { kind: 'read', at: call };
  if (ANSWERS.test(name)) return { kind: 'read', at: call };
  // `InviteSerializer(invites, many=True)` reads them when its data is asked for.
  const many = call.args.find((each) => each.name === 'many')?.value;
  if (many?.kind === 'literal' && many.value === true && argument.name === undefined && !isPage(analysis, value))
    return { kind: 'read', at: call };
  return OPEN;
}

function isPage(analysis: Analysis, value: Expression): boolean {
  return /page/i.test(analysis.textOf(value, 60));
}

/** The object is the context of a page, or an answer. */
function isAnswered(object: Expression): boolean {
  let at: Node = object.parent;
  while (at.kind === 'object' || at.kind === 'array') at = at.parent;
  return at.kind === 'call' && ANSWERS.test(lastName(at.callee));
}

/** `[:20]`, `[a:b]`; `[5:]` has no end. */
function hasEnd(analysis: Analysis, slice: Node & { readonly start: number; readonly end: number }): boolean {
  return /:\s*[^\s:\]]/.test(analysis.textOf(slice, 80));
}

/** All uses of the name in its function: a bound on one of them counts for all, since branches are not told apart. */
function useOfName(analysis: Analysis, name: string, from: Node, bounds: ReadonlySet<string>, depth: number): RowsUse {
  let read: RowsUse = OPEN;
  for (const use of usesIn(functionOf(from), name)) {
    if (use === from || use.parent.kind === 'declare' || (use.parent.kind === 'assign' && use.parent.target === use)) continue;
    const fate = useOf(analysis, use, bounds, depth);
    if (fate.kind === 'bounded') return fate;
    if (fate.kind === 'read') read = fate;
  }
  return read;
}

/** Identifiers of that name below a node, functions in it included. */
export function usesIn(node: Node, name: string): readonly Extract<Node, { kind: 'identifier' }>[] {
  const found: Extract<Node, { kind: 'identifier' }>[] = [];
  const visit = (each: Node): void => {
    if (each.kind === 'identifier' && each.name === name) found.push(each);
    forEachChild(each, visit, undefined);
  };
  forEachChild(node, visit, undefined);
  return found;
}
