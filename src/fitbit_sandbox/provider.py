"""Describes the sandbox as a Provider: on Fitbit's true addresses, or on a loopback port."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from requests.adapters import BaseAdapter

from fitbit.providers import FITBIT, Provider

NAME = "sandbox"


def in_process_provider(adapter: Callable[[], BaseAdapter], replay_window: int) -> Provider:
    """Return Fitbit's own addresses with the sandbox behind them."""
    return replace(FITBIT, name=NAME, transport_adapter=adapter, replay_window=replay_window)


def served_provider(url: str, replay_window: int) -> Provider:
    """Return the addresses of a sandbox that is served at a URL."""
    return Provider(
        name=NAME,
        authorization_url=f"{url}/oauth2/authorize",
        token_url=f"{url}/oauth2/token",
        revocation_url=f"{url}/oauth2/revoke",
        introspection_url=f"{url}/1.1/oauth2/introspect",
        api_url=url,
        replay_window=replay_window,
    )
