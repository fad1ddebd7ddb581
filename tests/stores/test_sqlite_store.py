"""What SqliteStore promises beyond the protocol."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fitbit.exceptions import TokenStoreBusy, TokenStoreCorrupt, TokenStoreError
from fitbit.stores import SqliteStore

KEY = "fitbit/23ABCD/alice"
posix_only = pytest.mark.skipif(os.name != "posix", reason="this system has no file modes")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a database that is not there yet."""
    return tmp_path / "tokens.db"


@pytest.fixture
def store(path: Path) -> SqliteStore:
    """Make a store with two saves behind it."""
    store = SqliteStore(path)
    store.save(KEY, "one", None)
    store.save(KEY, "two", "one")
    return store


def mode(path: Path) -> int:
    """Return who may do what."""
    return stat.S_IMODE(path.stat().st_mode)


def execute(path: Path, statement: str, *values: Any) -> list[Any]:
    """Do something to the database as another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        return database.execute(statement, values).fetchall()


@posix_only
def test_every_file_is_its_owners_alone(path: Path) -> None:
    """The database, SQLite's files beside it and the locks are 0600, new folders 0700."""
    before = os.umask(0)
    try:
        store = SqliteStore(path.parent / "new" / path.name)
        store.save(KEY, "one", None)
        with store.lock(KEY, 1), closing(sqlite3.connect(store.path)) as reader:
            reader.execute("SELECT * FROM fitbit_records").fetchall()
            found = [path.parent / "new", *(path.parent / "new").rglob("*")]
            modes = {(file.is_dir(), mode(file)) for file in found}
    finally:
        os.umask(before)

    names = {file.name for file in found}
    assert {"tokens.db", "tokens.db-wal", "tokens.db-shm", "tokens.db.lock"} < names
    assert modes == {(True, 0o700), (False, 0o600)}


@posix_only
def test_a_wide_database_is_closed(store: SqliteStore, path: Path) -> None:
    """A database that others can read is theirs no more once it was used."""
    path.chmod(0o644)
    store.load(KEY)

    assert mode(path) == 0o600


def test_a_power_cut_loses_nothing(store: SqliteStore, path: Path) -> None:
    """The database is in WAL mode, and every commit is synced."""
    with store._open() as database:
        assert database.execute("PRAGMA synchronous").fetchone() == (2,)

    assert execute(path, "PRAGMA journal_mode") == [("wal",)]


def test_many_processes_make_the_database_at_once(path: Path) -> None:
    """Whoever comes first makes the table; nobody fails, and every save is there."""
    code = (
        "import sys; from fitbit.stores import SqliteStore; sys.stdin.readline();"
        "assert SqliteStore(sys.argv[1]).save(sys.argv[2], 'x', None)"
    )
    pipe = subprocess.PIPE
    children = [
        subprocess.Popen([sys.executable, "-c", code, str(path), str(n)], stdin=pipe)
        for n in range(6)
    ]
    for child in children:
        assert child.stdin is not None
        child.stdin.close()

    assert [child.wait() for child in children] == [0] * 6
    assert [SqliteStore(path).load(str(n)) for n in range(6)] == ["x"] * 6


def test_a_table_may_live_in_the_applications_database(path: Path) -> None:
    """A database that has other tables gets one more."""
    execute(path, "CREATE TABLE users (name)")
    store = SqliteStore(path)
    store.save(KEY, "one", None)

    assert store.load(KEY) == "one"
    assert execute(path, "SELECT count(*) FROM users") == [(0,)]


def test_a_database_that_was_removed_is_made_again(store: SqliteStore, path: Path) -> None:
    """After the file was removed by hand the store is empty, not broken."""
    for file in path.parent.glob("tokens.db*"):
        if file.is_file():
            file.unlink()

    assert store.load(KEY) is None
    assert store.save(KEY, "new", None) is True


@pytest.mark.parametrize("path", ["", ":memory:"])
def test_a_database_without_a_file_is_refused(path: str) -> None:
    """SQLite's databases in memory are a store for one connection, so for nobody."""
    with pytest.raises(ValueError, match="MemoryStore"):
        SqliteStore(path)


@pytest.mark.parametrize("value", [b"\x80\xff", b"{\xe9}"])
@pytest.mark.parametrize("expected", ["one", None])
def test_a_damaged_row_is_typed_kept_and_survived(
    store: SqliteStore, path: Path, value: bytes, expected: str | None
) -> None:
    """A value that is not text raises TokenStoreCorrupt; a login or the text before go on."""
    execute(path, "UPDATE fitbit_records SET value = ?", value)

    with pytest.raises(TokenStoreCorrupt) as caught:
        store.load(KEY)
    assert caught.value.raw == value
    assert store.previous(KEY) == "one"
    assert store.save(KEY, "three", "two") is False
    assert store.save(KEY, "three", expected) is True
    assert store.load(KEY) == "three"
    assert execute(path, "SELECT previous FROM fitbit_records") == [(value,)]


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def _truncate_a_little(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def _scribble(path: Path) -> None:
    path.write_bytes(b"no database at all " * 300)


def _blank(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def _fold(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [_truncate, _truncate_a_little, _scribble, _blank, _fold])
def test_a_damaged_database_is_left_alone(
    store: SqliteStore, path: Path, damage: Callable[[Path], None]
) -> None:
    """What everybody's tokens rest in is never begun anew by itself: that is for a person."""
    damage(path)
    before = path.read_bytes() if path.is_file() else b""

    for action in (lambda: store.load(KEY), lambda: store.save(KEY, "three", None)):
        with pytest.raises(TokenStoreCorrupt, match="Put a copy") as caught:
            action()
        assert caught.value.raw == before
    assert path.is_dir() or path.read_bytes() == before


def test_a_stuck_writer_is_not_waited_for(
    store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program keeps a transaction open, a save gets TokenStoreBusy after a limit."""
    monkeypatch.setattr("fitbit.stores.sqlite.WRITE_TIMEOUT", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(TokenStoreBusy):
            store.save(KEY, "three", "two")
        assert store.load(KEY) == "two"


@posix_only
def test_a_full_disk_changes_nothing(store: SqliteStore) -> None:
    """A process that may write only some bytes a file gets TokenStoreError, and the text stays."""
    code = f"""
import resource, sys
from fitbit.exceptions import TokenStoreError
from fitbit.stores import SqliteStore
store = SqliteStore({str(store.path)!r})
resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
try:
    store.save({KEY!r}, "x" * 100_000, "two")
except TokenStoreError as error:
    sys.exit(f"{{type(error).__name__}} {{error}} {{error.__cause__!r}}")
"""
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert b"Check that the disk has room" in child.stderr
    assert child.stderr.startswith(b"TokenStoreError")
    assert (store.load(KEY), store.previous(KEY)) == ("two", "one")


def test_a_table_of_another_shape_is_an_error(path: Path) -> None:
    """A table of that name with other columns is not written to."""
    execute(path, "CREATE TABLE fitbit_records (name)")

    with pytest.raises(TokenStoreError, match="nothing else changed its tables"):
        SqliteStore(path).save(KEY, "one", None)
