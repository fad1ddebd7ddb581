"""An authorization server: the consent page, the token endpoint and revocation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from werkzeug.wrappers import Request, Response

from fitbit_sandbox.answers import json_response
from fitbit_sandbox.clock import Clock
from fitbit_sandbox.oauth.consent import ConsentPage
from fitbit_sandbox.oauth.dialect import Dialect, Problem, RegisteredApp
from fitbit_sandbox.oauth.grants import Grants
from fitbit_sandbox.request_log import LoggedRequest

if TYPE_CHECKING:
    from fitbit_sandbox.people import Person

AppT = TypeVar("AppT", bound=RegisteredApp)


class AuthorizationServer(Generic[AppT]):
    """Consent page, token endpoint and revocation for the apps that are registered."""

    def __init__(self, dialect: Dialect, people: Mapping[str, Person], clock: Clock) -> None:
        """Let these people consent."""
        self._dialect = dialect
        self.apps: dict[str, AppT] = {}
        self.grants = Grants(dialect, clock)
        self.authorize = ConsentPage(dialect, self.apps, people, self.grants, clock).answer

    def register(self, app: AppT) -> AppT:
        """Register an app."""
        if app.client_id in self.apps:
            msg = f"The client id {app.client_id} is taken."
            raise ValueError(msg)
        self.apps[app.client_id] = app
        return app

    def exchange(self, http: Request, logged: LoggedRequest) -> Response:
        """Return tokens, or raise what the service would answer with."""
        fields = http.values if self._dialect.reads_query else http.form
        if "grant_type" in fields:
            logged.note_grant_type(fields["grant_type"])
        app = self._dialect.authenticate(http, self.apps)
        logged.client_id = app.client_id
        self._dialect.admit(app)
        data = self._exchange(app, fields.get("grant_type", ""), fields)
        token = self.grants.find(data["access_token"])
        logged.user = token.grant.user_id if token else ""
        kind = self._dialect.json_type
        return json_response(data, headers=self._dialect.no_store, content_type=kind)

    def _exchange(
        self, app: RegisteredApp, grant_type: str, fields: Mapping[str, str]
    ) -> dict[str, Any]:
        if grant_type == "authorization_code":
            return self._redeem(app, fields)
        if grant_type == "refresh_token":
            value = self._required(fields, "refresh_token")
            self._dialect.lifetime(grant_type, fields)
            return self.grants.refresh(value, app, tuple(fields.get("scope", "").split()))
        if grant_type == "client_credentials" and self._dialect.issues_client_tokens:
            if app.client_secret is None:
                raise self._dialect.refuse("client unrecognized", "null")
            return self.grants.client_token(app, self._dialect.lifetime(grant_type, fields))
        problem: Problem = "grant_type unknown" if grant_type else "grant_type missing"
        raise self._dialect.refuse(problem, grant_type)

    def _redeem(self, app: RegisteredApp, fields: Mapping[str, str]) -> dict[str, Any]:
        code, uri = self._required(fields, "code"), fields.get("redirect_uri")
        if self._dialect.requires_redirect_uri:
            uri = self._required(fields, "redirect_uri")
        self._dialect.lifetime("authorization_code", fields)
        return self.grants.redeem(code, app, uri, fields.get("code_verifier"))

    def revoke(self, http: Request, logged: LoggedRequest) -> Response:
        """End the whole consent that an access or refresh token is part of."""
        asking = self._dialect.authenticates_revocation
        app = self._dialect.authenticate(http, self.apps) if asking else None
        grant = self.grants.grant_of(self._required(http.values, "token"))
        if grant is None or (app is not None and grant.client_id != app.client_id):
            raise self._dialect.refuse("token dead")
        logged.client_id, logged.user = grant.client_id, grant.user_id
        self.grants.end(grant)
        return json_response(self._dialect.revoked, content_type=self._dialect.json_type)

    def _required(self, fields: Mapping[str, str], name: str) -> str:
        value = fields.get(name, "")
        if not value:
            raise self._dialect.refuse("parameter missing", name)
        return value
