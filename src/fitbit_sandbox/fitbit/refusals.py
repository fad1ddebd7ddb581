"""The errors of Fitbit's resource server, word for word."""

from __future__ import annotations

from functools import partial

from fitbit_sandbox.fitbit.errors import VISIT, Refusal

header_required = partial(Refusal, 401, "invalid_request", "Authorization header required.")
header_malformed = partial(
    Refusal, 401, "invalid_client", f"Invalid authorization header format. {VISIT}"
)
not_permitted = partial(
    Refusal,
    403,
    "insufficient_permissions",
    f"API client is not authorized by Fitbit to access the resource requested. {VISIT}",
)
"""For intraday data without approval, and other people's data."""
length_required = partial(Refusal, 411, "request", "Content-Length header required.", field="n/a")
unreadable_body = partial(
    Refusal, 400, "invalid_request", "There was an error reading the request body.", field="n/a"
)
unknown_path = partial(
    Refusal, 404, "not_found", "The API you are requesting could not be found.", field="n/a"
)
"""For a path that Fitbit does not have, or no longer has."""
too_many_requests = partial(Refusal, 429, "system", "Too Many Requests", field="n/a")
too_many_token_requests = partial(
    Refusal,
    429,
    "request",
    "Rate limit exceeded for this user. Please try again at the start of the hour. More "
    "information about rate limiting is at <https://dev.fitbit.com/docs>.",
    field="n/a",
)


def token_invalid(token: str) -> Refusal:
    """Return the 401 for an access token that is unknown or revoked."""
    return Refusal(401, "invalid_token", f"Access token invalid: {token}. {VISIT}")


def token_expired(token: str) -> Refusal:
    """Return the 401 for an access token whose time is over."""
    return Refusal(401, "expired_token", f"Access token expired: {token} {VISIT}")


def scope_missing(scope: str) -> Refusal:
    """Return the 403 for what the person did not grant."""
    message = f"This application does not have permission to access {scope} data. {VISIT}"
    return Refusal(403, "insufficient_scope", message)


def not_in_the_sandbox(operation: str) -> Refusal:
    """Return the 501 for an operation that is documented, but not answered here."""
    message = f"Fitbit documents this operation, but the sandbox does not answer it: {operation}."
    return Refusal(501, "system", message, field="n/a")
