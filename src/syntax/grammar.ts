/** One grammar, loaded and checked: its names for the lowering, its parser, and the reader that is right for it. */

import { Parser, type Tree, Language as TreeSitterLanguage } from 'web-tree-sitter';
import type { Assets } from '#host/ports';
import { CursorReader } from './cursor-reader';
import { FlatBuffers } from './flat-buffers';
import type { FlatTree, GrammarNames } from './flat-tree';
import { HeapReader } from './heap-reader';
import type { Language } from './language';
import { startRuntime } from './runtime';
import type { TreeReader } from './tree-reader';

export const GRAMMAR_ASSETS: Readonly<Record<Language, string>> = {
  typescript: 'grammars/tree-sitter-typescript.wasm',
  tsx: 'grammars/tree-sitter-tsx.wasm',
  javascript: 'grammars/tree-sitter-javascript.wasm',
  python: 'grammars/tree-sitter-python.wasm',
  go: 'grammars/tree-sitter-go.wasm',
  java: 'grammars/tree-sitter-java.wasm',
};

/** Texts with fields, aliases, extras, hidden nodes and a broken end, for the check of the heap reader. */
const CHECKED: Readonly<Record<Language, string>> = {
  typescript: `// é\nexport const f = async <T,>(x: T, ...y: A[]) => { await g?.(x, \`a\${y}\`); };\nclass B extends C { #d = 1 }\nif (`,
  tsx: '// é\nexport const f = async (x?: T) => <a b={x}>{...y}</a>;\nclass B extends C { #d = 1 }\nif (',
  javascript: `// é\nimport a, { b as c } from "d";\nexport default async ({ e, ...f }) => g?.[e] ?? \`h\${f}\`;\nfor (const i`,
  python: '# é\n@a.b(1, c=2)\nasync def f(x: int = 1, *y, **z) -> str:\n    return f"{x!r:>{y}}" if x else [i for i in y]\nif (',
  go: '// é\npackage a\nimport b "c/d"\nfunc (s *T[U]) F(x int, y ...A) (r string, err error) {\n\tgo func() { defer s.m(&x) }()\n\tz := map[string]int{"k": <-s.c}\n}\nif (',
  java: '// é\npackage a;\nimport b.C;\n@D(e = 1)\nclass F<T extends G> { private final int h = 1; <U> void m(T... x) throws E { try (var a = n()) { x -> a::b; } finally { } } }\nif (',
};

export interface Grammar {
  readonly language: Language;
  readonly names: GrammarNames;
  readonly parser: Parser;
  readonly reader: TreeReader;
  /** Whether trees are read from the heap; false after a failed check. */
  readonly isFast: boolean;
}

/** Rejects with the runtime's error when WebAssembly or the grammar cannot be loaded. */
export async function loadGrammar(assets: Assets, language: Language): Promise<Grammar> {
  const heap = await startRuntime(assets);
  const loaded = await TreeSitterLanguage.load(await assets.read(GRAMMAR_ASSETS[language]));
  const parser = new Parser().setLanguage(loaded);
  const cursor = new CursorReader();
  const tree = parser.parse(CHECKED[language]);
  const fast = tree === null ? undefined : checkedReader(() => new HeapReader(heap, loaded), cursor, tree);
  tree?.delete();
  return { language, names: namesOf(loaded), parser, reader: fast ?? cursor, isFast: fast !== undefined };
}

function namesOf(language: TreeSitterLanguage): GrammarNames {
  const symbols = Array.from(language.types, (name) => name ?? '');
  return { symbols, isNamed: symbols.map((_, symbol) => language.nodeTypeIsNamed(symbol)), fields: [...language.fields] };
}

function checkedReader(create: () => TreeReader, cursor: TreeReader, tree: Tree): TreeReader | undefined {
  try {
    const reader = create();
    const isSame = sameFlatTree(reader.flatten(tree, new FlatBuffers()), cursor.flatten(tree, new FlatBuffers()));
    return isSame ? reader : undefined;
  } catch {
    return undefined;
  }
}

/** Whether two flat trees say the same of every node. */
export function sameFlatTree(a: FlatTree, b: FlatTree): boolean {
  if (a.count !== b.count) return false;
  const columns = ['kind', 'field', 'start', 'end', 'next', 'parent', 'broken'] as const;
  return columns.every((column) => {
    for (let i = 0; i < a.count; i++) if (a[column][i] !== b[column][i]) return false;
    return true;
  });
}
