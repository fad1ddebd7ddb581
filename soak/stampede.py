"""Lets many threads and processes find one expired token at the same moment."""

from __future__ import annotations

from collections.abc import Iterator

from soak.fleet import Fleet, Outcome, fleet
from soak.places import EVERYWHERE, NotInstalled, Place
from soak.server import LIFE, Server, serving
from soak.table import Row, first_of, p99, several, skipped

LATENCY = 0.1
"""Seconds that the token endpoint takes."""


def rows(short: bool) -> Iterator[Row]:  # noqa: FBT001
    """Yield the rows of one process, then those of eight on each store."""
    yield threads_row(32, told_by="the expiry")
    yield threads_row(32, told_by="a 401")
    for name, place in EVERYWHERE.items():
        yield processes_row(name, place, processes=8, threads=32, expiries=2 if short else 5)


def threads_row(threads: int, *, told_by: str) -> Row:
    """Let threads of one client meet an expired token under strict rotation."""
    with serving(window=0) as server:
        server.slow_down(LATENCY)
        account = server.account(known=told_by == "the expiry")
        with fleet(account, 1, threads) as calling:
            plain = calling.call(0.0)
            posts, outcome = _expire(server, calling, 1)
    return Row(
        f"{threads} threads, one client, strict rotation, told by {told_by}",
        "1 POST, 0 failures",
        f"{several(posts, 'POST')}, {_described(outcome, plain)}",
        posts == 1 and not outcome.failures and not plain.failures,
    )


def processes_row(name: str, place: Place, *, processes: int, threads: int, expiries: int) -> Row:
    """Let the threads of many processes meet an expired token in a store, again and again."""
    what = f"{processes} processes x {threads} threads on one {name}, strict rotation"
    wanted = "1 POST per expiry, 0 failures"
    try:
        with place() as store, serving(window=0) as server:
            server.slow_down(LATENCY)
            with fleet(server.account(store), processes, threads) as calling:
                plain = calling.call(0.0)
                rounds = [_expire(server, calling, n + 1) for n in range(expiries)]
    except NotInstalled as missing:
        return skipped(what, wanted, missing)
    posts = [found for found, _ in rounds]
    outcome = Outcome(
        [seconds for _, one in rounds for seconds in one.seconds],
        [failure for _, one in rounds for failure in one.failures],
    )
    return Row(
        what,
        wanted,
        f"{expiries} expiries, POSTs {', '.join(map(str, posts))}; {_described(outcome, plain)}",
        posts == [1] * expiries and not outcome.failures and not plain.failures,
    )


def _expire(server: Server, calling: Fleet, number: int) -> tuple[int, Outcome]:
    """Let eight hours pass everywhere, and everybody call."""
    before = server.posts
    server.sandbox.clock.advance(LIFE)
    outcome = calling.call(number * LIFE)
    return server.posts - before, outcome


def _described(outcome: Outcome, plain: Outcome) -> str:
    failures = [*outcome.failures, *plain.failures]
    return (
        f"{several(len(failures), 'failure')}{first_of(failures)} in "
        f"{len(outcome.seconds):,} calls, p99 {p99(outcome.seconds)} with a token endpoint of "
        f"{LATENCY * 1000:.0f} ms ({p99(plain.seconds)} without a refresh)"
    )
