import os

from psycopg_pool import ConnectionPool

pool = ConnectionPool(
    os.environ["DATABASE_URL"],
    timeout=3.0,
    kwargs={"connect_timeout": 3, "options": "-c statement_timeout=5000"},
)
