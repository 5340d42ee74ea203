import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TextEdit } from '#base/span';
import { applyEdits, differingPart } from '#base/text-edit';
import type { LiveEdit } from '#provenance/live/live-edit';
import { NEUTRAL } from '#provenance/live/pieces';
import { Tracker } from '#provenance/live/tracker';
import { NaiveDocument } from './naive-document';

const OPENED = 'function first(a) {\n  return a + 1;\n}\n\nfunction second(b) {\n  return first(b);\n}\n';
const EDITS = 12_000;

/** One act with numbers that are brought into the range of whatever the document is then. */
const act = fc.record({
  kind: fc.constantFrom(
    'type',
    'type',
    'type',
    'delete',
    'word',
    'block',
    'replace',
    'paste',
    'disk',
    'cursors',
    'places',
    'cut',
    'format',
    'formatAll',
    'mark',
    'undo',
    'undo',
    'redo',
  ),
  at: fc.nat(10_000),
  length: fc.nat(40),
  key: fc.constantFrom('x', '7', '()', '\n    ', ' ', ';', 'ß', '{}'),
  count: fc.integer({ min: 1, max: 4 }),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** The tracker and the oracle side by side. */
class Pair {
  readonly tracker = new Tracker(OPENED);
  readonly naive = new NaiveDocument(OPENED);
  #words = 0;
  #isFormatted = false;
  #clock = 1_000_000_000_000;

  do(each: Act): void {
    const { text } = this.naive;
    const start = each.at % (text.length + 1);
    const end = Math.min(text.length, start + each.length);
    const acts: Readonly<Record<Act['kind'], () => void>> = {
      type: () => this.#both([{ start, end: start, text: each.key }], 'typed'),
      delete: () => this.#both([{ start, end, text: '' }], 'nobody'),
      word: () => this.#both([{ start, end: start, text: this.#word() }], 'short'),
      block: () => this.#both([{ start, end: start, text: this.#block(each.count) }], 'inserted'),
      replace: () => this.#both([{ start, end, text: this.#block(each.count) }], 'inserted'),
      paste: () => {
        const pasted = this.#block(each.count);
        this.#both([{ start, end, text: pasted }], 'pasted', { pasted });
      },
      disk: () => this.#both([{ start, end, text: this.#block(each.count) }], 'reload', { fromDisk: true }),
      cursors: () =>
        this.#both(
          this.#spread(each, () => 'y', false),
          'typed',
        ),
      places: () =>
        this.#both(
          this.#spread(each, () => this.#block(1), true),
          'inserted',
        ),
      cut: () =>
        this.#both(
          this.#spread(each, () => '', true),
          'nobody',
        ),
      format: () => this.#format(this.#blankEdits(each)),
      formatAll: () =>
        this.#format([{ start: 0, end: text.length, text: text.replace(/\n[ \t]*/g, each.count % 2 ? '\n\t' : '\n   ') }]),
      mark: () => {
        const mark = each.count % 2 ? 'marked-ai' : 'marked-human';
        this.naive.mark(start, end, mark);
        this.tracker.mark(start, end, { kind: mark, at: 0, why: '' });
      },
      undo: () => this.#travel(-1, each.count),
      redo: () => this.#travel(1, each.count),
    };
    acts[each.kind]();
  }

  check(): void {
    const { tracker, naive } = this;
    assert.equal(tracker.text, naive.text);
    let at = 0;
    for (const { atom, from, length } of tracker.pieces) {
      for (let offset = from; offset < from + length; offset++, at++) {
        const { owner, mark, code } = naive.characters[at] ?? { owner: 'no character', code: '' };
        const isBlank = code.trim() === '';
        // Of blanks nothing is promised once a formatter was at work: some of them it leaves, and nobody can tell which.
        if (isBlank && (atom === NEUTRAL || this.#isFormatted)) continue;
        const found =
          atom.marks.findLast((each) => each.from <= offset && offset < each.to)?.claim.kind ?? atom.claim?.kind ?? 'original';
        if (found !== (mark ?? owner)) assert.fail(`"${code}" at ${at} is ${found}, not ${mark ?? owner}`);
      }
    }
    assert.equal(at, naive.text.length);
  }

  #both(edits: readonly TextEdit[], owner: string, more: Partial<LiveEdit> = {}): void {
    const { text } = this.naive;
    if (applyEdits(text, edits) === text) return;
    this.naive.replace(edits, owner);
    this.#tell(edits, more);
  }

  #format(edits: readonly TextEdit[]): void {
    const after = applyEdits(this.naive.text, edits);
    if (after === this.naive.text) return;
    this.#isFormatted = true;
    this.naive.format(after);
    this.#tell(edits, {});
  }

  /** As a host tells it: one event for the whole way, its edit cut down to what differs. */
  #travel(direction: -1 | 1, count: number): void {
    const before = this.naive.text;
    const after = this.naive.travel(direction, count);
    if (after === undefined) return;
    const { start, endBefore, endAfter } = differingPart(before, after);
    this.#tell([{ start, end: endBefore, text: after.slice(start, endAfter) }], { reason: direction === -1 ? 'undo' : 'redo' });
  }

  #tell(edits: readonly TextEdit[], more: Partial<LiveEdit>): void {
    this.#clock += 5000;
    this.tracker.apply(
      { edits, reason: undefined, fromDisk: false, pasted: undefined, at: this.#clock, ...more },
      this.naive.text,
    );
  }

  /** The same act at several places of the text, ascending. */
  #spread({ at, length, count }: Act, text: () => string, isReplacing: boolean): readonly TextEdit[] {
    const size = this.naive.text.length;
    const step = Math.floor(size / (count + 1));
    if (step < 2) return [];
    return Array.from({ length: count + 1 }, (_, index) => {
      const start = index * step + (at % (step - 1));
      return { start, end: isReplacing ? Math.min(start + (length % step), (index + 1) * step, size) : start, text: text() };
    });
  }

  /** Blanks in the middle of lines and at their beginning become others, at every n-th place; two edits at least, as formatters do. */
  #blankEdits({ count, at }: Act): readonly TextEdit[] {
    const places = [...this.naive.text.matchAll(/[ \t]+/g)].filter((_, index) => (index + at) % count === 0);
    if (places.length < 2) return [];
    return places.map(({ index, 0: blank }) => ({
      start: index,
      end: index + blank.length,
      text: blank.length === 1 ? '  ' : ' ',
    }));
  }

  /** No two acts bring the same words, so that nothing can be taken for what was there before. */
  #word(): string {
    return `Word${(this.#words++).toString(36).padStart(5, '0')}Q`;
  }

  #block(count: number): string {
    return Array.from({ length: count + 1 }, () => `${this.#word()} ${this.#word()} ${this.#word()}`).join('\n');
  }
}

describe('the edit algebra', () => {
  it(`knows the owner of every character through ${EDITS} random edits`, function () {
    this.timeout(120_000);
    let done = 0;
    fc.assert(
      fc.property(fc.array(act, { minLength: 60, maxLength: 100, size: 'max' }), (acts) => {
        const pair = new Pair();
        for (const each of acts) {
          pair.do(each);
          pair.check();
          done++;
        }
      }),
      { numRuns: Math.ceil(EDITS / 60) },
    );
    assert.ok(done >= EDITS, `only ${done} edits were made`);
  });
});
