"""Filters, pages and ranges: what Google takes, and what it refuses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from google_health import Health, civil

MEMBER = "INVALID_DATA_POINT_FILTER_DATA_TYPE_MEMBER"
GENERAL = "INVALID_DATA_POINT_FILTER"
STEPS = "steps.interval"
CIVIL = f"{STEPS}.civil_start_time"
SLEEP = "sleep.interval.civil_end_time"
END = "2026-04-12T00:00:00Z"


def reason(error: dict[str, Any]) -> str:
    return error["details"][0]["reason"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("steps", f'{STEPS}.civil_start_time >= "2026-04-09"'),
        ("steps", f'{STEPS}.start_time>="2026-04-09T00:00:00Z"'),
        ("steps", f'{STEPS}.start_time < "2026-04-10T02:00:00+02:00"'),
        ("steps", f'{STEPS}.start_time >= "2026-04-09T00:00:00Z" AND {STEPS}.start_time < "{END}"'),
        ("steps", f'{STEPS}.civil_start_time >= "2026-04-09T08:00:00"'),
        ("heart-rate", 'heart_rate.sample_time.physical_time >= "2026-04-15T00:00:00.5Z"'),
        ("daily-vo2-max", 'daily_vo2_max.date < "2026-04-10"'),
        ("sleep", 'sleep.interval.end_time >= "2026-04-09T00:00:00Z"'),
        ("sleep", f'{SLEEP} < "2025-01-01" OR {SLEEP} >= "2026-04-10"'),
        ("electrocardiogram", 'electrocardiogram.interval.start_time >= "2026-01-01T00:00:00Z"'),
        ("hydration-log", 'hydration_log.interval.civil_start_time >= "2026-04-09"'),
    ],
)
def test_filters_that_google_documents_are_taken(lasting, kind, text):
    """Each gives an answer."""
    Health(lasting, "Marcus").good(
        "GET", f"dataTypes/{kind}/dataPoints", params={"filter": text, "pageSize": 5}
    )


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("steps", 'heart_rate.sample_time.civil_time >= "2026-04-09"', MEMBER),
        ("steps", f'{STEPS}.civil_end_time >= "2026-04-09"', MEMBER),
        ("sleep", 'sleep.interval.civil_start_time >= "2026-04-09"', MEMBER),
        ("sleep", 'sleep.interval.start_time >= "2026-04-09T00:00:00Z"', MEMBER),
        ("exercise", 'exercise.interval.start_time >= "2026-04-09T00:00:00Z"', MEMBER),
        ("weight", 'weight.date >= "2026-04-09"', MEMBER),
        ("steps", f'{STEPS}.civil_start_time > "2026-04-09"', GENERAL),
        ("steps", f'{STEPS}.civil_start_time <= "2026-04-09"', GENERAL),
        ("steps", f'{STEPS}.civil_start_time = "2026-04-09"', GENERAL),
        ("steps", f"{STEPS}.civil_start_time >= 2026-04-09", GENERAL),
        ("steps", f'{STEPS}.civil_start_time >= "09.04.2026"', GENERAL),
        ("steps", f'{STEPS}.civil_start_time >= "2026-04-31"', GENERAL),
        ("steps", f'{STEPS}.start_time >= "2026-04-09"', GENERAL),
        ("steps", "everything", GENERAL),
        ("steps", f'{STEPS}.start_time < "{END}" AND {CIVIL} < "2026-04-10"', GENERAL),
        ("steps", f'{CIVIL} >= "2026-04-09" OR {CIVIL} < "2026-01-01"', GENERAL),
        ("daily-vo2-max", 'daily_vo2_max.date >= "2026-04-09T00:00:00"', GENERAL),
        (
            "electrocardiogram",
            'electrocardiogram.interval.start_time < "2026-04-09T00:00:00Z"',
            GENERAL,
        ),
    ],
)
def test_other_filters_are_refused(lasting, kind, text, why):
    """Wrong members, operators, literals and mixtures are told apart."""
    error = Health(lasting).refused("GET", f"dataTypes/{kind}/dataPoints", params={"filter": text})

    assert (error["status"], reason(error)) == ("INVALID_ARGUMENT", why)


def test_foods_cannot_be_filtered(lasting):
    """The catalogue is read whole, in pages."""
    health = Health(lasting)
    error = health.refused("GET", "dataTypes/food/dataPoints", params={"filter": "apple"})

    assert error["status"] == "INVALID_ARGUMENT"
    assert len(health.points("food", pageSize=4)) == 15


def test_a_filter_cuts_exactly(lasting):
    """The lower bound is in, the upper one is out, on either clock."""
    health = Health(lasting, "Lena")
    local = health.points(
        "heart-rate",
        'heart_rate.sample_time.civil_time >= "2026-04-09T10:00:00" AND '
        'heart_rate.sample_time.civil_time < "2026-04-09T10:05:00"',
    )
    physical = health.points(
        "heart-rate",
        'heart_rate.sample_time.physical_time >= "2026-04-09T08:00:00Z" AND '
        'heart_rate.sample_time.physical_time < "2026-04-09T08:05:00Z"',
    )

    assert local == physical != []


def test_sleep_is_found_by_its_end(lasting):
    """A night belongs to the date on which it ends, wherever it began."""
    health = Health(lasting, "Lena")
    wanted = (
        'sleep.interval.civil_end_time >= "2026-04-09" AND '
        'sleep.interval.civil_end_time < "2026-04-10"'
    )
    (night,) = health.points("sleep", wanted)

    assert night["sleep"]["interval"]["startTime"].startswith("2026-04-08")
    assert night["sleep"]["interval"]["endTime"].startswith("2026-04-09")


@pytest.mark.parametrize(("kind", "usual", "most"), [("sleep", 25, 25), ("steps", 1440, 10_000)])
def test_pages_have_their_sizes(lasting, kind, usual, most):
    """Nothing said gives the usual size, too much gives the most, less than nothing is refused."""
    health, path = Health(lasting, "Lena"), f"dataTypes/{kind}/dataPoints:reconcile"

    def size(**query: int) -> int:
        page = health.good("GET", path, params=query)
        while "dataPoints" not in page:
            page = health.good("GET", path, params={**query, "pageToken": page["nextPageToken"]})
        return len(page["dataPoints"])

    assert (size(), size(pageSize=99_999), size(pageSize=7)) == (usual, most, 7)
    assert health.refused("GET", path, params={"pageSize": -1})["status"] == "INVALID_ARGUMENT"


def test_walking_pages_gives_everything_once(lasting):
    """Small pages and a large one hold the same points, and some pages are empty on the way."""
    health, wanted = Health(lasting, "Marcus"), 'weight.sample_time.civil_time >= "2026-01-01"'
    whole = health.points("weight", wanted)
    params, sizes, walked = {"filter": wanted, "pageSize": 9}, [], []
    while True:
        page = health.good("GET", "dataTypes/weight/dataPoints", params=params)
        sizes.append(len(page.get("dataPoints", [])))
        walked += page.get("dataPoints", [])
        if "nextPageToken" not in page:
            break
        params["pageToken"] = page["nextPageToken"]

    assert walked == whole
    assert set(sizes[:-1]) <= {0, 9}


def test_some_pages_are_empty_and_have_a_token(lasting):
    """A client that stops at an empty page misses data, on some days."""
    health = Health(lasting, "Lena")
    pages = []
    for number in range(6):
        day = date(2026, 4, 1) + timedelta(number)
        wanted = f'heart_rate.sample_time.civil_time >= "{day}"'
        pages.append(
            health.good("GET", "dataTypes/heart-rate/dataPoints", params={"filter": wanted})
        )
    empty = [page for page in pages if "dataPoints" not in page]

    assert 0 < len(empty) < 6
    assert all(page["nextPageToken"] for page in empty)


def test_a_page_token_is_good_for_its_own_question_only(lasting):
    """Another filter, or a made-up token, is refused."""
    health, path = Health(lasting, "Lena"), "dataTypes/weight/dataPoints"
    token = health.good("GET", path, params={"pageSize": 2})["nextPageToken"]
    other = {"filter": 'weight.sample_time.civil_time >= "2026-01-01"', "pageToken": token}

    assert reason(health.refused("GET", path, params=other)) == "INVALID_PAGE_TOKEN"
    made_up = {"pageToken": "bm90aGluZw"}
    assert reason(health.refused("GET", path, params=made_up)) == "INVALID_PAGE_TOKEN"


@pytest.mark.parametrize(
    ("kind", "most"),
    [("steps", 90), ("total-calories", 14), ("heart-rate", 14), ("active-minutes", 14)],
)
def test_daily_sums_have_a_longest_range(lasting, kind, most):
    """The last day that fits gives an answer, one more is refused."""
    health, last = Health(lasting, "Lena"), date(2026, 4, 10)
    path = f"dataTypes/{kind}/dataPoints:dailyRollUp"
    span = {"start": civil(last - timedelta(most)), "end": civil(last + timedelta(1))}

    assert len(health.daily(kind, last - timedelta(most - 1), last)) == most
    assert reason(health.refused("POST", path, json={"range": span})) == "INVALID_TIME_RANGE"


@pytest.mark.parametrize(
    "span",
    [
        {"start": civil(date(2026, 4, 9)), "end": civil(date(2026, 4, 9))},
        {"start": civil(date(2026, 4, 9)), "end": civil(date(2026, 4, 8))},
        {
            "start": {**civil(date(2026, 4, 9)), "time": {"hours": 8}},
            "end": civil(date(2026, 4, 10)),
        },
        {"start": {"date": {"year": 2026, "month": 4, "day": 31}}, "end": civil(date(2026, 5, 2))},
    ],
)
def test_empty_and_crooked_days_are_refused(lasting, span):
    """A range of nothing, backwards, off midnight or of no date has its own reason."""
    error = Health(lasting).refused(
        "POST", "dataTypes/steps/dataPoints:dailyRollUp", json={"range": span}
    )

    assert reason(error) == "INVALID_TIME_RANGE"


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("steps", "2026-04-09T00:00:00Z", "2026-04-09T00:00:00Z"),
        ("steps", "2026-01-01T00:00:00Z", "2026-04-01T00:00:01Z"),
        ("heart-rate", "2026-04-01T00:00:00Z", "2026-04-15T00:00:01Z"),
    ],
)
def test_empty_and_long_windows_are_refused(lasting, kind, start, end):
    """Physical ranges have the same limits."""
    error = Health(lasting).refused(
        "POST",
        f"dataTypes/{kind}/dataPoints:rollUp",
        json={"range": {"startTime": start, "endTime": end}, "windowSize": "3600s"},
    )

    assert reason(error) == "INVALID_TIME_RANGE"


def test_total_calories_take_no_page_size(lasting):
    """Where every other type does, this one refuses it."""
    span = {"start": civil(date(2026, 4, 9)), "end": civil(date(2026, 4, 10))}
    health, path = Health(lasting), "dataPoints:dailyRollUp"
    body = {"range": span, "pageSize": 5}

    assert health.good("POST", f"dataTypes/steps/{path}", json=body)["rollupDataPoints"]
    error = health.refused("POST", f"dataTypes/total-calories/{path}", json=body)
    assert error["status"] == "INVALID_ARGUMENT"


def test_rows_of_windows_come_in_no_order(lasting):
    """Hours are shuffled, days are the newest first, and pages hold them all."""
    health = Health(lasting, "Lena")
    span = {"startTime": "2026-04-09T00:00:00Z", "endTime": "2026-04-11T00:00:00Z"}
    path, body = "dataTypes/steps/dataPoints:rollUp", {"range": span, "windowSize": "3600s"}
    rows = health.good("POST", path, json=body)["rollupDataPoints"]
    starts = [row["startTime"] for row in rows]
    times = span["startTime"], span["endTime"]
    paged = health.windows("steps", *times, "3600s", pageSize=7)
    days = list(health.daily("steps", date(2026, 4, 1), date(2026, 4, 10), pageSize=3))

    assert starts != sorted(starts)
    assert starts != sorted(starts, reverse=True)
    assert sorted(paged) == sorted(starts)
    assert days == sorted(days, reverse=True)
    assert len(days) == 10


def test_ranges_at_the_ends_of_time_hold_nothing(lasting):
    """The year 1 and the year 9999 are years like others."""
    health = Health(lasting, "Lena")
    everything = 'sleep.interval.civil_end_time >= "0001-01-01"'
    page = health.good("GET", "dataTypes/sleep/dataPoints", params={"filter": everything})

    assert len(page["dataPoints"]) == 25
    assert health.points("steps", f'{STEPS}.start_time < "0001-01-02T00:00:00Z"') == []
    assert health.points("steps", f'{STEPS}.start_time >= "9999-12-31T00:00:00Z"') == []
    assert health.windows("steps", "9999-12-30T00:00:00Z", "9999-12-31T00:00:00Z") == {}
    assert health.daily("steps", date(2, 1, 1), date(2, 1, 3)) == {}


def test_windows_of_several_days_are_cut_at_the_end(lasting):
    """The last window is as short as the range makes it."""
    span = {"start": civil(date(2026, 4, 1)), "end": civil(date(2026, 4, 11))}
    body = {"range": span, "windowSizeDays": 7}
    page = Health(lasting).good("POST", "dataTypes/steps/dataPoints:dailyRollUp", json=body)
    rows = page["rollupDataPoints"]

    assert [row["civilStartTime"]["date"]["day"] for row in rows] == [8, 1]
    assert rows[0]["civilEndTime"]["date"]["day"] == 11


def test_families_of_sources_narrow_what_is_read(lasting):
    """Trackers alone, nobody's own writing, and families that do not exist."""
    health, wanted = Health(lasting, "Lena"), 'steps.interval.civil_start_time >= "2026-04-14"'
    family = "users/me/dataSourceFamilies/"
    all_ = health.points("steps", wanted)
    trackers = health.points("steps", wanted, dataSourceFamily=f"{family}google-wearables")
    own = health.points("steps", wanted, dataSourceFamily=f"{family}self-sources")

    assert 0 < len(trackers) < len(all_)
    assert own == []
    for name in ("google-wearables", f"{family}abacus"):
        health.refused("GET", "dataTypes/steps/dataPoints", params={"dataSourceFamily": name})


def test_a_list_of_sleep_cannot_be_narrowed_but_reconcile_can(lasting):
    """Google's listing of sleep knows no sources."""
    health = Health(lasting, "Lena")
    query = {"dataSourceFamily": "users/me/dataSourceFamilies/google-wearables", "pageSize": 2}

    health.refused("GET", "dataTypes/sleep/dataPoints", params=query)
    page = health.good("GET", "dataTypes/sleep/dataPoints:reconcile", params=query)
    assert len(page["dataPoints"]) == 2


@pytest.mark.parametrize(
    ("method", "path", "options"),
    [
        ("GET", "dataTypes/steps/dataPoints", {"params": {"page_size": 5}}),
        ("GET", "dataTypes/steps/dataPoints", {"params": {"pageSize": "five"}}),
        ("GET", "dataTypes/steps/dataPoints", {"params": {"alt": "yaml"}}),
        ("GET", "dataTypes/steps/dataPoints", {"json": {"filter": "x"}}),
        ("POST", "dataTypes/steps/dataPoints:rollUp", {"json": {"windowSize": "60s"}}),
        ("POST", "dataTypes/steps/dataPoints:rollUp", {"data": b"{"}),
        ("POST", "dataTypes/steps/dataPoints:dailyRollUp", {"json": {"range": {}, "days": 3}}),
        ("POST", "dataTypes/steps/dataPoints:dailyRollUp", {"json": []}),
    ],
)
def test_what_the_description_lacks_is_refused(lasting, method, path, options):
    """Unknown parameters, wrong types and missing members are 400s, not guesses."""
    assert Health(lasting).refused(method, path, **options)["status"] == "INVALID_ARGUMENT"
