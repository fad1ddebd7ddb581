"""Keeps to Google's quota: 300 requests a minute for each user, and waits when told to."""

from __future__ import annotations

import threading
from collections import deque

import requests

from fitbit.clock import Clock
from fitbit.responses.bodies import stated_wait

PER_MINUTE = 300
"""Requests that Google allows a user in a minute."""
LONGEST_WAIT = 60.0
"""Seconds that one call of the client waits in all when Google says 429."""
_MINUTE = 60.0


class WaitBudget:
    """Counts how long one call of the client has waited because Google said 429."""

    def __init__(self, longest: float = LONGEST_WAIT) -> None:
        self.left, self.waits = longest, 0

    def pause(self, response: requests.Response) -> float | None:
        """Return the seconds to wait now, None where no patience is left."""
        stated = stated_wait(response)
        wanted = float(2**self.waits) if stated is None else max(1.0, stated)
        if stated is None:
            wanted = min(wanted, self.left)
        return wanted if 0 < wanted <= self.left else None

    def spend(self, seconds: float) -> None:
        """Count a wait."""
        self.left, self.waits = self.left - seconds, self.waits + 1


class Throttle:
    """Spaces the requests of one user; all of its threads wait together."""

    def __init__(self, clock: Clock, per_minute: int = PER_MINUTE) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._sent: deque[float] = deque(maxlen=per_minute)
        self._waits = 0

    def begin(self) -> int:
        """Wait until one more request may go out; return how many 429s were waited out so far."""
        with self._lock:
            if len(self._sent) == self._sent.maxlen:
                early = self._sent[0] + _MINUTE - self._clock.monotonic()
                if early > 0:
                    self._clock.sleep(early)
            self._sent.append(self._clock.monotonic())
            return self._waits

    def wait_out(self, response: requests.Response, waits: int, budget: WaitBudget) -> bool:
        """Wait after a 429 to a request begun after so many waits; False where it is final.

        Where another thread waited meanwhile, the request can be sent again at once.
        """
        with self._lock:
            if self._waits > waits:
                return True
            pause = budget.pause(response)
            if pause is None:
                return False
            self._clock.sleep(pause)
            budget.spend(pause)
            self._waits += 1
            return True
