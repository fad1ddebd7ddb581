"""What an access token is worth: to the API, and to whoever asks for its introspection."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Request, Response

from fitbit_sandbox.answers import json_response
from fitbit_sandbox.clock import Clock
from fitbit_sandbox.fitbit import refusals
from fitbit_sandbox.fitbit.errors import VISIT, Refusal
from fitbit_sandbox.oauth.grants import AccessToken, Grants
from fitbit_sandbox.request_log import LoggedRequest


def bearer(request: Request, grants: Grants, clock: Clock, logged: LoggedRequest) -> AccessToken:
    """Return the living token that a request carries, or raise Fitbit's 401."""
    header = request.headers.get("Authorization")
    if header is None:
        raise refusals.header_required()
    scheme, _, value = header.partition(" ")
    value = value.strip()
    if scheme.lower() != "bearer" or not value:
        raise refusals.header_malformed()
    token = grants.find(value)
    if token is None:
        raise refusals.token_invalid(value)
    logged.client_id, logged.user = token.grant.client_id, token.grant.user_id
    if token.expires <= clock.time():
        raise refusals.token_expired(value)
    return token


class Introspection:
    """Describes an app's tokens to whoever has one of them."""

    def __init__(self, grants: Grants, clock: Clock) -> None:
        """Describe these grants' tokens."""
        self._grants = grants
        self._clock = clock

    def introspect(self, request: Request, logged: LoggedRequest) -> Response:
        """Describe a token of the asking app, as /1.1/oauth2/introspect does."""
        token = self._find(request, logged)
        return json_response(_describe(token) if token else {"active": False})

    def introspect_v1(self, request: Request, logged: LoggedRequest) -> Response:
        """Describe a token of the asking app in the words of the deprecated version."""
        token = self._find(request, logged)
        return json_response(_describe_v1(token) if token else {"active": 0})

    def _find(self, request: Request, logged: LoggedRequest) -> AccessToken | None:
        asking = bearer(request, self._grants, self._clock, logged)
        value = request.values.get("token", "")
        if not value:
            raise Refusal(400, "invalid_request", f"Missing parameters: token {VISIT}")
        token = self._grants.find_valid(value)
        own = token is not None and token.grant.client_id == asking.grant.client_id
        return token if own else None


def _describe(token: AccessToken) -> dict[str, Any]:
    scopes = ", ".join(f"{scope.upper()}=READ_WRITE" for scope in token.grant.scopes)
    return {
        "active": True,
        "scope": f"{{{scopes}}}",
        "client_id": token.grant.client_id,
        "user_id": token.grant.user_id,
        "token_type": "access_token",
        # Both times in milliseconds are a guess.
        "exp": int(token.expires * 1000),
        "iat": int(token.issued * 1000),
    }


def _describe_v1(token: AccessToken) -> dict[str, Any]:
    described = _describe(token)
    client, user, kind = (described.pop(n) for n in ("client_id", "user_id", "token_type"))
    first = {"clientId": {"id": client}, "userId": {"id": user}, "tokenType": kind}
    return {**described, "active": 1, **first}
