"""Lends the stores that the runs are about, each on a place of its own."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from fitbit.stores import FileStore, PostgresStore, RedisStore, SqliteStore, Store
from store_servers import NotInstalled, postgres_server, redis_server

Place = Callable[[], AbstractContextManager[Store]]
LEASE = 1.0
"""Seconds after which a Redis lock lapses whose holder was stopped."""


@contextmanager
def file_store() -> Iterator[Store]:
    """Lend a FileStore."""
    with tempfile.TemporaryDirectory(prefix="fitbit-soak-") as folder:
        yield FileStore(Path(folder) / "tokens.json")


@contextmanager
def sqlite_store() -> Iterator[Store]:
    """Lend an SqliteStore."""
    with tempfile.TemporaryDirectory(prefix="fitbit-soak-") as folder:
        yield SqliteStore(Path(folder) / "tokens.db")


@contextmanager
def redis_store() -> Iterator[Store]:
    """Lend a RedisStore, or raise NotInstalled."""
    with redis_server() as url:
        yield RedisStore(url)


@contextmanager
def hasty_redis_store() -> Iterator[Store]:
    """Lend a RedisStore whose locks lapse soon."""
    with redis_server() as url:
        yield RedisStore(url, lease=LEASE)


@contextmanager
def postgres_store() -> Iterator[Store]:
    """Lend a PostgresStore, or raise NotInstalled."""
    with postgres_server() as conninfo:
        store = PostgresStore(conninfo, f"tokens_{secrets.token_hex(4)}")
        try:
            yield store
        finally:
            store.close()


ON_DISK: dict[str, Place] = {"FileStore": file_store, "SqliteStore": sqlite_store}
SERVERS: dict[str, Place] = {"RedisStore": redis_store, "PostgresStore": postgres_store}
EVERYWHERE: dict[str, Place] = {**ON_DISK, **SERVERS}
RESTARTED: dict[str, Place] = {**EVERYWHERE, "RedisStore": hasty_redis_store}
"""Those of all runs in which a holder of the lock stops or dies."""

__all__ = ["EVERYWHERE", "LEASE", "ON_DISK", "RESTARTED", "SERVERS", "NotInstalled", "Place"]
