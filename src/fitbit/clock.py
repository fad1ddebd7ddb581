"""What the client needs of a clock: the ``time`` module is one, a sandbox's clock another."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """A source of time that can also wait, as the ``time`` module is."""

    def time(self) -> float:
        """Return the seconds since the epoch."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never run backwards."""
        ...

    def sleep(self, seconds: float, /) -> None:
        """Wait."""
