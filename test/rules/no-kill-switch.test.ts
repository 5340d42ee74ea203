import assert from 'node:assert/strict';
import { rule } from '#rules/no-kill-switch';
import { analyseFiles } from '../support/analyse';

describe('no-kill-switch', () => {
  it('is a row of the checklist and never a squiggle', async () => {
    const { run } = await analyseFiles(`
import { Router } from 'express';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export const orders = Router();
orders.post('/orders', async (req, res) => { await prisma.order.create({ data: { sku: req.body.sku } }); });
orders.delete('/orders/:id', async (req, res) => { await prisma.order.delete({ where: { id: req.params.id } }); });
orders.get('/orders', async (req, res) => { res.json(await prisma.order.findMany()); });
`);
    assert.equal(rule.rowOnly, true);
    assert.deepEqual(
      run(rule).map(({ line, state, text }) => `${line} ${state}: ${text}`),
      [
        '5 discharged: undone by DELETE /orders/:id',
        '6 asks: DELETE /orders/:id: nothing seen that takes prisma.order.delete back, and no flag or setting around it',
      ],
    );
  });

  it('takes the way back from any file of the project', async () => {
    const { run } = await analyseFiles(`
# file: seats.py
from flask import Blueprint, request
from db import conn

seats = Blueprint("seats", __name__)

@seats.post("/seats")
def take():
    conn.execute("INSERT INTO seats (user_id) VALUES (%s)", (request.json["user"],))
    return "", 201
# file: release.py
from db import conn

def release_seat(seat_id):
    conn.execute("DELETE FROM seats WHERE id = %s", (seat_id,))
# file: db.py
import psycopg

conn = psycopg.connect("")
`);
    assert.deepEqual(
      run(rule).map(({ path, line, state, text }) => `${path}:${line} ${state}: ${text}`),
      ['seats.py:6 discharged: undone by release_seat()'],
    );
  });
});
