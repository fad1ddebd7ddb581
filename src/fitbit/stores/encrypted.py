"""A token store that encrypts the values of another store."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from types import ModuleType
from typing import TYPE_CHECKING, Any

from fitbit.exceptions import InvalidUse, InvalidValue, TokenStoreCorrupt, TokenStoreError
from fitbit.stores.extras import missing_extra
from fitbit.stores.protocol import Store, previous_value
from fitbit.stores.system_keyring import KeyringKeys

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

Key = str | bytes
_VERSION, _LEAST, _BLOCK = 0x80, 73, 16
"""The first byte of Fernet's format, the length of its shortest message, and its steps."""


def generate_key() -> str:
    """Return a new key for EncryptedStore, as text."""
    key: bytes = _library().Fernet.generate_key()
    return key.decode()


class EncryptedStore:
    """A store whose values lie in another store, encrypted with Fernet (AES-128-CBC, HMAC-SHA256).

    The first key encrypts, all of them decrypt: to rotate, put a new key in front, and drop the
    old one once every record was saved again. *keys* may also be a function that returns the
    keys; a store made with one can be pickled, because the keys stay out of the pickle.
    The keys of records are not encrypted.
    """

    def __init__(self, store: Store, keys: Iterable[Key] | Callable[[], Iterable[Key]]) -> None:
        """Take the store to wrap, and the keys."""
        self.store = store
        self._keys = keys if callable(keys) else None
        self._fernet = _multi_fernet(keys() if callable(keys) else keys)

    @classmethod
    def from_keyring(
        cls, store: Store, service: str = "fitbit", username: str = "encryption-key"
    ) -> EncryptedStore:
        """Return a store whose key is in the system's keyring; it is made there if absent."""
        keys = KeyringKeys(service, username)
        keys.make_once(store, generate_key)
        return cls(store, keys)

    def __repr__(self) -> str:
        """Show the wrapped store, and no key."""
        return f"<EncryptedStore: {self.store!r}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the store and the function that returns the keys, never a key."""
        if self._keys is None:
            msg = (
                "An EncryptedStore made with keys cannot be pickled, for the keys would be in the "
                "pickle: make it with a function that returns them, or with from_keyring()."
            )
            raise InvalidUse(msg)
        return type(self), (self.store, self._keys)

    def load(self, key: str) -> str | None:
        """Return the text stored under *key*, or None."""
        kept = self.store.load(key)
        return None if kept is None else self._decrypt(key, kept)

    def previous(self, key: str) -> str | None:
        """Return the text from before the last save of *key*, or None where it is unreadable."""
        kept = previous_value(self.store, key)
        try:
            return None if kept is None else self._decrypt(key, kept)
        except TokenStoreCorrupt:
            return None

    def save(self, key: str, value: str, expected: str | None) -> bool:
        """Replace the text if it still is *expected* (None: if there is none)."""
        while True:
            fits, kept = self._find(key, expected)
            if not fits:
                return False
            if self.store.save(key, self._fernet.encrypt(value.encode()).decode(), kept):
                return True

    def delete(self, key: str) -> None:
        """Delete the text stored under *key*; that needs no encryption key."""
        self.store.delete(key)

    def lock(self, key: str, timeout: float) -> AbstractContextManager[None]:
        """Lock *key* for this thread; raise TokenStoreBusy after *timeout* seconds."""
        return self.store.lock(key, timeout)

    def _find(self, key: str, expected: str | None) -> tuple[bool, str | None]:
        """Return whether *expected* is stored, and its encrypted form in the wrapped store."""
        kept = None
        try:
            kept = self.store.load(key)
            return expected == (None if kept is None else self._decrypt(key, kept)), kept
        except TokenStoreCorrupt:
            return expected in (None, self.previous(key)), kept

    def _decrypt(self, key: str, kept: str) -> str:
        try:
            return self._fernet.decrypt(kept.encode()).decode()
        except _library().InvalidToken:
            raise _unreadable(key, kept) from None


def _unreadable(key: str, kept: str) -> TokenStoreError:
    if _looks_encrypted(kept):
        return TokenStoreError(
            f"None of the keys decrypts the record {key!r}; it was left as it is. Put the key it "
            "was encrypted with back among the keys, or delete the record and log in again."
        )
    error = TokenStoreCorrupt(f"The record {key!r} is not encrypted, or damaged (error.raw).")
    error.raw = kept
    return error


def _looks_encrypted(kept: str) -> bool:
    try:
        token = base64.b64decode(kept, altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return False
    whole = len(token) >= _LEAST and len(token) % _BLOCK == _LEAST % _BLOCK
    return whole and token[0] == _VERSION


def _multi_fernet(keys: Iterable[Key]) -> MultiFernet:
    library = _library()
    several = [keys] if isinstance(keys, (str, bytes)) else list(keys)
    try:
        fernet: MultiFernet = library.MultiFernet([library.Fernet(key) for key in several])
    except ValueError:
        # The reason may quote the key.
        msg = "An EncryptedStore needs at least one key as fitbit.stores.generate_key() makes it."
        raise InvalidValue(msg) from None
    return fernet


def _library() -> ModuleType:
    try:
        from cryptography import fernet  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise missing_extra("encrypt", "EncryptedStore", error) from error
    return fernet
