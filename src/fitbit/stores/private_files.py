"""Atomic reads and writes of files that only their owner may read."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from fitbit.exceptions import TokenStoreError

T = TypeVar("T")
POSIX = os.name == "posix"
OWN = 0o600
"""The mode of a file of tokens."""
OWN_FOLDER = 0o700
_RETRIES = 50
_ADVICE = {
    errno.ENOSPC: "Make room on that disk.",
    errno.EDQUOT: "Make room: the disk quota is used up.",
    errno.EFBIG: "Raise the limit on the size of files.",
    errno.EACCES: "Let this user read and write there, or choose another path.",
    errno.EPERM: "Let this user read and write there, or choose another path.",
    errno.EROFS: "Choose a path on a disk that can be written.",
    errno.EISDIR: "Remove the folder that is in the way, or choose another path.",
    errno.ENOTDIR: "Choose another path: a part of this one is not a folder.",
}


@contextmanager
def store_errors(verb: str, path: Path) -> Generator[None]:
    """Raise TokenStoreError, with what to do, for an error of the operating system."""
    try:
        yield
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, "Check the disk and the path.")
        words = error.strerror or type(error).__name__
        msg = f"Could not {verb} {path} ({words}). {advice}"
        raise TokenStoreError(msg) from error


def make_folder(folder: Path) -> None:
    """Make a folder for its owner alone, and those above it; leave an existing one as it is."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(OWN_FOLDER)
    except FileExistsError:
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None


def protect(path: Path) -> None:
    """Take a file's permissions from everyone but its owner, or raise TokenStoreError."""
    if not POSIX:
        return
    try:
        if _is_private(path):
            return
        with suppress(OSError):
            path.chmod(OWN)
        if _is_private(path):
            return
    except FileNotFoundError:
        return
    msg = f"Others may read {path} and this user cannot change that: chmod 600 it, or move it."
    raise TokenStoreError(msg)


def _is_private(path: Path) -> bool:
    found = path.stat()
    return not stat.S_ISREG(found.st_mode) or not stat.S_IMODE(found.st_mode) & 0o077


def read(path: Path) -> bytes | None:
    """Return the bytes of a file, or None where there is none."""
    protect(path)
    try:
        return _patiently(path.read_bytes)
    except FileNotFoundError:
        return None


def replace(path: Path, content: bytes, previous: Path, replaced: bytes | None) -> None:
    """Replace a file in one step, synced to disk; keep its old content in *previous*."""
    staged: list[tuple[Path, Path]] = []
    try:
        staged.append((_stage(path, content), path))
        if replaced is not None:
            staged.append((_stage(previous, replaced), previous))
        for source, target in reversed(staged):
            os_replace(source, target)
    finally:
        for source, _ in staged:
            source.unlink(missing_ok=True)
    sync_folder(path.parent)


def _stage(path: Path, content: bytes) -> Path:
    """Write a temporary file beside *path*; the caller's lock makes its name free."""
    staged = path.with_name(f"{path.name}.tmp")
    staged.unlink(missing_ok=True)
    write_new(staged, content)
    return staged


def write_new(path: Path, content: bytes) -> None:
    """Create a file for its owner alone, synced to disk; it must not exist."""
    descriptor = create(path)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def create_empty(path: Path) -> None:
    """Create an empty file for its owner alone, unless another process just did."""
    with suppress(FileExistsError):
        os.close(create(path))


def create(path: Path) -> int:
    """Create a file for its owner alone and return its descriptor; it must not exist."""
    binary = getattr(os, "O_BINARY", 0)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, OWN)


def os_replace(source: Path, target: Path) -> None:
    """Rename over a file; retry on Windows, where a reader blocks it."""
    _patiently(lambda: source.replace(target))


def sync_folder(folder: Path) -> None:
    """Sync a folder to disk, so that a rename in it outlives a power cut."""
    if not POSIX:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some file systems have no such thing as a folder to be synced.
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(descriptor)


def _patiently(action: Callable[[], T]) -> T:
    """Retry an action that Windows refuses while another process has the file open."""
    for _ in range(0 if POSIX else _RETRIES):
        try:
            return action()
        except PermissionError:  # noqa: PERF203 - the retry is the point
            time.sleep(0.02)
    return action()
