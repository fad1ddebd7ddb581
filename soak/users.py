"""Lets the tokens of many users expire together, and all processes want all of them."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection

from soak.fleet import Process, failure_of
from soak.places import SERVERS, NotInstalled, Place
from soak.server import Account, serving
from soak.table import Row, first_of, several, skipped

USERS, FEW = 1000, 100
PROCESSES, THREADS = 8, 4


def rows(short: bool) -> Iterator[Row]:  # noqa: FBT001
    """Yield a row for each server."""
    for name, place in SERVERS.items():
        yield row(name, place, FEW if short else USERS, PROCESSES)


def row(name: str, place: Place, users: int, processes: int) -> Row:
    """Let every process call in every user's name, each in an order of its own."""
    what = f"{users:,} users whose tokens expire together, {processes} processes, {name}"
    wanted = f"exactly {users:,} POSTs, 0 failures"
    try:
        with place() as store, serving(window=0) as server:
            accounts = [server.account(store, f"user-{n}", expires_in=0) for n in range(users)]
            seconds, failures = _race(accounts, processes)
            posts = server.posts
    except NotInstalled as missing:
        return skipped(what, wanted, missing)
    return Row(
        what,
        wanted,
        f"{several(posts, 'POST')}, {several(len(failures), 'failure')}{first_of(failures)} in "
        f"{users * processes:,} calls, {seconds:.1f} s",
        posts == users and not failures,
    )


def _race(accounts: Sequence[Account], processes: int) -> tuple[float, list[str]]:
    started = [Process(_call_all, accounts, number) for number in range(processes)]
    try:
        for process in started:
            process.hear()
        begun = time.perf_counter()
        for process in started:
            process.pipe.send("go")
        failures = [failure for process in started for failure in process.hear()]
        return time.perf_counter() - begun, failures
    finally:
        for process in started:
            process.end()


def _call_all(pipe: Connection, accounts: Sequence[Account], number: int) -> None:
    mine = list(accounts)
    random.Random(number).shuffle(mine)  # noqa: S311 - an order, the same in every run
    pipe.send("ready")
    pipe.recv()
    with ThreadPoolExecutor(THREADS) as pool:
        failures = list(pool.map(_call, mine))
    pipe.send([failure for failure in failures if failure is not None])


def _call(account: Account) -> str | None:
    with account.client() as fb:
        return failure_of(fb)
