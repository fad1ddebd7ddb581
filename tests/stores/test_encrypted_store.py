"""What EncryptedStore promises: nothing in clear, keys that rotate, nothing destroyed."""

from __future__ import annotations

import logging
import pickle
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from fitbit.exceptions import TokenStoreCorrupt, TokenStoreError
from fitbit.stores import EncryptedStore, FileStore, MemoryStore, generate_key

KEY = "fitbit/23ABCD/alice"
PLAIN = '{"token": "s3cret"}'


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring in this process that counts how often a password was set."""

    priority = 1

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()  # type: ignore[no-untyped-call]  # keyring has no annotation there
        self.passwords: dict[tuple[str, str], str] = {}
        self.set = 0

    def get_password(self, service: str, username: str) -> str | None:
        """Return the password, None without one."""
        return self.passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a password."""
        self.set += 1
        self.passwords[service, username] = password


class ForgetfulKeyring(MemoryKeyring):
    """A keyring that keeps nothing, like keyring's null backend."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Forget the password."""


class LockedKeyring(MemoryKeyring):
    """A keyring that its user did not unlock."""

    def get_password(self, service: str, username: str) -> str | None:
        """Fail."""
        raise keyring.errors.KeyringLocked(service, username)


@pytest.fixture
def system_keyring() -> Iterator[MemoryKeyring]:
    """Stand in for the system's keyring."""
    before, here = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(here)
    yield here
    keyring.set_keyring(before)


@pytest.fixture
def inner(tmp_path: Path) -> FileStore:
    """Make the store that is wrapped."""
    return FileStore(tmp_path / "tokens.json")


def test_nothing_rests_in_clear(inner: FileStore) -> None:
    """What is saved twice is on disk in no file, and differs each time."""
    store = EncryptedStore(inner, [generate_key()])
    store.save(KEY, PLAIN, None)
    store.save(KEY, PLAIN, PLAIN)

    files = [file.read_text() for file in inner.path.parent.iterdir() if file.is_file()]
    assert not [text for text in files if "s3cret" in text]
    assert inner.load(KEY) != inner.previous(KEY)


def test_keys_rotate(inner: FileStore) -> None:
    """The first key encrypts, all decrypt: once saved again, a record needs the new key only."""
    old, new = generate_key(), generate_key()
    EncryptedStore(inner, [old]).save(KEY, PLAIN, None)
    both = EncryptedStore(inner, [new, old])

    assert both.load(KEY) == PLAIN
    assert both.save(KEY, PLAIN, PLAIN) is True
    assert EncryptedStore(inner, [new]).load(KEY) == PLAIN


def test_a_wrong_key_destroys_nothing(inner: FileStore) -> None:
    """Without the right key nothing is read or replaced, and with it all is as it was."""
    right, wrong = (EncryptedStore(inner, [generate_key()]) for _ in range(2))
    right.save(KEY, PLAIN, None)
    for action in (lambda: wrong.load(KEY), lambda: wrong.save(KEY, "new", None)):
        with pytest.raises(TokenStoreError, match="None of the keys") as caught:
            action()
        assert not isinstance(caught.value, TokenStoreCorrupt)

    assert right.load(KEY) == PLAIN
    wrong.delete(KEY)
    assert wrong.save(KEY, "new", None) is True


@pytest.mark.parametrize("damage", ["", "gAAA", "gAAAAA==", PLAIN, "not base64 é", "A" * 140])
@pytest.mark.parametrize("expected", ["one", None])
def test_damage_is_typed_kept_and_survived(
    inner: FileStore, damage: str, expected: str | None
) -> None:
    """What cannot be a text of ours raises TokenStoreCorrupt; a login or the text before go on."""
    store = EncryptedStore(inner, [generate_key()])
    store.save(KEY, "one", None)
    inner.save(KEY, damage, inner.load(KEY))

    with pytest.raises(TokenStoreCorrupt) as caught:
        store.load(KEY)
    assert caught.value.raw == damage
    assert store.previous(KEY) == "one"
    assert store.save(KEY, "three", "two") is False
    assert store.save(KEY, "three", expected) is True
    assert store.load(KEY) == "three"


def test_damage_of_the_wrapped_store_is_survived(inner: FileStore) -> None:
    """When the file itself is damaged, the text before is decrypted, and a save goes on."""
    store = EncryptedStore(inner, [generate_key()])
    store.save(KEY, "one", None)
    store.save(KEY, "two", "one")
    inner.path.write_bytes(b"damage")

    with pytest.raises(TokenStoreCorrupt):
        store.load(KEY)
    assert store.previous(KEY) == "one"
    assert store.save(KEY, "three", "two") is False
    assert store.save(KEY, "three", "one") is True


def test_a_damaged_past_is_no_past(inner: FileStore) -> None:
    """A text before the last save that cannot be read is None."""
    store = EncryptedStore(inner, [generate_key()])
    inner.save(KEY, "damage", None)
    store.save(KEY, "one", None)

    assert store.previous(KEY) is None


@pytest.mark.parametrize("keys", [[], ["s3cret"], [generate_key(), b"s3cret"], "", "s3cret"])
def test_a_key_that_is_none_is_not_quoted(inner: FileStore, keys: list[str]) -> None:
    """A bad key, or none, is told at once and without quoting it."""
    with pytest.raises(ValueError, match="generate_key") as caught:
        EncryptedStore(inner, keys)
    assert "s3cret" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_one_key_may_stand_alone(inner: FileStore) -> None:
    """A single key needs no list."""
    key = generate_key()
    EncryptedStore(inner, key).save(KEY, PLAIN, None)

    assert EncryptedStore(inner, [key.encode()]).load(KEY) == PLAIN


def test_no_key_is_in_repr_or_pickle(inner: FileStore) -> None:
    """A store made with keys does not show and does not pickle them."""
    key = generate_key()
    store = EncryptedStore(inner, [key])

    assert key not in repr(store)
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(store)


def test_the_keyring_keeps_the_key(inner: FileStore, system_keyring: MemoryKeyring) -> None:
    """The key is made once, and found again by the next process."""
    first = EncryptedStore.from_keyring(inner)
    first.save(KEY, PLAIN, None)

    assert EncryptedStore.from_keyring(inner).load(KEY) == PLAIN
    assert list(system_keyring.passwords) == [("fitbit", "encryption-key")]
    assert system_keyring.set == 1


def test_a_store_on_the_keyring_pickles_without_the_key(
    inner: FileStore, system_keyring: MemoryKeyring
) -> None:
    """The pickle names the keyring's entry; who opens it reads the key there."""
    store = EncryptedStore.from_keyring(inner, "app", "me")
    store.save(KEY, PLAIN, None)
    pickled = pickle.dumps(store)

    assert system_keyring.passwords["app", "me"].encode() not in pickled
    assert pickle.loads(pickled).load(KEY) == PLAIN
    system_keyring.passwords.clear()
    with pytest.raises(TokenStoreError, match="no key for 'app', 'me'"):
        pickle.loads(pickled)


def test_many_threads_make_one_key(system_keyring: MemoryKeyring) -> None:
    """Of many that begin at once one makes the key, under the store's lock."""
    inner = MemoryStore()
    made: list[EncryptedStore] = []
    threads = [
        threading.Thread(target=lambda: made.append(EncryptedStore.from_keyring(inner)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert system_keyring.set == 1
    made[0].save(KEY, PLAIN, None)
    assert {store.load(KEY) for store in made} == {PLAIN}


@pytest.mark.parametrize(
    ("backend", "words"),
    [(ForgetfulKeyring, "did not keep the key"), (LockedKeyring, "Unlock it")],
)
@pytest.mark.usefixtures("system_keyring")
def test_a_keyring_that_fails_is_a_typed_error(
    inner: FileStore, backend: type[MemoryKeyring], words: str
) -> None:
    """A keyring that is locked or keeps nothing is told before anything is encrypted."""
    keyring.set_keyring(backend())

    with pytest.raises(TokenStoreError, match=words):
        EncryptedStore.from_keyring(inner)


def test_nothing_is_logged(inner: FileStore, caplog: pytest.LogCaptureFixture) -> None:
    """Neither keys nor texts are logged at any level."""
    caplog.set_level(logging.NOTSET + 1)
    key = generate_key()
    store = EncryptedStore(inner, [key])
    store.save(KEY, PLAIN, None)
    store.load(KEY)

    assert key not in caplog.text
    assert "s3cret" not in caplog.text
