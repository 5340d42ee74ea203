import structlog
from flask import Blueprint, g, jsonify, request
from pydantic import BaseModel, Field

from access import require_customer
from credit import has_credit
from db import pool

log = structlog.get_logger()
orders = Blueprint("orders", __name__)
orders.before_request(require_customer)


class Order(BaseModel):
    sku: str = Field(min_length=1, max_length=64)
    quantity: int = Field(ge=1, le=1_000)
    amount: int = Field(gt=0)


@orders.post("/orders")
def create_order():
    """Placed once for each Idempotency-Key, however often it is sent."""
    order = Order.model_validate(request.json)
    key = request.headers.get("Idempotency-Key", "")
    if not 8 <= len(key) <= 128:
        return jsonify({"error": "Idempotency-Key header is required"}), 400

    if not has_credit(g.customer_id, order.amount):
        return jsonify({"error": "The credit does not cover this order"}), 402

    with pool.connection() as conn, conn.transaction():
        placed = conn.execute(
            """
            INSERT INTO orders (customer_id, idempotency_key, sku, quantity, amount, status)
            VALUES (%s, %s, %s, %s, %s, 'placed')
            ON CONFLICT (customer_id, idempotency_key) DO NOTHING
            RETURNING id
            """,
            (g.customer_id, key, order.sku, order.quantity, order.amount),
        ).fetchone()
        if placed is None:
            placed = conn.execute(
                "SELECT id FROM orders WHERE customer_id = %s AND idempotency_key = %s",
                (g.customer_id, key),
            ).fetchone()
        else:
            # The relay publishes from this table, so the event leaves if and only if the order stands.
            conn.execute(
                "INSERT INTO outbox (topic, payload) VALUES ('order.placed', jsonb_build_object('id', %s::uuid))",
                (placed[0],),
            )

    log.info("order placed", order=str(placed[0]), customer=g.customer_id)
    return jsonify({"id": placed[0]}), 201


@orders.post("/orders/<uuid:order_id>/cancel")
def cancel_order(order_id):
    """Takes an order back; cancelling twice changes nothing."""
    with pool.connection() as conn, conn.transaction():
        cancelled = conn.execute(
            """
            UPDATE orders SET status = 'cancelled'
             WHERE id = %s AND customer_id = %s AND status = 'placed'
            RETURNING id
            """,
            (order_id, g.customer_id),
        ).fetchone()
        if cancelled is not None:
            conn.execute(
                "INSERT INTO outbox (topic, payload) VALUES ('order.cancelled', jsonb_build_object('id', %s::uuid))",
                (order_id,),
            )

    log.info("order cancelled", order=str(order_id), changed=cancelled is not None)
    return jsonify({"id": str(order_id), "status": "cancelled"}), 200
