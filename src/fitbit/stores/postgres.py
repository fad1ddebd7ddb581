"""A token store in PostgreSQL, for many hosts."""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from fitbit.exceptions import InvalidUse, InvalidValue, TokenStoreError
from fitbit.stores.postgres_connections import Connect, Connections, connector
from fitbit.stores.rows import Row, RowStore
from fitbit.stores.thread_locks import Deadline, ThreadLocks, busy

if TYPE_CHECKING:
    import psycopg
    from psycopg.sql import Composed, Identifier
    from typing_extensions import LiteralString

_READ = "SELECT value, previous FROM {records} WHERE key = %s"
_INSERT = "INSERT INTO {records} (key, value) VALUES (%s, %s) ON CONFLICT DO NOTHING"
_UPDATE = "UPDATE {records} SET previous = value, value = %s WHERE key = %s AND value = %s"
_DELETE = "DELETE FROM {records} WHERE key = %s"
_CREATE = """
CREATE TABLE IF NOT EXISTS {records} (key text PRIMARY KEY, value text NOT NULL, previous text);
CREATE TABLE IF NOT EXISTS {locks} (key text PRIMARY KEY)
"""
_EXISTS = "SELECT to_regclass(%s) IS NOT NULL AND to_regclass(%s) IS NOT NULL"
_ADD_LOCK = "INSERT INTO {locks} (key) VALUES (%s) ON CONFLICT DO NOTHING"
_LOCK = "SELECT key FROM {locks} WHERE key = %s FOR UPDATE"
# A holder says nothing for as long as a refresh takes: the server must not end it for that, but
# notice within a minute when its host is gone.
_LIMITS = """
SELECT set_config(given.name, given.setting, true)
FROM (VALUES ('lock_timeout', %(wait)s), ('statement_timeout', %(wait)s),
  ('idle_in_transaction_session_timeout', '0'), ('transaction_timeout', '0'),
  ('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3')
) AS given (name, setting) JOIN pg_settings ON pg_settings.name = given.name
"""

_NAME = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)?")


class PostgresStore(RowStore):
    """A store with a row for each record in *table*, which is made if it is missing.

    A lock is a row of a second table, ``<table>_locks``, locked in a transaction on a connection
    of its own; the server frees it when the holder dies. A process holds at most *connections*
    locks at a time, so it uses at most some more connections than that.
    """

    def __init__(
        self,
        conninfo_or_connect: str | Connect,
        table: str = "fitbit_tokens",
        *,
        connections: int = 8,
    ) -> None:
        """Take a connection string, or what returns a new connection; none is opened yet."""
        if not _NAME.fullmatch(table):
            msg = f"{table!r} is not a table's name, nor a schema's and a table's with a point."
            raise InvalidValue(msg)
        self._given, self.table, self.connections = conninfo_or_connect, table, connections
        connect, self._place = connector(conninfo_or_connect)
        self._connections = Connections(connect, connections)
        self._threads = ThreadLocks()
        self._slots: dict[int, threading.Semaphore] = {}
        self._ready: set[int] = set()

    def __repr__(self) -> str:
        """Show where the table is, without the password."""
        return f"<PostgresStore: {self._place}, table {self.table}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the connection string, or the function if it can be found by its name."""
        _refuse_nameless(self._given)
        return _rebuild, (self._given, self.table, self.connections)

    def close(self) -> None:
        """Close the idle connections; the store can be used again."""
        self._connections.close()

    def delete(self, key: str) -> None:
        """Delete the text stored under *key*, and the one before it."""
        with self._borrow() as connection:
            self._run(connection, _DELETE, (key,))

    @contextmanager
    def lock(self, key: str, timeout: float) -> Generator[None]:
        """Lock *key* for this thread; raise TokenStoreBusy after *timeout* seconds."""
        deadline = Deadline(timeout)
        with self._threads.hold(key, timeout), self._slot(deadline), self._borrow() as connection:
            holder = os.getpid()
            try:
                self._lock_row(connection, key, deadline)
                yield
            finally:
                if os.getpid() == holder:
                    _end(connection)

    @contextmanager
    def _borrow(self) -> Generator[psycopg.Connection[Any]]:
        holder = os.getpid()
        with self._typed_errors():
            connection = self._connections.take()
        try:
            self._make_tables(connection)
            yield connection
        finally:
            # A child forked meanwhile shares the socket: it must not say a word there.
            if os.getpid() == holder:
                self._connections.give_back(connection)

    def _make_tables(self, connection: psycopg.Connection[Any]) -> None:
        """Create the tables that are missing, in one process at a time."""
        if os.getpid() in self._ready:
            return
        records, locks = (name.as_string(connection) for name in self._tables().values())
        if self._run(connection, _EXISTS, (records, locks)).fetchone() != (True,):
            with self._typed_errors(), connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(hashtext('fitbit.stores'))")
                connection.execute(self._statement(_CREATE))
        self._ready.add(os.getpid())

    @contextmanager
    def _slot(self, deadline: Deadline) -> Generator[None]:
        slots = self._slots.setdefault(os.getpid(), threading.Semaphore(self.connections))
        if not slots.acquire(timeout=min(deadline.left(), threading.TIMEOUT_MAX)):
            raise busy(deadline.timeout)
        try:
            yield
        finally:
            slots.release()

    def _lock_row(self, connection: psycopg.Connection[Any], key: str, deadline: Deadline) -> None:
        name = (hashlib.sha256(key.encode()).hexdigest(),)
        self._run(connection, _ADD_LOCK, name)
        wait = f"{min(max(1, round(deadline.left() * 1000)), 2**31 - 1)}ms"
        with self._typed_errors(deadline.timeout):
            connection.execute("BEGIN")
            connection.execute(_LIMITS, {"wait": wait})
        self._run(connection, _LOCK, name, deadline.timeout)

    def _row(self, key: str) -> Row | None:
        with self._borrow() as connection:
            found = self._run(connection, _READ, (key,)).fetchone()
        return None if found is None else Row(*(text and text.encode() for text in found))

    def _swap(self, key: str, value: str, row: Row | None) -> bool:
        with self._borrow() as connection:
            if row is None:
                return self._run(connection, _INSERT, (key, value)).rowcount == 1
            known = (row.value or b"").decode()
            return self._run(connection, _UPDATE, (value, key, known)).rowcount == 1

    def _run(
        self,
        connection: psycopg.Connection[Any],
        statement: LiteralString,
        values: tuple[str, ...],
        timeout: float = 0,
    ) -> psycopg.Cursor[tuple[Any, ...]]:
        from psycopg.rows import tuple_row  # noqa: PLC0415 - an extra

        cursor = connection.cursor(row_factory=tuple_row)
        with self._typed_errors(timeout):
            return cursor.execute(self._statement(statement), values)

    def _statement(self, statement: LiteralString) -> Composed:
        from psycopg import sql  # noqa: PLC0415 - an extra

        return sql.SQL(statement).format(**self._tables())

    def _tables(self) -> dict[str, Identifier]:
        from psycopg.sql import Identifier  # noqa: PLC0415 - an extra

        *schema, name = self.table.split(".")
        return {"records": Identifier(*schema, name), "locks": Identifier(*schema, f"{name}_locks")}

    @contextmanager
    def _typed_errors(self, timeout: float = 0) -> Generator[None]:
        import psycopg  # noqa: PLC0415 - an extra

        try:
            yield
        except (psycopg.errors.LockNotAvailable, psycopg.errors.QueryCanceled):
            raise busy(timeout) from None
        except psycopg.Error as error:
            msg = (
                f"PostgreSQL at {self._place} failed ({type(error).__name__}). See that it runs, "
                f"lets this user in, and lets it make or use the table {self.table}."
            )
            raise TokenStoreError(msg) from error


def _end(connection: psycopg.Connection[Any]) -> None:
    """Release the row; where the connection broke, the server has released it."""
    import psycopg  # noqa: PLC0415 - an extra

    with suppress(psycopg.Error):
        connection.execute("ROLLBACK")


def _refuse_nameless(given: str | Connect) -> None:
    try:
        pickle.dumps(given)
    except (AttributeError, TypeError, pickle.PicklingError):
        msg = (
            "This PostgresStore cannot be pickled, for its function cannot be found by a name: "
            "make it with a connection string or a function of a module."
        )
        raise InvalidUse(msg) from None


def _rebuild(given: str | Connect, table: str, connections: int) -> PostgresStore:
    return PostgresStore(given, table, connections=connections)
