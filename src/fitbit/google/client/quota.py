"""Google's quota of 300 requests a minute for each user: spacing, and waits after a 429."""

from __future__ import annotations

import threading
from collections import deque

import requests

from fitbit.clock import Clock
from fitbit.responses.bodies import stated_wait

REQUESTS_PER_MINUTE = 300
"""Requests that Google allows a user in a minute."""
MAX_WAIT_FOR_QUOTA = 60.0
"""Seconds that one call of the client waits in all after Google's 429s."""
_MINUTE = 60.0


class WaitBudget:
    """How long one call of the client may still wait because Google answered 429."""

    def __init__(self, max_wait: float = MAX_WAIT_FOR_QUOTA) -> None:
        self.left, self.waits = max_wait, 0

    def next_wait(self, response: requests.Response) -> float | None:
        """Return the seconds to wait after a 429, None where the budget is too small for them.

        Where Google states no wait they are 1, 2, 4 … seconds, and what is left at last.
        """
        stated = stated_wait(response)
        growing = min(float(2**self.waits), self.left)
        wanted = growing if stated is None else max(1.0, stated)
        return wanted if 0 < wanted <= self.left else None

    def spend(self, seconds: float) -> None:
        """Count a wait."""
        self.left, self.waits = self.left - seconds, self.waits + 1


class Throttle:
    """Spacing of one user's requests; all threads that ask in the user's name wait together."""

    def __init__(self, clock: Clock, per_minute: int = REQUESTS_PER_MINUTE) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._sent: deque[float] = deque(maxlen=per_minute)
        self._waits = 0

    def wait_for_turn(self) -> int:
        """Wait until one more request may go out; return how many 429s were waited out so far.

        May sleep for up to a minute, with the lock held: nobody else may send meanwhile either.
        """
        with self._lock:
            if len(self._sent) == self._sent.maxlen:
                early = self._sent[0] + _MINUTE - self._clock.monotonic()
                if early > 0:
                    self._clock.sleep(early)
            self._sent.append(self._clock.monotonic())
            return self._waits

    def wait_after_429(self, response: requests.Response, waits: int, budget: WaitBudget) -> bool:
        """Wait after a 429 to a request sent after so many waits; False where it is final.

        Of many requests that are refused at once only the first one waits; those refused with it
        find that *waits* is not the latest any more and are sent again at once.
        """
        with self._lock:
            if self._waits > waits:
                return True
            pause = budget.next_wait(response)
            if pause is None:
                return False
            self._clock.sleep(pause)
            budget.spend(pause)
            self._waits += 1
            return True
