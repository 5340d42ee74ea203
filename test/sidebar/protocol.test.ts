import assert from 'node:assert/strict';
import { parseFromPage } from '#sidebar/protocol/from-page';
import { parseToPage } from '#sidebar/protocol/to-page';

describe('messages of the Review view', () => {
  it('passes what the page may ask, and nothing that came along with it', () => {
    const answer = { kind: 'answer', path: 'a.ts', group: 'rule@f', answer: 'handled', note: 'in the client' };
    assert.deepEqual(parseFromPage({ ...answer, extra: 1 }), answer);
    assert.deepEqual(parseFromPage({ kind: 'open', path: 'a.ts', line: 3, command: 'x' }), {
      kind: 'open',
      path: 'a.ts',
      line: 3,
    });
    assert.deepEqual(parseFromPage({ kind: 'ready' }), { kind: 'ready' });
    assert.deepEqual(parseFromPage({ kind: 'open-page', rule: 'call-without-timeout' }), {
      kind: 'open-page',
      rule: 'call-without-timeout',
    });
  });

  it('drops what is no message, what lacks a part and what is out of bounds', () => {
    const refused: readonly unknown[] = [
      undefined,
      null,
      'ready',
      [],
      {},
      { kind: 'run' },
      { kind: 'answer', path: 'a.ts', group: 'g', answer: 'fine', note: '' },
      { kind: 'answer', path: 'a.ts', group: 'g', answer: 'handled' },
      { kind: 'answer', path: 'a.ts', group: 'g', answer: 'handled', note: 'x'.repeat(4001) },
      { kind: 'take-back', path: 'a.ts' },
      { kind: 'open', path: 'a.ts', line: 0 },
      { kind: 'open', path: 'a.ts', line: 1.5 },
      { kind: 'open-page', rule: '../../secrets' },
      { kind: 'review-anyway', path: 7 },
    ];
    assert.deepEqual(
      refused.map(parseFromPage),
      refused.map(() => undefined),
    );
  });

  it('lets the page hear only what the extension says', () => {
    assert.deepEqual(parseToPage({ kind: 'caret', line: 3 }), { kind: 'caret', line: 3 });
    assert.deepEqual(parseToPage({ kind: 'refused', group: 'g', why: 'too short' }), {
      kind: 'refused',
      group: 'g',
      why: 'too short',
    });
    const refused: readonly unknown[] = [
      null,
      { kind: 'render' },
      { kind: 'render', model: { kind: 'page' } },
      { kind: 'caret', line: '3' },
      { kind: 'saved' },
    ];
    assert.deepEqual(
      refused.map(parseToPage),
      refused.map(() => undefined),
    );
  });
});
