"""Shelves a token with what is known of it: a refresh under way, or that it is dead."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Any, Protocol
from urllib.parse import quote

from fitbit.exceptions import TokenStoreCorrupt
from fitbit.stores.protocol import Store
from fitbit.tokens import Token, as_number


@dataclass(frozen=True)
class Record:
    """Is what a store keeps of one user's consent."""

    token: Token | None = None
    refreshing_since: float | None = None
    """When the refresh was begun that no answer is known of, in seconds since the epoch."""
    dead: str | None = None
    """Why the token is no longer accepted, in the server's words."""

    def dumps(self) -> str:
        """Return the record as JSON text, members without a value left out."""
        members = {
            "token": self.token,
            "refreshing_since": self.refreshing_since,
            "dead": self.dead,
        }
        return json.dumps({name: value for name, value in members.items() if value is not None})

    @classmethod
    def loads(cls, text: str) -> Record:
        """Return the record of a JSON text, or raise TokenStoreCorrupt."""
        try:
            members = json.loads(text)
        except ValueError:
            raise _corrupt(text, "is not JSON") from None
        if not isinstance(members, dict):
            raise _corrupt(text, "is not a JSON object")
        token = members.get("token")
        if not _usable(token):
            raise _corrupt(text, "has no token")
        dead = members.get("dead")
        since = as_number(members.get("refreshing_since"))
        return cls(Token(token), since, None if dead is None else str(dead))


def _usable(token: Any) -> bool:
    texts = [token.get(name) for name in ("access_token", "refresh_token")] if token else []
    return isinstance(token, dict) and any(isinstance(t, str) and t for t in texts)


def _corrupt(text: str, why: str) -> TokenStoreCorrupt:
    error = TokenStoreCorrupt(f"The stored token record {why}; it was left as it is (error.raw).")
    error.raw = text
    return error


def key_of(kind: str, *parts: str | None) -> str:
    """Return a store's key: readable parts with a slash between, anything else quoted."""
    return "/".join((kind, *(quote(part or "-", safe="@+ ") for part in parts)))


class Shelf(Protocol):
    """Holds one record."""

    durable: bool
    """Whether what it holds outlives the client."""

    def lock(self, timeout: float) -> AbstractContextManager[None]:
        """Keep every other process and host away from the record."""

    def load(self) -> Record:
        """Return the record, an empty one where there is none."""

    def swap(self, spent: Token | None, record: Record) -> bool:
        """Replace the record if its token still is the given one."""

    def put(self, record: Record) -> None:
        """Replace the record, whatever is there."""

    def clear(self) -> None:
        """Forget the record."""


class SessionShelf:
    """Holds the record of a client without a store: its token is the session's own."""

    durable = False

    def __init__(self, read: Callable[[], Token]) -> None:
        """Remember where the token is read."""
        self._read = read
        self._notes = Record()

    def lock(self, timeout: float) -> AbstractContextManager[None]:  # noqa: ARG002
        """Keep nobody away: nobody else knows this record."""
        return nullcontext()

    def load(self) -> Record:
        """Return the session's token, with the notes if they speak of that token."""
        token = self._read()
        if self._notes.token is not None and self._notes.token.same_as(token):
            return replace(self._notes, token=token)
        return Record(token or None)

    def swap(self, spent: Token | None, record: Record) -> bool:
        """Remember the notes if the token was not replaced meanwhile."""
        current = self._read()
        if not current.same_as(spent or {}):
            return False
        self.put(record)
        return True

    def put(self, record: Record) -> None:
        """Remember the notes."""
        self._notes = replace(record, token=Token(record.token or {}))

    def clear(self) -> None:
        """Forget the notes."""
        self._notes = Record()


class StoreShelf:
    """Holds one record of a store."""

    durable = True

    def __init__(self, store: Store, key: str) -> None:
        """Remember the store and the key."""
        self.store, self.key = store, key

    def lock(self, timeout: float) -> AbstractContextManager[None]:
        """Keep every other process and host away from the record."""
        return self.store.lock(self.key, timeout)

    def load(self) -> Record:
        """Return the record, an empty one where there is none."""
        text = self.store.load(self.key)
        return Record() if text is None else Record.loads(text)

    def swap(self, spent: Token | None, record: Record) -> bool:
        """Replace the record if the whole stored token still is the given one."""
        while True:
            text = self.store.load(self.key)
            stored = None if text is None else Record.loads(text).token
            if dict(stored or {}) != dict(spent or {}):
                return False
            if self.store.save(self.key, record.dumps(), text):
                return True

    def put(self, record: Record) -> None:
        """Replace the record, whatever is there."""
        while not self.store.save(self.key, record.dumps(), self.store.load(self.key)):
            pass

    def clear(self) -> None:
        """Forget the record."""
        self.store.delete(self.key)
