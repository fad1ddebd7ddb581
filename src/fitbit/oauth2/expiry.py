"""When a token has to be refreshed, by the clock on the wall and by one that nobody sets back."""

from __future__ import annotations

import random

from fitbit.clock import Clock
from fitbit.tokens import Token, as_number

EARLY = 300.0
"""Seconds before it is stale at which one thread refreshes a token while the others go on."""
EARLY_PAUSE = 30.0
"""Seconds between attempts to refresh early."""


class ExpiryWatch:
    """The expiry of the token in use."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        # Spread over processes and hosts, so that they do not all refresh in the same moment.
        self._early = EARLY * random.uniform(0.5, 1.0)  # noqa: S311 - hides nothing
        self._early_from = 0.0
        self._seen: tuple[str, float] | None = None

    def is_stale(self, token: Token) -> bool:
        """Return whether the token is missing or about to expire, by either clock."""
        remaining = token.remaining(self.clock.time())
        if not token.get("access_token"):
            return True
        return remaining is not None and min(remaining, self._monotonic(token, remaining)) <= 0

    def is_early(self, token: Token) -> bool:
        """Return whether the token is about to be stale and nobody has tried lately."""
        remaining = token.remaining(self.clock.time())
        if remaining is None:
            return False
        lifetime = as_number(token.get("expires_in"))
        early = self._early if lifetime is None else min(self._early, lifetime / 10)
        return remaining < early and self.clock.monotonic() >= self._early_from

    def pause_early(self) -> None:
        """Let is_early be false for a while: somebody is trying."""
        self._early_from = self.clock.monotonic() + EARLY_PAUSE

    def _monotonic(self, token: Token, remaining: float) -> float:
        """Return what remains by a clock that is never set back."""
        now = self.clock.monotonic()
        name = f"{token.get('access_token')} {token.get('expires_at')}"
        # Read once: another thread may put its own token there between two lines.
        seen = self._seen
        if seen is None or seen[0] != name:
            self._seen = seen = (name, now + remaining)
        return seen[1] - now
