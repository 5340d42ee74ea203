import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TextEdit } from '#base/span';
import { applyEdits, areValidEdits, differingPart, leadsTo } from '#base/text-edit';

/** A text and valid edits of it. */
const editedText = fc.string({ maxLength: 40 }).chain((text) =>
  fc.tuple(
    fc.constant(text),
    fc.array(fc.tuple(fc.nat(text.length), fc.string({ maxLength: 5 })), { maxLength: 8 }).map((cuts) => {
      const sorted = cuts.map(([at, insert]) => ({ at, insert })).sort((a, b) => a.at - b.at);
      const edits: TextEdit[] = [];
      for (let index = 0; index + 1 < sorted.length; index += 2) {
        const [from, to] = [sorted[index], sorted[index + 1]];
        if (from && to) edits.push({ start: from.at, end: to.at, text: from.insert });
      }
      return edits;
    }),
  ),
);

describe('text edits', () => {
  it('apply in one go', () => {
    const edits = [
      { start: 0, end: 1, text: 'X' },
      { start: 2, end: 2, text: '--' },
      { start: 4, end: 6, text: '' },
    ];
    assert.equal(applyEdits('abcdef', edits), 'Xb--cd');
  });

  it('lead to one text and to no other', () => {
    fc.assert(
      fc.property(editedText, fc.nat(40), ([text, edits], at) => {
        const after = applyEdits(text, edits);
        const other = `${after.slice(0, at)}~${after.slice(at + 1)}`;
        assert.equal(areValidEdits(edits, text.length), true);
        assert.equal(leadsTo(text, edits, after), true);
        assert.equal(leadsTo(text, edits, other), other === after);
      }),
    );
  });

  it('are refused when they overlap, run backwards or out of the text', () => {
    const check = (edits: readonly TextEdit[]) => areValidEdits(edits, 5);
    assert.deepEqual(
      [
        [{ start: 0, end: 5, text: '' }],
        [
          { start: 0, end: 2, text: '' },
          { start: 1, end: 3, text: '' },
        ],
        [{ start: 3, end: 2, text: '' }],
        [{ start: 4, end: 6, text: '' }],
      ].map(check),
      [true, false, false, false],
    );
  });

  it('know what two texts differ in', () => {
    const check = (before: string, after: string) => {
      const { start, endBefore, endAfter } = differingPart(before, after);
      return [before.slice(start, endBefore), after.slice(start, endAfter)];
    };
    assert.deepEqual(check('foo(a)', 'foo(a, b)'), ['', ', b']);
    assert.deepEqual(check('aaa', 'aa'), ['a', '']);
    assert.deepEqual(check('same', 'same'), ['', '']);
    assert.deepEqual(check('', 'x'), ['', 'x']);
  });
});
