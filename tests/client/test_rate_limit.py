"""The rate limit is read from every answer, and waited out where that was asked for."""

from __future__ import annotations

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from fitbit.transport.rate_limit import MARGIN, RateLimit, RateLimiter
from fitbit_sandbox import Clock

NOW = 1_780_000_000.0
HEADERS = {
    "Fitbit-Rate-Limit-Limit": "150",
    "Fitbit-Rate-Limit-Remaining": "121",
    "Fitbit-Rate-Limit-Reset": "1201",
}


class Resting(Clock):
    """Is a clock that remembers how long it slept."""

    def __init__(self):
        super().__init__()
        self.set(NOW)
        self.slept = []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.advance(seconds)


def answer(status, **headers):
    """Return a response."""
    response = requests.Response()
    response.status_code, response._content = status, b"{}"
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return response


def sender(*responses):
    """Return a function that gives one response after another."""
    rest = iter(responses)
    return lambda: next(rest)


@pytest.mark.parametrize("spell", [str, str.lower, str.upper])
def test_the_headers_are_read_in_any_spelling(spell):
    """Fitbit's servers and Google's spell them differently."""
    limit = RateLimit.read({spell(name): value for name, value in HEADERS.items()}, NOW)

    assert limit == RateLimit(150, 121, NOW + 1201)
    assert limit.reset_in(NOW + 1) == 1200
    assert limit.reset_in(NOW + 5000) == 0


def test_what_is_missing_is_none():
    """Without headers nothing is known."""
    nothing = RateLimit.read({"Content-Type": "text/html"}, NOW)

    assert nothing == RateLimit(None, None, None)
    assert nothing.reset_in(NOW) is None
    assert not nothing


@given(
    st.dictionaries(
        st.sampled_from(list(HEADERS)),
        st.text() | st.sampled_from(["nan", "inf", "-inf", "1e999", "-5", "1.5", ""]),
    )
)
def test_nonsense_is_no_number(headers):
    """Whatever the headers hold, reading them raises nothing and gives no negative number."""
    limit = RateLimit.read(headers, NOW)

    assert limit.limit is None or limit.limit >= 0
    assert limit.resets_at is None or limit.resets_at >= NOW


def test_the_last_limit_is_remembered():
    """An answer without headers does not wipe it."""
    limiter = RateLimiter(clock=Resting())
    limiter.send(sender(answer(200, **HEADERS)))
    limiter.send(sender(answer(200)))

    assert limiter.latest.remaining == 121


def test_by_default_a_429_is_the_callers():
    """The response comes back at once."""
    clock = Resting()
    response = answer(429, **HEADERS)

    assert RateLimiter(clock=clock).send(sender(response)) is response
    assert clock.slept == []


def test_a_429_is_waited_out():
    """The wait is the reset, and a little more; then the same request goes out again."""
    clock, good = Resting(), answer(200)
    limiter = RateLimiter("wait", clock=clock)

    assert limiter.send(sender(answer(429, **HEADERS), good)) is good
    assert clock.slept == [1201 + MARGIN]


def test_without_a_reset_the_next_hour_is_waited_for():
    """The limits are renewed at the start of the hour."""
    clock = Resting()
    date = "Thu, 28 May 2026 20:40:00 GMT"
    RateLimiter("wait", clock=clock).send(sender(answer(429, Date=date), answer(200)))

    assert clock.slept == [20 * 60 + MARGIN]


def test_other_errors_are_not_waited_for():
    """Only a 429 is."""
    clock = Resting()
    RateLimiter("wait", clock=clock).send(sender(answer(503, Retry_After="60")))

    assert clock.slept == []


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=8), st.integers(0, 8000))
def test_the_waits_of_a_call_stay_below_the_cap(resets, cap):
    """A wait that would go beyond the cap is not begun."""
    clock = Resting()
    busy = [answer(429, Fitbit_Rate_Limit_Reset=str(each)) for each in resets]
    RateLimiter("wait", max_wait=cap, clock=clock).send(sender(*busy, answer(200)))

    assert sum(clock.slept) <= cap
