"""Fixtures: a sandbox that is Fitbit and Google Health at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from google_pair import Pair


@pytest.fixture(scope="session")
def pair() -> Iterator[Pair]:
    """One sandbox for all tests that only read."""
    pair = Pair()
    yield pair
    pair.close()


@pytest.fixture
def fresh() -> Iterator[Pair]:
    """A sandbox of its own for a test that writes."""
    pair = Pair()
    yield pair
    pair.close()
