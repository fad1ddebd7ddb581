"""Wrong arguments are refused before a request is spent, as python-fitbit refused them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from unittest.mock import Mock, call

import pytest

from fitbit import Fitbit

Act = Callable[[Any], Any]

ME = "https://api.fitbit.com/1/user/-"
NOON = dt.time(12, 0)

REFUSED: list[tuple[Act, type[Exception], str]] = [
    # series
    (lambda fb: fb.time_series("activities/steps"), ValueError, "'1d', '7d'.*'max'"),
    (lambda fb: fb.time_series("activities/steps", period="2d"), ValueError, "'1d', '7d'.*'2d'"),
    (lambda fb: fb.time_series("activities/steps", period=7), ValueError, "not 7"),
    (
        lambda fb: fb.time_series("activities/steps", period="1d", end_date="2020-01-05"),
        TypeError,
        "period or end_date, not both",
    ),
    (lambda fb: fb.time_series("activities/steps", base_date=5, period="1d"), TypeError, "a date"),
    (lambda fb: fb.get_bodyweight(period="2d"), ValueError, "'1d', '7d'.*'2d'"),
    (lambda fb: fb.get_bodyfat(period="2d"), ValueError, "'1d', '7d'.*'2d'"),
    (lambda fb: fb.get_bodyweight(period="1d", end_date="today"), TypeError, "not both"),
    (lambda fb: fb.get_bodyfat(period="1d", end_date="today"), TypeError, "not both"),
    # within a day
    (
        lambda fb: fb.intraday_time_series("activities/steps", detail_level="2min"),
        ValueError,
        "'1sec', '1min', '5min', '15min'.*'2min'",
    ),
    (
        lambda fb: fb.intraday_time_series("activities/steps", start_time="12:55"),
        TypeError,
        "both start_time and end_time",
    ),
    (
        lambda fb: fb.intraday_time_series("activities/steps", end_time=NOON),
        TypeError,
        "both start_time and end_time",
    ),
    (
        lambda fb: fb.intraday_time_series("activities/steps", start_time=NOON, end_time=""),
        TypeError,
        "both start_time and end_time",
    ),
    (
        lambda fb: fb.intraday_time_series("activities/steps", start_time=12, end_time=13),
        TypeError,
        "12 is not a time",
    ),
    # qualifiers and periods
    (lambda fb: fb.activity_stats(qualifier="best"), ValueError, "'recent', 'favorite'.*'best'"),
    (lambda fb: fb.recent_activities(qualifier="x"), ValueError, "'recent', 'favorite'.*'x'"),
    (lambda fb: fb.get_friends_leaderboard("10d"), ValueError, "'7d', '30d'.*'10d'"),
    # goals
    (lambda fb: fb.body_weight_goal(weight=70), ValueError, "start_date and start_weight"),
    (lambda fb: fb.body_weight_goal("2020-01-05"), ValueError, "start_date and start_weight"),
    (lambda fb: fb.body_weight_goal(start_weight=70), ValueError, "start_date and start_weight"),
    (lambda fb: fb.food_goal(personalized=True), ValueError, "calories or intensity"),
    (lambda fb: fb.food_goal(personalized=False), ValueError, "calories or intensity"),
    # alarms
    (lambda fb: fb.add_alarm(7, NOON, "MONDAY"), ValueError, "SUNDAY, MONDAY.*'MONDAY'"),
    (lambda fb: fb.add_alarm(7, NOON, None), ValueError, "SUNDAY, MONDAY.*None"),
    (lambda fb: fb.add_alarm(7, NOON, ["monday"]), ValueError, "SUNDAY, MONDAY.*'monday'"),
    (lambda fb: fb.update_alarm(7, 9, NOON, ("MONDAY",)), ValueError, "SUNDAY, MONDAY"),
    (lambda fb: fb.update_alarm(7, 9, NOON, ["X"]), ValueError, "SUNDAY, MONDAY.*'X'"),
    (lambda fb: fb.add_alarm(7, 715, ["MONDAY"]), TypeError, "715 is not a time"),
    # sleep
    (lambda fb: fb.get_sleep(20200105), TypeError, "20200105 is not a date"),
    (lambda fb: fb.log_sleep(NOON, 1000), TypeError, "start_time must be a datetime"),
    (lambda fb: fb.log_sleep("22:07", 1000), TypeError, "start_time must be a datetime"),
    # ids
    (lambda fb: fb.delete_activities(None), ValueError, "None cannot be a part of a path"),
    (lambda fb: fb.delete_activities(""), ValueError, "'' cannot be a part of a path"),
    (lambda fb: fb.user_profile_get(".."), ValueError, "'..' cannot be a part of a path"),
    (lambda fb: fb.time_series("activities/../x", period="1d"), ValueError, "'..' cannot be"),
    (lambda fb: fb.subscription("", "1"), ValueError, "'' cannot be a part of a path"),
    (lambda fb: fb.food_detail("."), ValueError, "'.' cannot be a part of a path"),
]


@pytest.mark.parametrize(("act", "error", "says"), REFUSED)
def test_wrong_argument_is_refused_without_a_request(
    fb: Fitbit, sent: Mock, act: Act, error: type[Exception], says: str
) -> None:
    """The error's type is python-fitbit's, its text names what is allowed."""
    with pytest.raises(error, match=says):
        act(fb)
    assert not sent.called


def test_times_that_are_both_empty_mean_the_whole_day(fb: Fitbit, sent: Mock) -> None:
    """Empty text in both places is what programs pass for no window."""
    fb.intraday_time_series("activities/steps", start_time="", end_time="")
    assert sent.mock_calls == [call(f"{ME}/activities/steps/date/today/1d/1min.json")]


@pytest.mark.parametrize("level", ["1sec", "1min", "5min", "15min"])
def test_each_of_fitbits_detail_levels_is_sent(fb: Fitbit, sent: Mock, level: str) -> None:
    """5min, which python-fitbit refused, is one of them."""
    fb.intraday_time_series("activities/heart", detail_level=level)
    assert sent.mock_calls == [call(f"{ME}/activities/heart/date/today/1d/{level}.json")]


@pytest.mark.parametrize("period", ["1d", "7d", "30d", "1w", "1m", "3m", "6m", "1y", "max"])
def test_each_of_python_fitbits_periods_is_sent(fb: Fitbit, sent: Mock, period: str) -> None:
    """``max`` is among them."""
    fb.time_series("body/weight", period=period)
    assert sent.mock_calls == [call(f"{ME}/body/weight/date/today/{period}.json")]


def test_zero_and_false_are_values(fb: Fitbit, sent: Mock) -> None:
    """What is false but was given is sent; only None is left out."""
    fb.water_goal(target=0)
    fb.food_goal(calories=0, personalized=False)
    fb.delete_sleep(0)
    assert sent.mock_calls == [
        call(f"{ME}/foods/log/water/goal.json", data={"target": 0}),
        call(f"{ME}/foods/log/goal.json", data={"calories": 0, "personalized": False}),
        call(f"{ME}/sleep/0.json", method="DELETE"),
    ]


def test_zero_snoozes_and_an_empty_label_are_values(fb: Fitbit, sent: Mock) -> None:
    """An alarm without snoozing can be asked for."""
    fb.add_alarm(7, "07:15+02:00", ["MONDAY"], label="", snooze_length=0, snooze_count=0)
    data = sent.call_args.kwargs["data"]
    assert data["time"] == "07:15+02:00"
    assert (data["label"], data["snoozeLength"], data["snoozeCount"]) == ("", 0, 0)


def test_callers_dictionaries_stay_as_they_were(fb: Fitbit, sent: Mock) -> None:
    """Writing to a day adds the date to a copy."""
    data, days = {"amount": 3}, ["MONDAY"]
    fb.foods_log_water(date="2020-01-05", data=data)
    fb.user_profile_update(data)
    fb.log_activity(data)
    fb.invite_friend(data)
    fb.add_alarm(7, NOON, days)
    assert sent.call_count == 5
    assert (data, days) == ({"amount": 3}, ["MONDAY"])


def test_numbers_serve_as_subscription_ids(fb: Fitbit, sent: Mock) -> None:
    """Ids that are numbers become text in the address and in the header."""
    fb.subscription(320, 1, "foods")
    fb.subscription(320, None)
    assert sent.mock_calls == [
        call(
            f"{ME}/foods/apiSubscriptions/320-foods.json",
            method="POST",
            headers={"X-Fitbit-Subscriber-id": "1"},
        ),
        call(f"{ME}/apiSubscriptions/320.json", method="POST", headers={}),
    ]


@pytest.mark.parametrize(
    "date",
    ["2020-01-05", dt.date(2020, 1, 5), dt.datetime(2020, 1, 5, 23, 59)],  # noqa: DTZ001
)
def test_get_sleep_pads_its_date_and_takes_text(fb: Fitbit, sent: Mock, date: Any) -> None:
    """python-fitbit sent 2020-1-5 and took nothing but dates."""
    fb.get_sleep(date)
    assert sent.mock_calls == [call(f"{ME}/sleep/date/2020-01-05.json")]


def test_all_week_days_of_the_class_are_accepted(fb: Fitbit, sent: Mock) -> None:
    """``week_days=fb.WEEK_DAYS`` is how programs ask for every day."""
    fb.update_alarm(7, 9, NOON, week_days=fb.WEEK_DAYS)
    assert sent.call_args.kwargs["data"]["weekDays"] == [
        "SUNDAY",
        "MONDAY",
        "TUESDAY",
        "WEDNESDAY",
        "THURSDAY",
        "FRIDAY",
        "SATURDAY",
    ]
