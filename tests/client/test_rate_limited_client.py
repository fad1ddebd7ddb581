"""A client that knows its rate limit and, if told to, waits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import fitbit
from fitbit import exceptions
from fitbit_sandbox import Clock, Sandbox
from sandboxed import START, client_of


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A Fitbit that allows three requests an hour."""
    with Sandbox(clock=Clock(START), rate_limit=3) as running:
        yield running


def new(sandbox: Sandbox, **kwargs: Any) -> fitbit.Fitbit:
    token = sandbox.issue(sandbox.apps["server"])["access_token"]
    return client_of(sandbox, access_token=token, **kwargs)


def test_the_rate_limit_is_known_after_a_call(sandbox: Sandbox) -> None:
    """fb.rate_limit tells the limit, what is left, and the moment of the next hour."""
    fb = new(sandbox)
    assert not fb.rate_limit
    fb.get_devices()

    assert (fb.rate_limit.limit, fb.rate_limit.remaining) == (3, 2)
    assert fb.rate_limit.resets_at == START - START % 3600 + 3600


def test_by_default_a_429_is_raised(sandbox: Sandbox) -> None:
    """Nothing waits behind the user's back."""
    fb = new(sandbox)
    for _ in range(3):
        fb.get_devices()
    with pytest.raises(exceptions.HTTPTooManyRequests):
        fb.get_devices()
    assert sandbox.clock.time() == START


def test_waiting_is_done_where_it_was_asked_for(sandbox: Sandbox) -> None:
    """With on_rate_limit="wait" ten calls take some hours, and each of them succeeds."""
    fb = new(sandbox, on_rate_limit="wait")
    answers = [fb.get_devices() for _ in range(10)]

    assert len(answers) == 10
    assert 2 * 3600 < sandbox.clock.time() - START < 4 * 3600


def test_a_wait_beyond_the_cap_is_not_begun(sandbox: Sandbox) -> None:
    """max_wait is kept: the 429 is raised at once."""
    fb = new(sandbox, on_rate_limit="wait", max_wait=60)
    for _ in range(3):
        fb.get_devices()
    with pytest.raises(exceptions.HTTPTooManyRequests):
        fb.get_devices()
    assert sandbox.clock.time() == START


def test_another_word_is_refused(sandbox: Sandbox) -> None:
    """Only "raise" and "wait" are known."""
    with pytest.raises(ValueError, match="'raise' or 'wait'"):
        new(sandbox, on_rate_limit="ignore")
