"""Keyword arguments of the client, so that editors complete them and type checkers know them."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict, cast
from uuid import UUID

from fitbit.clock import Clock
from fitbit.providers import Provider
from fitbit.stores.protocol import Store
from fitbit.transport.rate_limit import OnRateLimit

_POSITIONAL = ("access_token", "refresh_token", "expires_at", "refresh_cb", "redirect_uri")


class IgnoredOptions(TypedDict, total=False):
    """What programs of python-fitbit's time pass, which never did anything."""

    encoded_user_id: Any
    expires_in: Any
    oauth2: Any
    scope: Any
    token_type: Any
    user_id: Any


class ClientOptions(IgnoredOptions, total=False):
    """The keyword arguments of FitbitOauth2Client beside python-fitbit's."""

    provider: Provider | None
    """Where to authorize and ask: ``fitbit.FITBIT``, unless another is given."""
    store: Store | None
    """Where the token is kept between runs; see ``fitbit.stores``."""
    account: str | int | UUID
    """Your application's own key of the person, for a store with more than one."""
    pkce: str | None
    """``"S256"``, or None for python-fitbit's authorize URL."""
    timeout: Any
    """Seconds to wait, as requests takes them; 30 unless given."""
    clock: Clock | None
    """What tells the time and waits, ``time`` unless given; for tests."""
    on_rate_limit: OnRateLimit
    """``"raise"`` HTTPTooManyRequests, or ``"wait"``."""
    max_wait: float
    """Seconds that one call may wait with ``on_rate_limit="wait"``."""
    callback_uri: str | None
    """python-fitbit's former name of ``redirect_uri``."""


class FitbitOptions(ClientOptions, total=False):
    """The keyword arguments of Fitbit beside python-fitbit's."""

    accept_locale: str | None
    """Language and food database, such as ``"de_DE"``."""
    resource_owner_key: str | None
    """OAuth1's name of ``access_token``."""
    resource_owner_secret: str | None
    """OAuth1's name of ``refresh_token``."""


class RequestOptions(TypedDict, total=False):
    """What ``make_request`` hands on to requests."""

    allow_redirects: bool
    auth: Any
    cert: Any
    cookies: Any
    files: Any
    headers: Mapping[str, str] | None
    hooks: Any
    json: Any
    params: Any
    proxies: Any
    stream: bool
    timeout: Any
    verify: Any
    withhold_token: bool
    """Send without the access token."""


def client_options(options: Mapping[str, Any]) -> ClientOptions:
    """Return those that the client knows; what else is there has been warned of."""
    known = ClientOptions.__dict__["__optional_keys__"]
    return cast("ClientOptions", {k: v for k, v in options.items() if k in known})


def warn_unknown(given: Iterable[str], options: type[ClientOptions], *, stacklevel: int) -> None:
    """Warn of keywords that are not known; they are ignored, as in python-fitbit."""
    known = options.__dict__["__optional_keys__"]
    for name in given:
        if name not in known:
            import difflib  # noqa: PLC0415 - for those who misspell

            near = difflib.get_close_matches(name, [*sorted(known), *_POSITIONAL], n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            message = f"The keyword {name!r} is not known and is ignored{hint}"
            warnings.warn(message, RuntimeWarning, stacklevel=stacklevel + 1)
