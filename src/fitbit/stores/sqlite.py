"""A token store in an SQLite database, for many users on one machine."""

from __future__ import annotations

import functools
import os
import sqlite3
import threading
from collections.abc import Generator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

from fitbit.exceptions import InvalidValue, TokenStoreBusy, TokenStoreCorrupt, TokenStoreError
from fitbit.stores import private_files
from fitbit.stores.file_locks import FileLock, FileLocks
from fitbit.stores.private_files import store_errors
from fitbit.stores.rows import Row, RowStore

WRITE_TIMEOUT = 30.0
"""Seconds to wait for another process that is writing, which takes milliseconds."""
RAW_LIMIT = 1 << 20
"""How many bytes of a damaged database the exception carries."""
_GUARD = threading.RLock()
_SCHEMA = """
CREATE TABLE IF NOT EXISTS fitbit_records (
  key TEXT PRIMARY KEY, value TEXT NOT NULL, previous TEXT
) WITHOUT ROWID
"""
_EXISTS = "SELECT count(*) FROM sqlite_master WHERE name = 'fitbit_records'"
_READ = "SELECT CAST(value AS BLOB), CAST(previous AS BLOB) FROM fitbit_records WHERE key = ?"
_INSERT = "INSERT INTO fitbit_records (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING"
_UPDATE = (
    "UPDATE fitbit_records SET previous = value, value = ?"
    " WHERE key = ? AND CAST(value AS BLOB) IS ?"
)
_DELETE = "DELETE FROM fitbit_records WHERE key = ?"


class SqliteStore(RowStore):
    """A store with a row for each record; one user's refresh never waits for another's.

    Beside the database lie SQLite's own files, ``.lock`` (for setting up) and ``.locks`` (a file
    for each record, which the kernel frees when its holder dies).
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Set the path; the database and its folder are made when first used."""
        if str(path) in {"", ":memory:"}:
            msg = "An SqliteStore needs the path of a file; a MemoryStore needs none."
            raise InvalidValue(msg)
        self.path = Path(path).expanduser().resolve()
        self._setting_up = FileLock(self.path.with_name(f"{self.path.name}.lock"))
        self._locks = FileLocks(self.path.with_name(f"{self.path.name}.locks"))
        _keep_forks_clean()

    def __repr__(self) -> str:
        """Show where the database is."""
        return f"<SqliteStore: {self.path}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the path."""
        return type(self), (str(self.path),)

    def delete(self, key: str) -> None:
        """Delete the text stored under *key*, and the one before it."""
        with self._open() as database:
            database.execute(_DELETE, (key,))

    def lock(self, key: str, timeout: float) -> AbstractContextManager[None]:
        """Lock *key* for this thread; raise TokenStoreBusy after *timeout* seconds."""
        return self._locks.hold(key, timeout)

    def _row(self, key: str) -> Row | None:
        with self._open() as database:
            found = database.execute(_READ, (key,)).fetchone()
        return None if found is None else Row(*found)

    def _swap(self, key: str, value: str, row: Row | None) -> bool:
        with self._open() as database:
            if row is None:
                return database.execute(_INSERT, (key, value)).rowcount == 1
            return database.execute(_UPDATE, (value, key, row.value)).rowcount == 1

    @contextmanager
    def _open(self) -> Generator[sqlite3.Connection]:
        """Open the database for one statement: a kept connection would not survive a fork."""
        with _GUARD, self._typed_errors():
            self._make_file()
            connect = sqlite3.connect(self.path, timeout=WRITE_TIMEOUT, isolation_level=None)
            with closing(connect) as database:
                database.execute("PRAGMA synchronous = FULL")
                self._set_up(database)
                self._refuse_half_a_page(database)
                yield database

    def _make_file(self) -> None:
        if not self.path.exists():
            private_files.make_folder(self.path.parent)
            private_files.create_empty(self.path)
        private_files.protect(self.path)

    def _set_up(self, database: sqlite3.Connection) -> None:
        mode = database.execute("PRAGMA journal_mode").fetchone()[0]
        if mode == "wal" and database.execute(_EXISTS).fetchone()[0]:
            return
        with self._setting_up.hold(WRITE_TIMEOUT):
            database.execute(_SCHEMA)
            database.execute("PRAGMA journal_mode = WAL")

    def _refuse_half_a_page(self, database: sqlite3.Connection) -> None:
        """Raise for a truncated file: SQLite reads the missing end of its last page as empty."""
        log = self.path.with_name(f"{self.path.name}-wal")
        pending = log.stat().st_size if log.exists() else 0
        page = database.execute("PRAGMA page_size").fetchone()[0]
        if not pending and self.path.stat().st_size % page:
            raise self._corrupt("it was truncated")

    @contextmanager
    def _typed_errors(self) -> Generator[None]:
        try:
            with store_errors("use", self.path):
                yield
        except sqlite3.Error as error:
            raise self._typed(error) from error

    def _typed(self, error: sqlite3.Error) -> TokenStoreError:
        words = str(error)
        if "locked" in words:
            return TokenStoreBusy(f"Another process held {self.path} for too long ({words}).")
        if "not a database" in words or "malformed" in words or self.path.is_dir():
            return self._corrupt(words)
        return TokenStoreError(
            f"Could not use {self.path} ({words}). Check that the disk has room, that this user "
            "may write the database and its folder, and that nothing else changed its tables."
        )

    def _corrupt(self, words: str) -> TokenStoreCorrupt:
        error = TokenStoreCorrupt(
            f"{self.path} cannot be read ({words}); it was left as it is. Put a copy of the "
            "database back, or move it away: then everybody has to log in again."
        )
        error.raw = b"" if self.path.is_dir() else _head(self.path)
        return error


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(RAW_LIMIT)


@functools.cache
def _keep_forks_clean() -> None:
    """Delay forks while a database is open: SQLite's locks do not pass to a child."""
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(
            before=_GUARD.acquire,
            after_in_parent=_GUARD.release,
            after_in_child=_GUARD.release,
        )
