"""The resource server: who asks, what they may see, how often, and what a token is worth."""

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
from fitbit_sandbox.fitbit import errors
from fitbit_sandbox.fitbit.apps import App
from fitbit_sandbox.fitbit.call import Answer, Call, Handler
from fitbit_sandbox.fitbit.errors import (
    VISIT,
    Refusal,
    google_response,
    not_found,
    refusal_response,
)
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

    def introspect(self, request: Request, logged: LoggedRequest) -> Response:
        """Describe a token of the asking app, as /1.1/oauth2/introspect does."""
        token = self._named(request, logged)
        return json_response(_describe(token) if token else {"active": False})

    def introspect_v1(self, request: Request, logged: LoggedRequest) -> Response:
        """Describe a token of the asking app in the words of the deprecated version."""
        token = self._named(request, logged)
        return json_response(_describe_v1(token) if token else {"active": 0})

    def _named(self, request: Request, logged: LoggedRequest) -> AccessToken | None:
        """Return the token that is to be described, None if it is not the asking app's."""
        asking = self._bearer(request, logged)
        value = request.values.get("token", "")
        if not value:
            raise Refusal(400, "invalid_request", f"Missing parameters: token {VISIT}")
        token = self._oauth.grants.find_valid(value)
        own = token is not None and token.grant.client_id == asking.grant.client_id
        return token if own else None

    def _bearer(self, request: Request, logged: LoggedRequest) -> AccessToken:
        """Return the living token that a request carries, or raise Fitbit's 401."""
        header = request.headers.get("Authorization")
        if header is None:
            raise Refusal(401, "invalid_request", "Authorization header required.")
        scheme, _, value = header.partition(" ")
        value = value.strip()
        if scheme.lower() != "bearer" or not value:
            message = f"Invalid authorization header format. {VISIT}"
            raise Refusal(401, "invalid_client", message)
        token = self._oauth.grants.find(value)
        if token is None:
            raise Refusal(401, "invalid_token", f"Access token invalid: {value}. {VISIT}")
        logged.client_id, logged.user = token.grant.client_id, token.grant.user_id
        if token.expires <= self._clock.time():
            raise Refusal(401, "expired_token", f"Access token expired: {value} {VISIT}")
        return token

    def _admit(self, request: Request, logged: LoggedRequest, headers: dict[str, str]) -> Response:
        """Check the request in Fitbit's order: token, quota, path, person, scopes, approval."""
        match = self._routes.find(request.method, request.path)
        if match is None and "Authorization" not in request.headers:
            raise errors.unknown_path()
        token = self._bearer(request, logged)
        self._count(token, headers)
        if match is None:
            raise errors.unknown_path()
        person = self._person(match, token)
        self._permit(match, token)
        check_dates(match.arguments)
        return self._ask(_call(request, match, token, person, self._clock.time()))

    def _count(self, token: AccessToken, headers: dict[str, str]) -> None:
        headers.update(self._rates.count(token.grant.client_id, token.grant.user_id))
        if "Retry-After" in headers:
            raise Refusal(429, "system", "Too Many Requests", field="n/a", headers=headers)

    def _person(self, match: Match, token: AccessToken) -> Person:
        """Return whose data are meant: only the token's own user's can be."""
        asking = self._people.get(token.grant.user_id)
        if asking is None:
            raise errors.not_permitted()
        if match.user in ("", "-", asking.id):
            return asking
        raise errors.not_permitted() if match.user in self._people else not_found()

    def _permit(self, match: Match, token: AccessToken) -> None:
        if not match.operation.knows(match.arguments):
            raise errors.unknown_path()
        for scope in match.operation.needs(match.arguments):
            if scope not in token.grant.scopes:
                told = f"This application does not have permission to access {scope} data."
                raise Refusal(403, "insufficient_scope", f"{told} {VISIT}")
        app = self._oauth.apps[token.grant.client_id]
        if match.operation.intraday and not app.may_read_intraday(token.grant.user_id):
            raise errors.not_permitted()

    def _ask(self, call: Call) -> Response:
        """Run a handler; what it did not mean to raise is logged and answered as Fitbit's 500."""
        handler = self._handlers.get(call.operation)
        if handler is None:
            message = "Fitbit documents this operation, but the sandbox does not answer it: "
            raise Refusal(501, "system", f"{message}{call.operation}.", field="n/a")
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
        message = "There was an error reading the request body."
        raise Refusal(400, "invalid_request", message, field="n/a") from None


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
