import { Router } from 'express';
import { z } from 'zod';
import { requireCustomer } from './auth';
import { hasCredit } from './credit';
import { db } from './db';
import { log } from './log';

const Order = z.object({
  sku: z.string().min(1).max(64),
  quantity: z.number().int().min(1).max(1_000),
  amount: z.number().int().positive(),
});
const OrderId = z.object({ id: z.uuid() });

export const orders = Router();
orders.use(requireCustomer);

/** Placed once for each Idempotency-Key, however often it is sent. */
orders.post('/orders', async (request, response) => {
  const order = Order.parse(request.body);
  const key = z.string().min(8).max(128).parse(request.get('Idempotency-Key'));
  const { customerId } = response.locals;

  if (!(await hasCredit(customerId, order.amount))) {
    response.status(402).json({ error: 'The credit does not cover this order' });
    return;
  }

  const placed = await db.transaction(async (trx) => {
    const [created] = await trx('orders')
      .insert({ ...order, customer_id: customerId, idempotency_key: key, status: 'placed' })
      .onConflict(['customer_id', 'idempotency_key'])
      .ignore()
      .returning(['id', 'status']);
    if (created === undefined) {
      return trx('orders').where({ customer_id: customerId, idempotency_key: key }).first('id', 'status');
    }
    // The relay publishes from this table, so the event leaves if and only if the order stands.
    await trx('outbox').insert({ topic: 'order.placed', payload: { id: created.id } });
    return created;
  });

  log.info({ order: placed.id, customer: customerId }, 'order placed');
  response.status(201).json(placed);
});

/** Takes an order back; cancelling twice changes nothing. */
orders.post('/orders/:id/cancel', async (request, response) => {
  const { id } = OrderId.parse(request.params);
  const { customerId } = response.locals;

  const cancelled = await db.transaction(async (trx) => {
    const [order] = await trx('orders')
      .where({ id, customer_id: customerId, status: 'placed' })
      .update({ status: 'cancelled' })
      .returning(['id', 'status']);
    if (order !== undefined) {
      await trx('outbox').insert({ topic: 'order.cancelled', payload: { id } });
    }
    return order;
  });

  log.info({ order: id, changed: cancelled !== undefined }, 'order cancelled');
  response.status(200).json({ id, status: 'cancelled' });
});
