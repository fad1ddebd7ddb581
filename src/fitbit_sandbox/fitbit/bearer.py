"""The Authorization header of a request, and the token behind it."""

from __future__ import annotations

from werkzeug.wrappers import Request

from fitbit_sandbox.clock import Clock
from fitbit_sandbox.fitbit import refusals
from fitbit_sandbox.oauth.grants import AccessToken, Grants
from fitbit_sandbox.request_log import LoggedRequest


def bearer(request: Request, grants: Grants, clock: Clock, logged: LoggedRequest) -> AccessToken:
    """Return the living token that a request carries, or raise Fitbit's 401."""
    header = request.headers.get("Authorization")
    if header is None:
        raise refusals.header_required()
    scheme, _, value = header.partition(" ")
    if scheme.lower() != "bearer" or not value.strip():
        raise refusals.header_malformed()
    return _living(value.strip(), grants, clock, logged)


def _living(value: str, grants: Grants, clock: Clock, logged: LoggedRequest) -> AccessToken:
    token = grants.find(value)
    if token is None:
        raise refusals.token_invalid(value)
    logged.client_id, logged.user = token.grant.client_id, token.grant.user_id
    if token.expires <= clock.time():
        raise refusals.token_expired(value)
    return token
