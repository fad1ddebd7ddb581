"""Gets a first token from the shell: ``python -m fitbit.gather_keys_oauth2 ID SECRET``.

python-fitbit kept a script of this name beside the package.  It opens the consent page in a
browser, catches the redirect on this machine and prints the token.  The redirect URI has to be
registered with the application: http://127.0.0.1:8080/ unless another one is given.
"""

from __future__ import annotations

import argparse
import hmac
import socket
import sys
import threading
import webbrowser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qs, urlsplit

from fitbit.api import Fitbit
from fitbit.exceptions import FitbitError, PortUnavailableError, Timeout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fitbit.oauth2.client import FitbitOauth2Client

REDIRECT_URI = "http://127.0.0.1:8080/"
_HOSTS = {"127.0.0.1": "127.0.0.1", "localhost": "127.0.0.1", "::1": "::1"}
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{text}</p></main></body></html>
"""


class OAuth2Server:
    """Lets one user consent in a browser and keeps the token in ``fitbit.client``.

    ``fitbit`` is a Fitbit made with the arguments; further keywords are handed on to it.  Where
    the provider takes any loopback port, as Google does for desktop clients, a redirect URI
    with port 0 (``http://127.0.0.1:0/``) listens on a free one.
    ``success_html`` and ``failure_html`` are the pages that the browser shows at the end.
    """

    success_html = _PAGE.format(title="Authorized", text="You can close this window.")
    failure_html = _PAGE.format(
        title="Not authorized", text="The program that asked for it tells why."
    )

    def __init__(
        self,
        client_id: str,
        client_secret: str | None,
        redirect_uri: str = REDIRECT_URI,
        **kwargs: Any,
    ) -> None:
        self.redirect_uri = redirect_uri
        self.address = _listening_address(redirect_uri)
        kwargs.setdefault("timeout", 10)
        self.fitbit = Fitbit(client_id, client_secret, redirect_uri=redirect_uri, **kwargs)

    @property
    def oauth(self) -> FitbitOauth2Client:
        """Return the OAuth2 client, as older copies of the script had it."""
        return self.fitbit.client

    def browser_authorize(self, timeout: float = 300) -> None:
        """Open the consent page and wait until its redirect was exchanged for a token.

        Where no browser opens, the address is printed.  Raises the TokenError that ended it,
        PortUnavailableError where something else listens on the port, and Timeout where no
        usable redirect arrived within ``timeout`` seconds.
        """
        listener = _Listener(self)
        self.redirect_uri = listener.redirect_uri
        url = listener.begin()
        serving = threading.Thread(target=listener.serve_forever, args=(0.05,), daemon=True)
        serving.start()
        try:
            _show(url)
            listener.wait(timeout)
        finally:
            listener.shutdown()
            serving.join()
            listener.server_close()


class _Listener(ThreadingHTTPServer):
    """Waits for one redirect that carries the state, whatever else is asked of it."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"
    _error: Exception | None
    state = ""

    def __init__(self, owner: OAuth2Server) -> None:
        host, port = owner.address
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.owner = owner
        self._turn, self._over = threading.Lock(), threading.Event()
        self._exchanged, self._error = False, None
        try:
            super().__init__((host, port), _Handler)
        except OSError as error:
            msg = f"Cannot listen on {host} port {port}: {error.strerror or error}"
            raise PortUnavailableError(error.errno, msg) from error
        self.redirect_uri = _with_port(owner.redirect_uri, self.server_port)

    def begin(self) -> str:
        """Return the consent page's address, whose redirect is awaited from now on."""
        try:
            url, self.state = self.owner.fitbit.client.authorize_token_url(
                redirect_uri=self.redirect_uri
            )
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
        """Tell whether a request is the redirect: its path, its Host and its state."""
        wanted, got = urlsplit(self.redirect_uri), urlsplit(target)
        state = parse_qs(got.query).get("state", [""])[0]
        return (
            got.path == (wanted.path or "/")
            and host.lower() == wanted.netloc.lower()
            and hmac.compare_digest(state.encode(), self.state.encode())
        )

    def finish(self, target: str) -> bool:
        """Exchange the redirect, once; tell whether there is a token."""
        with self._turn:
            if not self._exchanged:
                self._exchanged = True
                self._exchange(target)
            return self._error is None

    def _exchange(self, target: str) -> None:
        parts = urlsplit(self.redirect_uri)
        url = f"{parts.scheme}://{parts.netloc}{target}"
        try:
            self.owner.fitbit.client.fetch_token_from_redirect(url, state=self.state)
        except Exception as error:  # noqa: BLE001 - raised again in the thread that waits
            self._error = error

    def end(self) -> None:
        """End the wait; the browser has its page."""
        self._over.set()


class _Handler(BaseHTTPRequestHandler):
    """Answers the browser with fixed pages that show nothing of the request."""

    timeout = 10

    @property
    def listener(self) -> _Listener:
        """Return the server, as the listener it is."""
        return cast("_Listener", self.server)

    def do_GET(self) -> None:
        """Take the redirect; answer anything else with 404 and go on waiting."""
        if not self.listener.expects(self.path, self.headers.get("Host", "")):
            self._page(404, _PAGE.format(title="Not found", text="This is not the redirect."))
            return
        done = self.listener.finish(self.path)
        owner = self.listener.owner
        try:
            self._page(*((200, owner.success_html) if done else (400, owner.failure_html)))
        finally:
            self.listener.end()

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


def _listening_address(redirect_uri: str) -> tuple[str, int]:
    """Return where to listen for a redirect URI, which must be plain http on this machine."""
    parts = urlsplit(redirect_uri)
    host = _HOSTS.get(parts.hostname or "")
    if parts.scheme != "http" or host is None:
        msg = (
            f"{redirect_uri!r} cannot be listened on: register and give an address such as "
            f"{REDIRECT_URI}, or hand the redirect to fetch_token_from_redirect() yourself"
        )
        raise ValueError(msg)
    return host, 80 if parts.port is None else parts.port


def _with_port(redirect_uri: str, port: int) -> str:
    """Return the redirect URI with the port that was found where it asks for any (port 0)."""
    parts = urlsplit(redirect_uri)
    if parts.port != 0:
        return redirect_uri
    return parts._replace(netloc=parts.netloc.removesuffix(":0") + f":{port}").geturl()


def _show(url: str) -> None:
    """Open the consent page, or print its address where no browser can be opened."""
    try:
        opened = webbrowser.open(url)
    except webbrowser.Error:
        opened = False
    if not opened:
        sys.stderr.write(f"Open this address in a browser on this machine:\n{url}\n")


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m fitbit.gather_keys_oauth2", description="Get a first token from Fitbit."
    )
    parser.add_argument("client_id", help="OAuth 2.0 client id of the application")
    parser.add_argument("client_secret", help="its client secret")
    parser.add_argument("--redirect-uri", default=REDIRECT_URI, help="default: %(default)s")
    parser.add_argument("--timeout", type=float, default=300, help="seconds to wait for consent")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Get a token and print it, one ``key = value`` a line; return the exit code."""
    given = _arguments(argv)
    server = OAuth2Server(given.client_id, given.client_secret, given.redirect_uri)
    try:
        server.browser_authorize(given.timeout)
    except FitbitError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for key, value in server.fitbit.client.session.token.items():
        sys.stdout.write(f"{key} = {value}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
