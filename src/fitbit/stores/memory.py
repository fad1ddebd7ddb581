"""A token store in memory."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from typing import NoReturn

from fitbit.exceptions import InvalidUse
from fitbit.stores.thread_locks import ThreadLocks


class MemoryStore:
    """A store for the threads and objects of one process; it ends with the process."""

    def __init__(self) -> None:
        """Start empty."""
        self._texts: dict[str, str] = {}
        self._writes, self._locks = ThreadLocks(), ThreadLocks()

    def __repr__(self) -> str:
        """Show how many records there are, and no secret."""
        return f"<MemoryStore: {len(self._texts)} records>"

    def __reduce__(self) -> NoReturn:
        """Raise InvalidUse: a copy in another process would be another store."""
        msg = "A MemoryStore cannot leave its process: use a FileStore or a SqliteStore."
        raise InvalidUse(msg)

    def load(self, key: str) -> str | None:
        """Return the text stored under *key*, or None."""
        return self._texts.get(key)

    def save(self, key: str, value: str, expected: str | None) -> bool:
        """Replace the text if it still is *expected* (None: if there is none)."""
        with self._writes.hold(key, threading.TIMEOUT_MAX):
            if self._texts.get(key) != expected:
                return False
            self._texts[key] = value
            return True

    def delete(self, key: str) -> None:
        """Delete the text stored under *key*, if there is one."""
        with self._writes.hold(key, threading.TIMEOUT_MAX):
            self._texts.pop(key, None)

    def lock(self, key: str, timeout: float) -> AbstractContextManager[None]:
        """Lock *key* for this thread; raise TokenStoreBusy after *timeout* seconds."""
        return self._locks.hold(key, timeout)
