"""A first token from the shell: ``python -m fitbit.gather_keys_oauth2 ID SECRET``.

python-fitbit kept a script of this name beside the package.  It opens the consent page in a
browser, catches the redirect on this machine and prints the token.  The redirect URI has to be
registered with the application: http://127.0.0.1:8080/ unless another one is given.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from fitbit.api import Fitbit
from fitbit.exceptions import FitbitError
from fitbit.oauth2.loopback import REDIRECT_URI, LoopbackReceiver, listening_address, page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fitbit.oauth2.client import FitbitOauth2Client


class OAuth2Server:
    """The login of one user in a browser; the token is then in ``fitbit.client``.

    ``fitbit`` is a Fitbit made with the arguments; further keywords are handed on to it.  Where
    the provider takes any loopback port, as Google does for desktop clients, a redirect URI
    with port 0 (``http://127.0.0.1:0/``) listens on a free one.
    ``success_html`` and ``failure_html`` are the pages that the browser shows at the end.
    """

    success_html = page("Authorized", "You can close this window.")
    failure_html = page("Not authorized", "The program that asked for it tells why.")

    def __init__(
        self,
        client_id: str,
        client_secret: str | None,
        redirect_uri: str = REDIRECT_URI,
        **kwargs: Any,
    ) -> None:
        self.redirect_uri = redirect_uri
        self.address = listening_address(redirect_uri)
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
        receiver = LoopbackReceiver(
            self.fitbit.client, self.redirect_uri, self.success_html, self.failure_html
        )
        self.redirect_uri = receiver.redirect_uri
        receiver.run(timeout)


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
