"""Clients of a sandbox in this process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

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


class Crash(BaseException):
    """The end of the program where it stands, as kill -9 brings it."""


def around_refresh(fb: fitbit.Fitbit, around: Callable[[Callable[[], Any]], Any]) -> None:
    """Call *around* in place of each request for a new token, with what would send it."""
    request = fb.client.session.request

    def send(method: str, url: str, **kwargs: Any) -> Any:
        if url != fb.client.refresh_token_url:
            return request(method, url, **kwargs)
        return around(lambda: request(method, url, **kwargs))

    fb.client.session.request = send  # type: ignore[method-assign,assignment]


def crash_in_refresh(fb: fitbit.Fitbit, *, answered: bool) -> None:
    """Let a client die between the note of a refresh and the new token, asked or not."""

    def die(send: Callable[[], Any]) -> Any:
        if answered:
            send()
        raise Crash

    around_refresh(fb, die)
    with pytest.raises(Crash):
        fb.client.refresh_token()
