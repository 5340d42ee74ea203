/** Two ways to read a tree (the WASM heap, the public cursor) behind one interface. */

import type { Tree } from 'web-tree-sitter';
import type { FlatBuffers } from './flat-buffers';

/** The grammar symbol of an ERROR node. */
export const ERROR_SYMBOL = 0xffff;

/** A visible child of the root. */
export interface TopLevelNode {
  /** Identity of an unchanged subtree as long as its tree lives; 0 when it cannot be told (small leaves, edited nodes, cursor reader). */
  readonly id: number;
  /** Grammar symbol. */
  readonly kind: number;
  /** Offsets in the file, UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** Holds no ERROR and no MISSING node. */
  readonly isWhole: boolean;
}

export interface TopLevel {
  readonly nodes: readonly TopLevelNode[];
  /** The root itself is an ERROR node. */
  readonly isError: boolean;
}

export interface TreeReader {
  topLevel(tree: Tree): TopLevel;
  /** Writes the tree, or the root and those children of it that `keep` wants (by index among the visible ones). */
  flatten(tree: Tree, into: FlatBuffers, keep?: (index: number) => boolean): FlatBuffers;
}
