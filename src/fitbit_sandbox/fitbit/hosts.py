"""Puts Fitbit's two hosts together: the authorize page and the API with its token endpoint."""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.wrappers import Request, Response

from fitbit_sandbox.answers import refusal_response
from fitbit_sandbox.authorize import AuthorizePage
from fitbit_sandbox.fitbit import refusals
from fitbit_sandbox.fitbit.errors import Refusal
from fitbit_sandbox.fitbit.resource_server import ResourceServer
from fitbit_sandbox.fitbit.routing import unknown_path
from fitbit_sandbox.introspection import Introspection
from fitbit_sandbox.request_log import LoggedRequest
from fitbit_sandbox.token_endpoint import TokenEndpoint

AUTHORIZE_HOST = "www.fitbit.com"
API_HOST = "api.fitbit.com"
AUTHORIZE_PATH = "/oauth2/authorize"
HOSTS = (AUTHORIZE_HOST, API_HOST)

Endpoint = Callable[[Request, LoggedRequest], Response]


class FitbitHosts:
    """Answers for www.fitbit.com and api.fitbit.com, each for its own paths only."""

    def __init__(
        self,
        authorize: AuthorizePage,
        tokens: TokenEndpoint,
        introspection: Introspection,
        gate: ResourceServer,
    ) -> None:
        """Put the parts together."""
        self._authorize = authorize
        self._gate = gate
        self._oauth: dict[str, Endpoint] = {
            "/oauth2/token": tokens.answer,
            "/oauth2/revoke": introspection.revoke,
            "/1.1/oauth2/introspect": introspection.introspect,
            "/oauth2/introspect": introspection.introspect_v1,
        }

    def answer(self, request: Request, record: LoggedRequest) -> Response:
        """Return Fitbit's answer to a request, whatever it is."""
        try:
            return self._answer(request, record)
        except Refusal as refusal:
            return refusal_response(refusal)

    def _answer(self, request: Request, record: LoggedRequest) -> Response:
        page = request.path == AUTHORIZE_PATH
        if request.method == "POST" and "Content-Length" not in request.headers:
            raise refusals.length_required()
        if page and request.host != API_HOST and request.method in ("GET", "POST"):
            return self._authorize.answer(request, record)
        if page or request.host == AUTHORIZE_HOST:
            raise unknown_path()
        return self._api(request, record)

    def _api(self, request: Request, record: LoggedRequest) -> Response:
        endpoint = self._oauth.get(request.path)
        if endpoint is None:
            return self._gate.answer(request, record)
        if request.method != "POST":
            raise unknown_path()
        return endpoint(request, record)
