"""The key of an EncryptedStore in the system's keyring."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import ModuleType

from fitbit.exceptions import TokenStoreError
from fitbit.stores.extras import missing_extra
from fitbit.stores.protocol import Store

LOCK_TIMEOUT = 60.0
"""Seconds to wait for another process that is making the key: its user may have to agree."""


class KeyringKeys:
    """A function that reads the key from the keyring of the user who runs it."""

    def __init__(self, service: str, username: str) -> None:
        """Set the names under which the keyring has the key."""
        self.service, self.username = service, username

    def __call__(self) -> list[str]:
        """Return the key in a list; raise TokenStoreError where there is none."""
        key = self._get()
        if key is None:
            msg = f"The system keyring has no key for {self.service!r}, {self.username!r}."
            raise TokenStoreError(msg)
        return [key]

    def make_once(self, store: Store, make: Callable[[], str]) -> None:
        """Put a new key there if there is none, with the store's lock held."""
        if self._get() is not None:
            return
        with store.lock(f"keyring/{self.service}/{self.username}", LOCK_TIMEOUT):
            if self._get() is None:
                self._set(make())

    def _get(self) -> str | None:
        with _keyring() as keyring:
            key: str | None = keyring.get_password(self.service, self.username)
        return key

    def _set(self, key: str) -> None:
        with _keyring() as keyring:
            keyring.set_password(self.service, self.username, key)
        if self._get() != key:
            msg = "The system keyring did not keep the key: choose another keyring backend."
            raise TokenStoreError(msg)


@contextmanager
def _keyring() -> Generator[ModuleType]:
    """Return the library, and raise its errors as TokenStoreError."""
    try:
        import keyring  # noqa: PLC0415 - an extra
        from keyring.errors import KeyringError  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise missing_extra("encrypt", "EncryptedStore.from_keyring", error) from error
    try:
        yield keyring
    except KeyringError as error:
        msg = (
            f"The system keyring failed ({type(error).__name__}). Unlock it or install one, or "
            "pass the keys yourself: EncryptedStore(store, keys)."
        )
        raise TokenStoreError(msg) from error
