"""A scripted HTTP server on loopback, and clients that talk to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import fitbit
from scripted import MakeClient, Web, provider_at, serving


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
def client(web: Web, request: pytest.FixtureRequest) -> Iterator[MakeClient]:
    """Make clients of the scripted server; each test has a client id of its own."""
    made: list[fitbit.Fitbit] = []

    def make(**kwargs: Any) -> fitbit.Fitbit:
        kwargs.setdefault("provider", provider_at(web.url))
        kwargs.setdefault("client_id", request.node.name)
        kwargs.setdefault("client_secret", "the-client-secret")
        kwargs.setdefault("redirect_uri", "http://127.0.0.1:8080/")
        made.append(fitbit.Fitbit(**kwargs))
        return made[-1]

    yield make
    for one in made:
        one.client.close()
