"""Answers oauth2.googleapis.com: /token, /revoke and /tokeninfo."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Any

from werkzeug.wrappers import Request, Response

from fitbit_sandbox.answers import json_response
from fitbit_sandbox.clock import Clock
from fitbit_sandbox.google import oauth_errors
from fitbit_sandbox.google.apps import GoogleApp
from fitbit_sandbox.google.grants import GoogleGrants
from fitbit_sandbox.google.oauth_errors import NO_STORE
from fitbit_sandbox.request_log import LoggedRequest

_JSON = "application/json; charset=utf-8"


class Tokens:
    """Exchanges codes and refresh tokens, ends tokens, and says what one is worth."""

    def __init__(self, apps: Mapping[str, GoogleApp], grants: GoogleGrants, clock: Clock) -> None:
        """Serve these apps from these grants."""
        self._apps = apps
        self._grants = grants
        self._clock = clock

    def exchange(self, request: Request, record: LoggedRequest) -> Response:
        """Return tokens for a code or a refresh token; secrets in the query are not looked at."""
        fields = request.form
        grant_type = fields.get("grant_type", "")
        if grant_type:
            record.note_grant_type(grant_type)
        app = self._client(fields)
        record.client_id = app.client_id
        data = self._tokens(app, grant_type, fields)
        token = self._grants.find(data["access_token"])
        record.user = token.grant.user_id if token else ""
        return json_response(data, headers=NO_STORE, content_type=_JSON)

    def _client(self, fields: Mapping[str, str]) -> GoogleApp:
        if not fields.get("client_id"):
            raise oauth_errors.client_unnamed()
        app = self._apps.get(fields["client_id"])
        if app is None:
            raise oauth_errors.client_unknown()
        given = fields.get("client_secret", "")
        if not given:
            raise oauth_errors.secret_missing()
        if not hmac.compare_digest(given.encode(), app.client_secret.encode()):
            raise oauth_errors.secret_wrong()
        return app

    def _tokens(self, app: GoogleApp, grant_type: str, fields: Mapping[str, str]) -> dict[str, Any]:
        if grant_type == "authorization_code":
            code, uri = _required(fields, "code"), _required(fields, "redirect_uri")
            return self._grants.redeem(code, app, uri, fields.get("code_verifier"))
        if grant_type == "refresh_token":
            scopes = fields.get("scope", "").split()
            return self._grants.refresh(_required(fields, "refresh_token"), app, scopes)
        raise oauth_errors.wrong_grant_type(grant_type)

    def revoke(self, request: Request, record: LoggedRequest) -> Response:
        """End the whole consent that an access or refresh token is part of."""
        grant = self._grants.grant_of(_required(request.values, "token"))
        if grant is None:
            raise oauth_errors.token_dead()
        record.client_id, record.user = grant.client_id, grant.user_id
        self._grants.withdraw(grant.client_id, grant.user_id)
        return json_response({}, content_type=_JSON)

    def tokeninfo(self, request: Request, record: LoggedRequest) -> Response:
        """Describe a living access token, named in the query or in the body."""
        token = self._grants.find(_required(request.values, "access_token"))
        if token is None:
            raise oauth_errors.token_unknown()
        record.client_id, record.user = token.grant.client_id, token.grant.user_id
        data = {
            "azp": token.grant.client_id,
            "aud": token.grant.client_id,
            "scope": " ".join(token.scopes),
            "exp": str(int(token.expires)),
            "expires_in": str(int(token.expires - self._clock.time())),
            "access_type": "offline" if token.grant.offline else "online",
        }
        return json_response(data, headers=NO_STORE, content_type=_JSON)


def _required(fields: Mapping[str, str], name: str) -> str:
    value = fields.get(name, "")
    if not value:
        raise oauth_errors.missing(name)
    return value
