"""Remembers the authorizations that are under way: by state, for ten minutes, for one use."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from fitbit.clock import Clock
from fitbit.exceptions import (
    AmbiguousStateError,
    MismatchingRedirectURIError,
    MismatchingStateError,
)
from fitbit.oauth2.ledger import Ledger
from fitbit.stores.memory import MemoryStore
from fitbit.stores.protocol import Store

LIFETIME = 600
"""Seconds for which an authorization may be under way: the life of Fitbit's codes."""
MOST = 1000
"""How many of one client are remembered; the oldest give way."""
IN_PROCESS = MemoryStore()
"""Remembers them for clients without a store, across all objects of the process."""
_UNKNOWN = (
    "No authorization is under way with this state: it is unknown, was used before, or is older "
    "than ten minutes."
)


@dataclass(frozen=True)
class PendingAuthorization:
    """Is what the exchange will need of one authorize URL."""

    state: str
    redirect_uri: str | None
    verifier: str | None = field(repr=False)

    @classmethod
    def read(cls, state: str, entry: dict[str, Any]) -> PendingAuthorization:
        """Return it from its entry in the ledger."""
        return cls(state, entry.get("redirect_uri"), entry.get("verifier"))

    def fits(self, redirect_uri: str | None) -> bool:
        """Tell whether a redirect to that address may be its end."""
        return redirect_uri is None or self.redirect_uri in (None, redirect_uri)


class PendingAuthorizations:
    """Keeps one client's authorizations under way, and which codes were exchanged lately."""

    last_state: str | None = None
    """The state of the one that was begun here last."""

    def __init__(self, store: Store | None, key: str, clock: Clock) -> None:
        """Keep them in the store, or in the process where there is none."""
        self._pending = Ledger(store or IN_PROCESS, key, clock, LIFETIME, MOST)
        self._codes = Ledger(store or MemoryStore(), f"{key}/codes", clock, LIFETIME, MOST)

    def begin(self, state: str, redirect_uri: str | None, verifier: str | None) -> None:
        """Remember an authorization whose URL is about to be handed out."""
        self._pending.add(state, redirect_uri=redirect_uri, verifier=verifier)
        self.last_state = state

    def end(
        self, state: str | None, redirect_uri: str | None, *, guess: bool
    ) -> PendingAuthorization | None:
        """Return the authorization that is being finished, and forget it.

        That is the named one, else the one begun here last, else (if ``guess``) the only one
        under way for the redirect URI, else None.
        """
        state, self.last_state = state or self.last_state, None
        if state is None and guess:
            state = self._only(redirect_uri)
        if state is None:
            return None
        entry = self._pending.take(state)
        if entry is None:
            raise MismatchingStateError(message=_UNKNOWN)
        return _checked(PendingAuthorization.read(state, entry), redirect_uri)

    def _only(self, redirect_uri: str | None) -> str | None:
        live = self.live(redirect_uri)
        if len(live) > 1:
            message = f"{len(live)} authorizations are under way and none was named."
            raise AmbiguousStateError(message=message)
        return live[0].state if live else None

    def live(self, redirect_uri: str | None = None) -> list[PendingAuthorization]:
        """Return those that a redirect to the address may belong to, oldest first."""
        entries = self._pending.read().items()
        pending = (PendingAuthorization.read(state, entry) for state, entry in entries)
        return [one for one in pending if one.fits(redirect_uri)]

    def find(self, state: str) -> PendingAuthorization | None:
        """Return the one with that state and leave it where it is."""
        return next((pending for pending in self.live() if pending.state == state), None)

    def claim_code(self, code: str) -> bool:
        """Note that a code is about to be exchanged; False if it was before."""
        return self._codes.add(_mark(code))

    def give_back(self, code: str, pending: PendingAuthorization | None) -> None:
        """Undo a claim: the exchange was never sent."""
        self._codes.take(_mark(code))
        if pending is not None:
            self.begin(pending.state, pending.redirect_uri, pending.verifier)


def _checked(pending: PendingAuthorization, redirect_uri: str | None) -> PendingAuthorization:
    if not pending.fits(redirect_uri):
        raise MismatchingRedirectURIError(
            message="The redirect URI is not the one that the authorize URL was made with."
        )
    return pending


def _mark(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
