"""Shelves a token with what is known of it: a refresh under way, or that it is dead."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Any, Protocol
from urllib.parse import quote

from fitbit.exceptions import TokenStoreCorrupt
from fitbit.stores.protocol import Store, previous_value
from fitbit.tokens import Token, as_number

log = logging.getLogger("fitbit")


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
        except (ValueError, RecursionError):
            raise _corrupt(text, "is not JSON") from None
        if not isinstance(members, dict):
            raise _corrupt(text, "is not a JSON object")
        token = _usable(members.get("token"))
        if token is None:
            raise _corrupt(text, "has no token")
        dead = members.get("dead")
        since = as_number(members.get("refreshing_since"))
        return cls(token, since, None if dead is None else str(dead))


def _usable(token: Any) -> Token | None:
    if not isinstance(token, dict):
        return None
    texts = [token.get(name) for name in ("access_token", "refresh_token")]
    return Token(token) if any(isinstance(text, str) and text for text in texts) else None


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
        ...

    def load(self) -> Record:
        """Return the record, an empty one where there is none."""
        ...

    def swap(self, spent: Token | None, record: Record) -> bool:
        """Replace the record if its token still is the given one."""
        ...

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
        """Return the record, an empty one where there is none.

        Where it is damaged, the one before it is returned if it can be read: its refresh token
        may still work.  Otherwise TokenStoreCorrupt is raised.
        """
        return self._read()[0]

    def swap(self, spent: Token | None, record: Record) -> bool:
        """Replace the record if the whole stored token still is the given one."""
        while True:
            stored, text = self._read()
            if dict(stored.token or {}) != dict(spent or {}):
                return False
            if self.store.save(self.key, record.dumps(), text):
                return True

    def put(self, record: Record) -> None:
        """Replace the record, whatever is there."""
        while not self.store.save(self.key, record.dumps(), self._expected()):
            pass

    def _read(self) -> tuple[Record, str | None]:
        """Return the record and the text that a save has to expect."""
        text = None
        try:
            text = self.store.load(self.key)
            return Record() if text is None else Record.loads(text), text
        except TokenStoreCorrupt as error:
            return self._before(error, text)

    def _before(self, error: TokenStoreCorrupt, text: str | None) -> tuple[Record, str]:
        previous = previous_value(self.store, self.key)
        if previous is None:
            raise error
        try:
            record = Record.loads(previous)
        except TokenStoreCorrupt:
            raise error from None
        log.warning("A stored token cannot be read; going on with the one before it. %s", error)
        return record, previous if text is None else text

    def _expected(self) -> str | None:
        try:
            return self.store.load(self.key)
        except TokenStoreCorrupt:
            return previous_value(self.store, self.key)

    def clear(self) -> None:
        """Forget the record."""
        self.store.delete(self.key)
