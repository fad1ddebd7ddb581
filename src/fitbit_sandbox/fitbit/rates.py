"""Fitbit's quota, which starts anew at the top of each hour."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass

from fitbit_sandbox.clock import Clock

HOUR = 3600


@dataclass(frozen=True)
class Rate:
    """What is left of a quota after a request was counted."""

    limit: int
    remaining: int
    reset: int
    """Whole seconds until the next hour begins."""
    exceeded: bool

    def headers(self) -> dict[str, str]:
        """Return Fitbit's three headers, and Retry-After where the quota is used up."""
        headers = {
            "Fitbit-Rate-Limit-Limit": str(self.limit),
            "Fitbit-Rate-Limit-Remaining": str(self.remaining),
            "Fitbit-Rate-Limit-Reset": str(self.reset),
        }
        return {**headers, "Retry-After": str(self.reset)} if self.exceeded else headers


class Rates:
    """Requests counted by whatever names the user and the app; safe to use from many threads."""

    def __init__(self, clock: Clock, limit: int) -> None:
        """Start with nothing used."""
        self.limit = limit
        self._clock = clock
        self._lock = threading.Lock()
        self._hour = 0
        self._used: dict[tuple[str, ...], int] = {}

    def count(self, *key: str) -> Rate:
        """Count one request; one beyond the limit is refused and not counted."""
        now = self._clock.time()
        with self._lock:
            self._turn(int(now // HOUR))
            used = self._used.get(key, 0)
            exceeded = used >= self.limit
            self._used[key] = used if exceeded else used + 1
            remaining = max(0, self.limit - self._used[key])
        reset = max(1, math.ceil(HOUR - now % HOUR))
        return Rate(self.limit, remaining, reset, exceeded)

    def _turn(self, hour: int) -> None:
        if hour != self._hour:
            self._hour = hour
            self._used.clear()
