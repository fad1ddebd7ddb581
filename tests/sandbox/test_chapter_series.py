"""Daily series: activity, heart rate, active zone minutes; their days and their limits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asking import NOW, Asker, asker, everybody, patient, values

PEOPLE = everybody()
RESOURCES = (
    "activityCalories",
    "calories",
    "caloriesBMR",
    "distance",
    "elevation",
    "floors",
    "minutesSedentary",
    "minutesLightlyActive",
    "minutesFairlyActive",
    "minutesVeryActive",
    "steps",
    "swimming-strokes",
)
LENGTHS = {"1d": 1, "7d": 7, "1w": 7, "30d": 30, "1m": 30, "3m": 90, "6m": 180, "1y": 365}
names = st.sampled_from(sorted(PEOPLE))


def steps(ask: Asker, first: str, last: str, resource: str = "steps", **params):
    """Return the rows of a range."""
    body = ask(
        "getActivitiesResourceByDateRange",
        params,
        resource_path=resource,
        base_date=first,
        end_date=last,
    )
    return body[f"activities-{resource}"]


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.parametrize("tracker", [False, True])
def test_every_resource_has_one_string_a_day(resource, tracker):
    """A week of any resource is seven strings, ascending, under its own key."""
    word, key = ("Tracker", "tracker-") if tracker else ("", "")
    body = asker("Lena")(
        f"getActivities{word}ResourceByDatePeriod",
        resource_path=resource,
        date="2026-04-14",
        period="7d",
    )
    rows = body[f"activities-{key}{resource}"]

    assert list(body) == [f"activities-{key}{resource}"]
    assert [row["dateTime"] for row in rows] == [f"2026-04-{day:02}" for day in range(8, 15)]
    assert all(isinstance(row["value"], str) and float(row["value"]) >= 0 for row in rows)


@pytest.mark.parametrize(("period", "length"), LENGTHS.items())
def test_periods_end_on_their_date(period, length):
    """A period of so many days ends on the date that was given."""
    body = asker("Yuki")(
        "getActivitiesResourceByDatePeriod", resource_path="steps", date="today", period=period
    )
    rows = body["activities-steps"]

    assert len(rows) == length
    assert rows[-1]["dateTime"] == "2026-04-15"


def test_max_begins_with_the_account():
    """The old period ``max`` reaches back to the day the account was made."""
    body = asker("Lena")(
        "getActivitiesResourceByDatePeriod", resource_path="steps", date="2026-04-15", period="max"
    )

    assert body["activities-steps"][0]["dateTime"] == "2024-01-08"


def test_today_is_today_where_the_person_lives():
    """In Auckland it is tomorrow already, in Los Angeles still today."""
    span = {"resource_path": "steps", "date": "today", "period": "1d"}
    days = {
        name: asker(name)("getActivitiesResourceByDatePeriod", **span)["activities-steps"][0][
            "dateTime"
        ]
        for name in ("Moana", "Marcus")
    }

    assert days == {"Moana": "2026-04-16", "Marcus": "2026-04-15"}


@patient
@given(names, st.dates(date(2024, 1, 1), date(2026, 4, 14)), st.integers(1, 40))
def test_a_range_joins_its_parts(name, first, length):
    """A range is the same whether asked at once or in two parts, without gap or double."""
    ask = Asker(PEOPLE[name])
    middle, last = first + timedelta(days=length // 2), first + timedelta(days=length)
    whole = steps(ask, str(first), str(last))
    parts = steps(ask, str(first), str(middle))
    if middle < last:
        parts = parts + steps(ask, str(middle + timedelta(days=1)), str(last))

    assert whole == parts
    assert len(whole) == length + 1


@patient
@given(names, st.dates(date(2025, 9, 1), date(2026, 4, 10)))
def test_utc_days_sum_to_the_same_minutes(name, first):
    """Counted by UTC days, steps move to the neighbouring day but none is lost."""
    ask, last = Asker(PEOPLE[name]), first + timedelta(days=2)
    local = values(steps(ask, str(first), str(last)))
    utc = values(steps(ask, str(first), str(last), timezone="UTC"))
    edges = values(steps(ask, str(first - timedelta(days=1)), str(last + timedelta(days=1))))

    assert sum(map(int, utc)) <= sum(map(int, edges))
    assert sum(map(int, local)) - int(local[0]) - int(local[-1]) <= sum(map(int, utc))


def test_miles_and_feet_follow_the_language():
    """Distances are kilometres or miles with five decimals, elevations metres or feet."""
    ask = asker("Lena")
    span = {"base_date": "2026-04-11", "end_date": "2026-04-11"}
    shown = {}
    for language in ("en_US", "en_GB", ""):
        for resource in ("distance", "elevation", "floors"):
            body = ask(
                "getActivitiesResourceByDateRange",
                resource_path=resource,
                language=language,
                **span,
            )
            shown[language, resource] = float(body[f"activities-{resource}"][0]["value"])

    assert shown["en_US", "distance"] == pytest.approx(shown["", "distance"] / 1.609344, abs=1e-5)
    assert shown["en_GB", "distance"] == shown["", "distance"]
    assert shown["en_US", "elevation"] == shown["", "floors"] * 10
    assert shown["", "elevation"] == pytest.approx(shown["", "floors"] * 3.048, abs=1e-3)


@pytest.mark.parametrize(
    ("resource", "first", "last", "message"),
    [
        ("steps", "2020-01-01", "2022-12-31", "The range cannot exceed 1095 days"),
        ("activityCalories", "2026-01-01", "2026-01-31", "The range cannot exceed 30 days"),
        ("steps", "2026-01-02", "2026-01-01", "The end date must not be before"),
        ("steps", "ABCD-EF-GH", "2026-01-01", "Invalid date:ABCD-EF-GH"),
        ("steps", "2026-01-01", "2026-1-2", "Invalid date:2026-1-2"),
        ("steps", "2026-01-01", "2026-02-30", "Invalid date:2026-02-30"),
        ("stepps", "2026-01-01", "2026-01-02", "Invalid time series resource path"),
        ("heart", "2026-01-01", "2026-01-02", "Invalid time series resource path"),
    ],
)
def test_wrong_ranges_are_refused(resource, first, last, message):
    """Long, backward, misspelt or unknown: a 400 says what is wrong."""
    span = {"resource_path": resource, "base_date": first, "end_date": last}
    refusal = asker("Lena").refused("getActivitiesResourceByDateRange", **span)

    assert (refusal.status, refusal.error_type) == (400, "validation")
    assert refusal.message.startswith(message)
    assert refusal.body()["success"] is False


@pytest.mark.parametrize("period", ["2d", "1M", "", "7", "forever"])
def test_wrong_periods_are_refused(period):
    """A period that Fitbit does not know is named."""
    span = {"resource_path": "steps", "date": "today", "period": period}
    refusal = asker("Lena").refused("getActivitiesResourceByDatePeriod", **span)

    assert (refusal.status, refusal.message) == (400, f"Invalid period: {period}")


def test_only_utc_is_known_as_another_clock():
    """``timezone`` takes UTC and nothing else."""
    span = {"resource_path": "steps", "date": "today", "period": "1d"}
    refusal = asker("Lena").refused(
        "getActivitiesResourceByDatePeriod", {"timezone": "CET"}, **span
    )

    assert (refusal.status, refusal.field) == (400, "timezone")


def test_the_longest_ranges_are_allowed():
    """Exactly the longest range is answered."""
    ask = asker("Yuki")

    assert len(steps(ask, "2023-01-01", "2025-12-30")) == 1095
    assert len(steps(ask, "2026-01-01", "2026-01-30", "activityCalories")) == 30
    heart = ask("getHeartByDateRange", base_date="2024-01-01", end_date="2024-12-31")
    assert len(heart["activities-heart"]) == 366


# -- heart rate -------------------------------------------------------------------------


@patient
@given(names, st.dates(date(2025, 6, 1), date(2026, 4, 16)))
def test_zones_hold_the_measured_minutes(name, day):
    """Minutes stand in the zones if the heart was measured; otherwise only their limits."""
    person = PEOPLE[name]
    body = Asker(person)("getHeartByDatePeriod", date=day, period="1d")
    ((row,),) = body.values()
    heart, made = person.life.heart(day), person.life.day(day)
    measured = sum(map(bool, heart.bpm[: made.elapsed(NOW)])) if heart else 0
    zones = row["value"]["heartRateZones"]

    assert [zone["name"] for zone in zones] == ["Out of Range", "Fat Burn", "Cardio", "Peak"]
    assert row["value"]["customHeartRateZones"] == []
    assert sum(zone.get("minutes", 0) for zone in zones) == measured
    assert ("restingHeartRate" in row["value"]) == bool(measured)
    assert all(("minutes" in zone) == bool(measured) for zone in zones)


def test_heart_ranges_go_up_to_a_year():
    """More than a year, or a period of more than a month, is refused."""
    ask = asker("Lena")
    span = {"base_date": "2025-01-01", "end_date": "2026-01-02"}

    assert ask.refused("getHeartByDateRange", **span).status == 400
    refusal = ask.refused("getHeartByDatePeriod", date="today", period="3m")
    assert (refusal.status, refusal.field) == (400, "period")


# -- active zone minutes ----------------------------------------------------------------


@patient
@given(st.sampled_from(["Lena", "Moana", "Tiago"]), st.dates(date(2025, 6, 1), date(2026, 4, 1)))
def test_zone_minutes_count_double_above_fat_burn(name, day):
    """Active zone minutes follow from the zones of the heart-rate series."""
    ask = Asker(PEOPLE[name])
    zones = ask("getHeartByDatePeriod", date=day, period="1d")["activities-heart"][0]["value"][
        "heartRateZones"
    ]
    rows = ask("getAZMTimeSeriesByDate", date=day, period="1d")["activities-active-zone-minutes"]
    minutes = [zone.get("minutes", 0) for zone in zones]
    expected = {
        "fatBurnActiveZoneMinutes": minutes[1],
        "cardioActiveZoneMinutes": 2 * minutes[2],
        "peakActiveZoneMinutes": 2 * minutes[3],
    }
    expected = {key: count for key, count in expected.items() if count}

    if expected:
        total = {"activeZoneMinutes": sum(expected.values())}
        assert rows == [{"dateTime": str(day), "value": expected | total}]
    else:
        assert rows == []


def test_days_without_zone_minutes_are_left_out():
    """Who has no heart rate has no rows; ranges go up to 1095 days."""
    ask = asker("Ananya")
    span = {"start_date": "2026-01-01", "end_date": "2026-03-01"}

    assert ask("getAZMTimeSeriesByInterval", **span) == {"activities-active-zone-minutes": []}
    refused = ask.refused(
        "getAZMTimeSeriesByInterval", start_date="2020-01-01", end_date="2026-03-01"
    )
    assert refused.status == 400
