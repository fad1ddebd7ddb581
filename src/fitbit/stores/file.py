"""A token store in one JSON file, for one user or a few on one machine."""

from __future__ import annotations

import json
import os
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from fitbit.exceptions import TokenStoreCorrupt
from fitbit.stores import private_files
from fitbit.stores.file_locks import FileLock, FileLocks
from fitbit.stores.private_files import store_errors

WRITE_TIMEOUT = 30.0
"""Seconds to wait for another process that is writing the file, which takes milliseconds."""


@dataclass(frozen=True)
class _Found:
    """What a writer finds: the records to change, and the file's bytes."""

    records: dict[str, str]
    raw: bytes | None
    damaged: bool = False


class FileStore:
    """A store with all its records in one file that only its owner may read.

    Beside the file lie ``.prev`` (what the last save replaced), ``.lock`` and ``.locks`` (for
    saving, and for each record), and ``.damaged-1`` and so on: what could not be read and was
    moved aside by a later save.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Set the path; the file and its folder are made by the first save."""
        self.path = Path(path).expanduser().resolve()
        self._writing = FileLock(self._beside(".lock"))
        self._locks = FileLocks(self._beside(".locks"))

    def __repr__(self) -> str:
        """Show where the file is."""
        return f"<FileStore: {self.path}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the path."""
        return type(self), (str(self.path),)

    def load(self, key: str) -> str | None:
        """Return the text stored under *key*, or None."""
        return _parse(self.path, self._read(self.path)).get(key)

    def previous(self, key: str) -> str | None:
        """Return the text of *key* in the file from before the last save, or None."""
        return self._previous_records().get(key)

    def save(self, key: str, value: str, expected: str | None) -> bool:
        """Replace the text if it still is *expected* (None: if there is none)."""
        with self._writing.hold(WRITE_TIMEOUT):
            found = self._find()
            fits = found.records.get(key) == expected or (found.damaged and expected is None)
            if fits:
                self._write({**found.records, key: value}, found)
            return fits

    def delete(self, key: str) -> None:
        """Delete the text stored under *key*, and the one before it."""
        with self._writing.hold(WRITE_TIMEOUT):
            records = _parse(self.path, self._read(self.path))
            before = self._previous_records()
            if records.pop(key, None) is None and before.pop(key, None) is None:
                return
            before.pop(key, None)
            self._replace(_dump(records), _dump(before))

    def lock(self, key: str, timeout: float) -> AbstractContextManager[None]:
        """Lock *key* for this thread; raise TokenStoreBusy after *timeout* seconds."""
        return self._locks.hold(key, timeout)

    def _beside(self, suffix: str) -> Path:
        return self.path.with_name(self.path.name + suffix)

    def _read(self, path: Path) -> bytes | None:
        with store_errors("read", path):
            return b"" if path.is_dir() else private_files.read(path)

    def _previous_records(self) -> dict[str, str]:
        path = self._beside(".prev")
        with suppress(TokenStoreCorrupt):
            return _parse(path, self._read(path))
        return {}

    def _find(self) -> _Found:
        raw = self._read(self.path)
        try:
            return _Found(_parse(self.path, raw), raw)
        except TokenStoreCorrupt:
            return _Found(self._previous_records(), raw, damaged=True)

    def _write(self, records: dict[str, str], found: _Found) -> None:
        if found.damaged:
            self._set_aside(found.raw or b"")
            self._replace(_dump(records), None)
            return
        if found.raw is None:
            with store_errors("write", self.path):
                # A file that was removed by hand may have been another person's.
                self._beside(".prev").unlink(missing_ok=True)
        self._replace(_dump(records), found.raw)

    def _replace(self, content: bytes, before: bytes | None) -> None:
        with store_errors("write", self.path):
            private_files.make_folder(self.path.parent)
            private_files.replace(self.path, content, self._beside(".prev"), before)

    def _set_aside(self, raw: bytes) -> None:
        paths = (self._beside(f".damaged-{number}") for number in count(1))
        free = next(path for path in paths if not path.exists())
        with store_errors("write", free):
            if self.path.is_dir():
                self.path.rename(free)
            else:
                private_files.write_new(free, raw)


def _dump(records: dict[str, str]) -> bytes:
    return json.dumps({"records": records}, indent=1).encode()


def _parse(path: Path, raw: bytes | None) -> dict[str, str]:
    if raw is None:
        return {}
    try:
        members = json.loads(raw)
        records = members["records"]
        if all(isinstance(text, str) for text in records.values()):
            return dict(records)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    msg = f"{path} holds no records that can be read; it was left as it is (error.raw)."
    error = TokenStoreCorrupt(msg)
    error.raw = raw
    raise error
