"""Lists the errors of Fitbit's authorization server and of its gate, word for word.

What only the live service could confirm is marked as a guess.
"""

from __future__ import annotations

from fitbit_sandbox.fitbit.errors import VISIT, Refusal

BASIC_REALM = {"WWW-Authenticate": 'Basic realm="api.fitbit.com"'}


def code_invalid(code: str) -> Refusal:
    """Refuse a code that is unknown, used, or another app's."""
    return Refusal(400, "invalid_grant", f"Authorization code invalid: {code} {VISIT}")


def code_expired(code: str) -> Refusal:
    """Refuse a code that is older than ten minutes."""
    return Refusal(400, "invalid_grant", f"Authorization code expired: {code} {VISIT}")


def wrong_redirect_uri() -> Refusal:
    """Refuse a code presented with another redirect URI (the words are a guess)."""
    return Refusal(400, "invalid_grant", f"Invalid redirect_uri parameter value. {VISIT}")


def wrong_verifier() -> Refusal:
    """Refuse a code presented without its PKCE verifier (the words are a guess)."""
    return Refusal(400, "invalid_grant", f"Invalid code_verifier parameter value. {VISIT}")


def refresh_invalid(token: str) -> Refusal:
    """Refuse a refresh token that is unknown, spent, revoked, or another app's."""
    return Refusal(400, "invalid_grant", f"Refresh token invalid: {token}. {VISIT}")


def missing(name: str) -> Refusal:
    """Refuse a request that lacks a parameter."""
    return Refusal(400, "invalid_request", f"Missing parameters: {name} {VISIT}")


def missing_grant_type() -> Refusal:
    """Refuse a token request that does not say what it is."""
    message = f"Missing 'grant_type' parameter value. {VISIT}"
    return Refusal(400, "invalid_request", message)


def unsupported_grant_type() -> Refusal:
    """Refuse a grant type that Fitbit does not know (the words are a guess)."""
    message = f"Unsupported grant_type parameter value. {VISIT}"
    return Refusal(400, "unsupported_grant_type", message)


def wrong_expires_in() -> Refusal:
    """Refuse a lifetime that Fitbit does not offer (the words are a guess)."""
    return Refusal(400, "invalid_request", f"Invalid expires_in parameter value. {VISIT}")


def client_unrecognized(header: str | None) -> Refusal:
    """Refuse a client that neither authenticates nor may name itself."""
    message = (
        "Invalid authorization header format. The header was not recognized to be a valid "
        "header for any of known implementations or a client_id was not specified in case of a "
        f"public client Received header = {header or 'null'}. {VISIT}"
    )
    return Refusal(401, "invalid_client", message, headers=BASIC_REALM)


def client_garbled(header: str) -> Refusal:
    """Refuse a Basic header without an id and a secret in it."""
    message = (
        "Invalid authorization header format. The client id was not provided in proper format "
        f"inside Authorization Header. Received authorization header = {header},  "
        f"received client encoded id = null. {VISIT}"
    )
    return Refusal(401, "invalid_client", message, headers=BASIC_REALM)


def client_unknown() -> Refusal:
    """Refuse a client id that is not registered."""
    message = f"Invalid authorization header. Client id invalid. {VISIT}"
    return Refusal(401, "invalid_client", message, headers=BASIC_REALM)


def client_secret_wrong() -> Refusal:
    """Refuse a client that gives a wrong secret."""
    message = f"Invalid authorization header. Client secret invalid. {VISIT}"
    return Refusal(401, "invalid_client", message, headers=BASIC_REALM)


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
