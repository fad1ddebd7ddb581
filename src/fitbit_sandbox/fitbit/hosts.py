"""Fitbit's two hosts: www.fitbit.com with the consent page, api.fitbit.com with the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request, Response

from fitbit_sandbox.clock import Clock
from fitbit_sandbox.fitbit import errors
from fitbit_sandbox.fitbit.apps import App
from fitbit_sandbox.fitbit.chapters import handlers
from fitbit_sandbox.fitbit.dialect import FitbitDialect
from fitbit_sandbox.fitbit.errors import Refusal, refusal_response
from fitbit_sandbox.fitbit.notifications import Notifications
from fitbit_sandbox.fitbit.resource_server import ResourceServer
from fitbit_sandbox.fitbit.subscribers import Subscribers
from fitbit_sandbox.fitbit.subscriptions import Subscriptions
from fitbit_sandbox.oauth.server import AuthorizationServer
from fitbit_sandbox.request_log import LoggedRequest

if TYPE_CHECKING:
    from fitbit_sandbox.people import Person

AUTHORIZE_HOST = "www.fitbit.com"
API_HOST = "api.fitbit.com"
HOSTS = (AUTHORIZE_HOST, API_HOST)


class FitbitHosts:
    """Answers for www.fitbit.com and api.fitbit.com, each for its own paths only."""

    def __init__(
        self,
        clock: Clock,
        people: Mapping[str, Person],
        dialect: FitbitDialect,
        rate_limit: int,
        error_shape: str,
    ) -> None:
        """Put the parts together."""
        self._clock = clock
        self._people = people
        self.oauth: AuthorizationServer[App] = AuthorizationServer(dialect, people, clock)
        self.subscribers = Subscribers()
        wanted = Subscriptions(self.subscribers)
        self.notifications = Notifications(self.subscribers, wanted)
        for person in people.values():
            person.watch(partial(self.notifications.tell, person.id))
        self.oauth.grants.watch(self._revoked)
        self._api = ResourceServer(
            clock=clock,
            oauth=self.oauth,
            people=people,
            rate_limit=rate_limit,
            handlers=handlers() | wanted.handlers(),
            error_shape=error_shape,
        )
        self._endpoints: dict[str, Callable[[Request, LoggedRequest], Response]] = {
            "/oauth2/token": self.oauth.exchange,
            "/oauth2/revoke": self.oauth.revoke,
            "/1.1/oauth2/introspect": self._api.introspect,
            "/oauth2/introspect": self._api.introspect_v1,
        }

    def _revoked(self, client_id: str, user_id: str) -> None:
        person = self._people.get(user_id)
        if person is not None:
            today = person.today(self._clock.time())
            self.notifications.tell_revoked(client_id, user_id, today)

    def answer(self, request: Request, logged: LoggedRequest) -> Response:
        """Return Fitbit's answer to a request, whatever it is."""
        try:
            return self._answer(request, logged)
        except Refusal as refusal:
            return refusal_response(refusal)

    def _answer(self, request: Request, logged: LoggedRequest) -> Response:
        page = request.path == FitbitDialect.authorize_path
        if request.method == "POST" and "Content-Length" not in request.headers:
            raise Refusal(411, "request", "Content-Length header required.", field="n/a")
        if page and request.host != API_HOST and request.method in ("GET", "POST"):
            return self.oauth.authorize(request, logged)
        if page or request.host == AUTHORIZE_HOST:
            raise errors.unknown_path()
        endpoint = self._endpoints.get(request.path)
        if endpoint is None:
            return self._api.answer(request, logged)
        if request.method != "POST":
            raise errors.unknown_path()
        return endpoint(request, logged)
