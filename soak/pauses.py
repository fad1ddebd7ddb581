"""Stops the process that holds the lock, with SIGSTOP, and lets another one want the token."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

from soak.fleet import Process, failure_of
from soak.places import LEASE, RESTARTED, NotInstalled, Place
from soak.server import LIFE, Account, Server, ShiftedClock, serving
from soak.table import Row, several, skipped
from soak.tripwire import Moment

WINDOWS = (0, 120)
WHEN: dict[Moment, str] = {"begun": "before its POST", "answered": "after the answer"}
PAUSE = 0.5
"""Seconds for which the other process is watched waiting; a lease is waited out."""


def rows(short: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001 - it is short already
    """Yield a row for every store, with and without a replay window."""
    for name, place in RESTARTED.items():
        for window in WINDOWS:
            for moment in WHEN:
                yield row(name, place, window, moment)


@dataclass(frozen=True)
class Findings:
    """Tells how a pause ended."""

    other: str | None
    """What the other process met while the holder was stopped or after it was let go."""
    holder: str | None
    """What the stopped process met."""
    afterwards: list[str | None]
    """What calls meet when all is over, the last of them a refresh with the stored token."""
    posts: int
    stolen: bool
    """Whether the other process was done while the holder was still stopped."""


def row(name: str, place: Place, window: int, moment: Moment) -> Row:
    """Stop the holder of the lock at one moment of its refresh."""
    what = f"holder stopped {WHEN[moment]}, window {window}, {name}"
    what += f", lease {LEASE:g} s" if name == "RedisStore" else ""
    wanted = "the stored token is live afterwards"
    try:
        with place() as store, serving(window) as server:
            found = _pause(server, server.account(store), moment, lease=name == "RedisStore")
    except NotInstalled as missing:
        return skipped(what, wanted, missing)
    live = not any(found.afterwards)
    return Row(what, wanted, _described(found, live=live), live and _kept_out(found, name))


def _kept_out(found: Findings, name: str) -> bool:
    """Tell whether a lock without a lease was held throughout, and cost nobody an error."""
    return name == "RedisStore" or not (found.stolen or found.other or found.holder)


def _described(found: Findings, *, live: bool) -> str:
    met = found.other or "succeeded"
    other = f"{'took over and' if found.stolen else 'waited and'} {met}"
    state = "live" if live else f"DEAD: {found.afterwards}"
    return (
        f"{state}; the other process {other}, the stopped one {found.holder or 'succeeded'}; "
        f"{several(found.posts, 'POST')}"
    )


def _pause(server: Server, account: Account, moment: Moment, *, lease: bool) -> Findings:
    """Stop one process, have another one call, let the first one go on."""
    server.sandbox.clock.advance(LIFE)
    before = server.posts
    holder = Process(_hold, account, moment)
    try:
        _wait_until_stopped(holder)
        with ThreadPoolExecutor(1) as pool:
            other = pool.submit(_call, account, again=lease)
            stolen = _done(other, None if lease else PAUSE)
            os.kill(holder.process.pid or 0, signal.SIGCONT)
            findings = other.result(), holder.hear()
        posts = server.posts - before
        return Findings(*findings, _afterwards(server, account), posts, stolen)
    finally:
        holder.end()


def _done(other: Future[str | None], seconds: float | None) -> bool:
    with suppress(StillWaiting):
        other.result(seconds)
    return other.done()


def _hold(pipe: Connection, account: Account, moment: Moment) -> None:
    stopped = account.trapped(moment, signal.SIGSTOP)
    pipe.send(failure_of(stopped.client(ShiftedClock(LIFE))))


def _wait_until_stopped(holder: Process) -> None:
    _, status = os.waitpid(holder.process.pid or 0, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        raise RuntimeError("the process ended instead of stopping")


def _call(account: Account, *, again: bool) -> str | None:
    """Call; where the lock lapses, refresh once more before the stopped process comes back."""
    fb = account.client(ShiftedClock(LIFE))
    failure = failure_of(fb)
    if again and failure is None:
        fb.client.refresh_token()
    return None if failure is None else f"got {failure.partition(':')[0]}"


def _afterwards(server: Server, account: Account) -> list[str | None]:
    """Start anew from the store, call, expire the token once more, call."""
    first = failure_of(account.client(ShiftedClock(LIFE)))
    server.sandbox.clock.advance(LIFE)
    return [first, failure_of(account.client(ShiftedClock(2 * LIFE)))]
