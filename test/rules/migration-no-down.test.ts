import assert from 'node:assert/strict';
import { rule } from '#rules/migration-no-down';
import { analyseFiles, splitFiles } from '../support/analyse';

async function check(code: string, expected: readonly string[], file = 'migrations/1-orders.ts'): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, file))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence = '-', text }) => `${line} ${state} ${confidence}: ${text}`),
    expected,
  );
}

describe('migration-no-down', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['OPS-01', 8, 6, 7]);
  });

  it('says what is there of a way back', () =>
    check(
      `export async function up(knex) { await knex.schema.dropTable('a'); }
export async function down(knex) { return; }`,
      ['2 asks medium: down does nothing, and no reason is given'],
    ));

  it('asks for one that is not there at the way up', () =>
    check("export async function up(knex) { await knex.schema.dropTable('a'); }", [
      '1 asks medium: up changes the schema, and no way back is written',
    ]));
});
