"""HTTP client for single requests to Google Health, with repeats where they are safe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import requests
from requests.adapters import BaseAdapter

from fitbit.clock import Clock
from fitbit.exceptions import BadResponse
from fitbit.google.client.quota import Throttle, WaitBudget
from fitbit.responses.bodies import NOT_JSON, read_json

BASE = "https://health.googleapis.com/v4/"
"""Address of the Google Health API."""
_BAD_REQUEST, _TOO_MANY_REQUESTS, _GATEWAY_TIMEOUT = 400, 429, 504
_TRANSIENT = {502, 503}
_MAX_ATTEMPTS = 3
_FIRST_RETRY_WAIT = 0.3


class GoogleApiError(Exception):
    """Raised for an error answer of Google's, which is handed to the client as it is."""

    def __init__(self, response: requests.Response) -> None:
        super().__init__(f"Google Health answered HTTP {response.status_code}")
        self.response = response


class DeadlineExceeded(GoogleApiError):
    """Raised for 504: Google gave up on the request, and may manage half of it."""


@dataclass(frozen=True)
class CallContext:
    """The Authorization header, requests' settings and the wait budget of one call."""

    authorization: str = field(repr=False)
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])
    budget: WaitBudget = field(default_factory=WaitBudget)


class HttpClient:
    """HTTP client for one call of a user; any number of threads may use it."""

    def __init__(
        self,
        upstream: BaseAdapter,
        clock: Clock,
        context: CallContext,
        throttle: Throttle,
        base: str = BASE,
    ) -> None:
        self._upstream, self._clock, self._context = upstream, clock, context
        self._throttle, self._base = throttle, base

    def read(
        self, method: str, path: str, params: Mapping[str, Any] | None = None, body: Any = None
    ) -> dict[str, Any]:
        """Send a request that changes nothing, and return the JSON object of the answer.

        It is repeated after a 502 or 503 that passes, and after a 429 as the quota allows.
        """
        return _object(self._send_with_retries(self._prepare(method, path, params, body)))

    def change(
        self, method: str, path: str, params: Mapping[str, Any] | None = None, body: Any = None
    ) -> dict[str, Any]:
        """Send a change, and return the JSON object of the answer.

        It is repeated after a 429 alone: after a 502 or 503 it may have been made.
        """
        return _object(self._send(self._prepare(method, path, params, body)))

    def download(self, path: str, params: Mapping[str, Any]) -> requests.Response:
        """Read something that is not JSON."""
        return self._send_with_retries(self._prepare("GET", path, params, None, accept="*/*"))

    def _prepare(
        self,
        method: str,
        path: str,
        params: Mapping[str, Any] | None,
        body: Any,
        accept: str = "application/json",
    ) -> requests.PreparedRequest:
        headers = {"Accept": accept, "Accept-Encoding": "gzip, deflate"}
        if self._context.authorization:
            headers["Authorization"] = self._context.authorization
        return requests.Request(
            method, self._base + path, headers=headers, params=dict(params or {}), json=body
        ).prepare()

    def _send_with_retries(self, request: requests.PreparedRequest) -> requests.Response:
        """Send a request, and again after what passes by itself."""
        for attempt in range(_MAX_ATTEMPTS - 1):
            try:
                return self._send(request)
            except GoogleApiError as error:
                if error.response.status_code not in _TRANSIENT:
                    raise
            self._clock.sleep(_FIRST_RETRY_WAIT * 2**attempt)
        return self._send(request)

    def _send(self, request: requests.PreparedRequest) -> requests.Response:
        """Send a request, and again after each 429 that can be waited out."""
        while True:
            waits = self._throttle.wait_for_turn()
            response = self._upstream.send(request, stream=False, **self._context.options)
            # Read to its end in this thread, so that an answer that breaks off raises here.
            _ = response.content
            status = response.status_code
            if status < _BAD_REQUEST:
                return response
            if status != _TOO_MANY_REQUESTS or not self._throttle.wait_after_429(
                response, waits, self._context.budget
            ):
                raise (DeadlineExceeded if status == _GATEWAY_TIMEOUT else GoogleApiError)(response)


def _object(response: requests.Response) -> dict[str, Any]:
    if not response.content.strip():
        return {}
    answer = read_json(response)
    if answer is NOT_JSON or not isinstance(answer, dict):
        raise BadResponse("Google Health's answer is not a JSON object.", response)
    return cast("dict[str, Any]", answer)
