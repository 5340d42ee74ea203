/** Values that stand in for real ones: `your-api-key`, `changeme`, an address at example.com, filler text. */
import { type Expression, type Item, type Literal, type Node, placeOf } from '#code/model';
import { forEachChild } from '#code/walk';
import { MAY_BE_SAMPLE, SAMPLE_NAMES, SAMPLE_VALUES } from '#libraries/unfinished-words';
import type { Analysis } from '../analysis';
import { hasWord } from '../name-words';
import type { Unfinished } from './unfinished';

export function sampleValuesOf(analysis: Analysis, item: Item): readonly Unfinished[] {
  const { text } = analysis.model;
  if (item.codeLines.length === 0 || !MAY_BE_SAMPLE.test(text.slice(item.base, item.base + item.end))) return [];
  const found: Unfinished[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'literal') {
      if (typeof node.value === 'string' && node.type === 'string') found.push(...(sampleValue(node, node.value) ?? []));
      return;
    }
    forEachChild(node, visit, undefined);
  };
  visit(item);
  // What stands in the file of a screen is mostly shown there, as a form to be filled in.
  return /\.[jt]sx$/.test(analysis.path) ? found.map((each) => ({ ...each, weight: 'quiet' })) : found;
}

function sampleValue(literal: Literal, value: string): readonly Unfinished[] | undefined {
  const sample = SAMPLE_VALUES.find(({ pattern }) => pattern.test(value));
  if (sample === undefined || !isTakenForReal(literal)) return undefined;
  const shown = value.length > 40 ? `${value.slice(0, 39)}…` : value;
  return [{ place: placeOf(literal), weight: sample.weight, says: `“${shown}” stands in for a real value` }];
}

/**
 * It is what a name, a key or a setting gets. What it is compared with, what is listed, shown in an empty field or written
 * into a description is not taken for real.
 */
function isTakenForReal(literal: Literal): boolean {
  const holder = holderOf(literal);
  if (holder === undefined) return false;
  for (let at: Node = literal; at.kind !== 'item' && at.kind !== 'fn'; at = at.parent) {
    const name = nameAround(at);
    if (name !== undefined && hasWord(name, SAMPLE_NAMES)) return false;
  }
  return true;
}

/** What the value is given to, past fallbacks (`process.env.KEY || 'changeme'`); `undefined` where it is given to nothing. */
function holderOf(literal: Literal): Node | undefined {
  let value: Expression = literal;
  for (;;) {
    const parent: Node = value.parent;
    if (parent.kind === 'binary' && (parent.operator === '||' || parent.operator === '??') && parent.right === value)
      value = parent;
    else if (parent.kind === 'cast') value = parent;
    else break;
  }
  const { parent } = value;
  switch (parent.kind) {
    case 'declare':
      return parent.value === value ? parent : undefined;
    case 'assign':
      return parent.value === value ? parent : undefined;
    case 'object':
      return parent;
    case 'fn':
      return parent.params.some(({ fallback }) => fallback === value) ? parent : undefined;
    case 'cls':
      return parent;
    case 'call':
      return isFallback(parent.args, value) ? parent : undefined;
    default:
      return undefined;
  }
}

/** A keyword argument, or what `os.environ.get('KEY', 'changeme')` falls back to. */
function isFallback(args: Extract<Node, { kind: 'call' }>['args'], value: Expression): boolean {
  const at = args.findIndex((each) => each.value === value);
  if (args[at]?.name !== undefined) return true;
  const first = args[0]?.value;
  return (
    at === 1 &&
    args.length === 2 &&
    first?.kind === 'literal' &&
    typeof first.value === 'string' &&
    /^[A-Z][A-Z0-9_]+$/.test(first.value)
  );
}

function nameAround(node: Exclude<Node, Item>): string | undefined {
  const parent: Node = node.parent;
  switch (parent.kind) {
    case 'declare':
      return parent.target.kind === 'identifier' ? parent.target.name : undefined;
    case 'assign':
      return parent.target.kind === 'identifier'
        ? parent.target.name
        : parent.target.kind === 'member'
          ? parent.target.property
          : undefined;
    case 'object':
      return parent.entries.find(({ value }) => value === node)?.key;
    case 'call':
      return parent.args.find(({ value }) => value === node)?.name ?? calleeName(parent.callee);
    case 'cls':
      return parent.fields.find(({ value }) => value === node)?.name;
    default:
      return undefined;
  }
}

function calleeName(callee: Expression): string | undefined {
  return callee.kind === 'identifier' ? callee.name : callee.kind === 'member' ? callee.property : undefined;
}
