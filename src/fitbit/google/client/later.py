"""Starts calls at once over one bounded pool of threads, and collects what they return."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Generic, TypeVar

from fitbit.transport import fork_hooks

WIDTH = 20
"""Requests that one client has under way at the same time."""

T = TypeVar("T")
U = TypeVar("U")


class Later(Generic[T]):
    """Stands for a value that is being fetched."""

    def __init__(self, futures: Sequence[Future[Any]], join: Callable[[list[Any]], T]) -> None:
        self.futures, self._join = futures, join

    def then(self, change: Callable[[T], U]) -> Later[U]:
        """Return the value changed, once it is there."""
        return Later(self.futures, lambda parts: change(self._join(parts)))

    def get(self) -> T:
        """Wait for the value; raise what went wrong while fetching it."""
        try:
            return self._join([future.result() for future in self.futures])
        except BaseException:
            for future in self.futures:
                future.cancel()
            raise


def together(parts: Sequence[Later[list[T]]]) -> Later[list[T]]:
    """Return one list of what several calls return."""
    futures = [future for part in parts for future in part.futures]
    return Later(futures, lambda _results: [row for part in parts for row in part.get()])


class Pool:
    """Runs calls in threads that are started when first needed."""

    def __init__(self, width: int = WIDTH) -> None:
        self._width = width
        self._lock = threading.Lock()
        self._threads: ThreadPoolExecutor | None = None
        self._process = os.getpid()
        fork_hooks.register(self)

    def start(self, *calls: Callable[[], Any]) -> list[Future[Any]]:
        """Start the calls, as many at once as the pool is wide."""
        with self._lock:
            if self._threads is None:
                self._threads = ThreadPoolExecutor(self._width, thread_name_prefix="google-health")
            return [self._threads.submit(call) for call in calls]

    def close(self) -> None:
        """Let the threads end; a later call starts new ones.  In a forked child there are none."""
        threads, self._threads = self._threads, None
        if threads is not None and self._process == os.getpid():
            threads.shutdown(wait=False, cancel_futures=True)

    def after_fork_in_child(self) -> None:
        """Begin anew after a fork: the threads are the parent's."""
        self._lock, self._threads, self._process = threading.Lock(), None, os.getpid()
