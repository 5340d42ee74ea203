/** The model of an open file, kept current: an edit rebuilds the items it touched and moves the others. */

import type { Disposable } from '#base/disposable';
import type { TextEdit } from '#base/span';
import type { Language } from '#syntax/language';
import type { ShouldStop, SyntaxDocument, SyntaxParser } from '#syntax/parser';
import { keptItems, type Side } from './kept-items';
import { type GrammarLowering, lowerItems, loweringOf } from './lower';
import type { FileModel, Item } from './model';

export interface ModelChange {
  readonly model: FileModel;
  /** Items that are new, in file order; every other item of the model is the same object as before, perhaps at another `base`. */
  readonly changed: readonly Item[];
  readonly removed: readonly Item[];
}

export interface LiveModel extends Disposable {
  /** The model of the newest text that was parsed to the end. */
  readonly model: FileModel;
  /**
   * Takes edits of the text before (what the last call, stopped or not, was told) and the text after them. `undefined` when
   * stopped: the model stays as it was, and the next edit (an empty list will do) makes up for it.
   */
  edit(edits: readonly TextEdit[], textAfter: string, shouldStop?: ShouldStop): ModelChange | undefined;
}

/** Opens a text. `undefined` when parsing was stopped. Rejects when the grammar cannot be loaded. */
export async function createFileModel(
  parser: SyntaxParser,
  language: Language,
  text: string,
  shouldStop?: ShouldStop,
): Promise<LiveModel | undefined> {
  const names = await parser.load(language);
  const document = parser.open(language, text, shouldStop);
  return document === undefined ? undefined : new OpenModel(document, loweringOf(language, names));
}

class OpenModel implements LiveModel {
  readonly #document: SyntaxDocument;
  readonly #grammar: GrammarLowering;
  #model: FileModel;

  constructor(document: SyntaxDocument, grammar: GrammarLowering) {
    this.#document = document;
    this.#grammar = grammar;
    const { language, text } = document;
    this.#model = { language, text, items: lowerItems(grammar, document.flatten(), text, document.isTorn) };
  }

  get model(): FileModel {
    return this.#model;
  }

  edit(edits: readonly TextEdit[], textAfter: string, shouldStop?: ShouldStop): ModelChange | undefined {
    const before = sideOf(this.#document, this.#model.text);
    const known = this.#document.edit(edits, textAfter, shouldStop);
    if (known === undefined) return undefined;
    const after = sideOf(this.#document, textAfter);
    const kept = keptItems(this.#model.items, before, after, known);
    const tree = this.#document.flatten((index) => kept[index] === undefined);
    const changed = lowerItems(this.#grammar, tree, textAfter, after.isTorn);
    const removed = new Set(this.#model.items);
    const items: Item[] = [];
    let fresh = 0;
    kept.forEach((old, index) => {
      const item = old ?? changed[fresh++];
      if (item === undefined) return;
      item.base = after.nodes[index]?.start ?? item.base;
      removed.delete(item);
      items.push(item);
    });
    this.#model = { language: this.#document.language, text: textAfter, items };
    return { model: this.#model, changed, removed: [...removed] };
  }

  dispose(): void {
    this.#document.dispose();
  }
}

function sideOf({ topLevel: nodes, isTorn }: SyntaxDocument, text: string): Side {
  return { text, nodes, isTorn };
}
