import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { anchor } from '#review/anchor';
import { withAnswer, withoutAnswer } from '#review/answers';
import type { Block } from '#review/block';
import { normalLines, placeHash, similarity } from '#review/normalise';
import { placeStates } from '#review/question-state';
import { parseRecord, printRecord, type ReviewRecord } from '#review/record';
import { createRecordStore } from '#review/record-store';
import { createMemoryFiles, createMemoryState } from '../support/memory-host';

/** Blocks from texts: `symbol: line; line; …`, in file order, the module block last. */
function blocks(...texts: readonly string[]): Block[] {
  let line = 1;
  const all = texts.map((text): Block => {
    const key = text.slice(0, text.indexOf(':'));
    const symbol = key.replace(/~\d$/, '');
    const body = text
      .slice(text.indexOf(':') + 1)
      .split(';')
      .join('\n');
    const count = body.split('\n').length;
    const block = {
      key,
      symbol,
      summary: symbol,
      start: line * 100,
      end: (line + count) * 100,
      startLine: line,
      endLine: line + count - 1,
      lines: normalLines(body),
    };
    line += count + 1;
    return block;
  });
  return [
    ...all,
    { key: '', symbol: '', summary: '', start: 0, end: line * 100, startLine: 1, endLine: line, lines: normalLines('import x') },
  ];
}

const LONG = Array.from({ length: 20 }, (_, index) => `line ${index}`);
const body = (lines: readonly string[]): string => lines.join(';');

function answered(
  before: readonly Block[],
  symbol: string,
  question = 'call-without-timeout',
  places: readonly string[] = ['p1'],
): ReviewRecord {
  const block = before.find((each) => each.key === symbol);
  assert.ok(block);
  return withAnswer(
    undefined,
    { file: 'a.ts', blocks: before, block, anchored: [] },
    { question, state: 'handled', note: 'in the client', by: 'Ann <a@x>', at: '2026-08-20', places },
  );
}

describe('anchoring recorded blocks', () => {
  const check = (before: readonly string[], after: readonly string[], symbol: string): string => {
    const record = answered(blocks(...before), symbol);
    const today = blocks(...after);
    const found = anchor(record.blocks, today)[0];
    return found === undefined ? 'lost' : `${found.grade} ${found.block.key}:${found.block.startLine}`;
  };

  it('is fresh where the lines are unchanged, wherever they moved and however they are indented', () => {
    assert.equal(check([`f:${body(LONG)}`], ['g:one;two', `f:${body(LONG.map((line) => `    ${line}  `))}`], 'f'), 'fresh f:4');
  });
  it('follows a renamed function by its lines', () => {
    assert.equal(check([`f:${body(LONG)}`], [`renamed:${body(LONG)}`], 'f'), 'fresh renamed:1');
  });
  it('is touched after a small change and after an insertion inside', () => {
    assert.equal(check([`f:${body(LONG)}`], [`f:${body([...LONG.slice(0, 10), 'new', ...LONG.slice(10)])}`], 'f'), 'touched f:1');
  });
  it('is stale when a quarter of it changed', () => {
    assert.equal(
      check([`f:${body(LONG)}`], [`f:${body(LONG.map((line, index) => (index % 4 === 0 ? `${line}!` : line)))}`], 'f'),
      'stale f:1',
    );
  });
  it('is lost, not guessed, when most of it changed', () => {
    assert.equal(
      check([`f:${body(LONG)}`], [`f:${body(LONG.map((line, index) => (index % 2 === 0 ? `${line}!` : line)))}`], 'f'),
      'lost',
    );
  });
  it('tells identical twins apart by what stands around them', () => {
    const twin = body(LONG);
    assert.equal(
      check(['a:1;2', `x:${twin}`, 'b:3;4', `x~2:${twin}`], ['b:3;4', `x:${twin}`, 'a:1;2', `x~2:${twin}`], 'x~2'),
      'fresh x~2:28',
    );
  });
  it('gives one block of today to one block of the record', () => {
    const before = blocks(`f:${body(LONG)}`, `g:${body([...LONG, 'more'])}`);
    const record = { ...answered(before, 'f'), blocks: [...answered(before, 'f').blocks, ...answered(before, 'g').blocks] };
    const placed = anchor(record.blocks, blocks(`f:${body(LONG)}`));
    assert.deepEqual(
      placed.map((each) => [each.recorded.symbol, each.grade]),
      [['f', 'fresh']],
    );
  });
});

describe('similarity of lines', () => {
  it('is the share of lines in common, in order', () => {
    assert.equal(similarity(['a', 'b', 'c', 'd'], ['a', 'x', 'c', 'd']), 0.75);
    assert.equal(similarity(['a', 'b'], ['b', 'a']), 0.5);
    assert.equal(similarity([], []), 1);
  });
});

describe('the state of a place', () => {
  const before = blocks(`f:${body(LONG)}`);
  const record = answered(before, 'f', 'r', ['p1', 'p2']);
  const check = (places: readonly string[], today = before, date = '2026-08-21', from = record): readonly string[] => {
    const found = anchor(from.blocks, today)[0];
    return placeStates('r', places, found, date).map((each) =>
      [each.state, each.anchor, each.answer?.isExpired && 'expired'].filter((part) => part !== undefined).join(' '),
    );
  };

  it('is answered where the answer was given for it, open where the place is new', () => {
    assert.deepEqual(check(['p1', 'p2', 'p3']), ['answered fresh', 'answered fresh', 'open']);
  });
  it('is stale where the place itself changed', () => {
    assert.deepEqual(check(['p1', 'changed', 'new']), ['answered fresh', 'stale', 'open']);
  });
  it('is stale after the day the answer expires', () => {
    const block = before[0];
    assert.ok(block);
    const expiring = withAnswer(
      undefined,
      { file: 'a.ts', blocks: before, block, anchored: [] },
      {
        question: 'r',
        state: 'accepted-risk',
        note: 'until the move',
        by: 'A',
        at: '2026-08-20',
        places: ['p1'],
        expires: '2026-08-25',
      },
    );
    assert.deepEqual(check(['p1'], before, '2026-08-25', expiring), ['answered fresh']);
    assert.deepEqual(check(['p1'], before, '2026-08-26', expiring), ['stale expired']);
    assert.deepEqual(check(['changed'], before, '2026-08-26', expiring), ['stale']);
  });
  it('stays stale when another answer anchors the block anew', () => {
    const today = blocks(`f:${body(LONG.map((line, index) => (index % 4 === 0 ? `${line}!` : line)))}`);
    const block = today[0];
    assert.ok(block);
    const next = withAnswer(
      record,
      { file: 'a.ts', blocks: today, block, anchored: anchor(record.blocks, today) },
      { question: 'other', state: 'handled', note: 'see test', by: 'Ben', at: '2026-09-01', places: ['q'] },
    );
    assert.deepEqual(check(['p1'], today, '2026-09-02', next), ['stale']);
  });
});

describe('a review record', () => {
  const record = answered(blocks('f:a;b'), 'f');

  it('is read back as it was written, unknown fields kept', () => {
    const future = { ...record, extra: { kept: true }, blocks: record.blocks.map((block) => ({ ...block, mark: 1 })) };
    const read = parseRecord(printRecord(future as ReviewRecord));
    assert.ok(read.ok);
    assert.equal(printRecord(read.record), printRecord(future as ReviewRecord));
    assert.match(printRecord(read.record), /"extra": \{\n {4}"kept": true/);
  });
  it('says what is wrong with one it cannot read', () => {
    const why = (text: string): string => {
      const read = parseRecord(text);
      assert.ok(!read.ok);
      return read.why.slice(0, 34);
    };
    assert.deepEqual(
      [
        '{"version":1',
        '[]',
        '{"version":2}',
        '{"version":1,"file":"a"}',
        '<<<<<<< ours\n{}',
        printRecord(record).replace('"handled"', '"signed"'),
      ].map(why),
      [
        "it is not valid JSON (Expected ','",
        'it is not a JSON object: restore it',
        'it was written by a newer version o',
        'it names no file or no blocks: resto',
        'it holds conflict markers of a merge',
        'an answer of f has an unknown state',
      ].map((each) => each.slice(0, 34)),
    );
  });
  it('keeps an answer that is edited or taken back in its history, with who and when', () => {
    const id = record.blocks[0]?.id ?? '';
    const gone = withoutAnswer(record, id, 'call-without-timeout', 'Ben <b@x>', '2026-09-01');
    assert.deepEqual(gone.blocks[0]?.answers, []);
    assert.deepEqual(
      gone.blocks[0]?.history.map((each) => [each.note, each.by, each.ended]),
      [['in the client', 'Ann <a@x>', { how: 'taken back', by: 'Ben <b@x>', at: '2026-09-01' }]],
    );
  });
  it('hashes a place by its text without white space', () => {
    assert.equal(placeHash('fetch( url,\n  {})'), placeHash('fetch(url, {})'));
    assert.notEqual(placeHash('fetch(url)'), placeHash('fetch(uri)'));
  });
});

describe('the schema of records', () => {
  it('holds for what is written, answers taken back included', () => {
    const schema = JSON.parse(readFileSync(path.resolve(__dirname, '../../schemas/review-1.schema.json'), 'utf8')) as object;
    const validate = new Ajv({ allErrors: true, strictTypes: false }).compile(schema);
    const record = answered(blocks('f:a;b', 'g:c;d'), 'f');
    const gone = withoutAnswer(record, record.blocks[0]?.id ?? '', 'call-without-timeout', 'Ben <b@x>', '2026-09-01');
    for (const each of [record, gone]) assert.ok(validate(JSON.parse(printRecord(each))), JSON.stringify(validate.errors));
    assert.equal(validate({ ...record, version: 2 }), false);
  });
});

describe('the record store', () => {
  const open = (files: Record<string, string>, storage: 'repo' | 'workspace' = 'repo') => {
    const records = createMemoryFiles(files);
    return { records, store: createRecordStore({ records, prefix: 'api/', state: createMemoryState(), storage }) };
  };
  const record = answered(blocks('f:a;b'), 'f');

  it('writes one file per source file, below the records root', async () => {
    const { records, store } = open({});
    await store.write('src/a.ts', () => record);
    assert.deepEqual([...records.content.keys()], ['.editor-in-chief/reviews/api/src/a.ts.json']);
    assert.deepEqual(await store.list(), ['src/a.ts']);
  });
  it('never writes over a record it cannot read', async () => {
    const { records, store } = open({ '.editor-in-chief/reviews/api/a.ts.json': '{"version":1,' });
    await assert.rejects(
      store.write('a.ts', () => record),
      /cannot be read/,
    );
    assert.equal(records.content.get('.editor-in-chief/reviews/api/a.ts.json'), '{"version":1,');
  });
  it('keeps both of two answers given at once', async () => {
    const { store } = open({});
    const add = (symbol: string) =>
      store.write('a.ts', (before) => ({
        ...record,
        blocks: [...(before?.blocks ?? []), { ...(record.blocks[0] as (typeof record.blocks)[0]), id: symbol, symbol }],
      }));
    await Promise.all([add('one'), add('two')]);
    assert.deepEqual(
      (await store.read('a.ts')).record?.blocks.map((block) => block.symbol),
      ['one', 'two'],
    );
  });
  it('keeps answers in the editor’s state when the team wants none in the tree', async () => {
    const { records, store } = open({}, 'workspace');
    await store.write('a.ts', () => record);
    assert.equal(records.content.size, 0);
    assert.equal((await store.read('a.ts')).record?.file, 'a.ts');
  });
});
