"""Token storage: one small protocol, and stores for files, databases and Redis."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from fitbit.exceptions import MissingDependency
from fitbit.stores.memory import MemoryStore
from fitbit.stores.protocol import Store, VersionedStore, previous_value

if TYPE_CHECKING:
    from fitbit.stores.encrypted import EncryptedStore, generate_key
    from fitbit.stores.file import FileStore
    from fitbit.stores.postgres import PostgresStore
    from fitbit.stores.redis import RedisStore
    from fitbit.stores.sqlite import SqliteStore

__all__ = [
    "EncryptedStore",
    "FileStore",
    "MemoryStore",
    "MissingDependency",
    "PostgresStore",
    "RedisStore",
    "SqliteStore",
    "Store",
    "VersionedStore",
    "generate_key",
    "previous_value",
]

_MODULES = {
    "EncryptedStore": "encrypted",
    "FileStore": "file",
    "PostgresStore": "postgres",
    "RedisStore": "redis",
    "SqliteStore": "sqlite",
    "generate_key": "encrypted",
}


def __getattr__(name: str) -> Any:
    """Load a store when it is first asked for: most programs use one of them."""
    if name not in _MODULES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(importlib.import_module(f"fitbit.stores.{_MODULES[name]}"), name)
