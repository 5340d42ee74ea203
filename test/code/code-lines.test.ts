/** Code lines against a naive count: cut the comments out, look at each line. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CodeLines } from '#code/code-lines';

const PIECES = ['a', ' ', '\t', '\n', '\r\n', '\r', '{}', '# c', '/* c\nc */', '/* c\r\rc */'];

describe('code lines', () => {
  it('are those with something visible outside of comments, whatever ends a line', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }), fc.nat(), fc.nat(), (pieces, first, second) => {
        const text = pieces.join('');
        const comments: { start: number; end: number }[] = [];
        let at = 0;
        for (const piece of pieces) {
          if (piece.startsWith('#') || piece.startsWith('/*')) comments.push({ start: at, end: at + piece.length });
          at += piece.length;
        }
        const [start = 0, end = 0] = [first % (text.length + 1), second % (text.length + 1)].sort((a, b) => a - b);
        const isWithin = comments.every(
          (each) => (each.end <= start || each.start >= start) && (each.end <= end || each.start >= end),
        );
        const isSplit = [start, end].some((cut) => text[cut - 1] === '\r' && text[cut] === '\n');
        fc.pre(isWithin && !isSplit);
        const inside = comments.filter((each) => each.start >= start && each.end <= end);
        const shown = inside.reduce(
          (now, each) =>
            now.slice(0, each.start) + now.slice(each.start, each.end).replace(/[^\r\n]/g, ' ') + now.slice(each.end),
          text,
        );
        const expected = shown
          .slice(start, end)
          .split(/\r\n|\r|\n/)
          .flatMap((line, index) => (line.trim() === '' ? [] : [index]));
        assert.deepEqual(new CodeLines(text).in(start, end, inside), expected);
      }),
      { numRuns: 500 },
    );
  });

  it('are found item after item, forth and back', () => {
    const lines = new CodeLines('a\n\nb // c\nd');
    assert.deepEqual([lines.in(0, 1, []), lines.in(3, 11, [{ start: 5, end: 9 }]), lines.in(0, 3, [])], [[0], [0, 1], [0]]);
  });
});
