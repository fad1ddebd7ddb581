"""Real servers for the tests of the stores, and a fresh place on each."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator

import pytest

from fitbit.stores import PostgresStore, RedisStore, Store
from store_servers import NotInstalled, postgres_server, redis_server

MakeStore = Callable[[], Store]


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """Run Redis for the session."""
    try:
        with redis_server() as url:
            yield url
    except NotInstalled as missing:
        pytest.skip(f"{missing} is not installed")


@pytest.fixture(scope="session")
def postgres_conninfo() -> Iterator[str]:
    """Run PostgreSQL for the session."""
    try:
        with postgres_server() as conninfo:
            yield conninfo
    except NotInstalled as missing:
        pytest.skip(f"{missing} is not installed")


@pytest.fixture
def make_redis(redis_url: str) -> Callable[[], RedisStore]:
    """Make stores that share a prefix of their own."""
    prefix = f"{secrets.token_hex(4)}:"
    return lambda: RedisStore(redis_url, prefix)


@pytest.fixture
def make_postgres(postgres_conninfo: str) -> Iterator[Callable[[], PostgresStore]]:
    """Make stores that share a table of their own."""
    table, made = f"tokens_{secrets.token_hex(4)}", []

    def make() -> PostgresStore:
        made.append(PostgresStore(postgres_conninfo, table))
        return made[-1]

    yield make
    for store in made:
        store.close()
