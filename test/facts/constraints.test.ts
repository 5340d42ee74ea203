import assert from 'node:assert/strict';
import { constraintsOf } from '#facts/effects/constraints';
import { analyseFiles } from '../support/analyse';

async function check(code: string, expected: readonly string[], path = 'file.ts'): Promise<void> {
  const analysis = (await analyseFiles({ [path]: code })).analysisOf(path);
  assert.deepEqual(
    constraintsOf(analysis)
      .map(({ entity, columns, isPrimary }) => `${entity}(${columns.join(', ')})${isPrimary ? ' primary' : ''}`)
      .sort(),
    expected,
  );
}

describe('Unique constraints in code', () => {
  it('are declared on models and schemas of JavaScript', () =>
    check(
      `
import mongoose from 'mongoose';
import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { DataTypes } from 'sequelize';
const orderSchema = new mongoose.Schema({ ref: { type: String, unique: true }, note: String });
orderSchema.index({ team: 1, email: 1 }, { unique: true });
orderSchema.index({ note: 1 });
mongoose.model('Order', orderSchema);
@Entity()
@Unique(['room', 'day'])
class Booking {
  @PrimaryGeneratedColumn() id: string;
  @Column({ unique: true }) code: string;
  @Column() note: string;
}
export const users = pgTable('users', { id: uuid('id').primaryKey(), email: text('email').unique() }, (t) => [unique().on(t.org, t.name)]);
sequelize.define('Device', { serial: { type: DataTypes.STRING, unique: true } }, { indexes: [{ unique: true, fields: ['a', 'b'] }] });
knex.schema.createTable('likes', (t) => {
  t.string('token').notNullable().unique();
  t.unique(['post_id', 'user_id']);
});
pool.query('CREATE UNIQUE INDEX once ON payments (order_id, kind)');
`,
      [
        'Booking(room, day)',
        'Booking(id) primary',
        'Booking(code)',
        'Order(ref)',
        'Order(team, email)',
        'users(id) primary',
        'users(email)',
        'users(org, name)',
        'Device(serial)',
        'Device(a, b)',
        'likes(token)',
        'likes(post_id, user_id)',
        'payments(order_id, kind)',
      ].sort(),
    ));

  it('are declared on models, tables and migrations of Python', () =>
    check(
      `
from django.db import models
from sqlalchemy import Column, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, mapped_column
from alembic import op

class Invite(models.Model):
    token = models.CharField(max_length=64, unique=True)
    owner = models.OneToOneField("Owner", on_delete=models.CASCADE)
    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "email"], name="once")]
        unique_together = [("a", "b")]

class Booking(DeclarativeBase):
    __table_args__ = (UniqueConstraint("room", "day"),)
    id = mapped_column(primary_key=True)
    code = Column(String, unique=True)

def upgrade():
    op.create_unique_constraint("uq", "orders", ["ref"])
    op.create_index("ix", "carts", ["owner"], unique=True)
    op.create_index("ix2", "carts", ["other"])
`,
      [
        'Booking(code)',
        'Booking(id) primary',
        'Booking(room, day)',
        'Invite(a, b)',
        'Invite(owner)',
        'Invite(team, email)',
        'Invite(token)',
        'carts(owner)',
        'orders(ref)',
      ].sort(),
      'file.py',
    ));
});
