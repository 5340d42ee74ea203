import structlog
from flask import Flask, jsonify
from prometheus_flask_exporter import PrometheusMetrics

from orders import orders

log = structlog.get_logger()
app = Flask(__name__)
PrometheusMetrics(app)
app.register_blueprint(orders)


@app.errorhandler(Exception)
def failed(error: Exception):
    log.error("request failed", exc_info=error)
    return jsonify({"error": "The request could not be completed"}), 500
