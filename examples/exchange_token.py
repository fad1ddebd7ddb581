"""Exchanges a consent for a token from the shell and prints it as JSON.

The consent page's address goes to standard error; paste the address that your browser was sent
to (or pipe it in), and the token comes out on standard output:

    FITBIT_CLIENT_SECRET=… python examples/exchange_token.py 22942C | jq .access_token

An application without a secret leaves the variable out.  ``--server http://127.0.0.1:8765`` asks
a sandbox (``python -m fitbit_sandbox --port 8765``) instead of Fitbit.
"""

from __future__ import annotations

import argparse
import json
import os
import sys

import fitbit


def provider_at(server: str | None) -> fitbit.Provider:
    """Return Fitbit, or a compatible server under one address."""
    if server is None:
        return fitbit.FITBIT
    return fitbit.Provider(
        name=server,
        authorization_url=f"{server}/oauth2/authorize",
        token_url=f"{server}/oauth2/token",
        revocation_url=f"{server}/oauth2/revoke",
        introspection_url=f"{server}/1.1/oauth2/introspect",
        api_url=server,
    )


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("client_id", help="OAuth 2.0 client id of the application")
    parser.add_argument("--redirect-uri", default="http://127.0.0.1:8080/")
    parser.add_argument("--scope", help="scopes with spaces between; python-fitbit's by default")
    parser.add_argument("--server", help="address of a compatible server, instead of Fitbit")
    return parser.parse_args()


def exchange(given: argparse.Namespace) -> fitbit.Token:
    """Show the consent page's address, take the redirect, return the token."""
    client = fitbit.FitbitOauth2Client(
        given.client_id,
        os.environ.get("FITBIT_CLIENT_SECRET"),
        redirect_uri=given.redirect_uri,
        provider=provider_at(given.server),
    )
    url, _ = client.authorize_token_url(given.scope)
    print(f"Open this address and consent:\n{url}\nPaste where it led you:", file=sys.stderr)
    return client.fetch_token_from_redirect(sys.stdin.readline())


def main() -> int:
    """Print the token, or the error and what to do."""
    try:
        token = exchange(arguments())
    except (fitbit.exceptions.FitbitError, ValueError, OSError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    print(json.dumps(token, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
