"""Names what the client needs of a clock; the ``time`` module is one, a sandbox's clock another."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits, as the ``time`` module does."""

    def time(self) -> float:
        """Return the seconds since the epoch."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never run backwards."""
        ...

    def sleep(self, seconds: float, /) -> None:
        """Wait."""
