import assert from 'node:assert/strict';
import { rule } from '#rules/injection';
import { analyseFiles, splitFiles } from '../support/analyse';

/** Everything that is said, as `line state confidence text`. */
async function check(code: string, expected: readonly string[], path = 'service.ts'): Promise<void> {
  const said = (await analyseFiles(splitFiles(code, path))).run(rule);
  assert.deepEqual(
    said.map(({ line, state, confidence = '-', text }) => `${line} ${state} ${confidence}: ${text}`),
    expected,
  );
}

describe('injection', () => {
  it('has the scores of its failure mode', () => {
    assert.deepEqual([rule.mode, rule.severity, rule.occurrence, rule.detection], ['SEC-04', 10, 5, 4]);
  });

  it('follows what a helper is given, and says what it is', () =>
    check(
      `import express from 'express';
import { Pool } from 'pg';
const app = express();
const pool = new Pool();
function byName(name: string) {
  return pool.query(\`SELECT id FROM users WHERE name = '\${name}'\`);
}
app.get('/users', async (req, res) => res.json(await byName(req.query.name)));`,
      ['6 asks high: pool.query: `name` becomes part of SQL and is `req.query.name`, which comes from outside'],
    ));

  it('is asked where the text is put together when something from outside gets in there', () =>
    check(
      `from flask import request
def find(cursor):
    query = "SELECT id FROM users WHERE name = '%s'" % request.args["name"]
    query += " LIMIT 10"
    cursor.execute(query)`,
      ['3 asks high: cursor.execute: `request.args["name"]` becomes part of SQL and comes from outside'],
      'users.py',
    ));

  it('takes a piece that is no value for part of the program, unless it comes from outside', () =>
    check(
      `import { Pool } from 'pg';
const pool = new Pool();
export const count = (table: string, owner: string) =>
  pool.query(\`SELECT count(*) FROM \${table} WHERE owner = '\${owner}'\`);
export const list = (req: Request) => pool.query(\`SELECT id FROM \${req.query.table}\`);`,
      [
        '4 asks medium: pool.query: `owner` becomes part of SQL and is whatever the caller hands in',
        '5 asks high: pool.query: `req.query.table` becomes part of SQL and comes from outside',
      ],
    ));
});
