"""Authorizations under way: by state, for ten minutes, for one use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from fitbit.clock import Clock
from fitbit.exceptions import (
    AmbiguousStateError,
    MismatchingRedirectURIError,
    MismatchingStateError,
    TokenStoreCorrupt,
)
from fitbit.stores.memory import MemoryStore
from fitbit.stores.protocol import Store

LIFETIME = 600
"""Seconds for which an authorization may be under way: the life of Fitbit's codes."""
MAX_ENTRIES = 1000
"""How many of one client are remembered; the oldest are dropped."""
IN_PROCESS = MemoryStore()
"""The authorizations of clients without a store, shared by all objects of the process."""
_UNKNOWN = (
    "No authorization is under way with this state: it is unknown, was used before, or is older "
    "than ten minutes."
)

T = TypeVar("T")
Entries = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class PendingAuthorization:
    """What the exchange will need of one authorize URL."""

    state: str
    redirect_uri: str | None
    verifier: str | None = field(repr=False)

    @classmethod
    def of_entry(cls, state: str, entry: dict[str, Any]) -> PendingAuthorization:
        """Return the authorization of its stored entry."""
        return cls(state, entry.get("redirect_uri"), entry.get("verifier"))

    def fits(self, redirect_uri: str | None) -> bool:
        """Return whether a redirect to that address may be its end."""
        return redirect_uri is None or self.redirect_uri in (None, redirect_uri)


class PendingAuthorizations:
    """One client's authorizations under way, and the codes that were exchanged lately."""

    last_state: str | None = None
    """The state of the one that was added here last."""

    def __init__(self, store: Store | None, key: str, clock: Clock) -> None:
        self._pending = ExpiringEntries(store or IN_PROCESS, key, clock)
        self._codes = ExpiringEntries(store or MemoryStore(), f"{key}/codes", clock)

    def add(self, state: str, redirect_uri: str | None, verifier: str | None) -> None:
        """Remember an authorization whose URL is about to be given to a user."""
        self._pending.add(state, redirect_uri=redirect_uri, verifier=verifier)
        self.last_state = state

    def pop(
        self, state: str | None, redirect_uri: str | None, *, guess: bool
    ) -> PendingAuthorization | None:
        """Return the authorization that is being finished, and forget it.

        That is the named one, else the one added here last, else (if *guess*) the only one
        under way for the redirect URI, else None.
        """
        state, self.last_state = state or self.last_state, None
        if state is None and guess:
            state = self._only(redirect_uri)
        if state is None:
            return None
        entry = self._pending.pop(state)
        if entry is None:
            raise MismatchingStateError(message=_UNKNOWN)
        pending = PendingAuthorization.of_entry(state, entry)
        if not pending.fits(redirect_uri):
            raise MismatchingRedirectURIError(
                message="The redirect URI is not the one that the authorize URL was made with."
            )
        return pending

    def _only(self, redirect_uri: str | None) -> str | None:
        live = [one for one in self.live() if one.fits(redirect_uri)]
        if len(live) > 1:
            message = f"{len(live)} authorizations are under way and none was named."
            raise AmbiguousStateError(message=message)
        return live[0].state if live else None

    def live(self) -> list[PendingAuthorization]:
        """Return those that are under way, oldest first."""
        entries = self._pending.load().items()
        return [PendingAuthorization.of_entry(state, entry) for state, entry in entries]

    def get(self, state: str) -> PendingAuthorization | None:
        """Return the one with that state and leave it where it is."""
        return next((pending for pending in self.live() if pending.state == state), None)

    def mark_code_used(self, code: str) -> bool:
        """Note that a code is about to be exchanged; return False if it was before."""
        return self._codes.add(_digest(code))

    def release_code(self, code: str, pending: PendingAuthorization | None) -> None:
        """Undo mark_code_used and pop: the exchange was never sent."""
        self._codes.pop(_digest(code))
        if pending is not None:
            self.add(pending.state, pending.redirect_uri, pending.verifier)


def _digest(code: str) -> str:
    # The store is not told a code that may still be good.
    return hashlib.sha256(code.encode()).hexdigest()


class ExpiringEntries:
    """Named entries that expire; the oldest are dropped beyond MAX_ENTRIES.

    All live in one record of the store, which is updated by compare-and-swap.
    """

    def __init__(self, store: Store, key: str, clock: Clock) -> None:
        self.store, self.key, self.clock = store, key, clock

    def load(self) -> Entries:
        """Return the live entries, oldest first."""
        return self._live(self.store.load(self.key))

    def add(self, name: str, **entry: Any) -> bool:
        """Add an entry, or replace the one of that name; return whether the name is new."""

        def change(entries: Entries) -> bool:
            new = entries.pop(name, None) is None
            entries[name] = {"at": self.clock.time(), **entry}
            return new

        return self._update(change)

    def pop(self, name: str) -> dict[str, Any] | None:
        """Remove an entry and return it, to one caller only; None where there is none."""
        return self._update(lambda entries: entries.pop(name, None))

    def _update(self, change: Callable[[Entries], T]) -> T:
        while True:
            text = self.store.load(self.key)
            entries = self._live(text)
            result = change(entries)
            newest = dict(list(entries.items())[-MAX_ENTRIES:])
            if self.store.save(self.key, json.dumps(newest), text):
                return result

    def _live(self, text: str | None) -> Entries:
        oldest = self.clock.time() - LIFETIME
        return {name: entry for name, entry in _parse(text).items() if entry["at"] > oldest}


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
