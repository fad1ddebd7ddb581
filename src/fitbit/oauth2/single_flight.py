"""One thread does what many wait for, and they share its result or its error."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

from fitbit.exceptions import RefreshInterrupted

T = TypeVar("T")


class SingleFlight(Generic[T]):
    """Calls of one function at a time: who comes meanwhile gets what the first one gets."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._call: Future[T] | None = None

    def do(self, work: Callable[[], T]) -> T:
        """Run *work*, or wait for the thread that is running one and share its outcome."""
        mine: Future[T] = Future()
        with self._lock:
            call = self._call = self._call or mine
        return self._run(mine, work) if call is mine else _result_of(call)

    def do_if_idle(self, work: Callable[[], T]) -> T | None:
        """Run *work* unless a thread is running one; return None where one is."""
        mine: Future[T] = Future()
        with self._lock:
            if self._call is not None:
                return None
            self._call = mine
        return self._run(mine, work)

    def _run(self, call: Future[T], work: Callable[[], T]) -> T:
        # The call is cleared before its outcome is told: a waiter that asks again at once starts
        # a new call instead of reading this one's outcome a second time.
        try:
            result = work()
        except BaseException as error:
            self._clear()
            call.set_exception(error)
            raise
        self._clear()
        call.set_result(result)
        return result

    def _clear(self) -> None:
        with self._lock:
            self._call = None


def _result_of(call: Future[T]) -> T:
    error = call.exception()
    if error is None:
        return call.result()
    if not isinstance(error, Exception):
        # Ctrl-C and the like belong to the thread that they hit, not to those that wait for it.
        raise RefreshInterrupted(
            "The thread that refreshed the token was interrupted; try again."
        ) from error
    raise _own_copy(error) from error


def _own_copy(error: Exception) -> Exception:
    """Return a copy, for a traceback of its own, or the error itself where it cannot be copied."""
    try:
        return copy.copy(error)
    except Exception:  # noqa: BLE001 - whatever a foreign exception's constructor may raise
        return error
