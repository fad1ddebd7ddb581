"""Clients of a scripted server, and a sandbox whose rotation is strict."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

import fitbit
from fitbit_sandbox import Clock
from sandboxed import REDIRECT, START
from scripted import MakeClient, Web, provider_at


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
def with_token(scripted: MakeClient) -> MakeClient:
    """Make such clients with the tokens access-1 and refresh-1, whose expiry is unknown."""
    tokens = {"access_token": "access-1", "refresh_token": "refresh-1"}
    return partial(scripted, **tokens, refresh_cb=lambda token: None)


@pytest.fixture
def replay_window() -> int:
    """Refuse a spent refresh token at once."""
    return 0
