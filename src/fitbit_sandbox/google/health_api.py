"""The resource server health.googleapis.com: who asks, what they may see, how often."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.wrappers import Request, Response

from fitbit_sandbox.answers import json_response
from fitbit_sandbox.clock import Clock
from fitbit_sandbox.fitbit.call import Answer
from fitbit_sandbox.google import discovery, errors, methods
from fitbit_sandbox.google.errors import GoogleError
from fitbit_sandbox.google.request import Call
from fitbit_sandbox.google.view import View, health_user_id
from fitbit_sandbox.oauth.grants import AccessToken, Grants
from fitbit_sandbox.people import Person
from fitbit_sandbox.request_log import LoggedRequest

_log = logging.getLogger(__name__)
_MINUTE = 60
_JSON = "application/json; charset=UTF-8"
_HTML = "text/html; charset=UTF-8"
_HEADERS = {"Server": "ESF", "Cache-Control": "private", "Vary": "Origin, X-Origin, Referer"}
_NOT_FOUND = (
    "<!DOCTYPE html>\n<html lang=en>\n<title>Error 404 (Not Found)!!1</title>\n"
    "<p><b>404.</b> <ins>That's an error.</ins>\n"
    "<p>The requested URL was not found on this server. <ins>That's all we know.</ins>\n"
)


class MinuteRates:
    """Google's quota: so many requests a minute for each person and project.

    It is safe to use from many threads.
    """

    def __init__(self, clock: Clock, limit: int) -> None:
        """Start with nothing used."""
        self._clock = clock
        self._limit = limit
        self._lock = threading.Lock()
        self._used: dict[tuple[str, ...], deque[float]] = {}

    def admits(self, *key: str) -> bool:
        """Return whether one more request is within the quota; one beyond it is not counted."""
        now = self._clock.monotonic()
        with self._lock:
            moments = self._used.setdefault(key, deque())
            while moments and moments[0] <= now - _MINUTE:
                moments.popleft()
            if len(moments) >= self._limit:
                return False
            moments.append(now)
            return True


@dataclass(frozen=True)
class HealthApi:
    """Answers every path of the API."""

    clock: Clock
    grants: Grants
    people: Mapping[str, Person]
    rates: MinuteRates

    def answer(self, request: Request, logged: LoggedRequest) -> Response:
        """Return the answer; refusals are answers too."""
        match = discovery.find(request.method, request.path)
        if match is None or not methods.exists(match):
            return json_response(_NOT_FOUND, 404, _HEADERS, _HTML)
        try:
            return self._admit(request, match, logged)
        except GoogleError as error:
            return json_response(error.body(), error.code, _HEADERS, _JSON)

    def _admit(self, request: Request, match: discovery.Match, logged: LoggedRequest) -> Response:
        """Check the request in order, token, quota, person, rights, words, and run its method."""
        token = self._token(request, match)
        logged.client_id, logged.user = token.grant.client_id, token.grant.user_id
        if not self.rates.admits(token.grant.client_id, token.grant.user_id):
            raise errors.quota_exceeded()
        view = self._view(match, token)
        call = Call(match, view, frozenset(token.scopes))
        methods.permit(call)
        query = discovery.check_query(match.method, request.args.to_dict(flat=False))
        body = discovery.check_request(match.method, request.get_data())
        try:
            data = methods.run(call, query, body)
            if isinstance(data, Answer):
                return json_response(data.body, 200, _HEADERS, data.content_type)
            return json_response(discovery.check_response(match.method, data), 200, _HEADERS, _JSON)
        except GoogleError:
            raise
        except Exception:
            _log.exception("The answer to %s failed", match.method.id)
            raise

    def _token(self, request: Request, match: discovery.Match) -> AccessToken:
        header = request.headers.get("Authorization")
        if header is None:
            raise errors.credentials_missing(match.method.id)
        scheme, _, value = header.partition(" ")
        token = self.grants.find_valid(value.strip()) if scheme.lower() == "bearer" else None
        if token is None:
            raise errors.credentials_invalid()
        return token

    def _view(self, match: discovery.Match, token: AccessToken) -> View:
        person = self.people[token.grant.user_id]
        if match.name.split("/")[1] not in ("me", health_user_id(person)):
            raise errors.not_permitted()
        return View(person, self.clock.time(), token.grant.client_id)
