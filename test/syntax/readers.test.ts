/** The heap reader says of every node what the public cursor says: on each grammar, on whole and on broken texts. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CursorReader } from '#syntax/cursor-reader';
import { FlatBuffers } from '#syntax/flat-buffers';
import { GRAMMAR_ASSETS, loadGrammar, sameFlatTree } from '#syntax/grammar';
import type { Language } from '#syntax/language';
import { assets } from '../support/assets';

const LANGUAGES: readonly Language[] = ['typescript', 'tsx', 'javascript', 'python'];
const root = join(__dirname, '../..');

/** Texts that occur: this file's neighbours, a bundled library, and Python that needs its scanner. */
function textsOf(language: Language): string[] {
  if (language === 'python') {
    return [
      'class A(B, metaclass=C):\n  """d"""\n  @e\n  async def f(self, *g, h: int = 1, **i) -> "J":\n    with k() as l, m: pass\n    return f"{n!r:>{o}}{p}" \'q\'\n\nmatch r:\n  case {"s": [t, *u]} if v: ...\n',
      'try:\n\tprint("é😀", end="")\nexcept* (A, B) as c:\n\traise D from c\nelse:\n\tx = [y async for y in z if (w := y)]\n',
    ];
  }
  const folder = join(root, 'src/syntax');
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  if (language !== 'typescript') texts.push('const a = <b c="d" {...e}>f &amp; {g} <h.i /></b>;\n');
  if (language === 'javascript') texts.push(readFileSync(join(root, 'node_modules/web-tree-sitter/web-tree-sitter.js'), 'utf8'));
  return texts;
}

/** The text, and texts broken in it at fixed places. */
function withBroken(text: string): string[] {
  const cut = (share: number) => Math.floor(text.length * share);
  return [
    text,
    text.slice(0, cut(0.6)),
    text.slice(cut(0.3)),
    `${text.slice(0, cut(0.5))}${text.slice(cut(0.52))}`,
    text.replaceAll(')', ''),
  ];
}

describe('tree readers', () => {
  for (const language of LANGUAGES) {
    it(`read the same trees of ${language}, and the same top level`, async () => {
      const grammar = await loadGrammar(assets, language);
      assert.equal(grammar.isFast, true);
      const cursor = new CursorReader();
      for (const text of textsOf(language).flatMap(withBroken)) {
        const tree = grammar.parser.parse(text);
        assert.ok(tree);
        const fast = grammar.reader.flatten(tree, new FlatBuffers(8));
        assert.ok(sameFlatTree(fast, cursor.flatten(tree, new FlatBuffers(8))), `different trees of\n${text}`);
        const spans = ({ nodes, isError }: ReturnType<CursorReader['topLevel']>) => [
          isError,
          nodes.map(({ kind, start, end, isWhole }) => [kind, start, end, isWhole]),
        ];
        assert.deepEqual(spans(grammar.reader.topLevel(tree)), spans(cursor.topLevel(tree)));
        const isOdd = (index: number) => index % 2 === 1;
        assert.ok(
          sameFlatTree(grammar.reader.flatten(tree, new FlatBuffers(), isOdd), cursor.flatten(tree, new FlatBuffers(), isOdd)),
        );
        tree.delete();
      }
      grammar.parser.delete();
    });

    it(`find everything that the grammar of ${language} imports in the runtime`, async () => {
      const runtime = WebAssembly.Module.exports(new WebAssembly.Module(await bytes('grammars/web-tree-sitter.wasm')));
      const given = new Set([...runtime.map(({ name }) => name), ...PROVIDED]);
      const wanted = WebAssembly.Module.imports(new WebAssembly.Module(await bytes(GRAMMAR_ASSETS[language])));
      assert.deepEqual(
        wanted.map(({ name }) => name).filter((name) => !given.has(name)),
        [],
      );
    });
  }

  it('is told apart from a tree that differs in one node', async () => {
    const { parser, reader } = await loadGrammar(assets, 'typescript');
    const flat = (text: string) => {
      const tree = parser.parse(text);
      assert.ok(tree);
      return reader.flatten(tree, new FlatBuffers());
    };
    assert.equal(sameFlatTree(flat('a(b)'), flat('a(b)')), true);
    assert.equal(sameFlatTree(flat('a(b)'), flat('a(1)')), false);
    assert.equal(sameFlatTree(flat('a(b)'), flat('a(b )')), false);
  });
});

/** What the loader gives a grammar besides the runtime's exports. */
const PROVIDED = ['memory', '__indirect_function_table', '__memory_base', '__table_base', '__stack_pointer'];

async function bytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await assets.read(path));
}
