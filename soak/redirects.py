"""Redirects the token endpoint to a second host and counts what arrives there."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from fitbit.exceptions import TokenError
from soak.server import TOKEN, Server, serving
from soak.table import Row

STATUSES = (301, 302, 303, 307, 308)
OTHER_HOST = "127.0.0.2"
ASKED = {"refresh": TOKEN, "exchange": TOKEN, "revocation": "/oauth2/revoke"}
REDIRECT_URI = "http://127.0.0.1:8080/"


def rows(short: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001 - it is short already
    """Yield the one row."""
    with listening() as other, serving(window=0) as server:
        refused = [_is_refused(server, other.url, s, path) for s in STATUSES for path in ASKED]
    yield Row(
        f"{', '.join(map(str, STATUSES))} to a second loopback host, on refresh, exchange and "
        "revocation",
        "that host receives nothing",
        f"{other.connections} connections, {other.received} bytes; {sum(refused)} of "
        f"{len(refused)} requests ended in a TokenError",
        all(refused) and other.connections == other.received == 0,
    )


class Listener:
    """Counts connections and bytes, and never answers."""

    def __init__(self, listening: socket.socket) -> None:
        """Begin to listen."""
        self.connections = self.received = 0
        self.url = "http://{}:{}".format(*listening.getsockname())
        self._socket = listening
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.connections += 1
                with connection:
                    connection.settimeout(1)
                    self.received += len(connection.recv(1 << 16))


@contextmanager
def listening() -> Iterator[Listener]:
    """Listen on the second host, and count what came once it is over."""
    with socket.create_server((OTHER_HOST, 0)) as opened:
        yield Listener(opened)


def _is_refused(server: Server, elsewhere: str, status: int, asked: str) -> bool:
    """Tell whether a request that is redirected ends in a typed error."""
    client = server.account().client().client
    calls: dict[str, Callable[[], object]] = {
        "refresh": client.refresh_token,
        "exchange": lambda: client.fetch_access_token("a" * 40, REDIRECT_URI),
        "revocation": client.revoke_token,
    }
    path = ASKED[asked]
    server.sandbox.faults.add(path, redirect=f"{elsewhere}{path}", status=status)
    try:
        calls[asked]()
    except TokenError:
        return not server.sandbox.faults.pending()
    return False
