"""Keeps tokens in this process, for as long as it lives."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from typing import NoReturn

from fitbit.stores.thread_locks import ThreadLocks


class MemoryStore:
    """Shares tokens among the threads and objects of one process, and forgets them with it."""

    def __init__(self) -> None:
        """Begin empty."""
        self._texts: dict[str, str] = {}
        self._writes, self._locks = ThreadLocks(), ThreadLocks()

    def __repr__(self) -> str:
        """Tell how many records there are, not what is in them."""
        return f"<MemoryStore: {len(self._texts)} records>"

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled."""
        msg = "A MemoryStore cannot leave its process: use a FileStore or a SqliteStore."
        raise TypeError(msg)

    def load(self, key: str) -> str | None:
        """Return the text kept under the key, None where there is none."""
        return self._texts.get(key)

    def save(self, key: str, value: str, expected: str | None) -> bool:
        """Replace the text if it still is the expected one (None: if there is none)."""
        with self._writes.hold(key, threading.TIMEOUT_MAX):
            if self._texts.get(key) != expected:
                return False
            self._texts[key] = value
            return True

    def delete(self, key: str) -> None:
        """Forget the text kept under the key, if there is one."""
        with self._writes.hold(key, threading.TIMEOUT_MAX):
            self._texts.pop(key, None)

    def lock(self, key: str, timeout: float) -> AbstractContextManager[None]:
        """Hold the key for this thread alone; TokenStoreBusy after ``timeout`` seconds."""
        return self._locks.hold(key, timeout)
