"""The sandbox over real HTTP/1.1, for this machine only."""

from __future__ import annotations

import contextlib
import logging
import select
import socket
import struct
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import TYPE_CHECKING, Any, cast

from fitbit.urls import is_loopback
from fitbit_sandbox.faults import ClientGone, Delivery
from fitbit_sandbox.provider import GOOGLE_PREFIX, google_provider, served_provider
from fitbit_sandbox.wire import BadBody, read_chunked, read_exactly, read_request, write_response

if TYPE_CHECKING:
    from fitbit_sandbox.application import Application

_log = logging.getLogger(__name__)
_MAX_BODY = 10_000_000
_ABRUPTLY = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class _Handler(BaseHTTPRequestHandler):
    """One connection, which stays open between requests."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _answer(self) -> None:
        """Answer one request; the connection ends with a client that left or cannot be read."""
        host = self.headers.get("Host", "")
        try:
            body = self._read_body()
            sent = (self.command, "http", host, self.path, self.headers.items(), body)
            self._send(self._server.application.deliver(read_request(*sent), self._wait))
        except (ClientGone, ConnectionError):
            self.close_connection = True
        except BadBody:
            self.close_connection = True
            self.send_error(400, "This is no length of a body.")

    # The names are http.server's.
    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _answer  # noqa: N815

    @property
    def _server(self) -> SandboxServer:
        return cast("SandboxServer", self.server)

    def _read_body(self) -> bytes:
        if "Content-Length" not in self.headers and "Transfer-Encoding" in self.headers:
            return read_chunked(self.rfile, _MAX_BODY)
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > _MAX_BODY:
            raise BadBody
        return read_exactly(self.rfile, int(length))

    def _wait(self, seconds: float) -> None:
        """Wait; raise if the client went away meanwhile, or the server is closing."""
        if seconds and (self._server.closing.wait(seconds) or self._is_alone()):
            raise ClientGone

    def _is_alone(self) -> bool:
        """Return whether the client has closed its end of the connection."""
        if not select.select([self.connection], [], [], 0)[0]:
            return False
        return not self.connection.recv(1, socket.MSG_PEEK)

    def _send(self, delivery: Delivery) -> None:
        if delivery.response is None:
            self._reset()
            return
        self.close_connection = self.close_connection or delivery.truncate
        message = write_response(
            delivery.response,
            self.command,
            truncate=delivery.truncate,
            close=self.close_connection,
        )
        self.wfile.write(message)

    def _reset(self) -> None:
        """Break the connection so that the client sees a reset and not an orderly end."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABRUPTLY)
        socket.close(self.connection.detach())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is http.server's
        """Stay quiet: the sandbox keeps its own list of requests."""


class SandboxServer(ThreadingHTTPServer):
    """The sandbox on a real loopback port, from when it is made until it is closed."""

    request_queue_size = 1024

    def __init__(self, application: Application, host: str, port: int, replay_window: int) -> None:
        """Listen; raise ValueError for a host beyond loopback, OSError for a busy port."""
        if not is_loopback(host):
            msg = f"The sandbox listens on 127.0.0.1 or ::1 only, not on {host!r}."
            raise ValueError(msg)
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.application = application
        self.closing = threading.Event()
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__((host, port), _Handler)
        shown = f"[{host}]" if ":" in host else host
        self.port = self.server_port
        self.url = f"http://{shown}:{self.port}"
        self.provider = served_provider(self.url, replay_window)
        self.google_url = google = f"{self.url}{GOOGLE_PREFIX}"
        """Where Google's paths are: ``/o/oauth2/v2/auth``, ``/token``, ``/v4/...``."""
        self.google_provider = google_provider(accounts=google, oauth=google, api=google)
        application.servers |= {f"{shown}:{self.port}", f"localhost:{self.port}"}
        self._thread = threading.Thread(
            target=self.serve_forever, args=(0.05,), name="fitbit-sandbox", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Stop listening and end the connections that are open."""
        self.closing.set()
        self.shutdown()
        self._thread.join()
        self.server_close()
        # A thread that waits for the next request of its connection would wait for ever.
        with self._lock:
            connections = list(self._connections)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def __exit__(self, *_: object) -> None:
        """Close the server."""
        self.close()

    def server_bind(self) -> None:
        """Bind without HTTPServer's look-up of the host's name, which may take seconds."""
        TCPServer.server_bind(self)
        self.server_port = int(self.server_address[1])
        self.server_name = "localhost"

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer a connection in a thread of its own."""
        with self._lock:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """End a connection."""
        with self._lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """Log what failed, unless the client only left."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            _log.exception("A request to the sandbox failed")
