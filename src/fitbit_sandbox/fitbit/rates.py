"""Fitbit's quota, which starts anew at the top of each hour."""

from __future__ import annotations

import math
import threading
from collections import Counter
from typing import NamedTuple

from fitbit_sandbox.clock import Clock

HOUR = 3600


class Rate(NamedTuple):
    """What is left of a quota after a request was counted."""

    headers: dict[str, str]
    """Fitbit's three, and Retry-After where the quota is used up."""
    exceeded: bool


class Rates:
    """Requests counted by whatever names the user and the app; safe to use from many threads."""

    def __init__(self, clock: Clock, limit: int) -> None:
        """Start with nothing used."""
        self._limit = limit
        self._clock = clock
        self._lock = threading.Lock()
        self._hour = 0
        self._used: Counter[tuple[str, ...]] = Counter()

    def count(self, *key: str) -> Rate:
        """Count one request; one beyond the limit is refused and not counted."""
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
        return Rate(headers | ({"Retry-After": reset} if exceeded else {}), exceeded)
