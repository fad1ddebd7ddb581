"""Gives tests a Google Health, in process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fitbit_sandbox import Clock, Sandbox
from google_health import NOW, Health


@pytest.fixture
def clock() -> Clock:
    return Clock(start=NOW)


@pytest.fixture
def sandbox(clock: Clock) -> Iterator[Sandbox]:
    with Sandbox(clock=clock, seed=20260415, google_rate_limit=10**9) as sandbox:
        yield sandbox


@pytest.fixture
def health(sandbox: Sandbox) -> Health:
    """Ask for the first person's data, with every scope."""
    return Health(sandbox)


@pytest.fixture(scope="session")
def lasting() -> Iterator[Sandbox]:
    """Give a sandbox in which nothing is written."""
    with Sandbox(clock=Clock(start=NOW), seed=20260415, google_rate_limit=10**9) as sandbox:
        yield sandbox
