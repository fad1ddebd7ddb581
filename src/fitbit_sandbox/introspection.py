"""Answers the requests about tokens: revoke, introspect, and introspect version 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.wrappers import Request, Response

from fitbit_sandbox.answers import json_response
from fitbit_sandbox.apps import App
from fitbit_sandbox.bearer import bearer
from fitbit_sandbox.client_authentication import authenticate
from fitbit_sandbox.clock import Clock
from fitbit_sandbox.fitbit import refusals
from fitbit_sandbox.fitbit.errors import not_found
from fitbit_sandbox.grants import AccessToken, Grants
from fitbit_sandbox.request_log import LoggedRequest


class Introspection:
    """Says what a token is worth, and ends it."""

    def __init__(self, apps: Mapping[str, App], grants: Grants, clock: Clock) -> None:
        """Serve these apps from these grants."""
        self._apps = apps
        self._grants = grants
        self._clock = clock

    def revoke(self, request: Request, record: LoggedRequest) -> Response:
        """End the whole consent that a token is part of; a 404 for a token nobody knows."""
        app = authenticate(request, self._apps, record)
        grant = self._grants.grant_of(_token(request))
        if grant is None or grant.client_id != app.client_id:
            raise not_found()
        record.user = grant.user_id
        self._grants.end(grant)
        return json_response("", content_type="application/json")

    def introspect(self, request: Request, record: LoggedRequest) -> Response:
        """Describe a token of the asking app, as /1.1/oauth2/introspect does."""
        token = self._find(request, record)
        return json_response(_describe(token) if token else {"active": False})

    def introspect_v1(self, request: Request, record: LoggedRequest) -> Response:
        """Describe a token of the asking app in the words of the deprecated version."""
        token = self._find(request, record)
        return json_response(_describe_v1(token) if token else {"active": 0})

    def _find(self, request: Request, record: LoggedRequest) -> AccessToken | None:
        asking = bearer(request, self._grants, self._clock, record)
        token = self._grants.find(_token(request))
        if token is None or token.expires <= self._clock.time():
            return None
        return token if token.grant.client_id == asking.grant.client_id else None


def _token(request: Request) -> str:
    value = request.values.get("token", "")
    if not value:
        raise refusals.missing("token")
    return value


def _scope_text(token: AccessToken) -> str:
    """Return the scopes as Fitbit prints them here: ``{ACTIVITY=READ_WRITE}``."""
    return "{" + ", ".join(f"{scope.upper()}=READ_WRITE" for scope in token.grant.scopes) + "}"


def _times(token: AccessToken) -> dict[str, int]:
    """Return both times in milliseconds (a guess)."""
    return {"exp": int(token.expires * 1000), "iat": int(token.issued * 1000)}


def _describe(token: AccessToken) -> dict[str, Any]:
    return {
        "active": True,
        "scope": _scope_text(token),
        "client_id": token.grant.client_id,
        "user_id": token.grant.user_id,
        "token_type": "access_token",
        **_times(token),
    }


def _describe_v1(token: AccessToken) -> dict[str, Any]:
    return {
        "active": 1,
        "scope": _scope_text(token),
        "clientId": {"id": token.grant.client_id},
        "userId": {"id": token.grant.user_id},
        "tokenType": "access_token",
        **_times(token),
    }
