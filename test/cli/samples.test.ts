/** The orders sample, six files: what each stage asks, and how each row of its entry point is answered. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { REPO, reviewJson } from '../support/cli';

interface Row {
  readonly row: string;
  readonly state: string;
  readonly at?: { readonly startLine: number };
}
interface File {
  readonly path: string;
  readonly questions: readonly {
    readonly rule: string;
    readonly state: string;
    readonly shown: boolean;
    readonly dischargedBy?: readonly unknown[];
  }[];
  readonly checklists: readonly { readonly symbol: string; readonly rows: readonly Row[] }[];
}

const FILES: Readonly<Record<string, string>> = { typescript: 'orders.ts', python: 'orders.py', java: 'OrderController.java' };

function review(stage: string): File {
  const name = FILES[stage.split('/')[0] ?? ''] ?? '';
  const result = reviewJson(path.join(REPO, 'samples/orders', stage), '--all') as { readonly files: readonly File[] };
  const file = result.files.find((each) => each.path === name);
  assert.ok(file, `${stage}/${name} is not in the result`);
  return file;
}

const shown = (file: File): readonly string[] =>
  [
    ...new Set(file.questions.filter((question) => question.state === 'open' && question.shown).map((question) => question.rule)),
  ].sort();
const rows = (file: File): Record<string, string> =>
  Object.fromEntries(file.checklists[0]?.rows.map(({ row, state }) => [row, state]) ?? []);

describe('the orders sample', () => {
  for (const language of ['typescript', 'python', 'java']) {
    it(`${language}, bare: asks about the second request and the caller, and leaves the rows that nothing answers open`, () => {
      const file = review(`${language}/bare`);
      assert.deepEqual(shown(file), ['route-without-authz', 'write-not-idempotent']);
      assert.deepEqual(rows(file), {
        input: 'answered-by-code',
        caller: 'open',
        twice: 'open',
        halfway: 'answered-by-code',
        outage: 'open',
        seen: 'open',
        undone: 'open',
      });
      for (const { row, state, at } of file.checklists[0]?.rows ?? [])
        if (state === 'answered-by-code') assert.ok(at !== undefined && at.startLine > 1, row);
    });

    it(`${language}, grown: asks about the charge, the body and the hidden error as well`, () => {
      assert.deepEqual(shown(review(`${language}/grown`)), [
        'call-without-timeout',
        'dual-write-no-compensation',
        'input-unvalidated',
        // A status that is not looked at, or, where the client throws by itself, a second write beside the first.
        ...(language === 'java' ? ['multi-write-no-transaction'] : []),
        'route-without-authz',
        'silent-error-path',
        ...(language === 'java' ? [] : ['status-unchecked']),
        'write-not-idempotent',
      ]);
    });

    it(`${language}, hardened: asks nothing, and every row is answered by the code, with its line`, () => {
      const file = review(`${language}/hardened`);
      assert.deepEqual(shown(file), []);
      assert.ok(file.checklists.length >= 2, 'the order and its cancellation are entry points');
      for (const { symbol, rows: all } of file.checklists) {
        for (const { row, state, at } of all) {
          assert.equal(state, 'answered-by-code', `${symbol} ${row}`);
          assert.ok(at !== undefined && at.startLine >= 1, `${symbol} ${row} names no line`);
        }
      }
      const discharged = new Set(
        file.questions.filter((question) => question.state === 'discharged').map((question) => question.rule),
      );
      assert.ok(discharged.size >= 5, [...discharged].join(', '));
    });
  }
});
