"""Locks by key among the threads of one process."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager

from fitbit.exceptions import TokenStoreBusy


class ThreadLocks:
    """One lock for each key; in a forked child all of them are free."""

    def __init__(self) -> None:
        """Start without locks; each is made when its key is first locked."""
        self._locks: dict[tuple[int, str], threading.Lock] = {}

    @contextmanager
    def hold(self, key: str, timeout: float) -> Generator[None]:
        """Lock *key* for this thread; raise TokenStoreBusy after *timeout* seconds."""
        # By process: in a forked child nobody is left to release what the parent's threads held.
        held = self._locks.setdefault((os.getpid(), key), threading.Lock())
        if not held.acquire(timeout=min(max(timeout, 0.0), threading.TIMEOUT_MAX)):
            raise busy(timeout)
        try:
            yield
        finally:
            held.release()


def busy(timeout: float) -> TokenStoreBusy:
    """Return the error for a caller that waited too long."""
    msg = f"The record was held elsewhere for more than {timeout:g} seconds; try again later."
    return TokenStoreBusy(msg)


class Deadline:
    """A time limit that several waits share; it starts when it is made."""

    def __init__(self, timeout: float) -> None:
        """Start the limit of *timeout* seconds."""
        self.timeout = timeout
        self._end = time.monotonic() + timeout

    def left(self) -> float:
        """Return the seconds left, at least 0."""
        return max(0.0, self._end - time.monotonic())
