"""Threads in which one adapter's requests to Google are under way at the same time."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from fitbit.transport import fork_hooks

if TYPE_CHECKING:
    from typing_extensions import Self

MAX_REQUESTS = 20
"""Requests that one adapter has under way at the same time."""

P = TypeVar("P")
T = TypeVar("T")


class RequestPool:
    """Bounded pool of threads, started when first needed and again after ``close()`` or a fork."""

    def __init__(self, max_requests: int = MAX_REQUESTS) -> None:
        self._max_requests = max_requests
        self._lock = threading.Lock()
        self._executor: ThreadPoolExecutor | None = None
        self._process = os.getpid()
        fork_hooks.register(self)

    def submit(self, calls: Sequence[Callable[[], P]]) -> list[Future[P]]:
        """Start calls, in their order.  No call may wait for another one of the pool."""
        with self._lock:
            if self._executor is None:
                self._executor = ThreadPoolExecutor(self._max_requests, "google-health")
            return [self._executor.submit(call) for call in calls]

    def close(self) -> None:
        """Cancel what has not begun and let the threads end; a later call starts new ones."""
        with self._lock:
            executor, self._executor = self._executor, None
        # In a child that was forked meanwhile the executor's threads do not exist.
        if executor is not None and self._process == os.getpid():
            executor.shutdown(wait=False, cancel_futures=True)

    def after_fork_in_child(self) -> None:
        """Start anew: the threads are the parent's, and one of them may have held the lock."""
        self._lock, self._executor, self._process = threading.Lock(), None, os.getpid()


class CallRequests:
    """The requests made to answer one call; those not sent when it ends are cancelled."""

    def __init__(self, pool: RequestPool) -> None:
        self._pool = pool
        self._started: list[Future[Any]] = []

    def start(self, calls: Sequence[Callable[[], P]], combine: Callable[[list[P]], T]) -> Future[T]:
        """Start calls and return the future of what *combine* makes of their results."""
        parts = self._pool.submit(calls)
        self._started += parts
        return _combined(parts, combine)

    def start_one(self, call: Callable[[], T]) -> Future[T]:
        """Start a single call."""
        return self.start([call], lambda parts: parts[0])

    def __enter__(self) -> Self:
        """Return this object."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Cancel what nobody will read: after an error or an interrupt, or what was not needed."""
        for future in self._started:
            future.cancel()


def _combined(parts: Sequence[Future[P]], combine: Callable[[list[P]], T]) -> Future[T]:
    """Return the future of several: done when all are, failed as soon as one has failed.

    A task of the pool that waited for its parts could wait for ever, since they need threads of
    the same pool.  So nobody waits: whichever part ends last combines them.
    """
    whole: Future[T] = Future()
    left, lock = set(parts), threading.Lock()

    def settle(part: Future[P]) -> None:
        error = CancelledError() if part.cancelled() else part.exception()
        with lock:
            left.discard(part)
            if whole.done() or (error is None and left):
                return
            if error is not None:
                whole.set_exception(error)
        if error is None:
            _complete(whole, lambda: combine([done.result() for done in parts]))
        else:
            # Cancelling calls settle() for each part, so the lock has been released before.
            for other in parts:
                other.cancel()

    for part in parts:
        part.add_done_callback(settle)
    if not parts:
        _complete(whole, lambda: combine([]))
    return whole


def _complete(whole: Future[T], value: Callable[[], T]) -> None:
    try:
        whole.set_result(value())
    except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits for the result
        whole.set_exception(error)
