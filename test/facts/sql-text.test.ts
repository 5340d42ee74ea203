import assert from 'node:assert/strict';
import { entityName } from '#facts/effects/entity-name';
import { isSql, parseSql, type SqlStatement } from '#facts/effects/sql-text';

const nothing = { columns: [], where: [], conflict: undefined, isRelative: false, locks: false };

function check(text: string, ...expected: readonly Partial<SqlStatement>[]): void {
  assert.deepEqual(
    parseSql(text).map(({ whereHoles: _, ...each }) => each),
    expected.map((each) => ({ ...nothing, table: '', ...each })),
  );
}

describe('SQL text', () => {
  it('reads the table, the columns and the selection of plain statements', () => {
    check('INSERT INTO "public"."orders" (id, total) VALUES (?, ?) RETURNING id', {
      operation: 'create',
      table: 'orders',
      columns: ['id', 'total'],
    });
    check("UPDATE orders o SET status = 'paid', paid_at = now() WHERE o.id = $1 AND status = 'open' RETURNING id", {
      operation: 'update',
      table: 'orders',
      columns: ['status', 'paid_at'],
      where: ['id', 'status'],
    });
    check('delete from `order_items` where order_id in (?)', { operation: 'delete', table: 'order_items', where: ['order_id'] });
    check('SELECT * FROM orders WHERE id = %s FOR UPDATE', { operation: 'read', table: 'orders', where: ['id'], locks: true });
  });

  it('knows what a conflict does', () => {
    check('INSERT INTO reminders (a, m) VALUES (:a, :m) ON CONFLICT (a) DO NOTHING', {
      operation: 'create',
      table: 'reminders',
      columns: ['a', 'm'],
      conflict: 'ignored',
    });
    check('INSERT IGNORE INTO t (a) VALUES (?)', { operation: 'create', table: 't', columns: ['a'], conflict: 'ignored' });
    check('INSERT INTO t (a, n) VALUES (?, 1) ON DUPLICATE KEY UPDATE n = n + 1', {
      operation: 'upsert',
      table: 't',
      columns: ['a', 'n'],
      conflict: 'updated',
      isRelative: true,
    });
    check('REPLACE INTO t (a) VALUES (?)', { operation: 'upsert', table: 't', columns: ['a'], conflict: 'updated' });
  });

  it('tells a change relative to the old value from a new one', () => {
    check('UPDATE wallets SET balance = balance - %s WHERE id = %s', {
      operation: 'update',
      table: 'wallets',
      columns: ['balance'],
      where: ['id'],
      isRelative: true,
    });
    check('UPDATE wallets SET balance = %s, note = ? || ? WHERE id = %s', {
      operation: 'update',
      table: 'wallets',
      columns: ['balance', 'note'],
      where: ['id'],
    });
  });

  it('splits statements and reads writes inside of a CTE', () => {
    check(
      'BEGIN; UPDATE a SET x = 1; COMMIT',
      { operation: 'begin' },
      { operation: 'update', table: 'a', columns: ['x'] },
      { operation: 'commit' },
    );
    check("WITH moved AS (DELETE FROM inbox WHERE id = ? RETURNING *) SELECT 1 -- it's done", {
      operation: 'delete',
      table: 'inbox',
      where: ['id'],
    });
  });

  it('tells which parameters select the rows', () => {
    const holes = (text: string) => parseSql(text).map((each) => each.whereHoles);
    assert.deepEqual(holes('UPDATE a SET x = $1, y = $3 WHERE id = $2'), [[1]]);
    assert.deepEqual(holes('UPDATE a SET x = %s WHERE id = %s AND n > ?'), [[1, 2]]);
    assert.deepEqual(holes('UPDATE a SET x = :x, at = now()::date WHERE id = :id AND k = %(key)s'), [['id', 'key']]);
  });

  it('takes a sentence for no statement', () => {
    assert.deepEqual(
      [
        'update the order',
        'select an option',
        'Insert coin',
        'delete from cache later',
        'UPDATE t SET a = 1',
        'select now()',
      ].map(isSql),
      [false, false, false, true, true, true],
    );
  });
});

describe('entity names', () => {
  it('folds the many names of one thing', () => {
    assert.deepEqual(
      [
        'public."order_items"',
        'OrderItem',
        'orderItems',
        'orderItemRepository',
        'order-items',
        'OrderItemModel',
        'models.OrderItem',
      ].map(entityName),
      Array.from({ length: 7 }, () => 'order_item'),
    );
    assert.deepEqual(['statuses', 'categories', 'boxes', 'bus', 'stock', 'repo', 'addresses', 'warehouses'].map(entityName), [
      'status',
      'category',
      'box',
      'bus',
      'stock',
      '',
      'address',
      'warehouse',
    ]);
  });
});
