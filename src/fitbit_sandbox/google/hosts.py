"""Puts Google's three hosts together, each for its own paths only."""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.wrappers import Request, Response

from fitbit_sandbox.answers import json_response
from fitbit_sandbox.google.consent import PATH, ConsentPage
from fitbit_sandbox.google.health_api import HealthApi
from fitbit_sandbox.google.oauth_errors import OAuthError
from fitbit_sandbox.google.tokens import Tokens
from fitbit_sandbox.request_log import LoggedRequest

ACCOUNTS_HOST = "accounts.google.com"
OAUTH_HOST = "oauth2.googleapis.com"
HEALTH_HOST = "health.googleapis.com"
GOOGLE_HOSTS = (ACCOUNTS_HOST, OAUTH_HOST, HEALTH_HOST)

Endpoint = Callable[[Request, LoggedRequest], Response]


class GoogleHosts:
    """Answers for accounts.google.com, oauth2.googleapis.com and health.googleapis.com."""

    def __init__(self, consent: ConsentPage, tokens: Tokens, gate: HealthApi) -> None:
        """Put the parts together."""
        self._gate = gate
        self._endpoints: dict[tuple[str, str, str], Endpoint] = {
            (ACCOUNTS_HOST, "GET", PATH): consent.answer,
            (ACCOUNTS_HOST, "POST", PATH): consent.answer,
            (OAUTH_HOST, "POST", "/token"): tokens.exchange,
            (OAUTH_HOST, "POST", "/revoke"): tokens.revoke,
            (OAUTH_HOST, "GET", "/tokeninfo"): tokens.tokeninfo,
            (OAUTH_HOST, "POST", "/tokeninfo"): tokens.tokeninfo,
        }

    def answer(self, request: Request, record: LoggedRequest) -> Response:
        """Return Google's answer to a request, whatever it is."""
        endpoint = self._endpoint(request)
        if endpoint is None and request.host in (ACCOUNTS_HOST, OAUTH_HOST):
            return json_response("Not Found", 404, content_type="text/html; charset=UTF-8")
        try:
            return (endpoint or self._gate.answer)(request, record)
        except OAuthError as error:
            return error.response()

    def _endpoint(self, request: Request) -> Endpoint | None:
        """Return what answers a path; on a server of our own all hosts are one."""
        for (host, method, path), endpoint in self._endpoints.items():
            own = request.host == host or request.host not in GOOGLE_HOSTS
            if own and (request.method, request.path) == (method, path):
                return endpoint
        return None
