"""The sandbox's time, which runs with the real clock or stands still, and can be moved."""

from __future__ import annotations

import threading
import time
from datetime import datetime


def _epoch(moment: datetime | float) -> float:
    if not isinstance(moment, datetime):
        return float(moment)
    if moment.tzinfo is None:
        msg = "Give the datetime a time zone: a naive one names no moment."
        raise ValueError(msg)
    return moment.timestamp()


class Clock:
    """A clock that tests can move, for the sandbox and for a client alike.

    Without a start it runs with the real clock plus what it was moved; with one it stands
    still until it is moved.

    >>> clock = Clock(start=1_700_000_000)
    >>> clock.sleep(90)
    >>> clock.time()
    1700000090.0
    """

    def __init__(self, start: datetime | float | None = None) -> None:
        """Start at a moment and stand still there, or run with the real clock."""
        self._lock = threading.Lock()
        self._still = start is not None
        self._wall = 0.0 if start is None else _epoch(start)
        self._passed = 0.0

    def time(self) -> float:
        """Return the seconds since the epoch, as time.time() does."""
        with self._lock:
            return self._wall + (0.0 if self._still else time.time())

    def monotonic(self) -> float:
        """Return seconds that never go back, whatever the wall clock is set to."""
        with self._lock:
            return self._passed + (0.0 if self._still else time.monotonic())

    def sleep(self, seconds: float) -> None:
        """Move both clocks forward instead of waiting."""
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        """Move both clocks forward."""
        if not seconds >= 0:
            msg = f"Time passes forward only, not by {seconds!r} s: use set() to turn it back."
            raise ValueError(msg)
        with self._lock:
            self._wall += seconds
            self._passed += seconds

    def set(self, moment: datetime | float) -> None:
        """Set the wall clock, as an administrator would: monotonic() does not notice."""
        wanted = _epoch(moment)
        with self._lock:
            self._wall = wanted - (0.0 if self._still else time.time())
