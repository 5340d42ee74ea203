/** Whether the list a fan-out goes over can grow, and what keeps it short where it cannot. */
import type { Expression, Node } from '#code/model';
import { functionOf, placeOf } from '#code/model';
import { CHUNKERS, FIXED_LISTS } from '#libraries/concurrency';
import type { Analysis } from '../analysis';
import { sketchOf } from '../effects/sketches';
import type { Fact, Where, yes } from '../fact';
import { requestValue } from '../input/request-values';
import { lastName, writtenName } from '../origins/full-name';
import { requestOf } from '../requests/requests';
import { calledSummary } from '../summaries/called-summary';
import { listReads } from '../volume/list-reads';
import { sizeOf } from '../volume/list-size';

export type ItemSource =
  /** Long by what it comes from. */
  | { readonly kind: 'grows'; readonly from: 'input' | 'store' | 'remote' | 'parameter' | 'directory' }
  /** Kept short by something that is worth pointing at. */
  | { readonly kind: 'bounded'; readonly fact: Extract<Fact, { kind: 'yes' }> }
  /** Short as written. */
  | { readonly kind: 'short' }
  | { readonly kind: 'unknown' };

const SHORT: ItemSource = { kind: 'short' };
const UNKNOWN: ItemSource = { kind: 'unknown' };
const DEPTH = 8;

export function itemSource(analysis: Analysis, list: Expression): ItemSource {
  return sourceOf(analysis, list, DEPTH);
}

const bounded = (where: Where, what: string): ItemSource => ({
  kind: 'bounded',
  fact: { kind: 'yes', where, what } as Extract<ReturnType<typeof yes>, { kind: 'yes' }>,
});

function sourceOf(analysis: Analysis, list: Expression, depth: number): ItemSource {
  if (depth === 0) return UNKNOWN;
  const input = requestValue(analysis, list);
  if (input !== undefined) return { kind: 'grows', from: 'input' };
  switch (list.kind) {
    case 'await':
    case 'cast':
    case 'spread':
      return sourceOf(analysis, list.value, depth - 1);
    case 'array':
      return arraySource(analysis, list.elements, depth);
    case 'object':
    case 'literal':
    case 'template':
      return SHORT;
    case 'binary':
      return list.operator === '||' || list.operator === '??' || list.operator === '+'
        ? grown(sourceOf(analysis, list.left, depth - 1), sourceOf(analysis, list.right, depth - 1))
        : UNKNOWN;
    case 'conditional':
      return grown(sourceOf(analysis, list.whenTrue, depth - 1), sourceOf(analysis, list.whenFalse, depth - 1));
    case 'comprehension': {
      const [first] = list.sources;
      return first === undefined ? UNKNOWN : sourceOf(analysis, first.source, depth - 1);
    }
    case 'index':
      return list.index.kind === 'other' && /:\s*[^\s:\]]/.test(analysis.textOf(list.index, 80))
        ? bounded(placeOf(list), `\`${analysis.textOf(list, 50)}\``)
        : UNKNOWN;
    case 'member':
      return memberSource(analysis, list, depth);
    case 'identifier':
      return nameSource(analysis, list, depth);
    case 'call':
      return callSource(analysis, list, depth);
    default:
      return UNKNOWN;
  }
}

/** `[...new Set(ids)]` is as long as what is spread. */
function arraySource(analysis: Analysis, elements: readonly Expression[], depth: number): ItemSource {
  return elements
    .filter((each) => each.kind === 'spread')
    .map((each) => sourceOf(analysis, each, depth - 1))
    .reduce(grown, SHORT);
}

/** The longer of two. */
function grown(one: ItemSource, two: ItemSource): ItemSource {
  const order = ['short', 'bounded', 'unknown', 'grows'];
  return order.indexOf(one.kind) >= order.indexOf(two.kind) ? one : two;
}

function memberSource(analysis: Analysis, list: Extract<Expression, { kind: 'member' }>, depth: number): ItemSource {
  if (FIXED_LISTS.test(list.property) || isConstantName(list.property)) return SHORT;
  const inner = sourceOf(analysis, list.object, depth - 1);
  // `response.data.items`, `result.rows`, `job.data.ids`: a part of what came from outside. A field of an owner may be anything.
  return inner.kind === 'grows' && inner.from !== 'parameter'
    ? inner
    : inner.kind === 'grows'
      ? parameterField(analysis, list)
      : UNKNOWN;
}

/** `input.recipients`: a list of a parameter is as good as a parameter, if its name says that it is a list. */
function parameterField(analysis: Analysis, list: Extract<Expression, { kind: 'member' }>): ItemSource {
  return /s$|list$/i.test(list.property) &&
    list.object.kind === 'identifier' &&
    list.object.name !== 'this' &&
    analysis.textOf(list).length < 60
    ? { kind: 'grows', from: 'parameter' }
    : UNKNOWN;
}

const isConstantName = (name: string): boolean => /^[A-Z][A-Z0-9_]+$/.test(name);

function nameSource(analysis: Analysis, list: Extract<Expression, { kind: 'identifier' }>, depth: number): ItemSource {
  if (isConstantName(list.name)) return SHORT;
  const binding = analysis.bindingOf(list.name, list);
  if (binding === undefined) return UNKNOWN;
  if (binding.kind === 'declaration') {
    if (binding.value === undefined) return UNKNOWN;
    const source =
      binding.path.length > 0
        ? partSource(sourceOf(analysis, binding.value, depth - 1))
        : sourceOf(analysis, binding.value, depth - 1);
    const pushed = isEmptyList(binding.value) ? filledSource(analysis, list, depth) : undefined;
    if (pushed !== undefined) return pushed;
    return FIXED_LISTS.test(list.name) && source.kind !== 'bounded' ? SHORT : source;
  }
  if (binding.kind === 'parameter') {
    const type = binding.fn.params[binding.index]?.type;
    if (FIXED_LISTS.test(list.name) || /^\[(?!\]\w)|^readonly \[|Record|Config/.test(type?.text ?? '')) return SHORT;
    return binding.fn.params[binding.index]?.rest === true ? UNKNOWN : { kind: 'grows', from: 'parameter' };
  }
  if (binding.kind === 'bound' && binding.source !== undefined) return pieceSource(analysis, binding.source);
  return UNKNOWN;
}

/** `const { data } = await axios.get(…)`: what is taken out of an answer is part of it. */
function partSource(source: ItemSource): ItemSource {
  return source.kind === 'grows' ? source : UNKNOWN;
}

/** `for (const batch of chunk(items, 50))`. */
function pieceSource(analysis: Analysis, source: Expression): ItemSource {
  const at = source.kind === 'identifier' ? valueOfName(analysis, source) : source;
  if (at?.kind !== 'call') return UNKNOWN;
  const name = lastName(at.callee);
  return CHUNKERS.test(name) ? bounded(placeOf(at), `\`${analysis.textOf(at, 50)}\``) : UNKNOWN;
}

function valueOfName(analysis: Analysis, name: Extract<Expression, { kind: 'identifier' }>): Expression | undefined {
  const binding = analysis.bindingOf(name.name, name);
  return binding?.kind === 'declaration' && binding.path.length === 0 ? binding.value : undefined;
}

function isEmptyList(value: Expression): boolean {
  return (
    (value.kind === 'array' && value.elements.length === 0) ||
    (value.kind === 'call' && value.args.length === 0 && /^(?:list|set|Set|Array)$/.test(lastName(value.callee)))
  );
}

/** A list that is filled in a loop is as long as what the loop goes over; filled outside of any, as many lines as it has. */
function filledSource(
  analysis: Analysis,
  list: Extract<Expression, { kind: 'identifier' }>,
  depth: number,
): ItemSource | undefined {
  const fills = functionOf(list).calls.filter(
    (call) =>
      /^(?:push|append|add|extend|unshift)$/.test(lastName(call.callee)) &&
      call.callee.kind === 'member' &&
      call.callee.object.kind === 'identifier' &&
      call.callee.object.name === list.name,
  );
  if (fills.length === 0) return undefined;
  let source: ItemSource = SHORT;
  for (const fill of fills) {
    const loop = loopAround(fill);
    if (loop?.source !== undefined) source = grown(source, sourceOf(analysis, loop.source, depth - 1));
    else if (loop !== undefined) source = grown(source, UNKNOWN);
  }
  return source;
}

function loopAround(node: Node): Extract<Node, { kind: 'loop' }> | undefined {
  for (let at: Node = node.kind === 'item' ? node : node.parent; at.kind !== 'fn' && at.kind !== 'item'; at = at.parent)
    if (at.kind === 'loop') return at;
  return undefined;
}

/** Calls that give as many as they are given. */
const SAME_LENGTH =
  /^(?:filter|map|flatMap|sort|toSorted|reverse|concat|values|entries|keys|from|list|set|sorted|enumerate|tuple|reversed|uniq|uniqBy|compact|flat|zip|dict|items|Set|Map|copy|toArray|json|parse|all|filter_by|scalars|mappings)$/;

function callSource(analysis: Analysis, call: Extract<Expression, { kind: 'call' }>, depth: number): ItemSource {
  const name = lastName(call.callee);
  const receiver = call.callee.kind === 'member' ? call.callee.object : undefined;
  if ((name === 'slice' || name === 'splice') && call.args.length >= 2 && receiver !== undefined)
    return bounded(placeOf(call), `\`${analysis.textOf(call, 50)}\``);
  if (/^(?:take|islice|sampleSize|sample|nlargest|first)$/.test(name) && call.args.length >= 1)
    return bounded(placeOf(call), `\`${analysis.textOf(call, 50)}\``);
  if (name === 'range' || (name === 'Array' && call.args.length === 1))
    return rangeSource(analysis, call.args.at(-1)?.value, depth);
  const read = listReads(analysis, functionOf(call)).find((each) => each.call.start >= call.start && each.call.end <= call.end);
  if (read !== undefined) {
    if (read.bound.kind === 'yes') return { kind: 'bounded', fact: read.bound };
    return sizeOf(read) === 'short' ? UNKNOWN : { kind: 'grows', from: 'store' };
  }
  if (requestOf(analysis, call) !== undefined) return { kind: 'grows', from: 'remote' };
  const sketch = sketchOf(analysis, call);
  if (sketch?.kind === 'store-read') return { kind: 'grows', from: 'store' };
  if (/^(?:readdir|listdir|scandir|glob|globby|rglob|iterdir|walk)$/.test(name)) return { kind: 'grows', from: 'directory' };
  if (SAME_LENGTH.test(name)) {
    // `Array.from({ length: 3 })`, `Object.values(limits)`, `rows.filter(…)`.
    const isStatic = receiver?.kind === 'identifier' && /^(?:Object|Array|Promise|_|JSON)$/.test(receiver.name);
    const from = isStatic || receiver === undefined || call.isNew ? call.args[0]?.value : receiver;
    const length =
      from?.kind === 'object' && name === 'from' ? from.entries.find(({ key }) => key === 'length')?.value : undefined;
    if (length !== undefined) return rangeSource(analysis, length, depth);
    return from === undefined ? UNKNOWN : sourceOf(analysis, from, depth - 1);
  }
  const summary = calledSummary(analysis, call);
  if (summary?.effects.some(({ kind }) => kind === 'remote-read') === true) return { kind: 'grows', from: 'remote' };
  if (summary?.effects.some(({ kind }) => kind === 'store-read') === true)
    return FIXED_LISTS.test(writtenName(call.callee)) ? UNKNOWN : { kind: 'grows', from: 'store' };
  return UNKNOWN;
}

function rangeSource(analysis: Analysis, count: Expression | undefined, depth: number): ItemSource {
  if (count === undefined) return UNKNOWN;
  if (count.kind === 'literal')
    return typeof count.value === 'number' && count.value > 1000 ? { kind: 'grows', from: 'parameter' } : SHORT;
  if (count.kind === 'call' && lastName(count.callee) === 'len')
    return count.args[0] === undefined ? UNKNOWN : sourceOf(analysis, count.args[0].value, depth - 1);
  if (count.kind === 'member' && count.property === 'length') return sourceOf(analysis, count.object, depth - 1);
  return UNKNOWN;
}
