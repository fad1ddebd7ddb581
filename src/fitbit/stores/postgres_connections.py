"""A pool of connections to PostgreSQL that survives a fork."""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fitbit.exceptions import InvalidValue
from fitbit.stores.extras import missing_extra

if TYPE_CHECKING:
    import psycopg

Connect = Callable[[], "psycopg.Connection[Any]"]
_DEFAULTS = {"connect_timeout": "10", "keepalives_idle": "30", "tcp_user_timeout": "30000"}


class Connections:
    """Idle connections of this process; a forked child opens its own."""

    def __init__(self, connect: Connect, max_idle: int) -> None:
        """Set how to connect, and how many idle connections to keep."""
        self._connect, self._max_idle = connect, max_idle
        self._idle: dict[int, list[psycopg.Connection[Any]]] = {}
        self._closing = weakref.finalize(self, _close, self._idle)

    def close(self) -> None:
        """Close the idle connections of this process."""
        _close(self._idle)

    def take(self) -> psycopg.Connection[Any]:
        """Return a connection that is alive, in autocommit."""
        return self._alive() or self._open()

    def give_back(self, connection: psycopg.Connection[Any]) -> None:
        """Keep a connection for the next caller, unless it broke or there are enough."""
        idle = self._idle.setdefault(os.getpid(), [])
        if len(idle) < self._max_idle and connection.info.transaction_status.name == "IDLE":
            idle.append(connection)
        else:
            connection.close()

    def _open(self) -> psycopg.Connection[Any]:
        connection = self._connect()
        connection.autocommit = True
        connection.prepare_threshold = None
        return connection

    def _alive(self) -> psycopg.Connection[Any] | None:
        import psycopg  # noqa: PLC0415 - an extra

        idle = self._idle.setdefault(os.getpid(), [])
        while idle:
            try:
                connection = idle.pop()
            except IndexError:
                break
            try:
                connection.execute("")
            except psycopg.OperationalError:
                connection.close()
            else:
                return connection
        return None


def _close(idle: dict[int, list[psycopg.Connection[Any]]]) -> None:
    """Close what this process opened; a parent's connections are not ours to close."""
    for connection in idle.pop(os.getpid(), []):
        connection.close()


def connector(conninfo_or_connect: str | Connect) -> tuple[Connect, str]:
    """Return a function that opens a connection, and its address without the password."""
    try:
        import psycopg  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise missing_extra("postgres", "PostgresStore", error) from error
    if not isinstance(conninfo_or_connect, str):
        return conninfo_or_connect, "connections of the application"
    known = _parse(conninfo_or_connect)
    options: dict[str, Any] = {**_DEFAULTS, **known}
    place = f"{known.get('host', '')}:{known.get('port', '')}/{known.get('dbname', '')}"
    return lambda: psycopg.connect("", **options), place


def _parse(conninfo: str) -> dict[str, Any]:
    import psycopg.conninfo  # noqa: PLC0415 - an extra

    try:
        return psycopg.conninfo.conninfo_to_dict(conninfo)
    except psycopg.Error:
        # The reason may quote a part of the password.
        msg = "The connection string cannot be read; in a URL, a password is percent-encoded."
        raise InvalidValue(msg) from None
