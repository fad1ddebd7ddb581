"""Stored tokens: one record a user, replaced only by who knows what is there."""

from __future__ import annotations

import json
import logging
from contextlib import AbstractContextManager
from dataclasses import dataclass
from numbers import Integral
from typing import Any
from urllib.parse import quote
from uuid import UUID

from fitbit.exceptions import InvalidValue, TokenStoreCorrupt
from fitbit.responses.bodies import as_object
from fitbit.stores.protocol import Store, previous_value
from fitbit.tokens import Token, as_number

log = logging.getLogger("fitbit")


@dataclass(frozen=True)
class TokenRecord:
    """A stored token and its refresh state."""

    token: Token | None = None
    refreshing_since: float | None = None
    """When the refresh was started whose answer is not known, in seconds since the epoch."""
    rejected: str | None = None
    """Why the token is no longer accepted, in the server's words."""

    def dumps(self) -> str:
        """Return the record as JSON text, members without a value left out."""
        members = {
            "token": self.token,
            "refreshing_since": self.refreshing_since,
            "rejected": self.rejected,
        }
        return json.dumps({name: value for name, value in members.items() if value is not None})

    @classmethod
    def loads(cls, text: str) -> TokenRecord:
        """Return the record of a JSON text, or raise TokenStoreCorrupt."""
        try:
            members = as_object(json.loads(text))
        except (ValueError, RecursionError):
            raise _corrupt(text, "is not JSON") from None
        if members is None:
            raise _corrupt(text, "is not a JSON object")
        token = _usable(as_object(members.get("token")))
        if token is None:
            raise _corrupt(text, "has no token")
        rejected = members.get("rejected")
        since = as_number(members.get("refreshing_since"))
        return cls(token, since, None if rejected is None else str(rejected))

    def has(self, token: Token | None) -> bool:
        """Return whether the record holds exactly that token, every member of it."""
        if (self.token or {}) == (token or {}):
            return True
        # Compared as text as well: a number that is not one (NaN) differs from itself.
        return _canonical(self.token) == _canonical(token)


def _canonical(token: Token | None) -> str:
    return json.dumps(token or {}, sort_keys=True)


def _usable(token: dict[str, Any] | None) -> Token | None:
    texts = [(token or {}).get(name) for name in ("access_token", "refresh_token")]
    return Token(token or {}) if any(isinstance(text, str) and text for text in texts) else None


def _corrupt(text: str, why: str) -> TokenStoreCorrupt:
    error = TokenStoreCorrupt(f"The stored token record {why}; it was left as it is (error.raw).")
    error.raw = text
    return error


def account_name(account: str | int | UUID) -> str:
    """Return an account as the text that names its record; refuse what names nobody."""
    given: Any = account  # at run time it may be anything
    known = not isinstance(given, bool) and isinstance(given, str | Integral | UUID)
    if not known or not account or not str(account).strip():
        raise InvalidValue(
            f"account={account!r} names nobody: pass your application's own key of the person (a "
            "text, an integer or a UUID), or leave account= out where there is one person only."
        )
    return str(account)


def key_of(kind: str, *parts: str | None) -> str:
    """Return a store's key: readable parts with a slash between, anything else quoted."""
    return "/".join((kind, *(quote(part or "-", safe="@+ ") for part in parts)))


class TokenRecords:
    """One user's record in a store."""

    def __init__(self, store: Store, key: str) -> None:
        self.store, self.key = store, key

    def lock(self, timeout: float) -> AbstractContextManager[None]:
        """Keep every other thread, process and host away; may block for *timeout* seconds."""
        return self.store.lock(self.key, timeout)

    def load(self) -> TokenRecord:
        """Return the record, an empty one where there is none.

        Where it is damaged, the one before it is returned if it can be read: its refresh token
        may still work.  Otherwise TokenStoreCorrupt is raised.
        """
        return self._read()[0]

    def replace(self, expected: Token | None, record: TokenRecord) -> bool:
        """Replace the record if the stored token, every member of it, still is *expected*."""
        while True:
            stored, text = self._read()
            if not stored.has(expected):
                return False
            # False here means that the text changed since it was read: look again.
            if self.store.save(self.key, record.dumps(), text):
                return True

    def overwrite(self, record: TokenRecord) -> None:
        """Replace the record, whatever is there, damaged or not."""
        while not self.store.save(self.key, record.dumps(), self._expected()):
            pass

    def delete(self) -> None:
        """Delete the record."""
        self.store.delete(self.key)

    def _read(self) -> tuple[TokenRecord, str | None]:
        """Return the record and the text that a save has to expect."""
        text = None
        try:
            text = self.store.load(self.key)
            return TokenRecord() if text is None else TokenRecord.loads(text), text
        except TokenStoreCorrupt as error:
            return self._previous(error, text)

    def _previous(self, error: TokenStoreCorrupt, text: str | None) -> tuple[TokenRecord, str]:
        previous = previous_value(self.store, self.key)
        if previous is None:
            raise error
        try:
            record = TokenRecord.loads(previous)
        except TokenStoreCorrupt:
            raise error from None
        log.warning("A stored token cannot be read; going on with the one before it. %s", error)
        return record, previous if text is None else text

    def _expected(self) -> str | None:
        try:
            return self.store.load(self.key)
        except TokenStoreCorrupt:
            return previous_value(self.store, self.key)
