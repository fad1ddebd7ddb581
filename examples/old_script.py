"""A program in the style of 2016's gather_keys script; only ``provider`` was added to it.

    python -m fitbit_sandbox --port 8765 &
    python examples/old_script.py 23PERS 99998888777766665555444433332222 http://127.0.0.1:8765

The first line that it prints is the consent page's address.  A fourth argument is the redirect
URI, which the sandbox then has to be told as well (``--redirect-uri``).
"""

from __future__ import annotations

import sys
import threading
import webbrowser
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

from exchange_token import provider_at

import fitbit


class Receiver(HTTPServer):
    """Waits for the redirect on the redirect URI's port."""

    code = ""


class Handler(BaseHTTPRequestHandler):
    """A page that takes the code out of the redirect."""

    def do_GET(self) -> None:
        """Answer the browser."""
        receiver = self.server
        if isinstance(receiver, Receiver):
            receiver.code = parse_qs(urlsplit(self.path).query)["code"][0]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"You can close this window.")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Log nothing: the address holds the code."""


def main() -> None:
    """Authorize in a browser, read the profile, print the token."""
    client_id, client_secret, server = sys.argv[1:4]
    redirect_uri = sys.argv[4] if sys.argv[4:] else "http://127.0.0.1:8080/"
    receiver = Receiver(("127.0.0.1", urlsplit(redirect_uri).port or 80), Handler)
    fb = fitbit.Fitbit(
        client_id,
        client_secret,
        redirect_uri=redirect_uri,
        timeout=10,
        provider=provider_at(server),
    )
    url, _ = fb.client.authorize_token_url()
    print(url, flush=True)
    threading.Timer(1, webbrowser.open, args=(url,)).start()
    while not receiver.code:
        receiver.handle_request()
    fb.client.fetch_access_token(receiver.code)
    profile = fb.user_profile_get()
    print(f"You are authorized to access data for the user: {profile['user']['fullName']}")
    for key, value in fb.client.session.token.items():
        print(f"{key} = {value}")


if __name__ == "__main__":
    main()
