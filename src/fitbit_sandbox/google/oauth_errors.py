"""The errors of Google's authorization server: RFC 6749's shape, in Google's words."""

from __future__ import annotations

from werkzeug.wrappers import Response

from fitbit_sandbox.answers import json_response

NO_STORE = {"Cache-Control": "no-cache, no-store, max-age=0, must-revalidate"}


class OAuthError(Exception):
    """Ends a request to the token endpoint and its neighbours."""

    def __init__(self, error: str, description: str = "", status: int = 400) -> None:
        """Hold what the answer will say."""
        super().__init__(description or error)
        self.error = error
        self.description = description
        self.status = status

    def response(self) -> Response:
        """Return the answer."""
        described = {"error_description": self.description} if self.description else {}
        body = {"error": self.error, **described}
        return json_response(body, self.status, NO_STORE, "application/json; charset=utf-8")


def grant_dead() -> OAuthError:
    """Refuse a refresh token that is unknown, expired, revoked, or another client's."""
    return OAuthError("invalid_grant", "Token has been expired or revoked.")


def code_malformed() -> OAuthError:
    """Refuse a code that was never given out."""
    return OAuthError("invalid_grant", "Malformed auth code.")


def code_spent() -> OAuthError:
    """Refuse a code that is used, too old, or another client's."""
    return OAuthError("invalid_grant", "Bad Request")


def wrong_redirect_uri() -> OAuthError:
    """Refuse a code presented with another redirect URI than it was given out for."""
    return OAuthError("redirect_uri_mismatch", "Bad Request")


def wrong_verifier(*, missing: bool) -> OAuthError:
    """Refuse a code presented without its PKCE verifier."""
    return OAuthError("invalid_grant", f"{'Missing' if missing else 'Invalid'} code verifier.")


def client_unnamed() -> OAuthError:
    """Refuse a request whose body does not name the client."""
    return OAuthError("invalid_request", "Could not determine client ID from request.")


def client_unknown() -> OAuthError:
    """Refuse a client that is not registered."""
    return OAuthError("invalid_client", "The OAuth client was not found.", 401)


def secret_missing() -> OAuthError:
    """Refuse a client that gives no secret."""
    return OAuthError("invalid_request", "client_secret is missing.")


def secret_wrong() -> OAuthError:
    """Refuse a client that gives a wrong secret."""
    return OAuthError("invalid_client", "The provided client secret is invalid.", 401)


def missing(name: str) -> OAuthError:
    """Refuse a request that lacks a parameter."""
    return OAuthError("invalid_request", f"Missing required parameter: {name}")


def wrong_grant_type(given: str) -> OAuthError:
    """Refuse a grant type that Google does not know."""
    return OAuthError("unsupported_grant_type", f"Invalid grant_type: {given}")


def token_unknown() -> OAuthError:
    """Refuse to look at a token that is not alive."""
    return OAuthError("invalid_token", "Invalid Value")


def token_dead() -> OAuthError:
    """Refuse to revoke a token that is not alive."""
    return OAuthError("invalid_token", "Token expired or revoked")


def scope_widened() -> OAuthError:
    """Refuse a refresh that asks for more than was granted."""
    return OAuthError("invalid_scope", "Bad Request")
