"""Locks keys among the threads and processes of one machine, by files that the kernel locks.

The kernel frees such a lock when its holder dies, however it dies; nothing is ever stolen.
"""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fitbit.exceptions import TokenStoreError
from fitbit.stores.private_files import make_folder, store_errors
from fitbit.stores.thread_locks import Deadline, ThreadLocks, busy

if TYPE_CHECKING:
    from filelock import BaseFileLock

POLL = 0.02
"""Seconds between two looks at a lock file that another process holds."""


class FileLock:
    """Locks one file: first among the threads of this process, then among all processes."""

    def __init__(self, path: Path) -> None:
        """Remember the path of the lock file, and load filelock before anything may fork."""
        lock_class()
        self.path = path
        self._threads = ThreadLocks()

    @contextmanager
    def hold(self, timeout: float) -> Iterator[None]:
        """Hold the file for this thread alone; TokenStoreBusy after ``timeout`` seconds."""
        deadline = Deadline(timeout)
        with self._threads.hold("", timeout), locked_file(self.path, deadline):
            yield


class FileLocks:
    """Locks each key by a file of its own in one folder."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder; it is made when the first key is locked."""
        lock_class()
        self.folder = folder
        self._threads = ThreadLocks()

    @contextmanager
    def hold(self, key: str, timeout: float) -> Iterator[None]:
        """Hold the key for this thread alone; TokenStoreBusy after ``timeout`` seconds."""
        deadline = Deadline(timeout)
        path = self.folder / hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        with self._threads.hold(key, timeout), locked_file(path, deadline):
            yield


@contextmanager
def locked_file(path: Path, deadline: Deadline) -> Iterator[None]:
    """Hold the lock of a file against every other process."""
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
        lock = lock_class()(str(path), mode=0o600)
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
    """Return filelock's kernel lock, without its clean-up when an object is forgotten."""
    from filelock import FileLock  # noqa: PLC0415 - it takes a third of the library's import time

    class OwnedLock(FileLock):
        """Is given back by its owner only, not by the copy of it in a forked child."""

        def __del__(self, *_: Any) -> None:
            """Leave the lock alone, where filelock before 3.30 would free the parent's."""

    return OwnedLock
