"""Lets one thread do what many wait for, and shares its result or its error."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class SingleFlight(Generic[T]):
    """Runs one function at a time; whoever comes meanwhile gets what the first one gets."""

    def __init__(self) -> None:
        """Begin with nothing under way."""
        self._guard = threading.Lock()
        self._flight: Future[T] | None = None

    def do(self, work: Callable[[], T]) -> T:
        """Run the work, or wait for the thread that is at it and share its outcome."""
        mine: Future[T] = Future()
        with self._guard:
            flight = self._flight = self._flight or mine
        return self._lead(mine, work) if flight is mine else _share(flight)

    def do_if_idle(self, work: Callable[[], T]) -> T | None:
        """Run the work unless a thread is at it; None where one is."""
        mine: Future[T] = Future()
        with self._guard:
            if self._flight is not None:
                return None
            self._flight = mine
        return self._lead(mine, work)

    def _lead(self, flight: Future[T], work: Callable[[], T]) -> T:
        try:
            result = work()
        except BaseException as error:
            self._land()
            flight.set_exception(error)
            raise
        self._land()
        flight.set_result(result)
        return result

    def _land(self) -> None:
        with self._guard:
            self._flight = None


def _share(flight: Future[T]) -> T:
    error = flight.exception()
    if error is None:
        return flight.result()
    if not isinstance(error, Exception):
        msg = "The thread that refreshed the token was interrupted; try again."
        raise RuntimeError(msg) from error  # noqa: TRY004 - an interruption, not a wrong type
    raise _own_copy(error) from error


def _own_copy(error: Exception) -> Exception:
    """Return a copy, for a traceback of its own, or the error itself where it cannot be copied."""
    try:
        return copy.copy(error)
    except Exception:  # noqa: BLE001 - whatever a foreign exception's constructor may raise
        return error
