"""Clients that talk to a scripted HTTP server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import fitbit
from sandboxed import REDIRECT
from scripted import MakeClient, Web, provider_at


@pytest.fixture
def client(web: Web, request: pytest.FixtureRequest) -> Iterator[MakeClient]:
    """Make clients of the scripted server; each test has a client id of its own."""
    made: list[fitbit.Fitbit] = []

    def make(**kwargs: Any) -> fitbit.Fitbit:
        kwargs.setdefault("provider", provider_at(web.url))
        kwargs.setdefault("client_id", request.node.name)
        kwargs.setdefault("client_secret", "the-client-secret")
        kwargs.setdefault("redirect_uri", REDIRECT)
        made.append(fitbit.Fitbit(**kwargs))
        return made[-1]

    yield make
    for one in made:
        one.client.close()
