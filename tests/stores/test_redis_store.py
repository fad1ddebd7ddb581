"""What RedisStore promises beyond the protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import redis

from fitbit.exceptions import TokenStoreBusy, TokenStoreCorrupt
from fitbit.stores import RedisStore

KEY = "fitbit/23ABCD/alice"
needs_redis = pytest.mark.needs("redis")


@pytest.fixture
def client(redis_url: str) -> Iterator[redis.Redis]:
    """Connect to the server as another program would."""
    with redis.Redis.from_url(redis_url) as client:
        yield client


@pytest.fixture
def store(make_redis: Callable[[], RedisStore]) -> RedisStore:
    """Make a store with two saves behind it."""
    store = make_redis()
    store.save(KEY, "one", None)
    store.save(KEY, "two", "one")
    return store


@needs_redis
def test_names_begin_with_the_prefix(store: RedisStore, client: redis.Redis) -> None:
    """Everything the store writes is below its prefix."""
    with store.lock(KEY, 1):
        names = set(client.scan_iter(f"{store.prefix}*"))

    assert names == {f"{store.prefix}record:{KEY}".encode(), f"{store.prefix}lock:{KEY}".encode()}


@needs_redis
def test_prefixes_are_apart(redis_url: str, store: RedisStore) -> None:
    """Two applications on one server do not see each other's records."""
    assert RedisStore(redis_url, "another:").load(KEY) is None
    assert store.load(KEY) == "two"


@needs_redis
@pytest.mark.parametrize("decode", [False, True])
@pytest.mark.parametrize("expected", ["one", None])
def test_damage_is_typed_kept_and_survived(
    redis_url: str, store: RedisStore, *, decode: bool, expected: str | None
) -> None:
    """A value that is not text raises TokenStoreCorrupt with its bytes; a login goes on."""
    with redis.Redis.from_url(redis_url, decode_responses=decode) as client:
        damaged = RedisStore(client, store.prefix)
        client.hset(f"{store.prefix}record:{KEY}", "value", b"\x80\xff")

        with pytest.raises(TokenStoreCorrupt) as caught:
            damaged.load(KEY)
        assert caught.value.raw == b"\x80\xff"
        assert damaged.previous(KEY) == "one"
        assert damaged.save(KEY, "three", "two") is False
        assert damaged.save(KEY, "three", expected) is True
        assert damaged.load(KEY) == "three"


@needs_redis
def test_a_broken_connection_is_opened_anew(store: RedisStore, client: redis.Redis) -> None:
    """After the server dropped every connection the store goes on."""
    client.client_kill_filter(_type="normal", skipme=True)

    assert store.save(KEY, "three", "two") is True


@needs_redis
def test_a_repeated_save_is_one_save(store: RedisStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save whose answer was lost, and that is sent again, is still told True."""
    send = store._client.eval

    def send_twice(*args: Any) -> Any:
        send(*args)
        return send(*args)

    monkeypatch.setattr(store._client, "eval", send_twice)

    assert store.save(KEY, "three", "two") is True
    assert store.previous(KEY) == "two"


@needs_redis
def test_who_lost_the_lease_does_not_give_back_anothers(
    store: RedisStore, make_redis: Callable[[], RedisStore], client: redis.Redis
) -> None:
    """A lock that lapsed and was taken by another stays theirs when the first one ends."""
    first = store.lock(KEY, 1)
    first.__enter__()
    client.delete(f"{store.prefix}lock:{KEY}")
    with make_redis().lock(KEY, 1):
        first.__exit__(None, None, None)
        with pytest.raises(TokenStoreBusy), store.lock(KEY, 0.1):
            pytest.fail("the first holder gave back the second one's lock")


@needs_redis
def test_a_server_that_goes_away_at_the_end_does_no_harm(
    store: RedisStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a lease cannot be given back, what was done under it still counts."""

    def fail(*_: Any) -> Any:
        raise redis.ConnectionError

    with store.lock(KEY, 1):
        monkeypatch.setattr(store._client, "eval", fail)
