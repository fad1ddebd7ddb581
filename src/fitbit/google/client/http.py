"""Sends single requests to Google Health, and repeats those that may be repeated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
from requests.adapters import BaseAdapter

from fitbit.clock import Clock
from fitbit.exceptions import BadResponse
from fitbit.google.client.quota import Throttle, WaitBudget
from fitbit.responses.bodies import NOT_JSON, read_json

BASE = "https://health.googleapis.com/v4/"
"""Where the Google Health API is."""
_BAD_REQUEST, _TOO_MANY, _TOO_LONG = 400, 429, 504
_PASSING = {502, 503}
_ATTEMPTS = 3
_PAUSE = 0.3


class GoogleApiError(Exception):
    """Carries Google's error answer to where it is handed to the client."""

    def __init__(self, response: requests.Response) -> None:
        super().__init__(f"Google Health answered HTTP {response.status_code}")
        self.response = response


class DeadlineExceeded(GoogleApiError):
    """Says that Google gave up on a request (504): ask for less at once."""


@dataclass(frozen=True)
class CallContext:
    """Says in whose name and with which of requests' settings one call is made."""

    authorization: str = field(repr=False)
    options: Mapping[str, Any] = field(default_factory=dict)
    budget: WaitBudget = field(default_factory=WaitBudget)


class HttpClient:
    """Carries the requests of one caller; any number of threads may use it."""

    def __init__(
        self,
        upstream: BaseAdapter,
        clock: Clock,
        caller: CallContext,
        throttle: Throttle,
        base: str = BASE,
    ) -> None:
        self._upstream, self._clock, self._caller = upstream, clock, caller
        self._throttle, self._base = throttle, base

    def read(
        self, method: str, path: str, params: Mapping[str, Any] | None = None, body: Any = None
    ) -> dict[str, Any]:
        """Ask something that changes nothing, and return the JSON object of the answer."""
        return _object(self._patiently(self._prepared(method, path, params, body)))

    def change(
        self, method: str, path: str, params: Mapping[str, Any] | None = None, body: Any = None
    ) -> dict[str, Any]:
        """Send a change once, repeated after a 429 alone, and return the answer's object."""
        return _object(self._once(self._prepared(method, path, params, body)))

    def download(self, path: str, params: Mapping[str, Any]) -> requests.Response:
        """Read something that is not JSON."""
        return self._patiently(self._prepared("GET", path, params, None, accept="*/*"))

    def _prepared(
        self,
        method: str,
        path: str,
        params: Mapping[str, Any] | None,
        body: Any,
        accept: str = "application/json",
    ) -> requests.PreparedRequest:
        headers = {"Accept": accept, "Accept-Encoding": "gzip, deflate"}
        if self._caller.authorization:
            headers["Authorization"] = self._caller.authorization
        return requests.Request(
            method, self._base + path, headers=headers, params=dict(params or {}), json=body
        ).prepare()

    def _patiently(self, request: requests.PreparedRequest) -> requests.Response:
        """Send a question, and again after what will pass by itself."""
        for attempt in range(_ATTEMPTS - 1):
            try:
                return self._once(request)
            except GoogleApiError as error:
                if error.response.status_code not in _PASSING:
                    raise
            self._clock.sleep(_PAUSE * 2**attempt)
        return self._once(request)

    def _once(self, request: requests.PreparedRequest) -> requests.Response:
        """Send a request and wait out what Google says 429 to."""
        while True:
            waits = self._throttle.begin()
            response = self._upstream.send(request, stream=False, **self._caller.options)
            _ = response.content
            status = response.status_code
            if status < _BAD_REQUEST:
                return response
            if status != _TOO_MANY or not self._throttle.wait_out(
                response, waits, self._caller.budget
            ):
                raise (DeadlineExceeded if status == _TOO_LONG else GoogleApiError)(response)


def _object(response: requests.Response) -> dict[str, Any]:
    answer = {} if not response.content.strip() else read_json(response)
    if answer is NOT_JSON or not isinstance(answer, dict):
        raise BadResponse("Google Health's answer is not a JSON object.", response)
    return answer
