"""Who is asking: the token is checked here, whatever stands in front of us."""
import os

import jwt
import structlog
from flask import abort, g, request

log = structlog.get_logger()


def require_customer() -> None:
    """A before_request hook: sets g.customer_id, or ends the request with 401."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token:
        abort(401)
    try:
        claims = jwt.decode(token, os.environ["JWT_PUBLIC_KEY"], algorithms=["ES256"])
    except jwt.InvalidTokenError:
        log.warning("token rejected", exc_info=True)
        abort(401)
    g.customer_id = claims["sub"]
