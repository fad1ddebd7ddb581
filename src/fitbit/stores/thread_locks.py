"""Locks keys among the threads of one process."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from fitbit.exceptions import TokenStoreBusy


class ThreadLocks:
    """Hands out one lock for each key; a forked child begins with free ones."""

    def __init__(self) -> None:
        """Begin without any lock."""
        self._locks: dict[tuple[int, str], threading.Lock] = {}

    @contextmanager
    def hold(self, key: str, timeout: float) -> Iterator[None]:
        """Hold the key for this thread alone; TokenStoreBusy after ``timeout`` seconds."""
        held = self._locks.setdefault((os.getpid(), key), threading.Lock())
        if not held.acquire(timeout=min(max(timeout, 0.0), threading.TIMEOUT_MAX)):
            raise busy(timeout)
        try:
            yield
        finally:
            held.release()


def busy(timeout: float) -> TokenStoreBusy:
    """Return the error for who waited in vain."""
    msg = f"The record was held elsewhere for more than {timeout:g} seconds; try again later."
    return TokenStoreBusy(msg)


class Deadline:
    """Counts down from when it is made."""

    def __init__(self, timeout: float) -> None:
        """Begin with so many seconds."""
        self.timeout = timeout
        self._end = time.monotonic() + timeout

    def left(self) -> float:
        """Return the seconds left, never below 0."""
        return max(0.0, self._end - time.monotonic())
