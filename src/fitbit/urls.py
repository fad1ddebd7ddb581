"""Origins, loopback addresses, and where secrets may travel."""

from __future__ import annotations

import ipaddress
from operator import attrgetter
from typing import Any, cast
from urllib.parse import urlsplit

from fitbit.exceptions import InsecureAddressError


def is_loopback(host: str | None) -> bool:
    """Return whether a parsed host is a literal loopback address (names never are)."""
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


class AddressAttribute:
    """An address that lives in a part of an object, with a default on its class.

    ``client.API_ENDPOINT`` reads and writes ``client.session.api_url``: the address exists once,
    under python-fitbit's name as well.  A subclass may replace the default by a plain text.
    """

    def __init__(self, default: str, path: str) -> None:
        self.default, self.path = default, path
        part, _, self._name = path.rpartition(".")
        self._part = attrgetter(part)

    def __get__(self, owner: Any, kind: type | None = None) -> str:
        """Return the address, or the default where the class is asked."""
        # The part is missing before the object's constructor has run, and a mock in old tests.
        if owner is None:
            return self.default
        try:
            value: Any = getattr(self._part(owner), self._name)
        except AttributeError:
            value = cast("dict[str, Any]", owner.__dict__).get(self.path)
        return value if isinstance(value, str) else self.default

    def __set__(self, owner: Any, value: str) -> None:
        try:
            setattr(self._part(owner), self._name, value)
        except AttributeError:
            vars(owner)[self.path] = value

    @staticmethod
    def adopt_overrides(kind: type) -> None:
        """Make the plain texts of a subclass the defaults of the attributes they override."""
        for name, value in list(vars(kind).items()):
            found = (vars(base)[name] for base in kind.__mro__[1:] if name in vars(base))
            inherited = next(found, None)
            if isinstance(inherited, AddressAttribute) and isinstance(value, str):
                setattr(kind, name, AddressAttribute(value, inherited.path))


def address_attribute(default: str, path: str) -> Any:
    """Return an AddressAttribute, as the text that it is to those who read it."""
    return AddressAttribute(default, path)
