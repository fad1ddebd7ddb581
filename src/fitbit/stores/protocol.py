"""The protocol of a token store: text by key, replaced by compare-and-swap."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol, runtime_checkable


@runtime_checkable
class Store(Protocol):
    """Storage for small texts by key, safe for many threads at once.

    Keys and values are text that the store need not understand.  Failures are raised as
    ``fitbit.exceptions.TokenStoreError``, and leave what is stored as it was.
    """

    def load(self, key: str) -> str | None:
        """Return the text stored under *key*, or None."""
        raise NotImplementedError

    def save(self, key: str, value: str, expected: str | None) -> bool:
        """Replace the text if it still is *expected* (None: if there is none); compare-and-swap.

        Return True only once the text is durable, False if nothing was changed. Where ``load``
        raises TokenStoreCorrupt, *expected* is None or ``previous(key)``.
        """
        raise NotImplementedError

    def delete(self, key: str) -> None:
        """Delete the text stored under *key*, if there is one."""
        raise NotImplementedError

    def lock(self, key: str, timeout: float) -> AbstractContextManager[None]:
        """Return a context manager that locks *key* for this thread.

        Entering it waits up to *timeout* seconds, then raises TokenStoreBusy. The holder calls
        ``load`` and ``save`` inside it, and each save counts at once. The lock must be free again
        when the process that holds it dies.
        """
        raise NotImplementedError


@runtime_checkable
class VersionedStore(Store, Protocol):
    """A store that can still read what its last save replaced."""

    def previous(self, key: str) -> str | None:
        """Return the text from before the last save, or None."""
        raise NotImplementedError


def previous_value(store: Store, key: str) -> str | None:
    """Return the text from before the last save, or None where the store keeps none."""
    return store.previous(key) if isinstance(store, VersionedStore) else None
