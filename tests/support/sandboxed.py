"""Clients of a sandbox in this process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import fitbit
from fitbit_sandbox import Sandbox

Make = Callable[..., fitbit.Fitbit]
START = 1_790_000_000.0
"""The moment at which the clock of a test's sandbox stands."""
REDIRECT = "http://127.0.0.1:8080/"


def client_of(sandbox: Sandbox, **kwargs: Any) -> fitbit.Fitbit:
    """Return a client of the sandbox's server application, without a token."""
    app = sandbox.apps["server"]
    settings = {
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "redirect_uri": REDIRECT,
        "provider": sandbox.provider,
        "clock": sandbox.clock,
        **kwargs,
    }
    return fitbit.Fitbit(**settings)


def client_with_token(sandbox: Sandbox, **kwargs: Any) -> fitbit.Fitbit:
    """Return such a client with a fresh token of the first person."""
    token = sandbox.issue(sandbox.apps["server"])
    settings = {
        "access_token": token["access_token"],
        "refresh_token": token["refresh_token"],
        "expires_at": sandbox.clock.time() + token["expires_in"],
        **kwargs,
    }
    return client_of(sandbox, **settings)


def posts(sandbox: Sandbox) -> int:
    """Return how many requests the token endpoint has had."""
    return sandbox.count("POST", "/oauth2/token")
