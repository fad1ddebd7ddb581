"""Login on this machine: a receiver on loopback for the redirect from the consent page."""

from __future__ import annotations

import hmac
import socket
import sys
import threading
import webbrowser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qs, urlsplit

from fitbit.exceptions import InvalidValue, PortUnavailableError, Timeout

if TYPE_CHECKING:
    from fitbit.oauth2.client import FitbitOauth2Client

REDIRECT_URI = "http://127.0.0.1:8080/"
_HOSTS = {"127.0.0.1": "127.0.0.1", "localhost": "127.0.0.1", "::1": "::1"}


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{text}</p></main></body></html>
"""


def page(title: str, text: str) -> str:
    """Return a page for the browser; it shows nothing of the request."""
    return _PAGE.format(title=title, text=text)


class LoopbackReceiver(ThreadingHTTPServer):
    """A server on loopback that waits for one redirect: the one that carries the state."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"
    _error: Exception | None
    state = ""

    def __init__(
        self, client: FitbitOauth2Client, redirect_uri: str, success_html: str, failure_html: str
    ) -> None:
        host, port = listening_address(redirect_uri)
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.client, self.success_html, self.failure_html = client, success_html, failure_html
        self._turn, self._over = threading.Lock(), threading.Event()
        self._exchanged, self._error = False, None
        try:
            super().__init__((host, port), _Handler)
        except OSError as error:
            msg = f"Cannot listen on {host} port {port}: {error.strerror or error}"
            raise PortUnavailableError(error.errno, msg) from error
        self.redirect_uri = with_port(redirect_uri, self.server_port)

    def run(self, timeout: float) -> None:
        """Open the consent page and wait until its redirect was exchanged for a token.

        Blocks for up to *timeout* seconds.  Where no browser opens, the address is printed.
        Raises the TokenError that ended it, and Timeout where no usable redirect arrived.
        """
        url = self.begin()
        serving = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        serving.start()
        try:
            show(url)
            self.wait(timeout)
        finally:
            self.shutdown()
            serving.join()
            self.server_close()

    def begin(self) -> str:
        """Return the consent page's address, whose redirect is awaited from now on."""
        try:
            url, self.state = self.client.authorize_token_url(redirect_uri=self.redirect_uri)
        except BaseException:
            self.server_close()
            raise
        return url

    def wait(self, timeout: float) -> None:
        """Return once the token is there, or raise why it is not."""
        if not self._over.wait(timeout):
            msg = f"No redirect arrived at {self.redirect_uri} within {timeout:g} seconds"
            raise Timeout(msg)
        if self._error is not None:
            raise self._error

    def expects(self, target: str, host: str) -> bool:
        """Return whether a request is the redirect: its path, its Host and its state."""
        wanted, got = urlsplit(self.redirect_uri), urlsplit(target)
        state = parse_qs(got.query).get("state", [""])[0]
        return (
            got.path == (wanted.path or "/")
            and host.lower() == wanted.netloc.lower()
            and hmac.compare_digest(state.encode(), self.state.encode())
        )

    def finish(self, target: str) -> bool:
        """Exchange the redirect, once; return whether there is a token."""
        with self._turn:
            if not self._exchanged:
                self._exchanged = True
                self._exchange(target)
            return self._error is None

    def _exchange(self, target: str) -> None:
        parts = urlsplit(self.redirect_uri)
        url = f"{parts.scheme}://{parts.netloc}{target}"
        try:
            self.client.fetch_token_from_redirect(url, state=self.state)
        except Exception as error:  # noqa: BLE001 - raised again in the thread that waits
            self._error = error

    def end(self) -> None:
        """End the wait; the browser has its page."""
        self._over.set()


class _Handler(BaseHTTPRequestHandler):
    """Fixed answers, which show nothing of the request."""

    timeout = 10

    @property
    def listener(self) -> LoopbackReceiver:
        """Return the server, as the listener it is."""
        return cast("LoopbackReceiver", self.server)

    def do_GET(self) -> None:
        """Take the redirect; answer anything else with 404 and go on waiting."""
        if not self.listener.expects(self.path, self.headers.get("Host", "")):
            self._page(404, page("Not found", "This is not the redirect."))
            return
        listener = self.listener
        done = listener.finish(self.path)
        status, html = (200, listener.success_html) if done else (400, listener.failure_html)
        try:
            self._page(status, html)
        finally:
            listener.end()

    def _page(self, status: int, html: str) -> None:
        body = html.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Log nothing: the address holds the code."""


def listening_address(redirect_uri: str) -> tuple[str, int]:
    """Return where to listen for a redirect URI, which must be plain http on this machine."""
    parts = urlsplit(redirect_uri)
    host = _HOSTS.get(parts.hostname or "")
    if parts.scheme != "http" or host is None:
        msg = (
            f"{redirect_uri!r} cannot be listened on: register and give an address such as "
            f"{REDIRECT_URI}, or hand the redirect to fetch_token_from_redirect() yourself"
        )
        raise InvalidValue(msg)
    return host, 80 if parts.port is None else parts.port


def with_port(redirect_uri: str, port: int) -> str:
    """Return the redirect URI with the port that was found where it asks for any (port 0)."""
    parts = urlsplit(redirect_uri)
    if parts.port != 0:
        return redirect_uri
    return parts._replace(netloc=parts.netloc.removesuffix(":0") + f":{port}").geturl()


def show(url: str) -> None:
    """Open the consent page, or print its address where no browser can be opened."""
    try:
        opened = webbrowser.open(url)
    except webbrowser.Error:
        opened = False
    if not opened:
        sys.stderr.write(f"Open this address in a browser on this machine:\n{url}\n")
