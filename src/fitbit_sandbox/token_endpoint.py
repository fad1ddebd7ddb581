"""Answers POST /oauth2/token: the three grants that Fitbit knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.wrappers import Request, Response

from fitbit_sandbox.answers import json_response
from fitbit_sandbox.apps import App
from fitbit_sandbox.client_authentication import authenticate
from fitbit_sandbox.fitbit import refusals
from fitbit_sandbox.fitbit.rates import Rates
from fitbit_sandbox.grants import TOKEN_LIFE, Grants
from fitbit_sandbox.request_log import LoggedRequest

_CLIENT_LIVES = (3600, 28800, 86400, 604800, 2592000, 31536000)
_NO_STORE = {"Cache-Control": "no-store"}


class TokenEndpoint:
    """Exchanges codes and refresh tokens for tokens."""

    def __init__(self, apps: Mapping[str, App], grants: Grants, rates: Rates | None) -> None:
        """Serve these apps from these grants; without rates nothing is counted."""
        self._apps = apps
        self._grants = grants
        self._rates = rates

    def answer(self, request: Request, record: LoggedRequest) -> Response:
        """Return tokens or raise the Refusal that Fitbit would answer with."""
        values = request.values
        if "grant_type" in values:
            record.note_grant_type(values["grant_type"])
        app = authenticate(request, self._apps, record)
        self._count(app)
        data = self._exchange(app, values)
        record.user = data.get("user_id", "")
        return json_response(data, headers=_NO_STORE, content_type="application/json")

    def _count(self, app: App) -> None:
        if self._rates is None:
            return
        rate = self._rates.count(app.client_id)
        if rate.exceeded:
            raise refusals.too_many_token_requests(rate.headers())

    def _exchange(self, app: App, values: Mapping[str, str]) -> dict[str, Any]:
        grant_type = values.get("grant_type")
        if not grant_type:
            raise refusals.missing_grant_type()
        if grant_type == "authorization_code":
            return self._code(app, values)
        if grant_type == "refresh_token":
            return self._refresh(app, values)
        if grant_type == "client_credentials":
            return self._client(app, values)
        raise refusals.unsupported_grant_type()

    def _code(self, app: App, values: Mapping[str, str]) -> dict[str, Any]:
        if not values.get("code"):
            raise refusals.missing("code")
        _expires_in(values, (TOKEN_LIFE,))
        redirect_uri, verifier = values.get("redirect_uri"), values.get("code_verifier")
        return self._grants.redeem(values["code"], app, redirect_uri, verifier)

    def _refresh(self, app: App, values: Mapping[str, str]) -> dict[str, Any]:
        if not values.get("refresh_token"):
            raise refusals.missing("refresh_token")
        _expires_in(values, (TOKEN_LIFE,))
        return self._grants.refresh(values["refresh_token"], app)

    def _client(self, app: App, values: Mapping[str, str]) -> dict[str, Any]:
        if app.client_secret is None:
            raise refusals.client_unrecognized(None)
        return self._grants.client_token(app, _expires_in(values, _CLIENT_LIVES))


def _expires_in(values: Mapping[str, str], offered: tuple[int, ...]) -> int:
    """Return the lifetime asked for, 28800 if none is."""
    text = values.get("expires_in", str(TOKEN_LIFE))
    lives = {str(life): life for life in offered}
    if text not in lives:
        raise refusals.wrong_expires_in()
    return lives[text]
