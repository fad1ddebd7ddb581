"""Remembers, for a short while, what a token's user is asked for again and again."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from fitbit.clock import Clock
from fitbit.google.client.quota import Throttle
from fitbit.transport import fork_hooks

SECONDS = 300.0
"""How long settings, profile and identity are believed."""
_USERS = 256

Row = dict[str, Any]


class UserCache:
    """Holds what is known of one token's user."""

    def __init__(self, clock: Clock) -> None:
        self.throttle = Throttle(clock)
        self._clock = clock
        self._known: dict[str, tuple[float, Row]] = {}

    def keep(self, what: str, fetch: Callable[[], Row]) -> Row:
        """Return what is known, fetched anew where it is too old."""
        until, known = self._known.get(what, (0.0, {}))
        if self._clock.monotonic() >= until or not known:
            known = fetch()
            self._known[what] = (self._clock.monotonic() + SECONDS, known)
        return known

    def forget(self) -> None:
        """Forget everything but the pace: something was changed."""
        self._known.clear()


class UserCaches:
    """Holds the memory of each token lately used; tokens themselves are not kept."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._users: OrderedDict[str, UserCache] = OrderedDict()
        fork_hooks.register(self)

    def of(self, authorization: str) -> UserCache:
        """Return the memory that belongs to an Authorization header."""
        key = hashlib.sha256(authorization.encode()).hexdigest()
        with self._lock:
            cache = self._users.pop(key, None) or UserCache(self._clock)
            self._users[key] = cache
            while len(self._users) > _USERS:
                self._users.popitem(last=False)
            return cache

    def after_fork_in_child(self) -> None:
        """Begin anew after a fork: a lock may have been held."""
        self._lock = threading.Lock()
        self._users = OrderedDict()
