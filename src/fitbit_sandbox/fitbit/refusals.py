"""The errors of Fitbit's resource server, word for word."""

from __future__ import annotations

from fitbit_sandbox.fitbit.errors import VISIT, Refusal


def header_required() -> Refusal:
    """Refuse a request without any authorization."""
    return Refusal(401, "invalid_request", "Authorization header required.")


def header_malformed() -> Refusal:
    """Refuse an Authorization header that carries no bearer token."""
    return Refusal(401, "invalid_client", f"Invalid authorization header format. {VISIT}")


def token_invalid(token: str) -> Refusal:
    """Refuse an access token that is unknown or revoked."""
    return Refusal(401, "invalid_token", f"Access token invalid: {token}. {VISIT}")


def token_expired(token: str) -> Refusal:
    """Refuse an access token whose time is over."""
    return Refusal(401, "expired_token", f"Access token expired: {token} {VISIT}")


def scope_missing(scope: str) -> Refusal:
    """Refuse what the person did not grant."""
    message = f"This application does not have permission to access {scope} data. {VISIT}"
    return Refusal(403, "insufficient_scope", message)


def not_permitted() -> Refusal:
    """Refuse intraday data without approval, and other people's data."""
    message = f"API client is not authorized by Fitbit to access the resource requested. {VISIT}"
    return Refusal(403, "insufficient_permissions", message)


def length_required() -> Refusal:
    """Refuse a POST that does not say how long its body is."""
    return Refusal(411, "request", "Content-Length header required.", field="n/a")


def unreadable_body() -> Refusal:
    """Refuse a JSON body that is none."""
    message = "There was an error reading the request body."
    return Refusal(400, "invalid_request", message, field="n/a")


def too_many_requests(headers: dict[str, str]) -> Refusal:
    """Refuse a request beyond the hourly quota of a person and an app."""
    return Refusal(429, "system", "Too Many Requests", field="n/a", headers=headers)


def too_many_token_requests(headers: dict[str, str]) -> Refusal:
    """Refuse a request beyond the token endpoint's own quota."""
    message = (
        "Rate limit exceeded for this user. Please try again at the start of the hour. More "
        "information about rate limiting is at <https://dev.fitbit.com/docs>."
    )
    return Refusal(429, "request", message, field="n/a", headers=headers)


def not_in_the_sandbox(operation: str) -> Refusal:
    """Say that an operation is documented but that the sandbox has no answer to it."""
    message = f"Fitbit documents this operation, but the sandbox does not answer it: {operation}."
    return Refusal(501, "system", message, field="n/a")
