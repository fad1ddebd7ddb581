"""Stops or kills the process that uses a store, at an exact moment of a refresh."""

from __future__ import annotations

import json
import os
from contextlib import AbstractContextManager
from typing import Literal

from fitbit.stores import Store, previous_value

Moment = Literal["begun", "answered", "saved"]
"""The refresh is noted, but not sent; answered, but not saved; saved, but not used."""


class Tripwire:
    """Is a store that sends its own process a signal, once."""

    def __init__(self, store: Store, moment: Moment, number: int) -> None:
        """Remember the moment and the signal's number."""
        self.store, self.moment, self.number = store, moment, number
        self._armed = True

    def load(self, key: str) -> str | None:
        """Load from the store."""
        return self.store.load(key)

    def previous(self, key: str) -> str | None:
        """Return what the store remembers."""
        return previous_value(self.store, key)

    def save(self, key: str, value: str, expected: str | None) -> bool:
        """Save in the store, and trip on the way."""
        noted = _is_note(value)
        refreshed = not noted and _is_note(expected)
        self._trip("answered", refreshed)
        saved = self.store.save(key, value, expected)
        self._trip("begun", noted)
        self._trip("saved", refreshed)
        return saved

    def delete(self, key: str) -> None:
        """Delete from the store."""
        self.store.delete(key)

    def lock(self, key: str, timeout: float) -> AbstractContextManager[None]:
        """Lock in the store."""
        return self.store.lock(key, timeout)

    def _trip(self, moment: Moment, now: bool) -> None:  # noqa: FBT001
        if now and self._armed and moment == self.moment:
            self._armed = False
            os.kill(os.getpid(), self.number)


def _is_note(text: str | None) -> bool:
    return text is not None and "refreshing_since" in json.loads(text)
