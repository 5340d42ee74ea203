import { Router } from 'express';
import { db } from './db';

export const refunds = Router();

refunds.post('/orders/:id/refunds', async (request, response) => {
  const order = await db('orders').where({ id: request.params.id }).first();

  await fetch(`${process.env.PAYMENTS_URL}/refunds`, {
    method: 'POST',
    body: JSON.stringify({ charge: order.charge_id, amount: request.body.amount }),
  });

  await db('refunds').insert({ order_id: order.id, amount: request.body.amount });
  await db('orders').where({ id: order.id }).update({ refunded_at: new Date() });

  response.status(201).json({ refunded: true });
});
