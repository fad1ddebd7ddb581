"""Says what a store is: texts by key, replaced only by who knows what is there."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol, runtime_checkable


@runtime_checkable
class Store(Protocol):
    """Keeps small texts by key; every method may be called by many threads at once.

    Keys and values are text that the store need not understand.  Failures are raised as
    ``fitbit.exceptions.TokenStoreError``.
    """

    def load(self, key: str) -> str | None:
        """Return the text kept under the key, None where there is none."""

    def save(self, key: str, value: str, expected: str | None) -> bool:
        """Replace the text if it still is the expected one (None: if there is none).

        True comes back only once the text is durable; False means that nothing was changed.
        """

    def delete(self, key: str) -> None:
        """Forget the text kept under the key, if there is one."""

    def lock(self, key: str, timeout: float) -> AbstractContextManager[None]:
        """Hold the key for this thread alone; TokenStoreBusy after ``timeout`` seconds."""
