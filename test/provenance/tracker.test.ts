import assert from 'node:assert/strict';
import type { TextEdit } from '#base/span';
import { applyEdits, differingPart } from '#base/text-edit';
import type { LineEvidence } from '#provenance/live/claim';
import type { LiveEdit } from '#provenance/live/live-edit';
import { Tracker } from '#provenance/live/tracker';

/** A document in an editor, driven the way hosts report edits. */
class Editor {
  readonly tracker: Tracker;
  #now = Date.UTC(2026, 0, 5, 9);

  constructor(text = 'function first(a) {\n  return a;\n}\n') {
    this.tracker = new Tracker(text);
  }

  get text(): string {
    return this.tracker.text;
  }

  wait(ms: number): this {
    this.#now += ms;
    return this;
  }

  event(edits: readonly TextEdit[], more: Partial<LiveEdit> = {}): this {
    this.tracker.apply(
      { edits, reason: undefined, fromDisk: false, pasted: undefined, at: this.#now, ...more },
      applyEdits(this.text, edits),
    );
    return this;
  }

  /** At the place marked by `after`, or at the end. */
  insert(text: string, { after, ...more }: Partial<LiveEdit> & { after?: string } = {}): this {
    const start = after === undefined ? this.text.length : this.text.indexOf(after) + after.length;
    return this.event([{ start, end: start, text }], more);
  }

  /** Key by key, as people do. */
  type(text: string, after?: string): this {
    let start = after === undefined ? this.text.length : this.text.indexOf(after) + after.length;
    for (const key of text) {
      this.wait(120).event([{ start, end: start, text: key }]);
      start += key.length;
    }
    return this;
  }

  replace(old: string, text: string, more: Partial<LiveEdit> = {}): this {
    const start = this.text.indexOf(old);
    return this.event([{ start, end: start + old.length, text }], more);
  }

  /** One event that leads to another text, cut down to what differs. */
  become(text: string, more: Partial<LiveEdit> = {}): this {
    const { start, endBefore, endAfter } = differingPart(this.text, text);
    return this.event([{ start, end: endBefore, text: text.slice(start, endAfter) }], more);
  }

  /** Kinds and shares of each line, `-` where nothing was seen; the empty last line left out. */
  seen(): readonly string[] {
    return this.tracker.lines().slice(0, -1).map(wordsFor);
  }
}

function wordsFor(evidence: LineEvidence | undefined): string {
  if (evidence === undefined) return '-';
  const { mark, block, typed, markShare, blockShare, typedShare } = evidence;
  const parts = [
    [mark?.kind, markShare],
    [block?.kind, blockShare],
    [typed === undefined ? undefined : 'typed', typedShare],
  ] as const;
  return parts.flatMap(([kind, share]) => (kind === undefined ? [] : [share === 1 ? kind : `${kind} ${share}`])).join(', ');
}

const BLOCK = 'function second(b) {\n  return first(b);\n}\n';
const OLD = ['-', '-', '-'];

describe('what was seen of edits', () => {
  it("keys are a person's: characters, pairs, breaks with indentation, composed words", () => {
    const editor = new Editor('').type('const total = count');
    editor
      .event([{ start: 19, end: 19, text: '()' }])
      .event([{ start: 20, end: 21, text: ')' }])
      .type(';');
    editor.insert('\n    ').insert('// ').insert('n').replace('// n', '// ni').replace('// ni', '// 日本').insert('\n');
    assert.deepEqual(editor.seen(), ['typed', 'typed']);
  });

  it('a block in one step is an insertion, with its size as the reason', () => {
    const editor = new Editor().insert(BLOCK);
    assert.deepEqual(editor.seen(), [...OLD, 'inserted', 'inserted', 'inserted']);
    assert.equal(editor.tracker.lines()[3]?.block?.why, '3 lines came in one step');
    const one = new Editor('\n').insert('const total = orders.filter((each) => each.isOpen).length;\n');
    assert.deepEqual(one.tracker.lines()[1]?.block?.why, '58 characters came in one step');
  });

  it('a paste is a paste where the host saw it, re-indented or not', () => {
    assert.deepEqual(new Editor().insert(BLOCK, { pasted: BLOCK }).seen().slice(3), ['pasted', 'pasted', 'pasted']);
    const indented = BLOCK.replace(/^/gm, '    ');
    assert.deepEqual(
      new Editor()
        .insert(indented, { pasted: BLOCK.replaceAll('\n', '\r\n') })
        .seen()
        .slice(3, 6),
      ['pasted', 'pasted', 'pasted'],
    );
    assert.deepEqual(new Editor().insert(BLOCK, { pasted: 'something else' }).seen().slice(3), [
      'inserted',
      'inserted',
      'inserted',
    ]);
  });

  it('a file that another program changed was not typed, however little it is', () => {
    const editor = new Editor().become('function first(a) {\n  log(a);\n  return a + 1;\n}\n', { fromDisk: true });
    assert.deepEqual(editor.seen(), ['-', 'reload', 'reload', '-']);
  });

  it('a few characters in one step where somebody types are theirs', () => {
    const editor = new Editor().type('\nconst x = ').insert('first').type('(1);\n');
    assert.deepEqual(editor.seen(), [...OLD, '-', 'typed']);
  });

  it('a whole line in one step, short as it is, is not', () => {
    const editor = new Editor().insert('const answer = 42;\n');
    assert.deepEqual(editor.seen(), [...OLD, 'short']);
  });

  it('what streams in word by word is one insertion', () => {
    const editor = new Editor().type('\n');
    for (const word of ['const total = ', 'orders.filter(', '(each) => each.isOpen', ').map(each => ', 'each.total);\n'])
      editor.wait(300).insert(word);
    assert.deepEqual(editor.seen(), [...OLD, '-', 'inserted']);
    const slow = new Editor().type('\nconst total = ');
    for (const word of ['orders', '.filter(', '(each)', ' => each.isOpen', ').map(']) slow.wait(3000).insert(word).type('a');
    slow.type('\n');
    assert.deepEqual(slow.seen(), [...OLD, '-', 'typed']);
  });

  it('several different places at once are an insertion, the same name at several is not', () => {
    const editor = new Editor('let a = 1;\nlet b = 2;\nlet c = 3;\n');
    editor.event([
      { start: 8, end: 9, text: 'readSetting("first", "fallback", 10)' },
      { start: 19, end: 20, text: 'readSetting("second", undefined, 20)' },
    ]);
    assert.deepEqual(editor.seen(), ['inserted 0.85', 'inserted 0.85', '-']);
    const renamed = new Editor('let a = 1;\nuse(a, a);\n');
    renamed.event([
      { start: 4, end: 5, text: 'customer' },
      { start: 15, end: 16, text: 'customer' },
      { start: 18, end: 19, text: 'customer' },
    ]);
    assert.deepEqual(renamed.seen(), ['typed 0.6', 'typed 0.85']);
  });

  describe('changes no owner when', () => {
    const inserted = () => new Editor().insert(BLOCK).type('// mine, word by word\n');
    const expected = [...OLD, 'inserted', 'inserted', 'inserted', 'typed'];

    it('a formatter indents, breaks lines, adds and swaps punctuation, in small edits or as a whole', () => {
      const formatted = inserted().text.replace(/^ {2}/gm, '\t').replace('(b) {', '(\n\tb,\n) {').replaceAll("'", '"');
      const whole = inserted();
      whole.event([{ start: 0, end: whole.text.length, text: formatted }]);
      assert.deepEqual(whole.seen(), [...OLD, 'inserted', 'inserted', 'inserted', 'inserted', 'inserted', 'typed']);
      const small = inserted();
      const semicolons = [...small.text.matchAll(/;/g)].map(({ index }) => ({ start: index, end: index + 1, text: '' }));
      assert.deepEqual(small.event(semicolons).seen(), expected);
      const back = semicolons.map(({ start }, index) => ({ start: start - index, end: start - index, text: ';' }));
      assert.deepEqual(small.event(back).seen(), expected);
    });

    it('the line breaks of the file change', () => {
      const editor = inserted();
      editor.event([{ start: 0, end: editor.text.length, text: editor.text.replaceAll('\n', '\r\n') }]);
      assert.deepEqual(editor.seen(), expected);
    });

    it('another program formats the file', () => {
      assert.deepEqual(inserted().become(inserted().text.replace(/^ {2}/gm, '    '), { fromDisk: true }).seen(), expected);
    });

    it('a line is moved, lines are sorted, a block is cut here and pasted there', () => {
      const editor = new Editor('const z = read(one);\nconst y = read(two);\n').insert(
        'const x = readAll(three, four, five, six, seven, eight);\n',
      );
      const [first = '', second = '', third = ''] = editor.text.split(/(?<=\n)/);
      editor.event([
        { start: 0, end: 0, text: third },
        { start: first.length + second.length, end: editor.text.length, text: '' },
      ]);
      assert.deepEqual(editor.seen(), ['inserted', '-', '-']);
      editor.event([{ start: 0, end: editor.text.length, text: second + third + first }]);
      assert.deepEqual(editor.seen(), ['-', 'inserted', '-']);
      editor.replace(third, '').wait(60_000).insert(third, { pasted: third });
      assert.deepEqual(editor.seen(), ['-', '-', 'inserted']);
    });
  });

  describe('undo and redo', () => {
    it('lead back to the owners, also over several events at once', () => {
      const editor = new Editor().insert(BLOCK).wait(5000);
      const before = editor.text;
      editor.type('xyz', 'return ').replace('second', 'third');
      const after = editor.text;
      editor.become(before, { reason: 'undo' });
      assert.deepEqual(editor.seen(), [...OLD, 'inserted', 'inserted', 'inserted']);
      editor.become(after, { reason: 'redo' });
      assert.deepEqual(editor.seen(), ['-', 'typed 0.3', '-', 'inserted', 'inserted', 'inserted']);
      editor.become('function first(a) {\n  return a;\n}\n', { reason: 'undo' });
      assert.deepEqual(editor.seen(), OLD);
    });

    it('bring back what was deleted, with its owner and its marks', () => {
      const editor = new Editor().insert(BLOCK);
      const full = editor.text;
      editor.replace(BLOCK, '').become(full, { reason: 'undo' });
      assert.deepEqual(editor.seen(), [...OLD, 'inserted', 'inserted', 'inserted']);
      editor.tracker.mark(full.indexOf('function second'), full.length, { kind: 'marked-human', at: 1, why: '', by: 'Ann' });
      editor.become('', { reason: undefined }).become(full, { reason: 'undo' });
      assert.deepEqual(editor.seen(), [...OLD, 'marked-human, inserted', 'marked-human, inserted', 'marked-human, inserted']);
    });

    it('of what happened before the document was followed bring back text that nobody was seen to write', () => {
      const editor = new Editor().become(`function first(a) {\n  return a;\n}\n${BLOCK}`, { reason: 'undo' });
      assert.deepEqual(editor.seen(), [...OLD, '-', '-', '-']);
    });
  });

  it('what a person changes in a block is told apart from the rest of the line', () => {
    const editor = new Editor('').insert(BLOCK).type('AndMore', 'second');
    assert.deepEqual(editor.seen(), ['inserted 0.7, typed 0.3', 'inserted', 'inserted']);
  });

  it('an event that was lost costs only what it changed', () => {
    const editor = new Editor().insert(BLOCK);
    const { tracker } = editor;
    const edit: LiveEdit = {
      edits: [{ start: 0, end: 0, text: 'x' }],
      reason: undefined,
      fromDisk: false,
      pasted: undefined,
      at: 0,
    };
    tracker.apply(edit, `// lost\nx${tracker.text}`);
    assert.deepEqual(editor.seen(), ['-', '-', '-', '-', 'inserted', 'inserted', 'inserted']);
    tracker.apply({ ...edit, edits: [{ start: 9999, end: 10_000, text: '' }] }, tracker.text.replace('second', 'third'));
    assert.deepEqual(editor.seen(), ['-', '-', '-', '-', 'inserted 0.7', 'inserted', 'inserted']);
  });

  it('what the record knew of the text that was opened is known wherever it went', () => {
    const editor = new Editor().insert('// above\n', { after: '' });
    editor.event([{ start: 0, end: 0, text: '\n\n' }]);
    const typed: LineEvidence = { markShare: 0, blockShare: 0, typedShare: 1, typed: { kind: 'typed', at: 1, why: '' } };
    editor.tracker.restore([undefined, typed, undefined, undefined]);
    assert.deepEqual(editor.seen(), ['-', '-', 'short', '-', 'typed', '-']);
  });
});
