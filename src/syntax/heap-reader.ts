/**
 * Reads trees straight out of the WASM heap. It knows the memory layout of tree-sitter's `TSLanguage`, `TSTree` and
 * `Subtree` (runtime 0.25 to 0.27, wasm32): each grammar is checked against the cursor when it is loaded, and the cursor
 * is used where they differ. Offsets in the heap are bytes of UTF-16 text: twice the code units.
 */

import type { Language, Tree } from 'web-tree-sitter';
import type { FlatBuffers } from './flat-buffers';
import { ERROR_SYMBOL, type TopLevel, type TopLevelNode, type TreeReader } from './tree-reader';

/** Views of the runtime's memory; growth replaces them, so they are read anew for each tree. */
export interface Heap {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU16: Uint16Array;
  readonly HEAP32: Int32Array;
}

/** Numbers kept per open node while walking. */
const FRAME = 9;
const CHILDREN = 0; // index of the next child in HEAP32
const LEFT = 1; // children left
const STRUCTURAL = 2; // index of the next child among those that are not extras
const POSITION = 3; // where the next child's padding starts, bytes; the first child has none
const ALIASES = 4; // index of the production's alias row, or -1
const FIELDS = 5; // index of the production's field row
const INHERITED = 6; // field that a hidden node passes on to its children
const NODE = 7; // index of the nearest visible node
const IS_NODE = 8; // 1 when this frame is that node itself

export class HeapReader implements TreeReader {
  readonly #heap: Heap;
  readonly #publicSymbol: Uint16Array;
  readonly #aliases: Uint16Array;
  readonly #aliasStride: number;
  readonly #fields: Uint8Array;
  readonly #fieldStride: number;
  #stack = new Int32Array(FRAME * 64);

  constructor(heap: Heap, language: Language) {
    this.#heap = heap;
    const { HEAPU8, HEAPU16, HEAP32 } = heap;
    const at = addressOf(language);
    const word = (offset: number) => HEAP32[(at + offset) >>> 2] ?? 0;
    const symbols = word(4) + word(8);
    const productions = word(28);
    this.#aliasStride = HEAPU16[(at + 36) >> 1] ?? 0;
    const slices = word(64) >> 1;
    const entries = word(68);
    this.#publicSymbol = HEAPU16.slice(word(76) >> 1, (word(76) >> 1) + symbols);
    this.#aliases = HEAPU16.slice(word(84) >> 1, (word(84) >> 1) + productions * this.#aliasStride);

    let widest = 0;
    const direct: [production: number, child: number, field: number][] = [];
    for (let production = 0; production < productions; production++) {
      const first = HEAPU16[slices + production * 2] ?? 0;
      const length = HEAPU16[slices + production * 2 + 1] ?? 0;
      for (let entry = entries + first * 4; entry < entries + (first + length) * 4; entry += 4) {
        if (HEAPU8[entry + 3] !== 0) continue;
        const child = HEAPU8[entry + 2] ?? 0;
        widest = Math.max(widest, child + 1);
        direct.push([production, child, HEAPU16[entry >> 1] ?? 0]);
      }
    }
    this.#fieldStride = widest;
    this.#fields = new Uint8Array(productions * widest);
    // The first entry of a child wins, as in the cursor.
    for (const [production, child, field] of direct.reverse()) this.#fields[production * widest + child] = field;
  }

  topLevel(tree: Tree): TopLevel {
    const nodes: TopLevelNode[] = [];
    this.#walk(tree, undefined, undefined, nodes);
    const words = this.#heap.HEAP32;
    const root = words[addressOf(tree) >>> 2] ?? 0;
    return { nodes, isError: ((words[(root >>> 2) + 10] ?? 0) & 0xffff) === ERROR_SYMBOL };
  }

  flatten(tree: Tree, into: FlatBuffers, keep?: (index: number) => boolean): FlatBuffers {
    return into.finish(this.#walk(tree, into, keep, undefined));
  }

  /** One walk for both: with `found`, only the root's visible children are listed; otherwise nodes are written to `into`. */
  #walk(
    tree: Tree,
    into: FlatBuffers | undefined,
    keep: ((index: number) => boolean) | undefined,
    found: TopLevelNode[] | undefined,
  ): number {
    const words = this.#heap.HEAP32;
    const fields = this.#fields;
    const aliases = this.#aliases;
    const root = (words[addressOf(tree) >>> 2] ?? 0) >>> 2;
    const rootStart = words[root + 1] ?? 0;
    let count = 0;
    let top = 0;
    if (into !== undefined) {
      this.#write(into, 0, (words[root + 10] ?? 0) & 0xffff, 0, rootStart, rootStart + (words[root + 4] ?? 0), -1, false);
      into.next[0] = 1;
    }
    count = 1;
    let stack = this.#stack;
    let frame = 0;
    this.#open(frame, root, rootStart, 0, 0, 1);

    while (frame >= 0) {
      if (stack[frame + LEFT] === 0) {
        if (stack[frame + IS_NODE] === 1 && into !== undefined) into.next[stack[frame + NODE] ?? 0] = count;
        frame -= FRAME;
        continue;
      }
      const child = stack[frame + CHILDREN] ?? 0;
      const structural = stack[frame + STRUCTURAL] ?? 0;
      const word = words[child] ?? 0;
      let start = stack[frame + POSITION] ?? 0;
      let size: number;
      let symbol: number;
      let bits: number;
      let grandchildren = 0;
      const heapAt = word >>> 2;
      if ((word & 1) === 1) {
        const second = words[child + 1] ?? 0;
        start += (second >>> 16) & 0xff;
        size = second >>> 24;
        symbol = (word >>> 8) & 0xff;
        // visible, extra, missing, has changes: to where the heap form has them
        bits = ((word >>> 1) & 1) | ((word & 8) >>> 1) | ((word & 32) << 4);
      } else {
        start += words[heapAt + 1] ?? 0;
        size = words[heapAt + 4] ?? 0;
        symbol = (words[heapAt + 10] ?? 0) & 0xffff;
        bits = words[heapAt + 11] ?? 0;
        grandchildren = words[heapAt + 9] ?? 0;
      }
      // (The padding of a first child is its parent's: the frame starts that much earlier.)
      stack[frame + CHILDREN] = child + 2;
      stack[frame + LEFT] = (stack[frame + LEFT] ?? 0) - 1;
      stack[frame + POSITION] = start + size;

      let isVisible = (bits & 1) === 1;
      let field = 0;
      if ((bits & 4) === 0) {
        stack[frame + STRUCTURAL] = structural + 1;
        if (structural < this.#fieldStride) field = fields[(stack[frame + FIELDS] ?? 0) + structural] ?? 0;
        if (field === 0) field = stack[frame + INHERITED] ?? 0;
        const row = stack[frame + ALIASES] ?? -1;
        if (row >= 0) {
          const alias = aliases[row + structural] ?? 0;
          if (alias !== 0) {
            isVisible = true;
            symbol = alias;
          }
        }
      }

      const parent = stack[frame + NODE] ?? 0;
      if (isVisible) {
        if (parent === 0) {
          if (found !== undefined) {
            const isLeaf = (word & 1) === 1;
            const isEdited = (bits & 32) !== 0;
            const isWhole = (bits & 0x200) === 0 && (isLeaf || words[heapAt + 8] === 0);
            const id = isLeaf || isEdited ? 0 : word;
            found.push({ id, kind: this.#kindOf(symbol), start: start >> 1, end: (start + size) >> 1, isWhole });
            continue;
          }
          if (keep !== undefined && !keep(top++)) continue;
        }
        if (into !== undefined) {
          this.#write(into, count, this.#kindOf(symbol), field, start, start + size, parent, (bits & 0x200) !== 0);
          into.next[count] = count + 1;
        }
        count++;
      }
      if (grandchildren > 0) {
        frame += FRAME;
        if (frame + FRAME > stack.length) {
          this.#stack = new Int32Array(stack.length * 2);
          this.#stack.set(stack);
          stack = this.#stack;
        }
        if (isVisible) this.#open(frame, heapAt, start, 0, count - 1, 1);
        else this.#open(frame, heapAt, start, field, parent, 0);
      }
    }
    return count;
  }

  /** Opens the heap subtree at word `at`, whose own text starts at byte `start`. */
  #open(frame: number, at: number, start: number, inherited: number, node: number, isNode: 0 | 1): void {
    const words = this.#heap.HEAP32;
    const stack = this.#stack;
    const children = words[at + 9] ?? 0;
    const first = at - children * 2;
    const firstWord = words[first] ?? 0;
    let firstPadding = 0;
    if (children > 0) {
      firstPadding = (firstWord & 1) === 1 ? ((words[first + 1] ?? 0) >>> 16) & 0xff : (words[(firstWord >>> 2) + 1] ?? 0);
    }
    const production = children > 0 ? (words[at + 16] ?? 0) >>> 16 : 0;
    stack[frame + CHILDREN] = first;
    stack[frame + LEFT] = children;
    stack[frame + STRUCTURAL] = 0;
    stack[frame + POSITION] = start - firstPadding;
    stack[frame + ALIASES] = production === 0 ? -1 : production * this.#aliasStride;
    stack[frame + FIELDS] = production * this.#fieldStride;
    stack[frame + INHERITED] = inherited;
    stack[frame + NODE] = node;
    stack[frame + IS_NODE] = isNode;
  }

  /** Symbols that are one to the outside have one public form; ERROR is beyond the table. */
  #kindOf(symbol: number): number {
    return symbol < this.#publicSymbol.length ? (this.#publicSymbol[symbol] ?? symbol) : symbol;
  }

  #write(
    into: FlatBuffers,
    at: number,
    symbol: number,
    field: number,
    startByte: number,
    endByte: number,
    parent: number,
    isMissing: boolean,
  ): void {
    if (at === into.capacity) into.grow();
    into.kind[at] = symbol;
    into.field[at] = field;
    into.start[at] = startByte >> 1;
    into.end[at] = endByte >> 1;
    into.parent[at] = parent;
    into.broken[at] = isMissing || symbol === ERROR_SYMBOL ? 1 : 0;
  }
}

/** The address the runtime keeps in its objects under the key 0. */
function addressOf(object: Language | Tree): number {
  const address: unknown = (object as unknown as Readonly<Record<number, unknown>>)[0];
  if (typeof address !== 'number' || address === 0)
    throw new Error('The tree-sitter runtime does not show the address of its objects.');
  return address;
}
