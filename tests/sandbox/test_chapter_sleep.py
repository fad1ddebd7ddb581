"""Sleep in version 1.2 and in version 1: by date, range and list, logs written and deleted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asking import Asker, asker, everybody, patient, values

PEOPLE = everybody()
names = st.sampled_from(sorted(PEOPLE))
days = st.dates(date(2025, 8, 1), date(2026, 4, 15))
V1_SUMS = (
    "minutesAsleep",
    "timeInBed",
    "minutesAwake",
    "minutesToFallAsleep",
    "minutesAfterWakeup",
    "awakeningsCount",
)
NAP = {"startTime": "14:00", "duration": 5_400_000, "date": "2026-04-14"}


def listed(ask: Asker, **params):
    """Return a page of the list of sleeps."""
    return ask.listed("getSleepList", "sleep", **params)


@patient
@given(names, days)
@example("Lena", date(2026, 3, 29))
@example("Lena", date(2025, 10, 26))
@example("Moana", date(2026, 4, 5))
def test_a_day_of_sleep_hangs_together(name, day):
    """Sums equal the sleeps, sleeps equal their levels, times equal durations."""
    body = Asker(PEOPLE[name])("getSleepByDate", date=day)
    sleeps, summary = body["sleep"], body["summary"]

    assert summary["totalSleepRecords"] == len(sleeps)
    assert summary["totalMinutesAsleep"] == sum(sleep["minutesAsleep"] for sleep in sleeps)
    assert summary["totalTimeInBed"] == sum(sleep["timeInBed"] for sleep in sleeps)
    assert sum(sleep["isMainSleep"] for sleep in sleeps) == bool(sleeps)
    for sleep in sleeps:
        levels = sleep["levels"]
        assert sleep["dateOfSleep"] == str(day) == sleep["endTime"][:10]
        assert sum(part["seconds"] for part in levels["data"]) * 1000 == sleep["duration"]
        assert sleep["timeInBed"] * 60_000 == sleep["duration"]
        assert sum(total["minutes"] for total in levels["summary"].values()) == sleep["timeInBed"]
        assert sleep["timeInBed"] == (
            sleep["minutesToFallAsleep"]
            + sleep["minutesAsleep"]
            + sleep["minutesAwake"]
            + sleep["minutesAfterWakeup"]
        )
        assert levels["data"][0]["dateTime"] == sleep["startTime"]
        assert ("shortData" in levels) == (sleep["type"] == "stages")
    starts = [sleep["startTime"] for sleep in sleeps]
    assert starts == sorted(starts, reverse=True)


@patient
@given(st.sampled_from(["Lena", "Rowan"]), days)
def test_stages_of_the_summary_are_those_of_the_night(name, day):
    """The day's stages repeat the minutes of the staged sleeps."""
    body = Asker(PEOPLE[name])("getSleepByDate", date=day)
    staged = [sleep for sleep in body["sleep"] if sleep["type"] == "stages"]
    for level, minutes in body["summary"].get("stages", {}).items():
        found = [sleep["levels"]["summary"][level] for sleep in staged]
        assert minutes == sum(total["minutes"] for total in found)
    assert ("stages" in body["summary"]) == bool(staged)


def test_stages_carry_their_usual_minutes():
    """Each stage says how many minutes it has had on average in the 30 days before."""
    (sleep,) = asker("Lena")("getSleepByDate", date="2026-04-14")["sleep"]
    summary = sleep["levels"]["summary"]

    assert sleep["type"] == "stages"
    assert sleep["infoCode"] == 0
    assert all(60 < summary[level]["thirtyDayAvgMinutes"] < 330 for level in ("light", "rem"))
    assert sleep["efficiency"] == round(100 * sleep["minutesAsleep"] / sleep["timeInBed"])


def test_times_follow_the_wall_clock_over_a_clock_change():
    """In the night of the change the clock gains an hour that nobody slept."""
    (sleep,) = asker("Lena")("getSleepByDate", date="2026-03-29")["sleep"]
    begin, end = (datetime.fromisoformat(sleep[key][:19]) for key in ("startTime", "endTime"))

    assert (end - begin) - timedelta(milliseconds=sleep["duration"]) == timedelta(hours=1)


def test_a_night_without_a_tracker_is_empty():
    """No sleep is an empty list with zero sums."""
    assert asker("Yuki")("getSleepByDate", date="today") == {
        "sleep": [],
        "summary": {"totalMinutesAsleep": 0, "totalSleepRecords": 0, "totalTimeInBed": 0},
    }


def test_a_range_is_its_days_newest_first():
    """A range has the sleeps of its days, without sums."""
    ask = asker("Moana")
    body = ask("getSleepByDateRange", base_date="2026-03-01", end_date="2026-04-10")
    span = [date(2026, 4, 10) - timedelta(days=number) for number in range(41)]
    expected = [sleep for day in span for sleep in ask("getSleepByDate", date=day)["sleep"]]

    assert body == {"sleep": expected}
    assert expected


@pytest.mark.parametrize(
    ("first", "last"), [("2026-01-01", "2026-04-11"), ("2026-01-02", "2026-01-01")]
)
def test_ranges_of_more_than_100_days_are_refused(first, last):
    """The longest range is 100 days."""
    ask = asker("Lena")

    assert ask.refused("getSleepByDateRange", base_date=first, end_date=last).status == 400
    body = ask("getSleepByDateRange", base_date="2026-01-01", end_date="2026-04-10")
    assert len(body["sleep"]) == 100


@pytest.mark.parametrize(
    ("bound", "sort"),
    [({"beforeDate": "2026-04-01"}, "desc"), ({"afterDate": "2026-02-28"}, "asc")],
)
def test_the_list_gives_every_sleep_once(bound, sort):
    """Pages joined have each sleep of the days beyond the bound, in order."""
    ask = asker("Moana")
    page, pagination = listed(ask, sort=sort, limit=9, **bound)
    found = list(page)
    while pagination["next"] and len(found) < 60:
        page, pagination = listed(ask, **dict(parse_qsl(urlsplit(pagination["next"]).query)))
        found += page
    dates = [sleep["dateOfSleep"] for sleep in found]
    expected = ask("getSleepByDateRange", base_date="2026-03-01", end_date="2026-03-31")["sleep"]
    ids = [sleep["logId"] for sleep in expected]

    assert [sleep["logId"] for sleep in found if sleep["logId"] in ids] == (
        ids if sort == "desc" else ids[::-1]
    )
    assert "2026-04-01" not in dates if sort == "desc" else "2026-02-28" not in dates
    assert len({sleep["logId"] for sleep in found}) == len(found)


def test_a_logged_sleep_is_seen_everywhere():
    """A nap entered by hand is classic, asleep throughout, and counted with the day."""
    ask = asker("Lena")
    before = ask("getActivitiesByDate", date="2026-04-14")["summary"]["sedentaryMinutes"]
    (nap,) = ask.created("addSleep", NAP)["sleep"]
    body = ask("getSleepByDate", date="2026-04-14")

    assert (nap["type"], nap["logType"], nap["isMainSleep"]) == ("classic", "manual", False)
    assert (nap["startTime"], nap["endTime"]) == (
        "2026-04-14T14:00:00.000",
        "2026-04-14T15:30:00.000",
    )
    assert nap["levels"]["summary"]["asleep"] == {"count": 1, "minutes": 90}
    assert (nap["minutesAsleep"], nap["efficiency"]) == (90, 100)
    assert body["sleep"][0] == nap
    assert body["summary"]["totalSleepRecords"] == 2
    assert nap["logId"] in {s["logId"] for s in listed(ask, beforeDate="2026-04-15", sort="desc",
                                                       limit=5)[0]}  # fmt: skip
    assert ask("getActivitiesByDate", date="2026-04-14")["summary"]["sedentaryMinutes"] < before


def test_a_long_sleep_becomes_the_main_one():
    """The longest sleep of a day is its main sleep; deleted, the night is again."""
    ask = asker("Lena")
    long = {"startTime": "20:00", "duration": 50_000_000, "date": "2026-04-13"}
    (sleep,) = ask.created("addSleep", long)["sleep"]
    mains = [one["isMainSleep"] for one in ask("getSleepByDate", date="2026-04-14")["sleep"]]

    assert sleep["dateOfSleep"] == "2026-04-14"
    assert sleep["isMainSleep"]
    assert sorted(mains) == [False, True]
    ask.deleted("deleteSleep", log_id=sleep["logId"])
    (night,) = ask("getSleepByDate", date="2026-04-14")["sleep"]
    assert night["isMainSleep"]


def test_a_deleted_night_is_gone():
    """A recorded sleep can be deleted once, in either version."""
    ask = asker("Lena")
    first, second = (
        ask("getSleepByDate", date=day)["sleep"][0]["logId"] for day in ("2026-04-13", "2026-04-14")
    )
    ask.deleted("deleteSleep", log_id=first)
    ask.deleted("deleteSleepV1", log_id=second)

    for number in (first, second):
        assert ask.refused("deleteSleep", log_id=number).status == 404
    body = ask("getSleepByDateRange", base_date="2026-04-13", end_date="2026-04-14")
    assert body == {"sleep": []}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"startTime": ""}, "startTime"),
        ({"startTime": "2pm"}, "startTime"),
        ({"duration": "59999"}, "duration"),
        ({"duration": "86400001"}, "duration"),
        ({"duration": "long"}, "duration"),
        ({"date": ""}, "date"),
    ],
)
@pytest.mark.parametrize("operation", ["addSleep", "addSleepV1"])
def test_wrong_sleeps_are_refused(operation, change, field):
    """The parameter that is wrong is named."""
    refusal = asker("Lena").refused(operation, NAP | change)

    assert (refusal.status, refusal.error_type, refusal.field) == (400, "validation", field)


# -- version 1 --------------------------------------------------------------------------


@patient
@given(names, days)
@example("Ananya", date(2026, 4, 14))
@example("Lena", date(2025, 10, 26))
def test_version_1_tells_the_same_sleep_by_minutes(name, day):
    """Version 1 has the same totals as 1.2, and its minutes add up to them."""
    ask = Asker(PEOPLE[name])
    old, new = (ask(one, date=day) for one in ("getSleepByDateV1", "getSleepByDate"))

    assert {key: old["summary"][key] for key in old["summary"]} == {
        key: new["summary"][key] for key in old["summary"]
    }
    for mine, other in zip(old["sleep"], new["sleep"], strict=True):
        data = [minute["value"] for minute in mine["minuteData"]]
        shared = set(mine) & set(other)
        assert {key: mine[key] for key in shared} == {key: other[key] for key in shared}
        assert len(data) == mine["timeInBed"]
        assert data.count("1") == mine["minutesAsleep"]
        assert data.count("2") == mine["restlessDuration"]
        assert data.count("3") == mine["awakeDuration"]
        assert mine["awakeningsCount"] == mine["awakeCount"] + mine["restlessCount"]
        assert mine["minuteData"][0]["dateTime"] == mine["startTime"][11:19]


@pytest.mark.parametrize("resource", V1_SUMS)
def test_version_1_series_sum_the_sleeps_of_a_day(resource):
    """A series has one string a day, naps included."""
    ask = asker("Ananya")
    body = ask(
        "getSleepResourceByDatePeriodV1", resource_path=resource, date="2026-04-14", period="1m"
    )
    rows = body[f"sleep-{resource}"]
    expected = [
        sum(sleep[resource] for sleep in ask("getSleepByDateV1", date=row["dateTime"])["sleep"])
        for row in rows
    ]

    assert len(rows) == 30
    assert values(rows) == list(map(str, expected))


def test_version_1_series_name_the_main_sleep():
    """Start and efficiency are those of the main sleep; a day without has neither."""
    ask = asker("Moana")
    span = {"base_date": "2026-03-01", "end_date": "2026-03-31"}
    starts, shares = (
        ask("getSleepResourceByDateRangeV1", resource_path=resource, **span)[f"sleep-{resource}"]
        for resource in ("startTime", "efficiency")
    )
    for start, share in zip(starts, shares, strict=True):
        sleeps = ask("getSleepByDate", date=start["dateTime"])["sleep"]
        main = [sleep for sleep in sleeps if sleep["isMainSleep"]]
        assert start["value"] == (main[0]["startTime"][11:16] if main else "")
        assert share["value"] == (str(main[0]["efficiency"]) if main else "0")


def test_version_1_writes_and_refuses_too():
    """A sleep logged in version 1 is there in 1.2; unknown resources are refused."""
    ask = asker("Yuki")
    sleep = ask("addSleepV1", NAP)["sleep"]

    assert [minute["value"] for minute in sleep["minuteData"]] == ["1"] * 90
    assert ask("getSleepByDate", date="2026-04-14")["sleep"][0]["logId"] == sleep["logId"]
    refused = ask.refused(
        "getSleepResourceByDatePeriodV1", resource_path="dreams", date="today", period="1d"
    )
    assert refused.status == 400


def test_segments_of_classic_sleep_are_contiguous_on_the_clock():
    """Each classic segment begins when the one before it ends."""
    (sleep, *_) = asker("Ananya")("getSleepByDate", date="2026-04-14")["sleep"]
    for one, following in pairwise(sleep["levels"]["data"]):
        begin = datetime.fromisoformat(one["dateTime"][:19])
        assert begin + timedelta(seconds=one["seconds"]) == datetime.fromisoformat(
            following["dateTime"][:19]
        )
