"""Locks by key among the threads and processes of one machine: files that the kernel locks.

The kernel frees such a lock when its holder dies, however it dies; nothing is ever stolen.
"""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fitbit.exceptions import TokenStoreError
from fitbit.stores.private_files import make_folder, store_errors
from fitbit.stores.thread_locks import Deadline, ThreadLocks, busy

if TYPE_CHECKING:
    from filelock import BaseFileLock

POLL = 0.02
"""Seconds between two tries for a lock file that another process holds."""


class FileLock:
    """A lock on one file: first among the threads of this process, then among processes."""

    def __init__(self, path: Path) -> None:
        """Set the path of the lock file, and load filelock before anything may fork."""
        lock_class()
        self.path = path
        self._threads = ThreadLocks()

    @contextmanager
    def hold(self, timeout: float) -> Generator[None]:
        """Lock the file for this thread; raise TokenStoreBusy after *timeout* seconds."""
        deadline = Deadline(timeout)
        with self._threads.hold("", timeout), locked_file(self.path, deadline):
            yield


class FileLocks:
    """A lock for each key: a file of its own in one folder."""

    def __init__(self, folder: Path) -> None:
        """Set the folder; it is made when the first key is locked."""
        lock_class()
        self.folder = folder
        self._threads = ThreadLocks()

    @contextmanager
    def hold(self, key: str, timeout: float) -> Generator[None]:
        """Lock *key* for this thread; raise TokenStoreBusy after *timeout* seconds."""
        deadline = Deadline(timeout)
        path = self.folder / hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        with self._threads.hold(key, timeout), locked_file(path, deadline):
            yield


@contextmanager
def locked_file(path: Path, deadline: Deadline) -> Generator[None]:
    """Lock a file against every other process until the block ends."""
    lock, holder = _acquire(path, deadline), os.getpid()
    try:
        yield
    finally:
        # A child forked meanwhile shares the lock: its copy of this block must not undo it.
        if os.getpid() == holder:
            lock.release()


def _acquire(path: Path, deadline: Deadline) -> BaseFileLock:
    with store_errors("lock", path):
        make_folder(path.parent)
        lock: Any = lock_class()(str(path), mode=0o600)
        try:
            lock.acquire(timeout=deadline.left(), poll_interval=POLL)
        except TimeoutError:
            raise busy(deadline.timeout) from None
        except NotImplementedError:
            raise _without_locks(path) from None
    if not isinstance(lock, lock_class()):
        # It became filelock's substitute for kernel locks, which outlives a crash.
        lock.release()
        raise _without_locks(path)
    return lock


def _without_locks(path: Path) -> TokenStoreError:
    return TokenStoreError(f"The file system of {path} has no locks: choose another folder.")


@functools.cache
def lock_class() -> type[BaseFileLock]:
    """Return filelock's kernel lock, without its release when an object is collected."""
    from filelock import FileLock  # noqa: PLC0415 - it takes a third of the library's import time

    class OwnedLock(FileLock):
        """A lock that only its owner releases, not its copy in a forked child."""

        def __del__(self, *_: Any) -> None:
            """Do nothing, where filelock before 3.30 would release the parent's lock."""

    return OwnedLock
