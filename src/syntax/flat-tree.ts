/**
 * A syntax tree flattened into typed arrays in preorder: children of `i` are `for (j = i + 1; j < next[i]; j = next[j])`.
 * Offsets are UTF-16 code units of the file. Buffers are reused: a flat tree is valid until the next `flatten` of its parser.
 */
export interface FlatTree {
  readonly count: number;
  /** Grammar symbol; `kinds.name(kind[i])` is its name, `kinds.named[kind]` tells named nodes from tokens. */
  readonly kind: Uint16Array;
  /** Grammar field id of the node in its parent, 0 for none. */
  readonly field: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** First index after the subtree. */
  readonly next: Int32Array;
  readonly parent: Int32Array;
  /** 1 where the node is an ERROR or MISSING node. */
  readonly broken: Uint8Array;
}

/** Symbol and field names of one grammar, for building kind tables once. */
export interface GrammarNames {
  readonly symbols: readonly string[];
  readonly isNamed: readonly boolean[];
  readonly fields: readonly (string | null)[];
}
