"""Google's quota: so many requests a minute for each person and project."""

from __future__ import annotations

import threading
from collections import deque

from fitbit_sandbox.clock import Clock

_MINUTE = 60


class MinuteRates:
    """The requests of the last minute; safe to use from many threads."""

    def __init__(self, clock: Clock, limit: int) -> None:
        """Start with nothing used."""
        self._clock = clock
        self._limit = limit
        self._lock = threading.Lock()
        self._used: dict[tuple[str, ...], deque[float]] = {}

    def admits(self, *key: str) -> bool:
        """Return whether one more request is within the quota; one beyond it is not counted."""
        now = self._clock.monotonic()
        with self._lock:
            moments = self._used.setdefault(key, deque())
            while moments and moments[0] <= now - _MINUTE:
                moments.popleft()
            if len(moments) >= self._limit:
                return False
            moments.append(now)
            return True
