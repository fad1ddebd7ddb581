"""Answers the Fitbit Web API from Google Health, as a requests adapter on Fitbit's API base."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3.util import Retry

from fitbit.clock import Clock
from fitbit.exceptions import NotSupportedByProvider
from fitbit.google.answers import (
    Answer,
    Refused,
    empty_answer,
    json_answer,
    passed_on,
    response_to,
)
from fitbit.google.ask import Ask
from fitbit.google.health import Health
from fitbit.google.later import WIDTH, Pool
from fitbit.google.memory import Memories, Memory
from fitbit.google.routes import ROUTES
from fitbit.google.routing import Match, Route, Router, Unsupported
from fitbit.google.units import Units
from fitbit.google.unsupported import UNSUPPORTED
from fitbit.google.wire import BASE, Caller, GoogleRefused, Wire

_CONNECTIONS = Retry(
    total=3,
    status=0,
    allowed_methods=("GET",),
    backoff_factor=0.2,
    respect_retry_after_header=False,
    raise_on_status=False,
)
_MISSING = {
    "error": {"code": 401, "message": "No access token was sent.", "status": "UNAUTHENTICATED"}
}


class GoogleHealthAdapter(BaseAdapter):
    """Is mounted on Fitbit's API base and answers from Google Health; nothing goes to Fitbit.

    ``carrier`` is the adapter that its own requests go through, a real connection where there
    is none; ``base`` is where the Google Health API is.  Raises NotSupportedByProvider for what
    Google has nothing of.
    """

    def __init__(self, carrier: BaseAdapter | None, clock: Clock, base: str = BASE) -> None:
        super().__init__()
        self._carrier = carrier or HTTPAdapter(pool_maxsize=WIDTH, max_retries=_CONNECTIONS)
        self._clock, self._base = clock, base
        self._pool, self._memories = Pool(), Memories(clock)

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: ARG002, FBT001, FBT002 - the signature is requests'
        timeout: Any = None,
        verify: bool | str = True,  # noqa: FBT001, FBT002
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Return Fitbit's answer to a request, Google's own error, or raise what has no answer."""
        options = {"timeout": timeout, "verify": verify, "cert": cert, "proxies": proxies}
        try:
            answer = self._answer(request, options)
        except Refused as refused:
            answer = refused.answer()
        except GoogleRefused as refused:
            answer = passed_on(refused.response)
        return response_to(request, answer)

    def _answer(self, request: requests.PreparedRequest, options: dict[str, Any]) -> Answer:
        method, parts = request.method or "GET", urlsplit(request.url or "")
        match = _router().find(method, parts.path)
        route = _supported(method, parts.path, match)
        authorization = str(request.headers.get("Authorization") or "")
        if match is None or not authorization:
            return json_answer(_MISSING, 401)
        ask = self._ask(request, match, self._memories.of(authorization), options)
        _require_own(ask, match)
        return _written(route, route.answer(ask))

    def _ask(
        self, request: requests.PreparedRequest, match: Match, memory: Memory, options: Any
    ) -> Ask:
        parts = urlsplit(request.url or "")
        caller = Caller(str(request.headers.get("Authorization")), options)
        wire = Wire(self._carrier, self._clock, caller, memory.pace, self._base)
        return Ask(
            path=parts.path,
            arguments=match.arguments,
            params=dict(parse_qsl(parts.query, keep_blank_values=True)) | _form(request),
            units=Units.asked(_header(request, "Accept-Language")),
            health=Health(wire, self._pool, memory),
            clock=self._clock,
        )

    def close(self) -> None:
        """Close the connections and let the threads end."""
        self._pool.close()
        self._carrier.close()


@functools.cache
def _router() -> Router:
    return Router((*ROUTES, *UNSUPPORTED))


def _supported(method: str, path: str, match: Match | None) -> Route:
    """Return the route, or raise what says that there is none, why, and what to do instead."""
    if match is None:
        raise NotSupportedByProvider(
            f"{method} {path} is no endpoint that Google Health can answer for."
        )
    if isinstance(match.entry, Unsupported):
        hint = f" Instead: {match.entry.instead}." if match.entry.instead else ""
        raise NotSupportedByProvider(f"{method} {path}: {match.entry.reason}.{hint}")
    return match.entry


def _require_own(ask: Ask, match: Match) -> None:
    """Raise for anybody else's data: a token of Google's reads its own user's alone."""
    if match.user in {"", "-"}:
        return
    who = ask.health.identity()
    if match.user not in {who.get("legacyUserId"), who.get("healthUserId")}:
        raise NotSupportedByProvider(
            f"{ask.path}: Google Health gives the data of the user who consented, nobody else's. "
            "Use '-' or that user's own id."
        )


def _written(route: Route, content: Any) -> Answer:
    if isinstance(content, Answer):
        return content
    return json_answer(content, route.status) if content is not None else empty_answer()


def _header(request: requests.PreparedRequest, name: str) -> str | None:
    value: Any = request.headers.get(name)
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _form(request: requests.PreparedRequest) -> dict[str, str]:
    """Return the form fields of a body; a body that is none is refused."""
    body = request.body
    if not body:
        return {}
    if not isinstance(body, str | bytes):
        raise Refused("n/a", "There was an error reading the request body.", kind="invalid_request")
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    if "json" in (_header(request, "Content-Type") or ""):
        return _flat(text)
    return dict(parse_qsl(text, keep_blank_values=True))


def _flat(text: str) -> dict[str, str]:
    try:
        members = json.loads(text)
    except ValueError:
        members = None
    if not isinstance(members, dict):
        raise Refused("n/a", "There was an error reading the request body.", kind="invalid_request")
    return {
        str(name): value if isinstance(value, str) else json.dumps(value)
        for name, value in members.items()
    }
