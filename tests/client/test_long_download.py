"""A year of heart rates by the minute is one call, whatever happens on the way."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import requests

from fitbit import Fitbit
from fitbit.pages import Chunk
from fitbit_sandbox import Clock, Sandbox

DAY = dt.timedelta(days=1)
START, END = dt.date(2025, 10, 1), dt.date(2026, 9, 30)
MORNING = dt.datetime(2026, 10, 15, 6, 30, tzinfo=dt.timezone.utc)


def client(sandbox: Sandbox) -> Fitbit:
    """Return a client that waits for the next hour where the requests of this one are used up."""
    app = sandbox.apps["personal"]
    return Fitbit(
        app.client_id,
        app.client_secret,
        sandbox.issue(app)["access_token"],
        provider=sandbox.provider,
        clock=sandbox.clock,
        on_rate_limit="wait",
    )


def minutes(chunk: Chunk) -> list[Any]:
    """Return the heart rates of a day."""
    return chunk.answer["activities-heart-intraday"]["dataset"]


def test_a_year_by_the_minute_survives_the_rate_limit_and_an_interruption() -> None:
    """150 requests an hour and a lost connection: every day is there once and in order."""
    sandbox, kept = Sandbox(clock=Clock(MORNING)), list[Chunk]()
    broken = f"/1/user/-/activities/heart/date/{START + 230 * DAY}/1d/1min.json"
    sandbox.faults.add(broken, reset="before", times=None)
    with pytest.raises(requests.ConnectionError):
        kept.extend(client(sandbox).heart_rate.iter_intraday(START, END))
    interrupted = len(kept)
    sandbox.faults.clear()
    kept.extend(client(sandbox).heart_rate.iter_intraday(kept[-1].end_date + DAY, END))

    assert interrupted == 230
    assert [chunk.start_date for chunk in kept] == [START + each * DAY for each in range(365)]
    assert 300_000 < sum(len(minutes(chunk)) for chunk in kept) <= 365 * 1440
    assert all(each["time"].endswith(":00") for chunk in kept for each in minutes(chunk)[:3])
    assert {record.status for record in sandbox.requests} == {200, 429, None}
    assert sandbox.clock.time() - MORNING.timestamp() >= 2 * 3600 - 30 * 60
