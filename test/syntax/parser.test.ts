/** Opening, editing, stopping and closing documents. */
import assert from 'node:assert/strict';
import type { TextEdit } from '#base/span';
import type { Assets } from '#host/ports';
import type { FlatTree } from '#syntax/flat-tree';
import { createParser, type SyntaxDocument } from '#syntax/parser';
import { startRuntime } from '#syntax/runtime';
import { assets } from '../support/assets';

const parser = createParser(assets);

async function open(text: string): Promise<SyntaxDocument> {
  await parser.load('typescript');
  const document = parser.open('typescript', text);
  assert.ok(document);
  return document;
}

function apply(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((now, { start, end, text: put }) => now.slice(0, start) + put + now.slice(end), text);
}

function countOf(document: SyntaxDocument): number {
  return document.flatten().count;
}

describe('syntax documents', () => {
  it('say which top-level nodes an edit left as they were (the next one is parsed anew with it)', async () => {
    const text = `const a = 1;\nfunction b() {}\nc();\n/* d${'d'.repeat(300)} */\nfunction e() {}\n`;
    const document = await open(text);
    const edits = [{ start: text.indexOf('{'), end: text.indexOf('{') + 1, text: '{ e();\n' }];
    const known = document.edit(edits, apply(text, edits));
    assert.equal(document.isTorn, false);
    assert.deepEqual(
      document.topLevel.map(({ start }, index) => [start, known?.[index]]),
      [
        [0, 0],
        [13, -1],
        [35, -1],
        [40, 3],
        [348, 4],
      ],
    );
    document.dispose();
  });

  it('take several edits of one text at once, in any order, an insertion before a replacement that starts there', async () => {
    const text = `${'function a() { return b; }\n'.repeat(5)}c();\n`;
    const edits = [
      { start: 81, end: 81, text: '/* d\n */ ' },
      { start: 135, end: 136, text: 'cc' },
      { start: 81, end: 89, text: 'async function' },
      { start: 9, end: 10, text: 'e' },
    ];
    const after =
      'function e() { return b; }\nfunction a() { return b; }\nfunction a() { return b; }\n/* d\n */ async function a() { return b; }\nfunction a() { return b; }\ncc();\n';
    const document = await open(text);
    const whole = await open(after);
    document.edit(edits, after);
    const copy = (flat: FlatTree) => ({
      ...flat,
      start: flat.start.slice(),
      end: flat.end.slice(),
      kind: flat.kind.slice(),
      count: flat.count,
    });
    const incremental = copy(document.flatten());
    const { count, start, end, kind } = whole.flatten();
    assert.equal(incremental.count, count);
    for (const [of, same] of [
      [incremental.start, start],
      [incremental.end, end],
      [incremental.kind, kind],
    ] as const) {
      assert.deepEqual([...of.slice(0, count)], [...same.slice(0, count)]);
    }
    document.dispose();
    whole.dispose();
  });

  it('give up when told to, and make up for it with the next edit', async () => {
    const text = 'f(x);\n'.repeat(2000);
    await parser.load('typescript');
    assert.equal(
      parser.open('typescript', text, () => true),
      undefined,
    );
    const document = await open(text);
    const first = [{ start: 0, end: 1, text: 'g' }];
    // Enough is asked anew for the parser to look up.
    const all = [{ start: 0, end: text.length, text: 'h(y);\n'.repeat(4000) }];
    assert.equal(
      document.edit(all, apply(text, all), () => true),
      undefined,
    );
    const after = apply(apply(text, all), first);
    assert.ok(document.edit(first, after));
    const whole = await open(after);
    assert.equal(countOf(document), countOf(whole));
    document.dispose();
    whole.dispose();
  });

  it('stay usable when the question whether to stop throws', async () => {
    await parser.load('typescript');
    const ask = () => {
      throw new Error('asked');
    };
    assert.throws(() => parser.open('typescript', 'f(x);\n'.repeat(2000), ask), /asked/);
    const document = await open('a();');
    assert.equal(countOf(document) > 1, true);
    document.dispose();
  });

  it('need their language to be loaded, and load it again after a failure', async () => {
    const failing: Assets = {
      read: (path) => (path.includes('python') && !isMended ? Promise.reject(new Error('no such asset')) : assets.read(path)),
    };
    let isMended = false;
    const other = createParser(failing);
    assert.throws(() => other.open('python', 'a'), /not loaded/);
    await assert.rejects(other.load('python'), /no such asset/);
    isMended = true;
    await other.load('python');
    other.open('python', 'a = 1')?.dispose();
    other.dispose();
  });

  it('free what they held: opening and closing without end does not grow the memory', async () => {
    const text = 'export const a = async (b) => { await c(b); };\n'.repeat(2000);
    const heap = await startRuntime(assets);
    const sizes: number[] = [];
    for (let round = 0; round < 30; round++) {
      const document = await open(text);
      document.edit([{ start: 13, end: 14, text: 'z' }], `${text.slice(0, 13)}z${text.slice(14)}`);
      document.dispose();
      if (round % 10 === 9) sizes.push(heap.HEAPU8.length);
    }
    assert.equal(sizes[2], sizes[1]);
  });
});
