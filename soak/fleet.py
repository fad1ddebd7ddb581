"""Runs clients in many threads of many processes, all at once when told to."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

import fitbit
from soak.server import PATIENCE, Account, ShiftedClock

CONTEXT = multiprocessing.get_context("spawn")
STARTING = 120.0
"""Seconds for a process to begin, and for all calls of one round."""


class Outcome(NamedTuple):
    """Tells how long the calls took, and what became of those that failed."""

    seconds: list[float]
    failures: list[str]


class Process:
    """Is a process with a pipe to it."""

    def __init__(self, target: Any, *args: Any) -> None:
        """Start it; its function gets the other end of the pipe first."""
        self.pipe, end = CONTEXT.Pipe()
        self.process = CONTEXT.Process(target=target, args=(end, *args), daemon=True)
        self.process.start()
        end.close()

    def hear(self) -> Any:
        """Return the next thing that the process says."""
        if not self.pipe.poll(STARTING):
            raise TimeoutError("a process of the run said nothing for too long")
        return self.pipe.recv()

    def end(self) -> None:
        """End it, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Fleet:
    """Holds processes that wait for the word."""

    def __init__(self, processes: Sequence[Process]) -> None:
        """Wait until every one of them is ready."""
        self.processes = processes
        for process in processes:
            process.hear()

    def call(self, offset: float) -> Outcome:
        """Have every thread make one call, the clocks moved forward by so many seconds."""
        for process in self.processes:
            process.pipe.send(offset)
        outcomes = [process.hear() for process in self.processes]
        return Outcome(
            [seconds for outcome in outcomes for seconds in outcome.seconds],
            [failure for outcome in outcomes for failure in outcome.failures],
        )


@contextmanager
def fleet(account: Account, processes: int, threads: int) -> Iterator[Fleet]:
    """Start processes; in every second one each thread has a client of its own."""
    started = [Process(_work, account, threads, number % 2 == 1) for number in range(processes)]
    try:
        yield Fleet(started)
    finally:
        for process in started:
            process.end()


def _work(pipe: Connection, account: Account, threads: int, own: bool) -> None:  # noqa: FBT001
    clock = ShiftedClock()
    clients = [account.client(clock) for _ in range(threads if own else 1)]
    callers = clients if own else clients * threads
    pipe.send("ready")
    while True:
        clock.offset = pipe.recv()
        pipe.send(_call_together(callers))


def _call_together(callers: Sequence[fitbit.Fitbit]) -> Outcome:
    gate = threading.Barrier(len(callers))

    def run(caller: fitbit.Fitbit) -> tuple[float, str | None]:
        gate.wait(PATIENCE)
        begun = time.perf_counter()
        failure = failure_of(caller)
        return time.perf_counter() - begun, failure

    with ThreadPoolExecutor(len(callers)) as pool:
        results = list(pool.map(run, callers))
    return Outcome([r[0] for r in results], [r[1] for r in results if r[1] is not None])


def failure_of(caller: fitbit.Fitbit) -> str | None:
    """Make a call; return None if it succeeded, else what was raised."""
    try:
        caller.user_profile_get()
    except Exception as error:  # noqa: BLE001 - every failure counts, whatever it is
        return f"{type(error).__name__}: {error}".partition("\n")[0]
    return None
