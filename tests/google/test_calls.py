"""How Google is asked: in chunks, page by page, at once, patiently and within its quota."""

from __future__ import annotations

import datetime as dt
import os
import threading
from itertools import pairwise

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from fitbit.exceptions import BadResponse
from fitbit.google.client.quota import Throttle, WaitBudget
from fitbit_sandbox import Clock
from google_script import SETTINGS, Asked, Reply, Scripted, daily, error

STEPS = "activities/steps/date/2026-05-06/2026-05-07.json"


def nothing(_asked: Asked) -> Reply:
    return 200, {}


def day_of(members: dict[str, int]) -> dt.date:
    return dt.date(members["year"], members["month"], members["day"])


def span(asked: Asked) -> tuple[dt.date, dt.date]:
    found = asked.body["range"]
    return day_of(found["start"]["date"]), day_of(found["end"]["date"])


@pytest.mark.parametrize(("resource", "requests_needed"), [("steps", 5), ("calories", 27)])
def test_a_year_takes_few_requests(resource: str, requests_needed: int) -> None:
    """A year of daily steps is five requests, of calories twenty-seven, none overlapping."""
    scripted = Scripted(nothing)

    answer = scripted.get(f"activities/{resource}/date/2025-06-01/2026-05-31.json").json()

    spans = sorted(span(asked) for asked in scripted.google.asked)
    assert len(spans) == requests_needed
    assert spans[0][0] == dt.date(2025, 6, 1)
    assert spans[-1][1] == dt.date(2026, 6, 1)
    assert all(one[1] == other[0] for one, other in pairwise(spans))
    assert len(answer[f"activities-{resource}"]) == 365


@settings(max_examples=25)
@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2020, 1, 1)),
    st.integers(0, 400),
    st.sampled_from([("calories", 14), ("steps", 90)]),
)
def test_every_day_of_a_range_is_asked_for_once(
    first: dt.date, more: int, series: tuple[str, int]
) -> None:
    """Requests follow one another without a gap, none longer than Google allows."""
    (resource, limit), last = series, first + dt.timedelta(days=more)
    scripted = Scripted(nothing)

    scripted.get(f"activities/{resource}/date/{first}/{last}.json")
    scripted.session.close()

    spans = sorted(span(asked) for asked in scripted.google.asked)
    assert (spans[0][0], spans[-1][1]) == (first, last + dt.timedelta(days=1))
    assert all(one[1] == other[0] for one, other in pairwise(spans))
    assert all((after - start).days <= limit for start, after in spans)


def test_rows_of_other_days_are_left_out_and_the_rest_is_sorted() -> None:
    """What lies beyond the days asked for is ignored, however Google reads its bounds."""
    rows = [daily(f"2026-05-0{n}", steps={"countSum": str(n)}) for n in (8, 7, 6, 5)]
    scripted = Scripted(lambda _asked: (200, {"rollupDataPoints": rows}))

    answer = scripted.get(STEPS).json()

    assert [entry["value"] for entry in answer["activities-steps"]] == ["6", "7"]


def test_an_empty_page_with_a_token_goes_on() -> None:
    """Only a page without a token is the last one."""
    pages: dict[str | None, Reply] = {
        None: (200, {"nextPageToken": "two"}),
        "two": (
            200,
            {
                "rollupDataPoints": [daily("2026-05-06", steps={"countSum": "5"})],
                "nextPageToken": "three",
            },
        ),
        "three": (200, {"rollupDataPoints": [], "nextPageToken": ""}),
    }
    scripted = Scripted(lambda asked: pages[asked.body.get("pageToken")])

    assert scripted.get(STEPS).json()["activities-steps"][0]["value"] == "5"
    assert len(scripted.google.asked) == 3


def test_a_page_that_names_itself_as_the_next_is_an_error() -> None:
    """A server that never comes to an end does not keep a program for ever."""
    scripted = Scripted(lambda _asked: (200, {"nextPageToken": "again"}))

    with pytest.raises(BadResponse, match="same page"):
        scripted.get(STEPS)


def test_calories_are_asked_for_without_a_page_size() -> None:
    """Google refuses a pageSize for total-calories."""
    scripted = Scripted(nothing)

    scripted.get("activities/calories/date/2026-05-06/1d.json")

    assert all("pageSize" not in asked.body for asked in scripted.google.asked)


def test_a_range_that_takes_too_long_is_halved() -> None:
    """After a 504 the same days are asked for in two halves, until it works."""

    def answer(asked: Asked) -> Reply:
        first, after = span(asked)
        if (after - first).days > 8:
            return 504, b"<html>Gateway Timeout</html>"
        days = [first + dt.timedelta(n) for n in range((after - first).days)]
        return 200, {"rollupDataPoints": [daily(str(day), steps={"countSum": "1"}) for day in days]}

    scripted = Scripted(answer)

    values = scripted.get("activities/steps/date/2026-05-01/2026-05-30.json").json()

    assert [entry["value"] for entry in values["activities-steps"]] == ["1"] * 30


def test_a_list_that_takes_too_long_is_asked_for_in_smaller_pages() -> None:
    """After a 504 pages are halved, and nothing is lost or doubled."""
    points = [
        {
            "dailyRespiratoryRate": {
                "date": {"year": 2026, "month": 5, "day": n},
                "breathsPerMinute": n,
            }
        }
        for n in range(20, 0, -1)
    ]

    def answer(asked: Asked) -> Reply:
        size, start = int(asked.query["pageSize"][0]), int(asked.query.get("pageToken", ["0"])[0])
        if size > 2500:
            return error(504, "DEADLINE_EXCEEDED")
        end = start + 7
        token = {"nextPageToken": str(end)} if end < len(points) else {}
        return 200, {"dataPoints": points[start:end], **token}

    scripted = Scripted(answer)

    nights = scripted.get("br/date/2026-05-01/2026-05-20.json").json()["br"]

    assert [night["value"]["breathingRate"] for night in nights] == list(range(1, 21))


def test_a_passing_failure_is_asked_again() -> None:
    """A 503 that passes is not seen by the caller."""
    answers = iter([(503, b""), (502, b"<html>"), (200, {"rollupDataPoints": []})])
    scripted = Scripted(lambda _asked: next(answers))

    assert scripted.get(STEPS).status_code == 200


def test_a_failure_that_stays_reaches_the_caller_as_it_is() -> None:
    """A 503 that stays is Google's own answer."""
    scripted = Scripted(lambda _asked: error(503, "UNAVAILABLE"))

    answer = scripted.get(STEPS)

    assert answer.status_code == 503
    assert answer.json()["error"]["status"] == "UNAVAILABLE"


def test_a_short_429_is_waited_out() -> None:
    """A program does not see the 429 of one of many requests made for it."""
    answers = iter([error(429, "RESOURCE_EXHAUSTED")] * 3)
    scripted = Scripted(lambda _asked: next(answers, (200, {})))
    before = scripted.clock.monotonic()

    assert scripted.get(STEPS).status_code == 200
    assert scripted.clock.monotonic() - before == 1 + 2 + 4


def test_a_429_that_stays_is_raised_after_a_minute() -> None:
    """No call waits longer than sixty seconds in all."""
    scripted = Scripted(lambda _asked: error(429, "RESOURCE_EXHAUSTED"))
    before = scripted.clock.monotonic()

    assert scripted.get("activities/calories/date/2025-06-01/2026-05-31.json").status_code == 429
    assert scripted.clock.monotonic() - before <= 60


def test_a_stated_wait_beyond_a_minute_is_not_begun() -> None:
    """Where Google names a longer wait, the 429 comes at once."""
    status, body = error(429, "RESOURCE_EXHAUSTED")[:2]
    reply = status, body, {"Retry-After": "90"}
    scripted = Scripted(lambda _asked: reply)
    before = scripted.clock.monotonic()

    answer = scripted.get(STEPS)

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "90")
    assert scripted.clock.monotonic() == before


def test_three_hundred_requests_a_minute_are_not_exceeded() -> None:
    """The three hundred and first request waits until the first one is a minute old."""
    clock = Clock(start=0.0)
    throttle = Throttle(clock)

    for _ in range(300):
        throttle.wait_for_turn()
    assert clock.monotonic() == 0
    throttle.wait_for_turn()
    assert clock.monotonic() == 60


@given(st.lists(st.sampled_from([None, "1", "5", "30"]), max_size=30))
def test_no_call_waits_longer_than_a_minute(stated: list[str | None]) -> None:
    """However the waits are stated, they come to at most sixty seconds."""
    budget, waited = WaitBudget(), 0.0
    for wait in stated:
        response = requests.Response()
        response.headers.update({} if wait is None else {"Retry-After": wait})
        pause = budget.next_wait(response)
        if pause is not None:
            budget.spend(pause)
            waited += pause
    assert waited <= 60


def test_a_summary_takes_little_longer_than_one_request() -> None:
    """The dozen requests behind one call are under way at the same time."""
    busy, most, lock = 0, 0, threading.Lock()
    together = threading.Barrier(14)

    def answer(_asked: Asked) -> Reply:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        together.wait(timeout=20)
        with lock:
            busy -= 1
        return 200, {}

    scripted = Scripted(answer)

    assert scripted.get("activities/date/2026-05-06.json").status_code == 200
    assert most == len(scripted.google.asked) == 14


def test_settings_are_asked_for_once_in_a_while() -> None:
    """The time zone is believed for some minutes, and then asked for again."""
    scripted = Scripted(lambda asked: (200, SETTINGS if asked.path.endswith("settings") else {}))
    path = "activities/steps/date/2026-05-06/1d/15min.json"

    for _ in range(3):
        scripted.get(path)
    assert len(scripted.google.of("settings")) == 1
    scripted.clock.advance(301)
    scripted.get(path)
    assert len(scripted.google.of("settings")) == 2


def test_sleep_is_read_to_its_day_where_google_refuses_every_filter() -> None:
    """Where an account's filters on sleep are refused, the newest sleeps are read instead."""

    def answer(asked: Asked) -> Reply:
        if "filter" in asked.query:
            return error(400, "INVALID_ARGUMENT", "INVALID_DATA_POINT_FILTER_DATA_TYPE_MEMBER")
        page = int(asked.query.get("pageToken", ["30"])[0])
        sleep = {
            "interval": {
                "startTime": f"2026-05-{page - 1:02}T22:00:00Z",
                "endTime": f"2026-05-{page:02}T05:00:00Z",
            },
            "type": "CLASSIC",
        }
        name = f"users/1/dataTypes/sleep/dataPoints/{page}"
        return 200, {
            "dataPoints": [{"dataPointName": name, "sleep": sleep}],
            "nextPageToken": str(page - 1),
        }

    scripted = Scripted(answer)

    found = scripted.get("sleep/date/2026-05-28.json").json()["sleep"]

    assert [log["logId"] for log in found] == [28]
    assert min(int(a.query.get("pageToken", ["30"])[0]) for a in scripted.google.asked) == 27


def test_closing_and_asking_again_works() -> None:
    """A session that was closed opens its connections and threads anew."""
    scripted = Scripted(nothing)
    scripted.get(STEPS)
    scripted.session.close()

    assert scripted.get(STEPS).status_code == 200


def test_a_failure_does_not_wait_for_the_rest_of_a_call() -> None:
    """The first error reaches the program at once, and what was not sent yet never is."""
    go_on = threading.Event()
    first = threading.Lock()

    def answer(_asked: Asked) -> Reply:
        if first.acquire(blocking=False):
            return error(403, "PERMISSION_DENIED")
        go_on.wait(timeout=20)
        return 200, {}

    scripted = Scripted(answer)

    response = scripted.get("activities/calories/date/2025-06-01/2026-05-31.json")

    assert not go_on.is_set()
    go_on.set()
    assert (response.status_code, response.json()["error"]["status"]) == (403, "PERMISSION_DENIED")
    scripted.session.close()
    assert len(scripted.google.asked) < 27


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # Python 3.12 warns of forks
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_asks_with_threads_of_its_own() -> None:
    """A worker that was forked from a process that already asked gets its answers too."""
    scripted = Scripted(nothing)
    scripted.get(STEPS)

    child = os.fork()
    if child == 0:
        os._exit(0 if scripted.get(STEPS).status_code == 200 else 1)

    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
