"""Says what a store is: texts by key, replaced only by who knows what is there."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol, runtime_checkable


@runtime_checkable
class Store(Protocol):
    """Keeps small texts by key; every method may be called by many threads at once.

    Keys and values are text that the store need not understand.  Failures are raised as
    ``fitbit.exceptions.TokenStoreError``, and leave what is stored as it was.
    """

    def load(self, key: str) -> str | None:
        """Return the text kept under the key, None where there is none."""
        raise NotImplementedError

    def save(self, key: str, value: str, expected: str | None) -> bool:
        """Replace the text if it still is the expected one (None: if there is none).

        True comes back only once the text is durable; False means that nothing was changed.
        Where ``load`` raises TokenStoreCorrupt, the expected text is None or ``previous(key)``.
        """
        raise NotImplementedError

    def delete(self, key: str) -> None:
        """Forget the text kept under the key, if there is one."""
        raise NotImplementedError

    def lock(self, key: str, timeout: float) -> AbstractContextManager[None]:
        """Hold the key for this thread alone; TokenStoreBusy after ``timeout`` seconds.

        The holder calls ``load`` and ``save`` meanwhile, and each save counts at once.
        """
        raise NotImplementedError


@runtime_checkable
class RememberingStore(Store, Protocol):
    """Is a store that also remembers what its last save replaced."""

    def previous(self, key: str) -> str | None:
        """Return the text that can still be read from before the last save, None without one."""
        raise NotImplementedError


def previous_of(store: Store, key: str) -> str | None:
    """Return the text from before the last save, None where the store remembers none."""
    return store.previous(key) if isinstance(store, RememberingStore) else None
