"""A Fitbit with strict rotation and a clock that stands still, a scripted one, and clients."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

import fitbit
from fitbit_sandbox import Clock, Sandbox
from scripted import MakeClient, Web, provider_at, serving

START = 1_790_000_000.0
REDIRECT = "http://127.0.0.1:8080/"


@pytest.fixture
def web() -> Iterator[Web]:
    """A scripted server on loopback."""
    with serving() as running:
        yield running


@pytest.fixture
def other_web() -> Iterator[Web]:
    """Another one, on another loopback host."""
    with serving("127.0.0.2") as running:
        yield running


@pytest.fixture
def scripted(web: Web, request: pytest.FixtureRequest) -> MakeClient:
    """Make clients of the scripted server; each test has a client id of its own."""

    def make(**kwargs: Any) -> fitbit.Fitbit:
        settings = {
            "client_id": request.node.name,
            "client_secret": "the-client-secret",
            "provider": provider_at(web.url),
            "redirect_uri": REDIRECT,
            "clock": Clock(START),
            **kwargs,
        }
        return fitbit.Fitbit(**settings)

    return make


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A Fitbit in this process whose rotation is strict: a spent refresh token is refused."""
    with Sandbox(clock=Clock(START), replay_window=0) as running:
        yield running


@pytest.fixture
def make(sandbox: Sandbox) -> Callable[..., fitbit.Fitbit]:
    """Make clients of the sandbox, each with a fresh token of the first person."""

    def client(**kwargs: Any) -> fitbit.Fitbit:
        app = sandbox.apps["server"]
        token = sandbox.issue(app)
        settings = {
            "access_token": token["access_token"],
            "refresh_token": token["refresh_token"],
            "expires_at": sandbox.clock.time() + token["expires_in"],
            "refresh_cb": lambda token: None,
            "redirect_uri": REDIRECT,
            "provider": sandbox.provider,
            "clock": sandbox.clock,
            **kwargs,
        }
        return fitbit.Fitbit(app.client_id, app.client_secret, **settings)

    return client
