"""All stores pickle, show no secret, load only what they need and raise typed errors."""

from __future__ import annotations

import pickle
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import fitbit.stores
from fitbit.exceptions import TokenStoreError
from fitbit.stores import (
    EncryptedStore,
    FileStore,
    MemoryStore,
    MissingDependency,
    PostgresStore,
    RedisStore,
    SqliteStore,
    Store,
    generate_key,
)

REDIS_URL = "redis://alice:s3cret@redis.example:6380/2"
POSTGRES_URL = "postgresql://alice:s3cret@db.example:5433/fitness"
KEY = generate_key()


def keys() -> list[str]:
    """Return the keys of a store, from a function that pickles by its name."""
    return [KEY]


def connect() -> Any:
    """Stand for an application's function that connects to PostgreSQL."""
    raise NotImplementedError


def settings(store: Any) -> Any:
    """Return what a store was made with, also the one it wraps."""
    return settings(store.store) if isinstance(store, EncryptedStore) else store.__reduce__()[1]


@pytest.mark.parametrize("make", [FileStore, SqliteStore])
def test_a_pickled_store_is_on_the_same_place(
    make: Callable[[Path], Store], tmp_path: Path
) -> None:
    """Another process that gets a store in a pickle sees the same records."""
    store = make(tmp_path / "tokens")
    store.save("a", "one", None)

    assert pickle.loads(pickle.dumps(store)).load("a") == "one"


@pytest.mark.parametrize(
    "store",
    [
        RedisStore(REDIS_URL, "app:", 5.0),
        PostgresStore(POSTGRES_URL, "app.tokens", connections=3),
        EncryptedStore(RedisStore(REDIS_URL), keys),
    ],
    ids=["redis", "postgres", "encrypted"],
)
def test_a_pickle_keeps_the_settings(store: Store) -> None:
    """A store that comes out of a pickle is set up like the one that went in."""
    again = pickle.loads(pickle.dumps(store))

    assert repr(again) == repr(store)
    assert settings(again) == settings(store)


def test_what_cannot_be_pickled_says_so(redis_client: Any) -> None:
    """A store in memory, on a client object or on a nameless function refuses with a reason."""

    def nested() -> Any:
        raise NotImplementedError

    unable = [
        (MemoryStore(), "FileStore"),
        (RedisStore(redis_client), "make it with a URL"),
        (PostgresStore(nested), "connection string"),
        (EncryptedStore(MemoryStore(), [KEY]), "cannot be pickled"),
    ]
    for store, words in unable:
        with pytest.raises(TypeError, match=words):
            pickle.dumps(store)


@pytest.fixture
def redis_client() -> Any:
    """Return a client that is connected to nothing."""
    import redis  # noqa: PLC0415 - an extra

    return redis.Redis.from_url(REDIS_URL)


def test_no_repr_tells_a_password(redis_client: Any) -> None:
    """Where a store is can be seen, and the password cannot."""
    shown = [
        repr(RedisStore(REDIS_URL)),
        repr(RedisStore(redis_client)),
        repr(PostgresStore(POSTGRES_URL)),
        repr(EncryptedStore(RedisStore(REDIS_URL), keys)),
        repr(PostgresStore(connect)),
    ]

    assert "s3cret" not in str(shown)
    assert KEY not in str(shown)
    assert all("redis.example:6380" in text for text in (*shown[:2], shown[3]))
    assert "db.example:5433/fitness" in shown[2]


@pytest.mark.parametrize(
    ("make", "extra"),
    [
        (lambda: RedisStore("redis://h"), "redis"),
        (lambda: PostgresStore("host=h"), "postgres"),
        (lambda: EncryptedStore(MemoryStore(), []), "encrypt"),
        (lambda: EncryptedStore.from_keyring(MemoryStore()), "encrypt"),
        (generate_key, "encrypt"),
    ],
)
def test_a_missing_extra_is_named(
    make: Callable[[], Any], extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the library the error says what to install."""
    for library in ("redis", "psycopg", "cryptography", "keyring"):
        monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(
        MissingDependency, match=rf'pip install "fitbit-oauth2\[{extra}\]"'
    ) as caught:
        make()
    assert isinstance(caught.value, ImportError)


@pytest.mark.parametrize(
    ("make", "address"),
    [(RedisStore, "redis://alice:s3cret@{}/0"), (PostgresStore, "postgresql://alice:s3cret@{}/db")],
)
def test_a_server_that_is_down_is_a_typed_error(make: Callable[[str], Store], address: str) -> None:
    """Without a server every call raises TokenStoreError that says where and what to do."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{bound.getsockname()[1]}"
        store = make(address.format(place))
        actions: list[Callable[[], Any]] = [
            lambda: store.load("a"),
            lambda: store.save("a", "one", None),
            lambda: store.delete("a"),
            lambda: store.lock("a", 1).__enter__(),
        ]
        for action in actions:
            with pytest.raises(TokenStoreError, match=f"{place}/.* failed .*runs") as caught:
                action()
            assert caught.value.__cause__ is not None
            assert "s3cret" not in f"{caught.value} {caught.value.__cause__}"


@pytest.mark.parametrize(
    ("make", "address"),
    [
        (RedisStore, "redis://alice:s3c/ret@host/0"),
        (RedisStore, "http://alice:s3c/ret@host"),
        (RedisStore, "redis://h:s3c/ret"),
        (PostgresStore, "host=h password=a s3cret"),
        (PostgresStore, "postgresql://a:b@h/?s3cret"),
    ],
)
def test_an_address_that_cannot_be_read_is_not_quoted(
    make: Callable[[str], Store], address: str
) -> None:
    """What is wrong with an address is told without its password."""
    with pytest.raises(ValueError, match="cannot be read") as caught:
        make(address)
    assert "s3c" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_naming_the_stores_loads_no_library() -> None:
    """All classes can be imported without any extra, filelock included."""
    code = (
        "import sys; from fitbit.stores import *;"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert {"redis", "psycopg", "cryptography", "keyring", "filelock"}.isdisjoint(
        run.stdout.split()
    )


def test_a_store_that_does_not_exist_is_an_attribute_error() -> None:
    """A typing error in a name is told as for any module."""
    with pytest.raises(AttributeError, match="MongoStore"):
        _ = fitbit.stores.MongoStore
