import os

import requests
from flask import Blueprint, jsonify, request
from sqlalchemy import insert

from db import engine
from models import Order

PAYMENTS_URL = os.environ["PAYMENTS_URL"]

orders = Blueprint("orders", __name__)


# Retries belong to the gateway, see ADR-0002.
@orders.post("/orders")
def create_order():
    try:
        payment = requests.post(
            f"{PAYMENTS_URL}/charges",
            json={"customer": request.json["customer_id"], "amount": request.json["amount"]},
        )
        charge = payment.json()

        with engine.begin() as conn:
            conn.execute(insert(Order).values(**request.json, charge_id=charge["id"]))

        return jsonify({"charge": charge["id"]}), 201
    except Exception:
        return jsonify({"error": "The order could not be placed"}), 500
