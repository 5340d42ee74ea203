/**
 * Blocks: what answers are bound to. The outermost named function, method or route-handler callback; what is outside of
 * all is the module block. An entry point's handler is a block of its own even inside a function that registers routes,
 * because a person answers for one entry point, not for the registering function.
 */

import type { LineMap } from '#base/line-map';
import type { Span } from '#base/span';
import { type ClassNode, type FileModel, type FunctionNode, type Item, itemOf } from '#code/model';
import { type NormalLines, normalLines } from './normalise';

export interface Block extends Span {
  /** Unique in the file: the symbol, with `~2` … for repeated ones; `` for the module block. */
  readonly key: string;
  readonly symbol: string;
  /** First line of the block, trimmed: for people who read the record. */
  readonly summary: string;
  readonly startLine: number;
  readonly endLine: number;
  /** Computed when first asked for: most files have no record. */
  readonly lines: NormalLines;
}

interface Candidate extends Span {
  readonly symbol: string;
}

/** `handlers`: entry points' handler functions and how each is called when it has no name of its own. */
export function blocksOf(model: FileModel, map: LineMap, handlers: ReadonlyMap<FunctionNode, string>): readonly Block[] {
  const candidates: Candidate[] = [];
  const homes = new Set([...handlers.keys()].map(itemOf));
  for (const item of model.items) {
    const own = homes.has(item) ? candidatesIn(item, handlers) : plainCandidates(item);
    for (const { symbol, start, end } of own) candidates.push({ symbol, start: item.base + start, end: item.base + end });
  }
  return toBlocks(model.text, map, candidates);
}

/** Apart from the model: blocks live on when it is gone. */
function toBlocks(text: string, map: LineMap, candidates: readonly Candidate[]): readonly Block[] {
  const seen = new Map<string, number>();
  const blocks = candidates.map((candidate): Block => {
    const count = (seen.get(candidate.symbol) ?? 0) + 1;
    seen.set(candidate.symbol, count);
    const key = count === 1 ? candidate.symbol : `${candidate.symbol}~${count}`;
    return new FoundBlock(map, candidate, key, text);
  });
  const whole = { symbol: '', start: 0, end: text.length };
  return [...blocks, new FoundBlock(map, whole, '', text, candidates)];
}

// What has a name does not depend on where the item stands, and unchanged items live on across edits.
const PLAIN = new WeakMap<Item, readonly Candidate[]>();

function plainCandidates(item: Item): readonly Candidate[] {
  let found = PLAIN.get(item);
  if (found === undefined) {
    found = candidatesIn(item, new Map());
    PLAIN.set(item, found);
  }
  return found;
}

/** Offsets relative to the item; in order of their starts, the outer one first. */
function candidatesIn(item: Item, handlers: ReadonlyMap<FunctionNode, string>): readonly Candidate[] {
  const candidates: Candidate[] = [];
  const visit = (fn: FunctionNode, owner: string, isOpen: boolean): void => {
    const title = handlers.get(fn);
    const symbol = owner !== '' && fn.name !== '' ? `${owner}.${fn.name}` : fn.name !== '' ? fn.name : (title ?? '');
    const isBlock = title !== undefined || (isOpen && fn.name !== '');
    if (isBlock) candidates.push({ symbol, start: startOf(fn), end: fn.end });
    for (const inner of fn.functions) visit(inner, isBlock ? '' : owner, isOpen && !isBlock);
  };
  const visitClass = (cls: ClassNode, owner: string): void => {
    const name = owner === '' ? cls.name : `${owner}.${cls.name}`;
    for (const method of cls.methods) visit(method, name, true);
    for (const inner of cls.classes) visitClass(inner, name);
  };
  for (const fn of item.fn.functions) if (fn.cls === undefined) visit(fn, '', true);
  for (const cls of item.classes) visitClass(cls, '');
  return candidates.sort((one, two) => one.start - two.start || two.end - one.end);
}

/** A function begins with what names it: its decorators, or the variable or key it is given to. */
function startOf({ start, nameSpan, decorators }: FunctionNode): number {
  return Math.min(start, nameSpan.start, ...decorators.map((decorator) => decorator.start));
}

/** A class, because an edit makes those of the whole file anew: getters of its prototype cost nothing until they are asked. */
class FoundBlock implements Block {
  readonly key: string;
  readonly symbol: string;
  readonly start: number;
  readonly end: number;
  readonly startLine: number;
  readonly endLine: number;
  readonly #map: LineMap;
  readonly #text: string;
  readonly #inner: readonly Candidate[] | undefined;
  #lines: NormalLines | undefined;

  /** `inner`: of the module block, what is blanked out in it. */
  constructor(map: LineMap, { symbol, start, end }: Candidate, key: string, text: string, inner?: readonly Candidate[]) {
    this.key = key;
    this.symbol = symbol;
    this.start = start;
    this.end = end;
    this.startLine = map.lineAt(start);
    this.endLine = map.lineAt(Math.max(start, end - 1));
    this.#map = map;
    this.#text = text;
    this.#inner = inner;
  }

  get summary(): string {
    return this.symbol === '' ? '' : this.#map.textOf(this.startLine).trim().slice(0, 120);
  }

  get lines(): NormalLines {
    const text = this.#text;
    this.#lines ??= normalLines(this.#inner === undefined ? text.slice(this.start, this.end) : moduleText(text, this.#inner));
    return this.#lines;
  }
}

/** The text with every block blanked out, so that an edit in a function does not touch the answers of the module block. */
function moduleText(text: string, candidates: readonly Candidate[]): string {
  let out = '';
  let at = 0;
  for (const { start, end } of candidates) {
    if (start < at) continue;
    out += `${text.slice(at, start)}ƒ`;
    at = end;
  }
  return out + text.slice(at);
}

/** The innermost block around an offset; the module block is last and always there. */
export function blockAt(blocks: readonly Block[], offset: number): Block {
  let best = blocks[blocks.length - 1] as Block;
  for (const block of blocks) {
    if (block.symbol === '' && block.key === '') continue;
    if (block.start <= offset && offset < block.end && block.end - block.start <= best.end - best.start) best = block;
  }
  return best;
}

/** An answer is given for an entry point: what informs one belongs to its handler's block, also where it stands at the registration. */
export function blockOf(
  blocks: readonly Block[],
  entries: readonly (Span & { readonly id: string })[],
  finding: Span & { readonly entry?: string },
): Block {
  const entry = finding.entry === undefined ? undefined : entries.find(({ id }) => id === finding.entry);
  return blockAt(blocks, entry?.start ?? finding.start);
}
