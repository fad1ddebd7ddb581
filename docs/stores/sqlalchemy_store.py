"""A token store in any database that SQLAlchemy speaks to."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, Text
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError

from fitbit.exceptions import TokenStoreBusy, TokenStoreError

metadata = MetaData()
records = Table(
    "fitbit_tokens",
    metadata,
    Column("key", String(255), primary_key=True),
    Column("value", Text, nullable=False),
)


class SqlAlchemyStore:
    """A store with a row for each record.

    A lock is a row that was inserted and not committed, on a connection of ``lock_engine``; the
    database forgets it when its holder dies.  Let that engine give up waiting soon, for the store
    asks again until its own time is over.  PostgreSQL:
    ``connect_args={"options": "-c lock_timeout=200"}``.  SQLite, where it has to be another file:
    ``connect_args={"timeout": 0.1}``.
    """

    def __init__(self, engine: Engine, lock_engine: Engine) -> None:
        """Take the engine for the records and the one for the locks."""
        self.engine, self.lock_engine = engine, lock_engine

    def load(self, key: str) -> str | None:
        """Return the text kept under the key, None where there is none."""
        with typed_errors(), self.engine.connect() as connection:
            query = records.select().with_only_columns(records.c.value)
            return connection.scalar(query.where(records.c.key == key))

    def save(self, key: str, value: str, expected: str | None) -> bool:
        """Replace the text if it still is the expected one (None: if there is none)."""
        with typed_errors(), self.engine.begin() as connection:
            if expected is None:
                return add(connection, key, value)
            found = (records.c.key == key) & (records.c.value == expected)
            return connection.execute(records.update().where(found), {"value": value}).rowcount == 1

    def delete(self, key: str) -> None:
        """Forget the text kept under the key, if there is one."""
        with typed_errors(), self.engine.begin() as connection:
            connection.execute(records.delete().where(records.c.key == key))

    @contextmanager
    def lock(self, key: str, timeout: float) -> Iterator[None]:
        """Hold the key for this thread alone; TokenStoreBusy after ``timeout`` seconds."""
        end = time.monotonic() + timeout
        with typed_errors():
            connection = self.lock_engine.connect()
        with connection:
            while not claim(connection, key):
                if time.monotonic() >= end:
                    raise TokenStoreBusy("The record was held elsewhere for too long.")
            yield


def add(connection: Connection, key: str, value: str) -> bool:
    """Insert a record unless there is one."""
    try:
        connection.execute(records.insert(), {"key": key, "value": value})
    except IntegrityError:
        connection.rollback()
        return False
    return True


def claim(connection: Connection, key: str) -> bool:
    """Insert the row that is the lock, unless another one has it for longer than we may wait."""
    try:
        return add(connection, f"lock {key}", "")
    except OperationalError:
        connection.rollback()
        return False


@contextmanager
def typed_errors() -> Iterator[None]:
    """Turn what SQLAlchemy raises into TokenStoreError."""
    try:
        yield
    except SQLAlchemyError as error:
        raise TokenStoreError(f"The database failed ({type(error).__name__}).") from error
