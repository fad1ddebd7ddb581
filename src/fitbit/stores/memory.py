"""Keeps tokens in this process, for as long as it lives."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from fitbit.exceptions import TokenStoreBusy


class MemoryStore:
    """Shares tokens among the threads and objects of one process, and forgets them with it."""

    def __init__(self) -> None:
        """Begin empty."""
        self._texts: dict[str, str] = {}
        self._guard = threading.Lock()
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def __repr__(self) -> str:
        """Tell how many records there are, not what is in them."""
        return f"<MemoryStore: {len(self._texts)} records>"

    def load(self, key: str) -> str | None:
        """Return the text kept under the key, None where there is none."""
        with self._guard:
            return self._texts.get(key)

    def save(self, key: str, value: str, expected: str | None) -> bool:
        """Replace the text if it still is the expected one (None: if there is none)."""
        with self._guard:
            if self._texts.get(key) != expected:
                return False
            self._texts[key] = value
            return True

    def delete(self, key: str) -> None:
        """Forget the text kept under the key, if there is one."""
        with self._guard:
            self._texts.pop(key, None)

    @contextmanager
    def lock(self, key: str, timeout: float) -> Iterator[None]:
        """Hold the key for this thread alone; TokenStoreBusy after ``timeout`` seconds."""
        with self._guard:
            held = self._locks[key]
        if not held.acquire(timeout=timeout):
            msg = f"Another thread held the record for more than {timeout:g} seconds."
            raise TokenStoreBusy(msg)
        try:
            yield
        finally:
            held.release()
