"""Makes the objects that the contract tests call."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest

from fitbit import Fitbit


@pytest.fixture
def fb() -> Fitbit:
    """Return a Fitbit with a token, as a program of python-fitbit's time makes it."""
    return Fitbit("22942C", "a-secret", access_token="an-access", refresh_token="a-refresh")


@pytest.fixture
def sent(fb: Fitbit) -> Iterator[mock.Mock]:
    """Return the mock in the place of ``fb.make_request``, as python-fitbit's suite puts it."""
    with mock.patch.object(fb, "make_request") as make_request:
        yield make_request
