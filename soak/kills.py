"""Kills processes with kill -9 while they refresh, and looks at what they leave behind."""

from __future__ import annotations

import multiprocessing
import random
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from fitbit.exceptions import FitbitError, TokenStoreCorrupt
from fitbit.stores import Store
from soak.places import ON_DISK, RESTARTED, NotInstalled, Place
from soak.server import LIFE, Account, Server, ShiftedClock, serving
from soak.table import Row, several, skipped
from soak.tripwire import Moment

KILLS = 1000
FEW = 40
SPAN = 0.05
"""Seconds within which the kill comes: several refreshes long."""
LATENCY = 0.004
"""Seconds that the token endpoint takes, so that no moment of a refresh is spared."""
WINDOW = 120
# It starts a process in milliseconds, by a fork of one that has no threads.
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["soak.kills"])


def rows(short: bool) -> Iterator[Row]:  # noqa: FBT001
    """Yield the rows of random kills, then those of kills at a chosen moment."""
    for name, place in ON_DISK.items():
        yield random_row(name, place, FEW if short else KILLS)
    for name, place in RESTARTED.items():
        yield chosen_row(name, place)


@dataclass
class Tally:
    """Counts what the kills left behind."""

    kills: int = 0
    in_flight: int = 0
    unreadable: int = 0
    lost: int = 0
    last_words: str = ""


def random_row(name: str, place: Place, kills: int) -> Row:
    """Kill a process that refreshes in a loop, at random moments; restart after each kill."""
    tally = Tally()
    with place() as store, serving(WINDOW) as server:
        server.slow_down(LATENCY)
        account = server.account(store)
        for _ in range(kills):
            _kill_one(account)
            account = _look(server, account, tally)
            server.sandbox.request_log.clear()
    return Row(
        f"{kills:,} times kill -9 at random during refresh, {name}",
        "0 unreadable stores; every restart recovers by itself",
        f"{several(tally.unreadable, 'unreadable store')}, {tally.kills - tally.lost:,} of "
        f"{several(tally.kills, 'restart')} recovered ({tally.in_flight:,} were killed with a "
        f"refresh under way){tally.last_words}",
        not tally.unreadable and not tally.lost,
    )


def _kill_one(account: Account) -> None:
    """Start a process that refreshes for ever, and kill it."""
    pipe, end = CONTEXT.Pipe()
    process = CONTEXT.Process(target=_refresh_on, args=(end, account), daemon=True)
    process.start()
    end.close()
    pipe.recv()
    pipe.poll(random.uniform(0, SPAN))  # noqa: S311 - it says nothing more: the poll is a wait
    process.kill()
    process.join()
    pipe.close()


def _refresh_on(pipe: Connection, account: Account) -> None:
    fb = account.client()
    fb.client.refresh_token()
    pipe.send("begun")
    while True:
        fb.client.refresh_token()


def _look(server: Server, account: Account, tally: Tally) -> Account:
    """Read the store, start anew, and tell with whom to go on."""
    tally.kills += 1
    try:
        tally.in_flight += account.record().refreshing_since is not None
    except TokenStoreCorrupt:
        tally.unreadable += 1
    try:
        _restart(account)
    except Exception as error:  # noqa: BLE001 - every failure counts, whatever it is
        tally.lost += 1
        tally.last_words = f"; the last met {type(error).__name__}: {error}"
        return server.account(account.store, f"user after {tally.kills}")
    return account


def _restart(account: Account) -> None:
    """Make a call as the restarted program would; then see that the stored token is alive."""
    account.client().user_profile_get()
    account.client().client.refresh_token()


MOMENTS: tuple[Moment, ...] = ("begun", "answered", "saved")
SAID = "its answer was never received"


def chosen_row(name: str, place: Place) -> Row:
    """Kill at each moment of a refresh; restart inside the two minutes and long after."""
    what = f"kill -9 before the POST, after the answer, after saving, {name}"
    wanted = (
        "all recover inside two minutes; later an answer that was never saved is a typed error "
        "that says so"
    )
    try:
        with place() as store, serving(WINDOW) as server:
            inside = _restarts(server, store, later=0.0)
            later = _restarts(server, store, later=LIFE)
    except NotInstalled as missing:
        return skipped(what, wanted, missing)
    return Row(
        what,
        wanted,
        f"{inside.count('')} of {len(inside)} recovered inside, {later.count('')} of "
        f"{len(later)} later, the rest: {', '.join(filter(None, inside + later)) or 'none'}",
        inside == ["", "", ""] and later == ["", "ReauthorizationRequired", ""],
    )


def _restarts(server: Server, store: Store, *, later: float) -> list[str]:
    """Return what each restarted program meets: nothing, or the name of the error."""
    accounts = {moment: server.account(store, f"{moment} {later}") for moment in MOMENTS}
    for moment, account in accounts.items():
        _die(account, moment)
    server.sandbox.clock.advance(later)
    return [refusal_of(account, ShiftedClock(later)) for account in accounts.values()]


def _die(account: Account, moment: Moment) -> None:
    doomed = account.trapped(moment, signal.SIGKILL)
    process = CONTEXT.Process(target=_refresh_once, args=(doomed,), daemon=True)
    process.start()
    process.join()
    if process.exitcode != -signal.SIGKILL:
        raise RuntimeError(f"the process was not killed but ended with {process.exitcode}")


def _refresh_once(account: Account) -> None:
    account.client().client.refresh_token()


def refusal_of(account: Account, clock: Any) -> str:
    """Make a call and a refresh; return the error's name, with its text where that is missing."""
    try:
        fb = account.client(clock)
        fb.user_profile_get()
        fb.client.refresh_token()
    except FitbitError as error:
        words = "" if SAID in str(error) else f" without a word of it: {error}"
        return f"{type(error).__name__}{words}"
    return ""
