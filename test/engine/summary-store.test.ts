import assert from 'node:assert/strict';
import { SummaryStore } from '../../src/engine/summary-store';
import { lazily, lazyExport, renamed } from '../../src/facts/summaries/lazily';
import type { ExportSummary, FileSummary } from '../../src/facts/summary';

const plain = (name: string): ExportSummary => ({
  name,
  at: { path: 'a.ts', startLine: 1, text: '' },
  kind: 'value',
  traits: {},
  effects: [],
  methods: {},
  fields: {},
  isOpaque: false,
});

const file = (path: string, exports: readonly ExportSummary[] = [], imports: readonly string[] = []): FileSummary => ({
  path,
  hash: path,
  exports,
  mounts: [],
  app: {},
  constraints: [],
  undoes: [],
  imports: imports.map((module) => ({ module, path: module })),
  packages: [],
});

/** A file of one export, which says in `found` when it was looked at. */
const waiting = (path: string, found: string[], imports: readonly string[] = []): FileSummary => {
  const whole = lazily(() => {
    found.push(path);
    return plain('x');
  });
  return file(path, [lazyExport('x', whole)], imports);
};

describe('Summaries of a project', () => {
  it('are found when they are asked for, once', () => {
    const found: string[] = [];
    const store = new SummaryStore();
    store.add(waiting('a.ts', found), 10);
    assert.equal(store.get('a.ts')?.exports[0]?.name, 'x');
    assert.deepEqual(found, []);
    assert.equal(store.get('a.ts')?.exports[0]?.kind, 'value');
    assert.equal(store.get('a.ts')?.exports[0]?.kind, 'value');
    assert.deepEqual(found, ['a.ts']);
  });

  it('are seen later as they were seen when their reader was read', () => {
    const store = new SummaryStore();
    store.add(file('a.ts', [plain('early')]), 1);
    const then = store.now();
    store.add(file('a.ts', [plain('late')]), 1);
    store.add(file('b.ts', [plain('b')]), 1);
    assert.deepEqual([then('a.ts')?.exports[0]?.name, then('b.ts')], ['early', undefined]);
    assert.equal(store.get('a.ts')?.exports[0]?.name, 'late');
  });

  it('wait as long as there is room, and before anything changes all are found', () => {
    const found: string[] = [];
    const store = new SummaryStore();
    store.add(waiting('a.ts', found), 1_500_000);
    store.add(waiting('b.ts', found), 1_500_000);
    assert.deepEqual(found, ['a.ts']);
    store.replace(waiting('c.ts', found));
    assert.deepEqual(found, ['a.ts', 'b.ts', 'c.ts']);
  });

  it('do not wait for one another in long chains', () => {
    const found: string[] = [];
    const store = new SummaryStore();
    for (let at = 0; at < 40; at++) store.add(waiting(`f${at}.ts`, found, at === 0 ? [] : [`f${at - 1}.ts`]), 1);
    assert.deepEqual(found, ['f12.ts', 'f25.ts', 'f38.ts']);
  });

  it('of what is exported again and again are one step away', () => {
    let depth = 0;
    let deepest = 0;
    const whole = lazily(() => plain('x'));
    let summary: ExportSummary = lazyExport('x', () => {
      deepest = Math.max(deepest, ++depth);
      const value = whole();
      depth--;
      return value;
    });
    for (let at = 0; at < 5000; at++) summary = renamed(`x${at}`, summary);
    assert.deepEqual([summary.name, summary.kind, deepest], ['x4999', 'value', 1]);
  });
});
