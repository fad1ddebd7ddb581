"""Weight and fat: logs written, listed and deleted, the series carried forward, the goals."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asking import Asker, asker, everybody, patient, values

PEOPLE = everybody()
LOG = {"weight": "73.5", "date": "2026-04-14", "time": "07:30:15"}


def body(ask: Asker, resource: str, first: str, last: str, language: str = "") -> list[str]:
    """Return the values of a body series."""
    span = {"resource_path": resource, "base_date": first, "end_date": last}
    answer = ask("getBodyResourceByDateRange", language=language, **span)
    return values(answer[f"body-{resource}"])


@patient
@given(st.sampled_from(sorted(PEOPLE)), st.dates(date(2024, 6, 1), date(2026, 4, 14)))
def test_weight_fat_and_bmi_agree(name, day):
    """Logs stand in order of time; the body mass index follows from weight and height."""
    ask = Asker(PEOPLE[name])
    logs = ask("getWeightByDatePeriod", date=day, period="30d")["weight"]
    fats = ask("getBodyFatByDatePeriod", date=day, period="30d")["fat"]
    metres = PEOPLE[name].settings.height_mm / 1000
    moments = [(log["date"], log["time"]) for log in logs]

    assert moments == sorted(moments)
    assert [(log["date"], log["time"], log["fat"]) for log in logs] == [
        (fat["date"], fat["time"], fat["fat"]) for fat in fats
    ]
    for log in logs:
        assert log["bmi"] == pytest.approx(log["weight"] / metres**2, abs=0.03)
        assert log["source"] == "Aria"


def test_a_log_is_there_once_created_and_gone_once_deleted():
    """A weight log shows by date, in the series and in the profile until it is deleted."""
    ask = asker("Tiago")
    log = ask.created("addWeightLog", LOG)["weightLog"]

    assert log == {
        "bmi": 23.73,
        "date": "2026-04-14",
        "logId": log["logId"],
        "source": "API",
        "time": "07:30:15",
        "weight": 73.5,
    }
    assert ask("getWeightByDate", date="2026-04-14") == {"weight": [log]}
    assert ask("getProfile")["user"]["weight"] == 73.5
    assert body(ask, "weight", "2026-04-12", "2026-04-15") == ["73.5"] * 4
    assert body(ask, "bmi", "2026-04-14", "2026-04-14") == ["23.73"]
    ask.deleted("deleteWeightLog", body_weight_log_id=log["logId"])
    assert ask("getWeightByDate", date="2026-04-14") == {"weight": []}
    assert ask.refused("deleteWeightLog", body_weight_log_id=log["logId"]).status == 404


def test_a_fat_log_at_the_same_moment_joins_the_weight():
    """Fat measured with the weight stands beside it."""
    ask = asker("Tiago")
    fat = ask.created("addBodyFatLog", LOG | {"fat": "14.25"})["fatLog"]
    ask.created("addWeightLog", LOG)
    (weight,) = ask("getWeightByDate", date="2026-04-14")["weight"]

    assert fat["fat"] == weight["fat"] == 14.25
    assert ask("getBodyFatByDate", date="2026-04-14") == {"fat": [fat]}
    ask.deleted("deleteBodyFatLog", body_fat_log_id=fat["logId"])
    assert "fat" not in ask("getWeightByDate", date="2026-04-14")["weight"][0]


def test_without_a_time_a_log_is_of_the_last_second():
    """A log of a day without a time counts at its end."""
    ask = asker("Lena")
    log = ask.created("addWeightLog", {"weight": "80", "date": "today"})["weightLog"]

    assert (log["date"], log["time"], log["weight"]) == ("2026-04-15", "23:59:59", 80)
    assert body(ask, "weight", "2026-04-15", "2026-04-15") == ["80.0"]


@pytest.mark.parametrize(
    ("language", "sent", "kilograms"), [("en_US", "170", 77.1), ("en_GB", "12", 76.2)]
)
def test_weights_are_read_and_shown_in_the_language(language, sent, kilograms):
    """Pounds and stones come back as they were sent, and as kilograms to the others."""
    ask = asker("Tiago")
    log = ask.created("addWeightLog", LOG | {"weight": sent}, language=language)["weightLog"]

    assert log["weight"] == float(sent)
    assert ask("getWeightByDate", date="2026-04-14")["weight"][0]["weight"] == kilograms
    assert body(ask, "weight", "2026-04-14", "2026-04-14", language) == [f"{float(sent)}"]


def test_a_series_carries_the_last_value_forward():
    """A day has its last log, a day without one the value before."""
    ask = asker("Marcus")
    span = [date(2026, 3, 1) + timedelta(days=number) for number in range(31)]
    series = body(ask, "weight", "2026-03-01", "2026-03-31")
    expected = series[0]
    for day, value in zip(span, series, strict=True):
        logs = ask("getWeightByDate", date=day)["weight"]
        expected = str(float(logs[-1]["weight"])) if logs else expected
        assert value == expected
    assert len(set(series)) > 5


def test_before_the_first_log_the_first_value_counts():
    """Days before any log have the first; with no log at all there are zeros."""
    ask = asker("Tiago")

    assert body(ask, "fat", "2026-04-10", "2026-04-12") == ["0"] * 3
    ask.created("addBodyFatLog", {"fat": "15.5", "date": "2026-04-11"})
    ask.created("addBodyFatLog", {"fat": "16", "date": "2026-04-12"})
    assert body(ask, "fat", "2026-04-09", "2026-04-13") == ["15.5"] * 3 + ["16.0"] * 2
    assert body(ask, "fat", "2019-01-01", "2019-01-01") == ["15.5"]


@pytest.mark.parametrize("period", ["1d", "7d", "30d", "1w", "1m", "3m", "6m", "1y", "max"])
def test_series_know_long_periods_but_logs_do_not(period):
    """The series go up to max, the logs up to one month."""
    ask = asker("Lena")
    rows = ask(
        "getBodyResourceByDatePeriod", resource_path="bmi", date="2026-04-14", period=period
    )["body-bmi"]

    assert rows[-1]["dateTime"] == "2026-04-14"
    for operation in ("getWeightByDatePeriod", "getBodyFatByDatePeriod"):
        if period in {"3m", "6m", "1y", "max"}:
            refusal = ask.refused(operation, date="2026-04-14", period=period)
            assert refusal.message == f"Invalid period: {period}"
        else:
            assert ask(operation, date="2026-04-14", period=period)


@pytest.mark.parametrize(
    ("operation", "rest", "longest"),
    [
        ("getWeightByDateRange", {}, 31),
        ("getBodyFatByDateRange", {}, 30),
        ("getBodyResourceByDateRange", {"resource_path": "bmi"}, 1095),
        ("getBodyResourceByDateRange", {"resource_path": "weight"}, 31),
        ("getBodyResourceByDateRange", {"resource_path": "fat"}, 30),
    ],
)
def test_ranges_have_their_limits(operation, rest, longest):
    """The longest range is answered, a day more is refused."""
    ask, last = asker("Lena"), date(2026, 4, 14)
    first = last - timedelta(days=longest - 1)

    assert ask(operation, base_date=first, end_date=last, **rest)
    before = first - timedelta(days=1)
    refusal = ask.refused(operation, base_date=before, end_date=last, **rest)
    assert refusal.message.startswith(f"The range cannot exceed {longest} days")


@pytest.mark.parametrize(
    ("operation", "params", "field"),
    [
        ("addWeightLog", {**LOG, "weight": ""}, "weight"),
        ("addWeightLog", {**LOG, "weight": "-1"}, "weight"),
        ("addWeightLog", {**LOG, "date": "14/04/2026"}, "date"),
        ("addWeightLog", {**LOG, "time": "7:30"}, "time"),
        ("addBodyFatLog", {**LOG, "fat": "101"}, "fat"),
        ("addBodyFatLog", LOG, "fat"),
    ],
)
def test_wrong_logs_are_refused(operation, params, field):
    """The parameter that is wrong is named."""
    refusal = asker("Lena").refused(operation, params)

    assert (refusal.status, refusal.error_type, refusal.field) == (400, "validation", field)


def test_an_unknown_resource_is_refused():
    """There is weight, fat and bmi; waists are not measured any more."""
    span = {"resource_path": "waist", "date": "today", "period": "1d"}

    assert asker("Lena").refused("getBodyResourceByDatePeriod", **span).status == 400


def test_goals_for_the_body_are_remembered():
    """Weight goals are in the language's unit; the target is needed only once."""
    ask = asker("Marcus")
    params = {"startDate": "2026-04-01", "startWeight": "195"}

    assert ask("getBodyGoals", goal_type="weight") == {"goal": {}}
    assert ask.refused("updateWeightGoal", params, language="en_US").field == "weight"
    ask.created("updateWeightGoal", params | {"weight": "180"}, language="en_US")
    goal = ask("getBodyGoals", goal_type="weight", language="en_US")["goal"]
    assert (goal["goalType"], goal["startWeight"], goal["weight"]) == ("LOSE", 195, 180)
    assert ask("getBodyGoals", goal_type="weight")["goal"]["weight"] == 81.6
    again = ask.created("updateWeightGoal", params | {"startWeight": "170"}, language="en_US")
    assert (again["goal"]["goalType"], again["goal"]["weight"]) == ("GAIN", 180)

    assert ask.created("UpdateBodyFatGoal", {"fat": "17.5"}) == {"goal": {"fat": 17.5}}
    assert ask("getBodyGoals", goal_type="fat") == {"goal": {"fat": 17.5}}
    assert ask.refused("UpdateBodyFatGoal", {"fat": "90"}).status == 400
    assert ask.refused("getBodyGoals", goal_type="waist").status == 400


def test_goals_for_activity_are_remembered():
    """A changed goal comes back with all the others, daily and weekly apart."""
    ask = asker("Lena")
    params = {"type": "distance", "value": "6"}
    daily = ask("addUpdateActivitiesGoals", params, period="daily", language="en_US")["goals"]

    assert daily["distance"] == 6
    assert ask("getActivitiesGoals", period="daily")["goals"]["distance"] == 9.66
    assert ask("getActivitiesByDate", date="today")["goals"]["distance"] == 9.66
    assert ask("getActivitiesGoals", period="weekly")["goals"]["steps"] == 70_000
    assert "floors" not in asker("Ananya")("getActivitiesGoals", period="daily")["goals"]
    assert ask.refused("getActivitiesGoals", period="monthly").field == "period"
    refusal = ask.refused("addUpdateActivitiesGoals", params | {"type": "naps"}, period="daily")
    assert refusal.field == "type"


def test_goals_for_sleep_are_remembered():
    """A night should have so many minutes; the goal says since when."""
    ask = asker("Lena")

    assert ask("getSleepGoal")["goal"]["minDuration"] == 480
    goal = ask.created("updateSleepGoal", {"minDuration": "450"})["goal"]
    assert (goal["minDuration"], goal["updatedOn"]) == (450, "2026-04-15T14:20:40.000Z")
    assert ask("getSleepGoal") == {"goal": goal}
    for wrong in ("", "0", "1441", "7.5"):
        assert ask.refused("updateSleepGoal", {"minDuration": wrong}).field == "minDuration"
