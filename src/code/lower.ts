/** The languages by name, and whole files lowered in one go. */

import type { FlatTree, GrammarNames } from '#syntax/flat-tree';
import type { Language } from '#syntax/language';
import type { SyntaxParser } from '#syntax/parser';
import { CodeLines } from './code-lines';
import { buildItem } from './item-builder';
import { startsLine } from './kept-items';
import { createGoLowering } from './languages/go';
import { createJavaLowering } from './languages/java';
import { createPythonLowering } from './languages/python';
import { createTypeScriptLowering } from './languages/typescript';
import { type CreateLanguageLowering, kindTable, type LanguageLowering, Lowering } from './lowering';
import type { FileModel, Item } from './model';

const LANGUAGES: Readonly<Record<Language, CreateLanguageLowering>> = {
  typescript: createTypeScriptLowering,
  tsx: createTypeScriptLowering,
  javascript: createTypeScriptLowering,
  python: createPythonLowering,
  go: createGoLowering,
  java: createJavaLowering,
};

/** One grammar, ready to lower its trees. */
export interface GrammarLowering {
  readonly language: LanguageLowering;
  readonly isComment: Uint8Array;
}

const COMMENTS = { comment: 1, html_comment: 1, line_comment: 1, block_comment: 1 };

const made = new WeakMap<GrammarNames, GrammarLowering>();

/** The lowering of a language for its grammar, with its tables; made once for each loaded grammar. */
export function loweringOf(language: Language, names: GrammarNames): GrammarLowering {
  let lowering = made.get(names);
  if (lowering === undefined) {
    lowering = { language: LANGUAGES[language](names), isComment: kindTable(names, COMMENTS) };
    made.set(names, lowering);
  }
  return lowering;
}

/**
 * The items of the top-level nodes of a flat tree, in order. `isTorn` as of the document: pieces that are indented are then
 * taken for what a bracket has spilt, and are `broken`. Items that are not `wanted` are outlines: they hold no statements.
 */
export function lowerItems(
  grammar: GrammarLowering,
  tree: FlatTree,
  text: string,
  isTorn: boolean,
  wanted?: (text: string) => boolean,
): Item[] {
  const lowering = new Lowering(tree, text, grammar.isComment);
  const lines = new CodeLines(text);
  const items: Item[] = [];
  for (let at = 1; at < tree.count; at = tree.next[at] ?? tree.count) {
    const start = tree.start[at] ?? 0;
    const isWhole = !isTorn || startsLine(text, start);
    const isWanted = wanted === undefined || wanted(text.slice(start, tree.end[at]));
    items.push(buildItem(!isWhole ? BROKEN : isWanted ? grammar.language : OUTLINE, lowering, lines, at));
  }
  return items;
}

const OUTLINE: LanguageLowering = { statements: () => [] };

/** Every way to import or to hand on has one of these words, in every language. */
const mayImport = (text: string): boolean => /\b(?:import|export|require)\b/.test(text);

const BROKEN: LanguageLowering = { statements: (lowering, i) => [lowering.broken(i)] };

/**
 * The model of a text, or its outline where that `isEnough`. No syntax tree outlives the call. `undefined` when parsing was
 * stopped. Rejects when the grammar cannot be loaded.
 */
export async function lowerFile(
  parser: SyntaxParser,
  language: Language,
  text: string,
  shouldStop?: () => boolean,
  isEnough?: (outline: FileModel) => boolean,
): Promise<FileModel | undefined> {
  await parser.load(language);
  return lowerText(parser, language, text, shouldStop, isEnough);
}

/** The whole model where only an outline was kept; the text is parsed once more. */
export function lowerWhole(parser: SyntaxParser, model: FileModel): FileModel {
  return model.isOutline === true ? (lowerText(parser, model.language, model.text) ?? model) : model;
}

/** The grammar is loaded. */
function lowerText(
  parser: SyntaxParser,
  language: Language,
  text: string,
  shouldStop?: () => boolean,
  isEnough?: (outline: FileModel) => boolean,
): FileModel | undefined {
  const document = parser.open(language, text, shouldStop);
  if (document === undefined) return undefined;
  try {
    const grammar = loweringOf(language, document.names);
    const tree = document.flatten();
    const items = (wanted?: (text: string) => boolean): Item[] => lowerItems(grammar, tree, text, document.isTorn, wanted);
    if (isEnough !== undefined) {
      const outline: FileModel = { language, text, items: items(mayImport), isOutline: true };
      if (isEnough(outline)) return outline;
    }
    return { language, text, items: items() };
  } finally {
    document.dispose();
  }
}
