"""Cache of what is asked for again and again in one user's name: settings, profile, identity."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from fitbit.clock import Clock
from fitbit.google.client.quota import Throttle
from fitbit.transport import fork_hooks

CACHE_SECONDS = 300.0
"""How long settings, profile and identity are used before they are read again."""
_MAX_USERS = 256

Row = dict[str, Any]


class UserCache:
    """What is known of one token's user, and the throttle of that user's requests."""

    def __init__(self, clock: Clock) -> None:
        self.throttle = Throttle(clock)
        self._clock = clock
        self._known: dict[str, tuple[float, Row]] = {}

    def get_or_fetch(self, name: str, fetch: Callable[[], Row]) -> Row:
        """Return what is known by a name, fetched anew where it is too old or empty."""
        # Two threads may both fetch; that costs a request and does no harm, a lock would wait.
        until, known = self._known.get(name, (0.0, {}))
        if self._clock.monotonic() >= until or not known:
            known = fetch()
            self._known[name] = (self._clock.monotonic() + CACHE_SECONDS, known)
        return known

    def clear(self) -> None:
        """Forget everything but the throttle's count: something was changed."""
        self._known.clear()


class UserCaches:
    """The caches of the tokens used last, by a hash: the tokens themselves are not kept."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._users: OrderedDict[str, UserCache] = OrderedDict()
        fork_hooks.register(self)

    def of(self, authorization: str) -> UserCache:
        """Return the cache that belongs to an Authorization header."""
        key = hashlib.sha256(authorization.encode()).hexdigest()
        with self._lock:
            cache = self._users.pop(key, None) or UserCache(self._clock)
            self._users[key] = cache
            while len(self._users) > _MAX_USERS:
                self._users.popitem(last=False)
            return cache

    def after_fork_in_child(self) -> None:
        """Start anew after a fork: a thread of the parent may have held a lock in here."""
        self._lock = threading.Lock()
        self._users = OrderedDict()
