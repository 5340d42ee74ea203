/** Opens texts as syntax documents. Grammars are loaded when first asked for; trees live until their document is disposed. */

import type { Parser, Tree } from 'web-tree-sitter';
import type { Disposable } from '#base/disposable';
import type { TextEdit } from '#base/span';
import type { Assets } from '#host/ports';
import { FlatBuffers } from './flat-buffers';
import type { FlatTree, GrammarNames } from './flat-tree';
import { type Grammar, loadGrammar } from './grammar';
import type { Language } from './language';
import { RowFinder } from './row-finder';
import { ERROR_SYMBOL, type TopLevel, type TopLevelNode } from './tree-reader';

/** Asked some twenty times per millisecond while parsing; true gives up. */
export type ShouldStop = () => boolean;

export interface SyntaxParser extends Disposable {
  /** Loads the grammar, once. Rejects when it, or WebAssembly, cannot be had; a later call tries again. */
  load(language: Language): Promise<GrammarNames>;
  /** Parses a text whose language is loaded. `undefined` when stopped. */
  open(language: Language, text: string, shouldStop?: ShouldStop): SyntaxDocument | undefined;
}

export interface SyntaxDocument extends Disposable {
  readonly language: Language;
  readonly names: GrammarNames;
  /** The text of the tree, or the newer one that a stopped edit left to be parsed. */
  readonly text: string;
  /** The visible children of the root. */
  readonly topLevel: readonly TopLevelNode[];
  /**
   * The root or a node directly under it is an ERROR node. A bracket too few or too many may then have spilt to the top level
   * what belongs deeper.
   */
  readonly isTorn: boolean;
  /** The tree, or its root with the top-level nodes that are wanted (by index). Valid until the parser's next `flatten`. */
  flatten(keep?: (index: number) => boolean): FlatTree;
  /**
   * Parses again after edits of the text before. For each new top-level node the index of the old one that it is known to be,
   * unchanged in text and structure, or -1. `undefined` when stopped: all but `text` is as before, and the next edit (of none,
   * to go on) makes up for it.
   */
  edit(edits: readonly TextEdit[], textAfter: string, shouldStop?: ShouldStop): readonly number[] | undefined;
}

export function createParser(assets: Assets): SyntaxParser {
  return new WasmParser(assets);
}

class WasmParser implements SyntaxParser {
  readonly #assets: Assets;
  readonly #loading = new Map<Language, Promise<Grammar>>();
  readonly #loaded = new Map<Language, Grammar>();
  readonly #buffers = new FlatBuffers();

  constructor(assets: Assets) {
    this.#assets = assets;
  }

  async load(language: Language): Promise<GrammarNames> {
    let loading = this.#loading.get(language);
    if (loading === undefined) {
      loading = loadGrammar(this.#assets, language);
      this.#loading.set(language, loading);
    }
    try {
      const grammar = await loading;
      this.#loaded.set(language, grammar);
      return grammar.names;
    } catch (cause) {
      this.#loading.delete(language);
      throw cause;
    }
  }

  open(language: Language, text: string, shouldStop?: ShouldStop): SyntaxDocument | undefined {
    const grammar = this.#loaded.get(language);
    if (grammar === undefined) throw new Error(`The grammar of ${language} was not loaded.`);
    const tree = parse(grammar.parser, text, null, shouldStop);
    return tree === null ? undefined : new WasmDocument(grammar, this.#buffers, text, tree);
  }

  dispose(): void {
    for (const grammar of this.#loaded.values()) grammar.parser.delete();
    this.#loaded.clear();
    this.#loading.clear();
  }
}

class WasmDocument implements SyntaxDocument {
  readonly #grammar: Grammar;
  readonly #buffers: FlatBuffers;
  readonly #rows = new RowFinder();
  #text: string;
  #tree: Tree;
  #topLevel: TopLevel;

  constructor(grammar: Grammar, buffers: FlatBuffers, text: string, tree: Tree) {
    this.#grammar = grammar;
    this.#buffers = buffers;
    this.#text = text;
    this.#tree = tree;
    this.#topLevel = grammar.reader.topLevel(tree);
  }

  get language(): Language {
    return this.#grammar.language;
  }
  get names(): GrammarNames {
    return this.#grammar.names;
  }
  get text(): string {
    return this.#text;
  }
  get topLevel(): readonly TopLevelNode[] {
    return this.#topLevel.nodes;
  }
  get isTorn(): boolean {
    return this.#topLevel.isError || this.#topLevel.nodes.some(({ kind }) => kind === ERROR_SYMBOL);
  }

  flatten(keep?: (index: number) => boolean): FlatTree {
    return this.#grammar.reader.flatten(this.#tree, this.#buffers, keep);
  }

  edit(edits: readonly TextEdit[], textAfter: string, shouldStop?: ShouldStop): readonly number[] | undefined {
    // From the last to the first, so that the offsets of those still to come stay true.
    const fromLast = [...edits].sort((a, b) => b.start - a.start || b.end - a.end);
    for (const edit of fromLast) this.#tree.edit(this.#rows.toTreeEdit(this.#text, edit));
    this.#text = textAfter;
    // Listed after the tree heard of the edits: what they touched is marked there, and every id is of a living subtree.
    const before = this.#grammar.reader.topLevel(this.#tree);
    const tree = parse(this.#grammar.parser, textAfter, this.#tree, shouldStop);
    if (tree === null) return undefined;
    const after = this.#grammar.reader.topLevel(tree);
    this.#tree.delete();
    this.#tree = tree;
    this.#topLevel = after;
    return matchById(before.nodes, after.nodes);
  }

  dispose(): void {
    this.#tree.delete();
  }
}

function matchById(before: readonly TopLevelNode[], after: readonly TopLevelNode[]): readonly number[] {
  const indexOf = new Map<number, number>();
  before.forEach(({ id }, index) => {
    if (id !== 0) indexOf.set(id, index);
  });
  return after.map(({ id }) => {
    const index = indexOf.get(id) ?? -1;
    indexOf.delete(id);
    return index;
  });
}

function parse(parser: Parser, text: string, old: Tree | null, shouldStop: ShouldStop | undefined): Tree | null {
  let tree: Tree | null = null;
  try {
    tree = parser.parse(text, old, shouldStop === undefined ? undefined : { progressCallback: shouldStop });
  } finally {
    // A parser that was stopped would go on with this text at its next one.
    if (tree === null) parser.reset();
  }
  return tree;
}
