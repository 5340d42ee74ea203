/** The languages by name, and whole files lowered in one go. */

import type { FlatTree, GrammarNames } from '#syntax/flat-tree';
import type { Language } from '#syntax/language';
import type { SyntaxParser } from '#syntax/parser';
import { CodeLines } from './code-lines';
import { buildItem } from './item-builder';
import { startsLine } from './kept-items';
import { createPythonLowering } from './languages/python';
import { createTypeScriptLowering } from './languages/typescript';
import { type CreateLanguageLowering, kindTable, type LanguageLowering, Lowering } from './lowering';
import type { FileModel, Item } from './model';

const LANGUAGES: Readonly<Record<Language, CreateLanguageLowering>> = {
  typescript: createTypeScriptLowering,
  tsx: createTypeScriptLowering,
  javascript: createTypeScriptLowering,
  python: createPythonLowering,
};

/** One grammar, ready to lower its trees. */
export interface GrammarLowering {
  readonly language: LanguageLowering;
  readonly isComment: Uint8Array;
}

const made = new WeakMap<GrammarNames, GrammarLowering>();

/** The lowering of a language for its grammar, with its tables; made once for each loaded grammar. */
export function loweringOf(language: Language, names: GrammarNames): GrammarLowering {
  let lowering = made.get(names);
  if (lowering === undefined) {
    lowering = { language: LANGUAGES[language](names), isComment: kindTable(names, { comment: 1, html_comment: 1 }) };
    made.set(names, lowering);
  }
  return lowering;
}

/**
 * The items of the top-level nodes of a flat tree, in order. `isTorn` as of the document: pieces that are indented are then
 * taken for what a bracket has spilt, and are `broken`.
 */
export function lowerItems(grammar: GrammarLowering, tree: FlatTree, text: string, isTorn: boolean): Item[] {
  const lowering = new Lowering(tree, text, grammar.isComment);
  const lines = new CodeLines(text);
  const items: Item[] = [];
  for (let at = 1; at < tree.count; at = tree.next[at] ?? tree.count) {
    const isWhole = !isTorn || startsLine(text, tree.start[at] ?? 0);
    items.push(buildItem(isWhole ? grammar.language : BROKEN, lowering, lines, at));
  }
  return items;
}

const BROKEN: LanguageLowering = { statements: (lowering, i) => [lowering.broken(i)] };

/** The model of a text. No syntax tree outlives the call. `undefined` when parsing was stopped. Rejects when the grammar cannot be loaded. */
export async function lowerFile(
  parser: SyntaxParser,
  language: Language,
  text: string,
  shouldStop?: () => boolean,
): Promise<FileModel | undefined> {
  const names = await parser.load(language);
  const document = parser.open(language, text, shouldStop);
  if (document === undefined) return undefined;
  try {
    return { language, text, items: lowerItems(loweringOf(language, names), document.flatten(), text, document.isTorn) };
  } finally {
    document.dispose();
  }
}
