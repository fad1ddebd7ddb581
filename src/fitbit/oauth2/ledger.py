"""Keeps a bounded list of short-lived entries in one record of a store."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from fitbit.clock import Clock
from fitbit.exceptions import TokenStoreCorrupt
from fitbit.stores.protocol import Store

T = TypeVar("T")
Entries = dict[str, dict[str, Any]]


class Ledger:
    """Holds entries by name, each with the time ``at`` which it was made.

    An entry is gone after ``lifetime`` seconds; of more than ``most`` the oldest give way.
    """

    def __init__(self, store: Store, key: str, clock: Clock, lifetime: float, most: int) -> None:
        """Remember where the entries are kept and for how long."""
        self.store, self.key, self.clock = store, key, clock
        self.lifetime, self.most = lifetime, most

    def read(self) -> Entries:
        """Return the live entries, oldest first."""
        return self._live(self.store.load(self.key))

    def add(self, name: str, **entry: Any) -> bool:
        """Add an entry, or replace the one of that name; tell whether the name is new."""

        def change(entries: Entries) -> bool:
            new = entries.pop(name, None) is None
            entries[name] = {"at": self.clock.time(), **entry}
            return new

        return self._change(change)

    def take(self, name: str) -> dict[str, Any] | None:
        """Remove an entry and return it, to one caller only; None where there is none."""
        return self._change(lambda entries: entries.pop(name, None))

    def _change(self, change: Callable[[Entries], T]) -> T:
        while True:
            text = self.store.load(self.key)
            entries = self._live(text)
            result = change(entries)
            newest = dict(list(entries.items())[-self.most :])
            if self.store.save(self.key, json.dumps(newest), text):
                return result

    def _live(self, text: str | None) -> Entries:
        oldest = self.clock.time() - self.lifetime
        entries = _parse(text)
        return {name: entry for name, entry in entries.items() if entry["at"] > oldest}


def _parse(text: str | None) -> Entries:
    try:
        entries = json.loads(text or "{}")
        if all(isinstance(entry["at"], int | float) for entry in entries.values()):
            return dict(entries)
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    error = TokenStoreCorrupt("The record of authorizations under way cannot be read.")
    error.raw = text
    raise error
