"""Serves a Fitbit to the processes of a run, and makes their clients."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import fitbit
from fitbit.oauth2.token_records import TokenRecord, TokenRecords, key_of
from fitbit.stores import Store
from fitbit_sandbox import Clock, Sandbox
from soak.tripwire import Moment, Tripwire

TOKEN = "/oauth2/token"  # noqa: S105 - a path
LIFE = 8 * 3600.0
"""Seconds that an access token lives."""
PATIENCE = 60.0
"""Seconds that a client waits for an answer where hundreds of threads ask two processors."""
ENDLESS = 10**9


class ShiftedClock:
    """Runs with the real clock, moved forward by seconds that a run decides."""

    def __init__(self, offset: float = 0.0) -> None:
        """Begin that many seconds ahead."""
        self.offset = offset

    def time(self) -> float:
        """Return the seconds since the epoch."""
        return time.time() + self.offset

    def monotonic(self) -> float:
        """Return seconds that never run backwards."""
        return time.monotonic() + self.offset

    def sleep(self, seconds: float, /) -> None:
        """Wait, truly."""
        time.sleep(seconds)


@dataclass(frozen=True)
class Account:
    """Is what a process needs to ask in one user's name; it can be sent to another process."""

    client_id: str
    client_secret: str | None = field(repr=False)
    provider: fitbit.Provider
    seed: dict[str, Any] = field(repr=False)
    store: Store | None = None
    user: str = "-"
    timeout: float = PATIENCE

    def client(self, clock: Any = time) -> fitbit.Fitbit:
        """Make a client; the seed counts where the store has no token yet."""
        return fitbit.Fitbit(
            self.client_id,
            self.client_secret,
            **self.seed,
            refresh_cb=_ignore,
            provider=self.provider,
            store=self.store,
            account=self.user,
            timeout=self.timeout,
            clock=clock,
        )

    @property
    def key(self) -> str:
        """Return the name of the user's record in the store."""
        return key_of("token", self.provider.name, self.client_id, self.user)

    @property
    def records(self) -> TokenRecords:
        """Return the user's record in the store."""
        if self.store is None:
            raise ValueError("this account has no store")
        return TokenRecords(self.store, self.key)

    def record(self) -> TokenRecord:
        """Return what is stored, or raise TokenStoreCorrupt: nothing before it will do."""
        return TokenRecord.loads(self.records.store.load(self.key) or "")

    def trapped(self, moment: Moment, number: int) -> Account:
        """Return the account of a process that is sent a signal at a moment of its refresh."""
        return replace(self, store=Tripwire(self.records.store, moment, number))


def _ignore(_token: dict[str, Any]) -> None:
    """Take the new token: it is saved elsewhere, or only in memory on purpose."""


class Server:
    """Is a sandbox on a loopback port, with the real clock running."""

    def __init__(self, sandbox: Sandbox, provider: fitbit.Provider) -> None:
        """Remember the sandbox and how to reach it."""
        self.sandbox, self.provider = sandbox, provider

    @property
    def posts(self) -> int:
        """Return how many requests the token endpoint has seen."""
        return self.sandbox.count("POST", TOKEN)

    def slow_down(self, seconds: float) -> None:
        """Let the token endpoint take its time."""
        self.sandbox.faults.add(TOKEN, hang=seconds, times=None)

    def account(
        self,
        store: Store | None = None,
        user: str = "-",
        *,
        expires_in: int = int(LIFE),
        known: bool = True,
        timeout: float = PATIENCE,
    ) -> Account:
        """Return a new consent; ``known`` says whether its client knows the expiry."""
        app = self.sandbox.apps["server"]
        token = self.sandbox.issue(app, expires_in=expires_in)
        seed = {name: token[name] for name in ("access_token", "refresh_token")}
        if known:
            seed["expires_at"] = self.sandbox.clock.time() + expires_in
        return Account(app.client_id, app.client_secret, self.provider, seed, store, user, timeout)


@contextmanager
def serving(window: int) -> Iterator[Server]:
    """Serve a Fitbit that answers an identical refresh identically for so many seconds."""
    with Sandbox(Clock(), replay_window=window, rate_limit=ENDLESS) as sandbox:
        yield Server(sandbox, sandbox.serve().provider)
