/** Opens texts as syntax documents. Grammars are loaded when first asked for; trees live until their document is disposed. */

import type { Disposable } from '#base/disposable';
import type { TextEdit } from '#base/span';
import type { Assets } from '#host/ports';
import type { Parser, Tree } from 'web-tree-sitter';
import { FlatBuffers } from './flat-buffers';
import type { FlatTree, GrammarNames } from './flat-tree';
import { type Grammar, loadGrammar } from './grammar';
import type { Language } from './language';
import { RowFinder } from './row-finder';

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
  /** Number of visible children of the root. */
  readonly topLevelCount: number;
  /** The tree, or its root with the top-level nodes that are wanted (by index). Valid until the parser's next `flatten`. */
  flatten(keep?: (index: number) => boolean): FlatTree;
  /** Spans of the visible children of the root. */
  topLevel(): readonly { readonly start: number; readonly end: number }[];
  /**
   * Parses again after edits of the text before. For each new top-level node: the index of the old one that it is,
   * unchanged in text and structure, or -1. `undefined` when stopped: the next edit (of none, to go on) makes up for it.
   */
  edit(edits: readonly TextEdit[], textAfter: string, shouldStop?: ShouldStop): Int32Array | undefined;
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

  constructor(grammar: Grammar, buffers: FlatBuffers, text: string, tree: Tree) {
    this.#grammar = grammar;
    this.#buffers = buffers;
    this.#text = text;
    this.#tree = tree;
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
  get topLevelCount(): number {
    return this.topLevel().length;
  }

  topLevel(): readonly { readonly start: number; readonly end: number }[] {
    return this.#grammar.reader.topLevel(this.#tree);
  }

  flatten(keep?: (index: number) => boolean): FlatTree {
    return this.#grammar.reader.flatten(this.#tree, this.#buffers, keep);
  }

  edit(edits: readonly TextEdit[], textAfter: string, shouldStop?: ShouldStop): Int32Array | undefined {
    // From the last to the first, so that the offsets of those still to come stay true.
    for (const edit of [...edits].sort((a, b) => b.start - a.start)) this.#tree.edit(this.#rows.toTreeEdit(this.#text, edit));
    this.#text = textAfter;
    // Listed after the tree heard of the edits: what they touched is marked there, and every id is of a living subtree.
    const before = this.#grammar.reader.topLevel(this.#tree);
    const tree = parse(this.#grammar.parser, textAfter, this.#tree, shouldStop);
    if (tree === null) return undefined;
    const kept = matchById(before, this.#grammar.reader.topLevel(tree));
    this.#tree.delete();
    this.#tree = tree;
    return kept;
  }

  dispose(): void {
    this.#tree.delete();
  }
}

function matchById(before: readonly { readonly id: number }[], after: readonly { readonly id: number }[]): Int32Array {
  const indexOf = new Map<number, number>();
  before.forEach(({ id }, index) => {
    if (id !== 0) indexOf.set(id, index);
  });
  return Int32Array.from(after, ({ id }) => indexOf.get(id) ?? -1);
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
