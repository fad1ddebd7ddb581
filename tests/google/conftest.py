"""Gives tests one sandbox that is Fitbit and Google Health at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from google_pair import Pair


@pytest.fixture(scope="session")
def pair() -> Iterator[Pair]:
    """Share one sandbox among tests that only read."""
    pair = Pair()
    yield pair
    pair.close()


@pytest.fixture
def fresh() -> Iterator[Pair]:
    """Give a test that writes a sandbox of its own."""
    pair = Pair()
    yield pair
    pair.close()
