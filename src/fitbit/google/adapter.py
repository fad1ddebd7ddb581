"""Adapter of requests, mounted on Fitbit's API base, that answers from Google Health."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3.util import Retry

from fitbit.clock import Clock
from fitbit.exceptions import NotSupportedByProvider
from fitbit.google.answers.answer import (
    Answer,
    FitbitApiError,
    empty_answer,
    json_answer,
    passed_on,
    response_to,
)
from fitbit.google.answers.request import FitbitRequest
from fitbit.google.client.cache import UserCaches
from fitbit.google.client.health import HealthClient
from fitbit.google.client.http import BASE, CallContext, GoogleApiError, HttpClient
from fitbit.google.client.pool import MAX_REQUESTS, CallRequests, RequestPool
from fitbit.google.routes.router import Match, Route, Router, Unsupported
from fitbit.google.routes.table import ROUTES, UNSUPPORTED
from fitbit.google.units import Units

_CONNECTIONS = Retry(
    total=3,
    status=0,
    allowed_methods=("GET",),
    backoff_factor=0.2,
    respect_retry_after_header=False,
    raise_on_status=False,
)
# In Google's shape, as Google itself would answer.
_MISSING = {
    "error": {"code": 401, "message": "No access token was sent.", "status": "UNAUTHENTICATED"}
}


class GoogleHealthAdapter(BaseAdapter):
    """Adapter that answers the Fitbit Web API from Google Health; nothing goes to Fitbit.

    It is mounted on Fitbit's API base.  *upstream* is the adapter that its own requests go
    through, a connection to the network where it is None; *base* is where the Google Health API
    is.
    """

    def __init__(self, upstream: BaseAdapter | None, clock: Clock, base: str = BASE) -> None:
        super().__init__()
        # Connections are retried here, since no session of requests is above these requests.
        self._upstream = upstream or HTTPAdapter(
            pool_maxsize=MAX_REQUESTS, max_retries=_CONNECTIONS
        )
        self._clock, self._base = clock, base
        self._pool, self._caches = RequestPool(), UserCaches(clock)

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: ARG002, FBT001, FBT002 - the signature is requests'
        timeout: Any = None,
        verify: bool | str = True,  # noqa: FBT001, FBT002
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Return Fitbit's answer to a request, or Google's own error.

        One call may take a dozen requests to Google and wait up to a minute for its quota.
        Raises NotSupportedByProvider for what Google has nothing of, and what requests raises
        where Google cannot be reached.
        """
        options = {"timeout": timeout, "verify": verify, "cert": cert, "proxies": proxies}
        try:
            answer = self._answer(request, options)
        except FitbitApiError as error:
            answer = error.answer()
        except GoogleApiError as error:
            answer = passed_on(error.response)
        return response_to(request, answer)

    def _answer(self, sent: requests.PreparedRequest, options: dict[str, Any]) -> Answer:
        method, path = sent.method or "GET", urlsplit(sent.url or "").path
        match = _router().find(method, path)
        route = _supported(method, path, match)
        authorization = str(sent.headers.get("Authorization") or "")
        if match is None or not authorization:
            return json_answer(_MISSING, 401)
        with CallRequests(self._pool) as started:
            health = self._health_client(CallContext(authorization, options), started)
            request = self._read(sent, match, health)
            _require_own(request, match)
            return _as_answer(route, route.answer(request))

    def _health_client(self, context: CallContext, started: CallRequests) -> HealthClient:
        cache = self._caches.of(context.authorization)
        http = HttpClient(self._upstream, self._clock, context, cache.throttle, self._base)
        return HealthClient(http, started, cache)

    def _read(
        self, sent: requests.PreparedRequest, match: Match, health: HealthClient
    ) -> FitbitRequest:
        parts = urlsplit(sent.url or "")
        return FitbitRequest(
            path=parts.path,
            arguments=match.arguments,
            params=dict(parse_qsl(parts.query, keep_blank_values=True)) | _form(sent),
            units=Units.asked(_header(sent, "Accept-Language")),
            health=health,
            clock=self._clock,
        )

    def close(self) -> None:
        """Close the connections and let the threads end."""
        self._pool.close()
        self._upstream.close()


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


def _require_own(request: FitbitRequest, match: Match) -> None:
    """Raise for anybody else's data: a token of Google's reads its own user's alone."""
    if match.user in {"", "-"}:
        return
    identity = request.health.identity()
    if match.user not in {identity.get("legacyUserId"), identity.get("healthUserId")}:
        raise NotSupportedByProvider(
            f"{request.path}: Google Health gives the data of the user who consented, nobody "
            "else's. Use '-' or that user's own id."
        )


def _as_answer(route: Route, content: Any) -> Answer:
    if isinstance(content, Answer):
        return content
    return json_answer(content, route.status) if content is not None else empty_answer()


def _header(request: requests.PreparedRequest, name: str) -> str | None:
    value: Any = request.headers.get(name)
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _form(request: requests.PreparedRequest) -> dict[str, str]:
    """Return the form fields of a body; a body that is none is refused."""
    body: Any = request.body  # may be a file or an iterator, whatever its annotation says
    if not body:
        return {}
    if not isinstance(body, str | bytes):
        raise _unreadable()
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    if "json" in (_header(request, "Content-Type") or ""):
        return _flat(text)
    return dict(parse_qsl(text, keep_blank_values=True))


def _unreadable() -> FitbitApiError:
    message = "There was an error reading the request body."
    return FitbitApiError("n/a", message, kind="invalid_request")


def _flat(text: str) -> dict[str, str]:
    try:
        content = json.loads(text)
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise _unreadable()
    members = cast("dict[str, Any]", content)
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in members.items()
    }
