"""The resource server: who asks, what they may see, how often."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from requests.structures import CaseInsensitiveDict
from werkzeug.wrappers import Request, Response

from fitbit_sandbox.answers import json_response
from fitbit_sandbox.clock import Clock
from fitbit_sandbox.fitbit import refusals
from fitbit_sandbox.fitbit.answers import google_response, refusal_response
from fitbit_sandbox.fitbit.apps import App
from fitbit_sandbox.fitbit.call import Answer, Call, Handler
from fitbit_sandbox.fitbit.errors import Refusal, not_found
from fitbit_sandbox.fitbit.introspection import bearer
from fitbit_sandbox.fitbit.rates import Rates
from fitbit_sandbox.fitbit.routing import Match, check_dates, resource_routes
from fitbit_sandbox.oauth.grants import AccessToken
from fitbit_sandbox.oauth.server import AuthorizationServer
from fitbit_sandbox.request_log import LoggedRequest

if TYPE_CHECKING:
    from fitbit_sandbox.people import Person

_log = logging.getLogger(__name__)
_HEADERS = {"Cache-Control": "no-cache, private", "Content-Language": "en"}


class ResourceServer:
    """Answers every path of the resource server."""

    def __init__(
        self,
        *,
        clock: Clock,
        oauth: AuthorizationServer[App],
        people: Mapping[str, Person],
        rate_limit: int,
        handlers: Mapping[str, Handler],
        error_shape: str = "fitbit",
    ) -> None:
        """Give out these people's data."""
        self._refuse = google_response if error_shape == "google" else refusal_response
        self._clock = clock
        self._oauth = oauth
        self._people = people
        self._rates = Rates(clock, rate_limit)
        self._routes = resource_routes()
        self._handlers = handlers

    def answer(self, request: Request, logged: LoggedRequest) -> Response:
        """Return the answer; refusals are answers too."""
        headers = dict(_HEADERS)
        try:
            response = self._admit(request, logged, headers)
        except Refusal as refusal:
            response = self._refuse(refusal)
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    def _admit(self, request: Request, logged: LoggedRequest, headers: dict[str, str]) -> Response:
        """Check the request in Fitbit's order: token, quota, path, person, scopes, approval."""
        match = self._routes.find(request.method, request.path)
        if match is None and "Authorization" not in request.headers:
            raise refusals.unknown_path()
        token = bearer(request, self._oauth.grants, self._clock, logged)
        self._count(token, headers)
        if match is None:
            raise refusals.unknown_path()
        person = self._person(match, token)
        self._permit(match, token)
        check_dates(match.arguments)
        return self._ask(_call(request, match, token, person, self._clock.time()))

    def _count(self, token: AccessToken, headers: dict[str, str]) -> None:
        rate = self._rates.count(token.grant.client_id, token.grant.user_id)
        headers.update(rate.headers)
        if rate.exceeded:
            raise refusals.too_many_requests(headers=rate.headers)

    def _person(self, match: Match, token: AccessToken) -> Person:
        """Return whose data are meant: only the token's own user's can be."""
        asking = self._people.get(token.grant.user_id)
        if asking is None:
            raise refusals.not_permitted()
        if match.user in ("", "-", asking.id):
            return asking
        raise refusals.not_permitted() if match.user in self._people else not_found()

    def _permit(self, match: Match, token: AccessToken) -> None:
        if not match.operation.knows(match.arguments):
            raise refusals.unknown_path()
        for scope in match.operation.needs(match.arguments):
            if scope not in token.grant.scopes:
                raise refusals.scope_missing(scope)
        app = self._oauth.apps[token.grant.client_id]
        if match.operation.intraday and not app.may_read_intraday(token.grant.user_id):
            raise refusals.not_permitted()

    def _ask(self, call: Call) -> Response:
        """Run a handler; what it did not mean to raise is logged and answered as Fitbit's 500."""
        handler = self._handlers.get(call.operation)
        if handler is None:
            raise refusals.not_in_the_sandbox(call.operation)
        try:
            result = handler(call)
        except Refusal:
            raise
        except Exception:  # noqa: BLE001 - whatever it is, it is logged and answered
            _log.exception("The handler of %s failed", call.operation)
            message = (
                "An error occurred with the Fitbit Web API while processing the request. "
                f"Error id: {secrets.token_hex(8).upper()}:1"
            )
            raise Refusal(500, "request", message, field="500") from None
        answer = result if isinstance(result, Answer) else Answer(result)
        return json_response(answer.body, answer.status, answer.headers, answer.content_type)


def _call(request: Request, match: Match, token: AccessToken, person: Person, now: float) -> Call:
    """Return what the handler may look at; the token itself is not part of it."""
    headers = CaseInsensitiveDict(request.headers.items())
    headers.pop("Authorization", None)
    return Call(
        operation=match.operation.id,
        person=person,
        arguments=match.arguments,
        params=request.values.to_dict(),
        origin=request.host_url.rstrip("/"),
        path=request.path,
        now=now,
        language=request.headers.get("Accept-Language", ""),
        locale=request.headers.get("Accept-Locale", ""),
        client_id=token.grant.client_id,
        scopes=frozenset(token.grant.scopes),
        json=_json(request),
        lists=request.values.to_dict(flat=False),
        headers=headers,
    )


def _json(request: Request) -> Any:
    if request.mimetype != "application/json" or not request.get_data():
        return None
    try:
        return json.loads(request.get_data())
    except ValueError:
        raise refusals.unreadable_body() from None
