"""Every store follows the rules of the protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis

from fitbit.stores import (
    EncryptedStore,
    FileStore,
    MemoryStore,
    PostgresStore,
    RedisStore,
    SqliteStore,
    Store,
    generate_key,
)
from fitbit.stores.testing import StoreConformance

MakeStore = Callable[[], Store]


class TestMemoryStore(StoreConformance):
    """Two names for one object: a MemoryStore is its own place."""

    @pytest.fixture
    def make_store(self) -> MakeStore:
        store = MemoryStore()
        return lambda: store


class TestFileStore(StoreConformance):
    @pytest.fixture
    def make_store(self, tmp_path: Path) -> MakeStore:
        return lambda: FileStore(tmp_path / "tokens.json")


class TestSqliteStore(StoreConformance):
    @pytest.fixture
    def make_store(self, tmp_path: Path) -> MakeStore:
        return lambda: SqliteStore(tmp_path / "tokens.db")


@pytest.mark.needs("redis")
class TestRedisStore(StoreConformance):
    @pytest.fixture
    def make_store(self, make_redis: Callable[[], RedisStore]) -> MakeStore:
        return make_redis


@pytest.mark.needs("redis")
class TestRedisStoreOfADecodingClient(StoreConformance):
    """A client made with decode_responses=True does as well."""

    @pytest.fixture
    def make_store(
        self, redis_url: str, make_redis: Callable[[], RedisStore]
    ) -> Iterator[MakeStore]:
        prefix = make_redis().prefix
        with redis.Redis.from_url(redis_url, decode_responses=True) as client:
            yield lambda: RedisStore(client, prefix)


@pytest.mark.needs("postgres")
class TestPostgresStore(StoreConformance):
    @pytest.fixture
    def make_store(self, make_postgres: Callable[[], PostgresStore]) -> MakeStore:
        return make_postgres


class TestEncryptedFileStore(StoreConformance):
    @pytest.fixture
    def make_store(self, tmp_path: Path) -> MakeStore:
        key = generate_key()
        return lambda: EncryptedStore(FileStore(tmp_path / "tokens.json"), [key])


@pytest.mark.needs("redis")
class TestEncryptedRedisStore(StoreConformance):
    @pytest.fixture
    def make_store(self, make_redis: Callable[[], RedisStore]) -> MakeStore:
        key = generate_key()
        return lambda: EncryptedStore(make_redis(), key)
