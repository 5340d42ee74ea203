import assert from 'node:assert/strict';
import { reviewPaths } from '#engine/review-paths';
import type { FileReview } from '#review/file-review';
import { type Ignore, readIgnores } from '#review/ignores';
import { assets } from '../support/assets';
import { createMemoryHost } from '../support/memory-host';

const check = (comments: readonly [number, string][], codeLines: readonly number[], ignores: readonly Ignore[]): void =>
  assert.deepEqual(
    readIgnores(
      comments.map(([line, text]) => ({ line, text })),
      codeLines,
      (line) => comments.find(([at]) => at === line)?.[1] ?? '',
    ),
    ignores,
  );

describe('comments that ignore a question', () => {
  it('speak of their own line, or of the next line of code', () => {
    const names = ['call-without-timeout'];
    check(
      [[2, '// eic-ignore call-without-timeout: cancelled above']],
      [2, 3],
      [{ line: 2, names, reason: 'cancelled above', target: 2 }],
    );
    check(
      [[2, '# eic-ignore call-without-timeout: cancelled above']],
      [1, 5],
      [{ line: 2, names, reason: 'cancelled above', target: 5 }],
    );
    check(
      [[2, '/* eic-ignore call-without-timeout: cancelled\n * above */']],
      [4],
      [{ line: 2, names, reason: 'cancelled above', target: 4 }],
    );
    check(
      [[9, '// eic-ignore call-without-timeout: cancelled above']],
      [4],
      [{ line: 9, names, reason: 'cancelled above', target: undefined }],
    );
  });

  it('may name a mode or several rules, and have a reason with colons', () => {
    check(
      [[1, '// eic-ignore RES-01, status-unchecked: see: #12']],
      [2],
      [{ line: 1, names: ['RES-01', 'status-unchecked'], reason: 'see: #12', target: 2 }],
    );
  });

  it('say no reason where none is written, and are something else with another name', () => {
    check([[1, '// eic-ignore RES-01']], [2], [{ line: 1, names: ['RES-01'], reason: '', target: 2 }]);
    check([[1, '// eic-ignore RES-01: …']], [2], [{ line: 1, names: ['RES-01'], reason: '', target: 2 }]);
    check(
      [
        [1, '// eic-ignore-file RES-01: x'],
        [2, '// see eic-ignore RES-01: x'],
      ],
      [3],
      [],
    );
  });
});

async function review(path: string, text: string, more: Readonly<Record<string, string>> = {}): Promise<FileReview> {
  const { reviews } = await reviewPaths(createMemoryHost({ [path]: text, ...more }, assets), { paths: [path], scope: 'all' });
  const [found] = reviews;
  assert.ok(found);
  return found;
}

/** `4 suppressed (in line 3: why)` of the rule's places. */
const places = ({ questions }: FileReview, rule = 'call-without-timeout'): readonly string[] =>
  questions
    .filter((question) => question.rule === rule)
    .map(({ startLine, state, hiddenBy, ignored }) =>
      [
        startLine,
        state,
        ...(hiddenBy === undefined ? [] : [hiddenBy]),
        ...(ignored === undefined ? [] : [`(${ignored.startLine}: ${ignored.reason})`]),
      ].join(' '),
    );

const TYPESCRIPT = `export async function load(url: string) {
  // eic-ignore call-without-timeout: the platform cancels after 10 s
  const first = await fetch(url);
  const second = await fetch(url); /* eic-ignore RES-01: the same here */
  const third = await fetch(url);
  return [first, second, third].every((each) => each.ok);
}
`;

describe('a review with ignores', function () {
  this.timeout(20_000);

  it('keeps what is ignored, says by whom, and asks the rest', async () => {
    const found = await review('src/load.ts', TYPESCRIPT);
    assert.deepEqual(places(found), [
      '3 suppressed suppressed (2: the platform cancels after 10 s)',
      '4 suppressed suppressed (4: the same here)',
      '5 open',
    ]);
    assert.deepEqual(found.notes, []);
    assert.deepEqual(found.questions.find(({ startLine }) => startLine === 3)?.related[0], {
      path: 'src/load.ts',
      startLine: 2,
      text: '// eic-ignore call-without-timeout: the platform cancels after 10 s',
      note: 'ignored: the platform cancels after 10 s',
    });
  });

  it('works in Python alike', async () => {
    const text = `import requests\n\n\ndef load(url):\n    # eic-ignore call-without-timeout: a script of one minute\n    return requests.get(url).json()\n`;
    assert.deepEqual(places(await review('src/load.py', text)), ['6 suppressed suppressed (5: a script of one minute)']);
  });

  it('speaks of the next line from among JSX too', async () => {
    const text = `export function Save({ url }: { url: string }) {
  return (
    <form>
      {/* eic-ignore call-without-timeout: the page is closed by then */}
      <button onClick={async () => { const it = await fetch(url, { method: 'POST' }); if (!it.ok) throw new Error(it.statusText); }}>Save</button>
    </form>
  );
}
`;
    const found = await review('src/save.tsx', text);
    assert.deepEqual(found.notes, []);
    assert.deepEqual(places(found), ['5 suppressed suppressed (4: the page is closed by then)']);
  });

  it('asks on, and says so, where no reason is given or the name is none', async () => {
    const found = await review(
      'src/load.ts',
      TYPESCRIPT.replace(': the platform cancels after 10 s', '').replace('RES-01', 'no-deadline'),
    );
    assert.deepEqual(places(found), ['3 open', '4 open', '5 open']);
    assert.deepEqual(found.notes, [
      {
        startLine: 2,
        text: 'eic-ignore call-without-timeout gives no reason, so it hides nothing. Write the reason after a colon.',
      },
      { startLine: 4, text: 'eic-ignore names “no-deadline”, and no rule or mode is called so.' },
    ]);
  });

  it('says of an ignore that has nothing left to ignore why', async () => {
    const text = TYPESCRIPT.replace('await fetch(url);', 'await fetch(url, { signal: AbortSignal.timeout(1000) });').replace(
      'RES-01',
      'CON-01',
    );
    assert.deepEqual((await review('src/load.ts', text)).notes, [
      {
        startLine: 2,
        text: 'eic-ignore call-without-timeout has nothing to ignore: the code answers it now. Take it out.',
      },
      { startLine: 4, text: 'eic-ignore CON-01 has nothing to ignore: nothing is asked there. Take it out.' },
    ]);
  });

  it('leaves a checklist row to be considered: an ignore is nobody’s answer', async () => {
    const text = `import express from 'express';
import { db } from './db';
const app = express();
app.post('/orders', async (request, response) => {
  // eic-ignore write-not-idempotent: the client never sends twice
  await db('orders').insert({ sku: request.body.sku });
  response.status(201).end();
});
`;
    const db = "import knex from 'knex';\nexport const db = knex({ client: 'pg' });\n";
    const found = await review('src/app.ts', text, { 'src/db.ts': db });
    const row = found.checklists[0]?.rows.find((each) => each.row === 'twice');
    assert.deepEqual(
      [row?.state, row?.evidence, row?.at],
      ['to-consider', 'Ignored by a comment, which is nobody’s answer: the client never sends twice', { startLine: 5 }],
    );
  });

  it('says nothing of ignores in tests, of which nothing is asked', async () => {
    assert.deepEqual((await review('test/load.test.ts', TYPESCRIPT)).notes, []);
  });
});
