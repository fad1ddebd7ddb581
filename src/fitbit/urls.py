"""Origins, loopback addresses, and where secrets may travel."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from fitbit.exceptions import InsecureAddressError


def is_loopback(host: str | None) -> bool:
    """Tell whether a parsed host is a literal loopback address (names never are)."""
    try:
        return host is not None and ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def origin(url: str) -> tuple[str, str, int]:
    """Return the scheme, host and port that a URL goes to, with the default port filled in."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        msg = f"{error}: not a usable address"
        raise InsecureAddressError(msg) from None
    scheme = parts.scheme.lower()
    return scheme, (parts.hostname or "").lower(), port or {"https": 443, "http": 80}.get(scheme, 0)


def require_secure(url: str) -> str:
    """Return the URL if secrets may travel there: https, or plain http to a loopback address."""
    scheme, host, _ = origin(url)
    parts = urlsplit(url)
    if parts.username is not None or parts.password is not None:
        msg = f"An address of a provider has no user name or password in it (host {host!r})."
        raise InsecureAddressError(msg)
    if not host or (scheme != "https" and not (scheme == "http" and is_loopback(host))):
        hint = " Write 127.0.0.1 instead of localhost." if host == "localhost" else ""
        msg = (
            f"{scheme or 'no scheme'}://{host} is refused: tokens travel by https only. "
            f"Plain http is for loopback addresses such as http://127.0.0.1:8080.{hint}"
        )
        raise InsecureAddressError(msg)
    return url
