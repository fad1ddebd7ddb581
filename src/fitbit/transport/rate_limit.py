"""Rate limits: how many requests are left, and what to do when none are."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

from fitbit.clock import Clock
from fitbit.exceptions import InvalidValue
from fitbit.responses.bodies import retry_after

OnRateLimit: TypeAlias = Literal["raise", "wait"]
"""What to do on a 429: raise HTTPTooManyRequests, or wait and send the request again."""
MAX_WAIT = 3700.0
"""Seconds that one call waits in all where nothing is given: Fitbit's hour, and a little more."""
MARGIN = 5.0
"""Seconds added to each wait: Fitbit's own count lags behind."""
_TOO_MANY = 429


@dataclass(frozen=True)
class RateLimit:
    """How many requests an hour there are, how many are left, and when they are renewed.

    ``resets_at`` is in seconds since the epoch.  What Fitbit did not say is None; it calls its
    numbers approximate, and a 429 may come although some are left.

    >>> RateLimit.read({"fitbit-rate-limit-limit": "150", "fitbit-rate-limit-reset": "1201"}, 1e9)
    RateLimit(limit=150, remaining=None, resets_at=1000001201.0)
    """

    limit: int | None = None
    remaining: int | None = None
    resets_at: float | None = None

    @classmethod
    def read(cls, headers: Mapping[str, str], now: float) -> RateLimit:
        """Read the headers of an answer that came at this moment."""
        lower = {str(name).lower(): value for name, value in headers.items()}
        reset = _number(lower.get("fitbit-rate-limit-reset"))
        return cls(
            limit=_number(lower.get("fitbit-rate-limit-limit")),
            remaining=_number(lower.get("fitbit-rate-limit-remaining")),
            resets_at=None if reset is None else now + reset,
        )

    def reset_in(self, now: float) -> float | None:
        """Return the seconds until the requests are renewed, zero if that moment has passed."""
        return None if self.resets_at is None else max(0.0, self.resets_at - now)

    def __bool__(self) -> bool:
        """Return whether Fitbit said anything."""
        return self != RateLimit()


def _number(value: Any) -> int | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return max(0, math.ceil(number)) if math.isfinite(number) else None


class RateLimiter:
    """The last rate limit seen, and the wait for the next requests where that was asked for.

    With ``on_rate_limit="wait"`` a call waits for ``max_wait`` seconds in all at most; a wait
    that would be longer is not begun, and the 429 goes to the caller at once.
    """

    def __init__(
        self,
        on_rate_limit: OnRateLimit = "raise",
        *,
        max_wait: float = MAX_WAIT,
        clock: Clock = time,
    ) -> None:
        if on_rate_limit not in get_args(OnRateLimit):
            raise InvalidValue(f"on_rate_limit must be 'raise' or 'wait', not {on_rate_limit!r}")
        self.on_rate_limit, self.max_wait, self.clock = on_rate_limit, max_wait, clock
        self.latest = RateLimit()

    def send(self, send: Callable[..., Any], *args: Any) -> Any:
        """Call ``send(*args)``, and again after each 429 that may be waited out.

        Returns the last response.  May block for ``max_wait`` seconds beside the requests.
        """
        waited = 0.0
        while True:
            response = send(*args)
            self.observe(response)
            pause = self.pause(response, waited)
            if pause is None:
                return response
            self.clock.sleep(pause)
            waited += pause

    def observe(self, response: Any) -> None:
        """Remember what an answer says about the rate limit, if it says anything."""
        headers: Any = getattr(response, "headers", None)
        if isinstance(headers, Mapping):
            given: Mapping[str, str] = headers  # pyright: ignore[reportUnknownVariableType]
            self.latest = RateLimit.read(given, self.clock.time()) or self.latest

    def pause(self, response: Any, waited: float = 0.0) -> float | None:
        """Return the seconds to wait before the same request again, None where it is final."""
        if self.on_rate_limit == "raise" or response.status_code != _TOO_MANY:
            return None
        pause = retry_after(response) + MARGIN
        return pause if waited + pause <= self.max_wait else None
