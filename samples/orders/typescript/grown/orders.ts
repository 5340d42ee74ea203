import { Router } from 'express';
import { db } from './db';

const PAYMENTS_URL = process.env.PAYMENTS_URL;

export const orders = Router();

// Retries belong to the gateway, see ADR-0002.
orders.post('/orders', async (request, response) => {
  try {
    const payment = await fetch(`${PAYMENTS_URL}/charges`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ customer: request.body.customer_id, amount: request.body.amount }),
    });
    const charge = await payment.json();

    const [created] = await db('orders')
      .insert({ ...request.body, charge_id: charge.id })
      .returning('*');

    response.status(201).json(created);
  } catch (error) {
    response.status(500).json({ error: 'The order could not be placed' });
  }
});
