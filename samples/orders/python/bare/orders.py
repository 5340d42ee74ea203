from flask import Blueprint, jsonify, request
from pydantic import UUID4, BaseModel, PositiveInt

from db import pool

orders = Blueprint("orders", __name__)


class Order(BaseModel):
    customer_id: UUID4
    sku: str
    quantity: PositiveInt


@orders.post("/orders")
def create_order():
    order = Order.model_validate(request.json)
    with pool.connection() as conn:
        row = conn.execute(
            "INSERT INTO orders (customer_id, sku, quantity) VALUES (%s, %s, %s) RETURNING id",
            (order.customer_id, order.sku, order.quantity),
        ).fetchone()
    return jsonify({"id": row[0]}), 201
