"""A scripted HTTP server on loopback, for tests to say what it answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

import fitbit


@dataclass
class Seen:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: str

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body))


@dataclass
class Reply:
    """What the server says next; a body may be made from the request."""

    status: int = 200
    body: Any = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def content(self, seen: Seen) -> bytes:
        body = self.body(seen) if callable(self.body) else self.body
        return body if isinstance(body, bytes) else json.dumps(body).encode()


class Web:
    """Scripted answers, the last one again and again, and the requests that came."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.seen: list[Seen] = []
        self.replies: list[Reply] = []
        self._guard = threading.Lock()

    def say(self, status: int = 200, body: Any = None, **headers: str) -> Web:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        self.replies.append(Reply(status, {} if body is None else body, names))
        return self

    def answer(self, seen: Seen) -> Reply:
        with self._guard:
            self.seen.append(seen)
            if not self.replies:
                return Reply()
            return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    web: Web

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        seen = Seen(self.command, self.path, dict(self.headers.items()), body)
        reply = self.web.answer(seen)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        content = reply.content(seen)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_DELETE = do_PUT = do_HEAD = do_GET  # noqa: N815 - http.server's names

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(host: str = "127.0.0.1") -> Iterator[Web]:
    """Serve on a free loopback port."""
    handler = type("OwnHandler", (Handler,), {})
    server = ThreadingHTTPServer((host, 0), handler)
    server.daemon_threads = True
    web = Web(f"http://{host}:{server.server_port}")
    handler.web = web  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def provider_at(url: str, **changes: Any) -> fitbit.Provider:
    """Return a provider whose every address is on one server."""
    addresses: dict[str, Any] = {
        "name": "local",
        "authorization_url": f"{url}/oauth2/authorize",
        "token_url": f"{url}/oauth2/token",
        "revocation_url": f"{url}/oauth2/revoke",
        "introspection_url": f"{url}/1.1/oauth2/introspect",
        "api_url": url,
    }
    return fitbit.Provider(**{**addresses, **changes})


MakeClient = Callable[..., fitbit.Fitbit]
