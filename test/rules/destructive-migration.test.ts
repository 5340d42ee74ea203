import assert from 'node:assert/strict';
import { rule } from '#rules/destructive-migration';
import { analyseFiles, splitFiles } from '../support/analyse';

async function check(code: string, expected: readonly string[], file = 'migrations/1-orders.ts'): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, file))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence = '-', text }) => `${line} ${state} ${confidence}: ${text}`),
    expected,
  );
}

describe('destructive-migration', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['OPS-02', 9, 4, 7]);
  });

  it('says what the step does, in SQL as well', () =>
    check(
      `export async function up(knex) {
  await knex.schema.dropTable('orders');
  await knex.raw(\`ALTER TABLE ONLY "lines" RENAME COLUMN a TO b\`);
  await knex.raw('alter table lines drop constraint fk');
}`,
      [
        '2 asks medium: the migration drops a table, and nothing seen says that the live table can take it',
        '3 asks medium: the migration renames what running code reads, and nothing seen says that the live table can take it',
      ],
    ));

  it('knows a migration outside of its folder by what it is handed', () =>
    check(
      `export class A {
  async up(queryRunner) { await queryRunner.dropTable('orders'); }
  async down(queryRunner) { await queryRunner.dropTable('lines'); }
}`,
      ['2 asks high: the migration drops a table, and nothing seen says that the live table can take it'],
      'src/orders.ts',
    ));
});
