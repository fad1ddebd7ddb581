"""A token store in Redis, for many hosts.

Redis is as durable as it is configured: turn on its append-only file, with ``appendfsync always``
where losing a second of tokens is too much, and never let it evict keys.
"""

from __future__ import annotations

import os
import random
import secrets
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from fitbit.exceptions import InvalidUse, InvalidValue, TokenStoreError
from fitbit.stores.extras import missing_extra
from fitbit.stores.rows import Row, RowStore
from fitbit.stores.thread_locks import Deadline, ThreadLocks, busy

if TYPE_CHECKING:
    import redis

POLL = 0.05
"""Seconds, on average, between two tries for a lock that another process holds."""
_SWAP = """
if redis.call('HGET', KEYS[1], 'writer') == ARGV[4] then return 1 end
local found = redis.call('HGET', KEYS[1], 'value')
if ARGV[3] == '0' then
  if found then return 0 end
elseif found ~= ARGV[2] then
  return 0
else
  redis.call('HSET', KEYS[1], 'previous', found)
end
redis.call('HSET', KEYS[1], 'value', ARGV[1], 'writer', ARGV[4])
return 1
"""
_ACQUIRE = """
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
_RENEW = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
"""
_RELEASE = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
"""


class RedisStore(RowStore):
    """A store with a hash for each record, its name beginning with *prefix*.

    A lock is a lease of *lease* seconds, renewed while it is held. A holder that is stopped for
    longer loses it; its late save is refused, because a save replaces only what the saver has
    read. Prefer a URL to a client in programs that fork: a child gets a client of its own.
    """

    def __init__(
        self, client_or_url: redis.Redis | str, prefix: str = "fitbit:", lease: float = 30.0
    ) -> None:
        """Take a URL, or a client of redis-py; nothing is sent yet."""
        self._given, self.prefix, self.lease = client_or_url, prefix, lease
        self._clients = {os.getpid(): _client(client_or_url)}
        self._place = _place(client_or_url)
        self._threads = ThreadLocks()

    def __repr__(self) -> str:
        """Show where the server is, without the password."""
        return f"<RedisStore: {self._place}, {self.prefix}*>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the URL; a client cannot be pickled."""
        if not isinstance(self._given, str):
            msg = "A RedisStore made with a client cannot be pickled: make it with a URL."
            raise InvalidUse(msg)
        return type(self), (self._given, self.prefix, self.lease)

    @property
    def _client(self) -> redis.Redis:
        """Return this process's client: in a forked child the parent's may be locked for ever."""
        if os.getpid() not in self._clients:
            self._clients[os.getpid()] = _client(self._given)
        return self._clients[os.getpid()]

    def delete(self, key: str) -> None:
        """Delete the text stored under *key*, and the one before it."""
        with self._typed_errors():
            self._client.delete(self._name(key))

    @contextmanager
    def lock(self, key: str, timeout: float) -> Generator[None]:
        """Lock *key* for this thread; raise TokenStoreBusy after *timeout* seconds."""
        deadline = Deadline(timeout)
        name = f"{self.prefix}lock:{key}"
        with self._threads.hold(key, timeout), self._leased(name, deadline):
            yield

    @contextmanager
    def _leased(self, name: str, deadline: Deadline) -> Generator[None]:
        owner, holder = secrets.token_hex(16), os.getpid()
        self._acquire(name, owner, deadline)
        done = threading.Event()
        renewal = threading.Thread(target=self._renew, args=(name, owner, done), daemon=True)
        renewal.start()
        try:
            yield
        finally:
            done.set()
            # A child forked meanwhile has a copy of this block, which must not undo the lock.
            if os.getpid() == holder:
                self._release(name, owner)

    def _acquire(self, name: str, owner: str, deadline: Deadline) -> None:
        while not self._run(_ACQUIRE, name, owner, self._milliseconds()):
            left = deadline.left()
            if not left:
                raise busy(deadline.timeout)
            jitter = random.uniform(0.5, 1.5)  # noqa: S311 - it only keeps waiters out of step
            time.sleep(min(left, POLL * jitter))

    def _renew(self, name: str, owner: str, done: threading.Event) -> None:
        while not done.wait(self.lease / 3):
            # While Redis is away the lease may lapse: the compare-and-swap is what protects.
            with suppress(TokenStoreError):
                if not self._run(_RENEW, name, owner, self._milliseconds()):
                    return

    def _release(self, name: str, owner: str) -> None:
        # The work is done and saved by now; a lease that cannot be given back lapses by itself.
        with suppress(TokenStoreError):
            self._run(_RELEASE, name, owner)

    def _row(self, key: str) -> Row | None:
        # As bytes, whatever the client was told to decode: a damaged text is no text.
        as_bytes: dict[str, Any] = {"NEVER_DECODE": []}
        client: Any = self._client
        with self._typed_errors():
            value, previous = client.execute_command(
                "HMGET", self._name(key), "value", "previous", **as_bytes
            )
        return None if value is None else Row(value, previous)

    def _swap(self, key: str, value: str, row: Row | None) -> bool:
        known = (b"", 0) if row is None else (row.value or b"", 1)
        # The writer's mark tells a repeat of this very command, sent again after a broken
        # connection, from another writer's.
        return bool(self._run(_SWAP, self._name(key), value, *known, secrets.token_hex(8)))

    def _name(self, key: str) -> str:
        return f"{self.prefix}record:{key}"

    def _milliseconds(self) -> int:
        return max(1, round(self.lease * 1000))

    def _run(self, script: str, name: str, *args: str | bytes | int) -> int:
        with self._typed_errors():
            return int(self._client.eval(script, 1, name, *cast("Any", args)))

    @contextmanager
    def _typed_errors(self) -> Generator[None]:
        import redis  # noqa: PLC0415 - an extra

        try:
            yield
        except redis.RedisError as error:
            msg = (
                f"Redis at {self._place} failed ({type(error).__name__}). See that it runs, "
                "can be reached, lets this user in and has memory left."
            )
            raise TokenStoreError(msg) from error


def _client(client_or_url: redis.Redis | str) -> redis.Redis:
    try:
        import redis  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise missing_extra("redis", "RedisStore", error) from error
    if not isinstance(client_or_url, str):
        return client_or_url
    options = {"socket_timeout": 10, "socket_connect_timeout": 5, "health_check_interval": 30}
    try:
        return cast("Any", redis.Redis).from_url(client_or_url, **options)
    except ValueError:
        # The reason may quote a part of the password.
        msg = "The Redis URL cannot be read; a user and a password have to be percent-encoded."
        raise InvalidValue(msg) from None


def _place(client_or_url: redis.Redis | str) -> str:
    if isinstance(client_or_url, str):
        parts = urlsplit(client_or_url)
        return f"{parts.hostname or ''}:{parts.port or 6379}{parts.path}"
    pool = getattr(client_or_url, "connection_pool", None)
    known = getattr(pool, "connection_kwargs", {})
    return str(known.get("path") or f"{known.get('host', '?')}:{known.get('port', '?')}")
