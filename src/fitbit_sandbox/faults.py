"""What goes wrong on the way when a test orders it: bad answers, delays, broken connections."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from werkzeug.wrappers import Response

from fitbit_sandbox.answers import json_response
from fitbit_sandbox.fitbit.errors import Refusal

if TYPE_CHECKING:
    from typing_extensions import Unpack

PathRule = str | Callable[[str], bool]
Wait = Callable[[float], None]
"""Waits some seconds of the client's; raises ClientGone if it has had enough by then."""
Error = Callable[[int], dict[str, Any]]
"""Returns the body that a site gives an error of which only the status is ordered."""


class ClientGone(Exception):
    """Raised when the client closed the connection or timed out while it waited."""


@dataclass(frozen=True)
class Delivery:
    """What is to be sent back: a response, half of one, or a reset connection."""

    response: Response | None
    """None stands for a reset connection."""
    truncate: bool = False


class Order(TypedDict, total=False):
    """What ``sandbox.faults.add`` takes besides a path."""

    times: int | None
    method: str | None
    status: int | None
    body: Any
    headers: Mapping[str, str] | None
    html: str | None
    hang: float
    before: bool
    reset: Literal["before", "after"] | None
    truncate: bool
    redirect: str | None
    drop_headers: Iterable[str]


@dataclass
class Fault:
    """One thing that goes wrong, for a number of requests."""

    path: PathRule
    times: int | None = 1
    method: str | None = None
    status: int | None = None
    body: Any = None
    headers: Mapping[str, str] | None = None
    html: str | None = None
    hang: float = 0
    before: bool = True
    reset: Literal["before", "after"] | None = None
    truncate: bool = False
    redirect: str | None = None
    drop_headers: Iterable[str] = ()

    def __post_init__(self) -> None:
        """Raise ValueError for what could never happen."""
        self.drop_headers = tuple(self.drop_headers)
        if self.reset not in (None, "before", "after"):
            msg = f"reset is 'before' or 'after' the request is processed, not {self.reset!r}."
            raise ValueError(msg)
        if self.times is not None and self.times < 1:
            msg = f"times is at least 1, or None for always, not {self.times!r}."
            raise ValueError(msg)
        if not self.hang >= 0:
            msg = f"hang is a number of seconds, not {self.hang!r}."
            raise ValueError(msg)

    def concerns(self, method: str, path: str) -> bool:
        """Return whether a request is one that goes wrong."""
        if self.method not in (None, method):
            return False
        if callable(self.path):
            return self.path(path)
        if self.path.endswith("*"):
            return path.startswith(self.path[:-1])
        return path == self.path

    def deliver(self, process: Callable[[], Response], wait: Wait, error: Error) -> Delivery:
        """Process the request, or do not, and return what reaches the client."""
        if self.reset == "before":
            return Delivery(None)
        response = self._processed(process, wait, error)
        if self.reset == "after":
            return Delivery(None)
        for name in self.drop_headers:
            response.headers.remove(name)
        return Delivery(response, truncate=self.truncate)

    def _processed(self, process: Callable[[], Response], wait: Wait, error: Error) -> Response:
        response = None if self.before else process()
        wait(self.hang)
        if (ordered := self._instead(error)) is not None:
            return ordered
        response = response or process()
        response.headers.update(dict(self.headers or {}))
        return response

    def _instead(self, error: Error) -> Response | None:
        """Return the ordered answer, None where the true one is to be sent."""
        if self.redirect is not None:
            headers = {"Location": self.redirect, **(self.headers or {})}
            return Response(b"", self.status or 302, headers=headers)
        if self.html is not None:
            kind = "text/html; charset=utf-8"
            return json_response(self.html, self.status or 200, self.headers, kind)
        if self.body is not None:
            return json_response(self.body, self.status or 200, self.headers)
        if self.status is None:
            return None
        # An error of which only the status is ordered has the body that the service gives it.
        body = error(self.status) if self.status >= HTTPStatus.BAD_REQUEST else b""
        return json_response(body, self.status, self.headers)


def fitbit_error(status: int) -> dict[str, Any]:
    """Return Fitbit's error body for a status alone."""
    words = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Error"
    return Refusal(status, "system", words, field="n/a").body()


class Faults:
    """The faults that are ordered; the first one that concerns a request is used up."""

    def __init__(self) -> None:
        """Start with everything in order."""
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def add(self, path: PathRule, **order: Unpack[Order]) -> Fault:
        """Order a fault for the next requests to a path (``/1/*`` means a prefix).

        ``status``, ``body``, ``html`` or ``redirect`` replace the answer; ``before=False``
        lets the request be processed first. ``hang`` delays, before or after processing.
        ``reset`` breaks the connection before or after processing, ``truncate`` halfway
        through the answer. ``times=None`` is until ``clear()``.
        """
        fault = Fault(path, **order)
        with self._lock:
            self._faults.append(fault)
        return fault

    def clear(self) -> None:
        """Take back what was ordered and has not happened yet."""
        with self._lock:
            self._faults.clear()

    def pending(self) -> int:
        """Return how many faults are still ordered."""
        with self._lock:
            return len(self._faults)

    def take(self, method: str, path: str) -> Fault | None:
        """Return the fault for a request and count it, None if all goes well."""
        with self._lock:
            fault = next((f for f in self._faults if f.concerns(method, path)), None)
            if fault is not None and fault.times is not None:
                fault.times -= 1
                if not fault.times:
                    self._faults.remove(fault)
            return fault
