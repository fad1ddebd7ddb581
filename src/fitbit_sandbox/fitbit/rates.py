"""Fitbit's quota, which starts anew at the top of each hour."""

from __future__ import annotations

import math
import threading
from collections import Counter

from fitbit_sandbox.clock import Clock

HOUR = 3600


class Rates:
    """Requests counted by whatever names the user and the app; safe to use from many threads."""

    def __init__(self, clock: Clock, limit: int) -> None:
        """Start with nothing used."""
        self._limit = limit
        self._clock = clock
        self._lock = threading.Lock()
        self._hour = 0
        self._used: Counter[tuple[str, ...]] = Counter()

    def count(self, *key: str) -> dict[str, str]:
        """Count one request and return the headers that say what is left of the quota.

        One beyond the limit is not counted, and has Retry-After among its headers.
        """
        now = self._clock.time()
        with self._lock:
            if self._hour != int(now // HOUR):
                self._hour = int(now // HOUR)
                self._used.clear()
            exceeded = self._used[key] >= self._limit
            self._used[key] += not exceeded
            remaining = max(0, self._limit - self._used[key])
        reset = str(max(1, math.ceil(HOUR - now % HOUR)))
        headers = {
            "Fitbit-Rate-Limit-Limit": str(self._limit),
            "Fitbit-Rate-Limit-Remaining": str(remaining),
            "Fitbit-Rate-Limit-Reset": reset,
        }
        return headers | ({"Retry-After": reset} if exceeded else {})
