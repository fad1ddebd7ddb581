"""Google's three hosts: the consent page, the token endpoint and the Google Health API."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from fitbit_sandbox.answers import json_response
from fitbit_sandbox.clock import Clock
from fitbit_sandbox.google.apps import SAMPLE_GOOGLE_APPS, GoogleApp
from fitbit_sandbox.google.dialect import GoogleDialect, OAuthError
from fitbit_sandbox.google.health_api import HealthApi, MinuteRates
from fitbit_sandbox.google.scopes import BASE, scopes
from fitbit_sandbox.oauth.server import AuthorizationServer
from fitbit_sandbox.request_log import LoggedRequest

if TYPE_CHECKING:
    from fitbit_sandbox.people import Person

ACCOUNTS_HOST = "accounts.google.com"
OAUTH_HOST = "oauth2.googleapis.com"
HEALTH_HOST = "health.googleapis.com"
GOOGLE_HOSTS = (ACCOUNTS_HOST, OAUTH_HOST, HEALTH_HOST)

Endpoint = Callable[[Request, LoggedRequest], Response]


class GoogleHosts:
    """Answers for accounts.google.com, oauth2.googleapis.com and health.googleapis.com."""

    def __init__(
        self, clock: Clock, people: Mapping[str, Person], *, rate_limit: int, testing: bool
    ) -> None:
        """Put the parts together; *testing* lets every grant die after seven days."""
        dialect = GoogleDialect(testing=testing)
        self.oauth: AuthorizationServer[GoogleApp] = AuthorizationServer(dialect, people, clock)
        self.apps = {name: self.oauth.register(app) for name, app in SAMPLE_GOOGLE_APPS.items()}
        """The sample apps: ``web`` and ``desktop``."""
        self._api = HealthApi(clock, self.oauth.grants, people, MinuteRates(clock, rate_limit))
        self._clock = clock
        self._dialect = dialect
        self._endpoints: dict[tuple[str, str, str], Endpoint] = {
            (ACCOUNTS_HOST, "GET", dialect.authorize_path): self.oauth.authorize,
            (ACCOUNTS_HOST, "POST", dialect.authorize_path): self.oauth.authorize,
            (OAUTH_HOST, "POST", "/token"): self.oauth.exchange,
            (OAUTH_HOST, "POST", "/revoke"): self.oauth.revoke,
            (OAUTH_HOST, "GET", "/tokeninfo"): self._tokeninfo,
            (OAUTH_HOST, "POST", "/tokeninfo"): self._tokeninfo,
        }

    def issue(
        self,
        app: GoogleApp,
        user_id: str,
        wanted: Iterable[str] | None,
        expires_in: int,
    ) -> dict[str, Any]:
        """Return tokens as the token endpoint would, for all of Health if none are named."""
        health = [name for name in scopes() if name.startswith(BASE)]
        chosen = health if wanted is None else wanted
        return self.oauth.grants.issue(app, user_id, chosen, expires_in)

    def answer(self, request: Request, logged: LoggedRequest) -> Response:
        """Return Google's answer to a request, whatever it is."""
        endpoint = self._endpoint(request)
        if endpoint is None and request.host in (ACCOUNTS_HOST, OAUTH_HOST):
            return json_response("Not Found", 404, content_type="text/html; charset=UTF-8")
        try:
            return (endpoint or self._api.answer)(request, logged)
        except OAuthError as error:
            return error.response()

    def _tokeninfo(self, request: Request, logged: LoggedRequest) -> Response:
        """Describe a living access token, named in the query or in the body."""
        value, dialect = request.values.get("access_token", ""), self._dialect
        if not value:
            raise dialect.refuse("parameter missing", "access_token")
        token = self.oauth.grants.find_valid(value)
        if token is None:
            raise dialect.refuse("token unknown")
        logged.client_id, logged.user = token.grant.client_id, token.grant.user_id
        data = {
            "azp": token.grant.client_id,
            "aud": token.grant.client_id,
            "scope": " ".join(token.scopes),
            "exp": str(int(token.expires)),
            "expires_in": str(int(token.expires - self._clock.time())),
            "access_type": "offline" if token.grant.offline else "online",
        }
        return json_response(data, headers=dialect.no_store, content_type=dialect.json_type)

    def _endpoint(self, request: Request) -> Endpoint | None:
        """Return what answers a path; on a server of our own all hosts are one."""
        for (host, method, path), endpoint in self._endpoints.items():
            own = request.host == host or request.host not in GOOGLE_HOSTS
            if own and (request.method, request.path) == (method, path):
                return endpoint
        return None
