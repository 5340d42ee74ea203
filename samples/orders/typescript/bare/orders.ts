import { Router } from 'express';
import { z } from 'zod';
import { db } from './db';

const Order = z.object({
  customer_id: z.uuid(),
  sku: z.string().min(1),
  quantity: z.number().int().positive(),
});

export const orders = Router();

orders.post('/orders', async (request, response) => {
  const order = Order.parse(request.body);
  const [created] = await db('orders').insert(order).returning('*');
  response.status(201).json(created);
});
