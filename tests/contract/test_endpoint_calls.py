"""Every endpoint method calls ``make_request`` exactly as python-fitbit 0.3.1 did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from unittest.mock import Mock, call

import pytest
from freezegun import freeze_time

from fitbit import Fitbit

Act = Callable[[Fitbit], Any]

R = "https://api.fitbit.com/1"
ME = "https://api.fitbit.com/1/user/-"
BOB = "https://api.fitbit.com/1/user/BOB"
DAY = dt.date(2020, 1, 5)
EVENING = dt.datetime(2020, 1, 5, 22, 7)  # noqa: DTZ001 - programs pass the user's local time
EAST = dt.datetime(2020, 1, 5, 7, 15, tzinfo=dt.timezone(dt.timedelta(hours=2)))

CALLS: list[tuple[Act, Any]] = [
    # the profile
    (lambda fb: fb.user_profile_get(), call(f"{ME}/profile.json")),
    (lambda fb: fb.user_profile_get("BOB"), call(f"{BOB}/profile.json")),
    (lambda fb: fb.user_profile_get(user_id="BOB"), call(f"{BOB}/profile.json")),
    (
        lambda fb: fb.user_profile_update(data={"gender": "NA"}),
        call(f"{ME}/profile.json", {"gender": "NA"}),
    ),
    # goals
    (lambda fb: fb.body_fat_goal(), call(f"{ME}/body/log/fat/goal.json", data={})),
    (lambda fb: fb.body_fat_goal(fat=20), call(f"{ME}/body/log/fat/goal.json", data={"fat": 20})),
    (lambda fb: fb.body_weight_goal(), call(f"{ME}/body/log/weight/goal.json", data={})),
    (
        lambda fb: fb.body_weight_goal(start_date="2015-04-01", start_weight=180, weight=170),
        call(
            f"{ME}/body/log/weight/goal.json",
            data={"startDate": "2015-04-01", "startWeight": 180, "weight": 170},
        ),
    ),
    (lambda fb: fb.activities_daily_goal(), call(f"{ME}/activities/goals/daily.json", data={})),
    (
        lambda fb: fb.activities_daily_goal(
            calories_out=2000, active_minutes=30, floors=10, distance=5, steps=10000
        ),
        call(
            f"{ME}/activities/goals/daily.json",
            data={
                "caloriesOut": 2000,
                "activeMinutes": 30,
                "floors": 10,
                "distance": 5,
                "steps": 10000,
            },
        ),
    ),
    (
        lambda fb: fb.activities_daily_goal(1, 2, 3, 4, 5),
        call(
            f"{ME}/activities/goals/daily.json",
            data={
                "caloriesOut": 1,
                "activeMinutes": 2,
                "floors": 3,
                "distance": 4,
                "steps": 5,
            },
        ),
    ),
    (lambda fb: fb.activities_weekly_goal(), call(f"{ME}/activities/goals/weekly.json", data={})),
    (
        lambda fb: fb.activities_weekly_goal(distance=5, floors=10, steps=10000),
        call(
            f"{ME}/activities/goals/weekly.json",
            data={"distance": 5, "floors": 10, "steps": 10000},
        ),
    ),
    (lambda fb: fb.food_goal(), call(f"{ME}/foods/log/goal.json", data={})),
    (
        lambda fb: fb.food_goal(calories=2300),
        call(f"{ME}/foods/log/goal.json", data={"calories": 2300}),
    ),
    (
        lambda fb: fb.food_goal(intensity="EASIER", personalized=True),
        call(f"{ME}/foods/log/goal.json", data={"intensity": "EASIER", "personalized": True}),
    ),
    (lambda fb: fb.water_goal(), call(f"{ME}/foods/log/water/goal.json", data={})),
    (
        lambda fb: fb.water_goal(target=63),
        call(f"{ME}/foods/log/water/goal.json", data={"target": 63}),
    ),
    (
        lambda fb: fb._resource_goal("sleep"),
        call(f"{ME}/sleep/goal.json", data={}),
    ),
    # series
    (
        lambda fb: fb.time_series("activities/steps", period="7d"),
        call(f"{ME}/activities/steps/date/today/7d.json"),
    ),
    (
        lambda fb: fb.time_series("activities/steps", "BOB", "2020-01-05", "max"),
        call(f"{BOB}/activities/steps/date/2020-01-05/max.json"),
    ),
    (
        lambda fb: fb.time_series("sleep/minutesAsleep", base_date=DAY, end_date=EVENING),
        call(f"{ME}/sleep/minutesAsleep/date/2020-01-05/2020-01-05.json"),
    ),
    (
        lambda fb: fb.time_series("activities/tracker/steps", end_date="yesterday"),
        call(f"{ME}/activities/tracker/steps/date/today/yesterday.json"),
    ),
    (
        lambda fb: fb.time_series("activities/steps", base_date="2020-1-5", period="1d"),
        call(f"{ME}/activities/steps/date/2020-1-5/1d.json"),
    ),
    (
        lambda fb: fb.intraday_time_series("activities/steps"),
        call(f"{ME}/activities/steps/date/today/1d/1min.json"),
    ),
    (
        lambda fb: fb.intraday_time_series("activities/heart", DAY, "1sec", "12:55", "15:07"),
        call(f"{ME}/activities/heart/date/2020-01-05/1d/1sec/time/12:55/15:07.json"),
    ),
    (
        lambda fb: fb.intraday_time_series(
            "activities/heart",
            base_date=EVENING,
            detail_level="15min",
            start_time=dt.time(0, 0),
            end_time=EVENING,
        ),
        call(f"{ME}/activities/heart/date/2020-01-05/1d/15min/time/00:00/22:07.json"),
    ),
    # activities
    (lambda fb: fb.activity_stats(), call(f"{ME}/activities.json")),
    (lambda fb: fb.activity_stats("BOB"), call(f"{BOB}/activities.json")),
    (lambda fb: fb.activity_stats(qualifier="recent"), call(f"{ME}/activities/recent.json")),
    (lambda fb: fb.recent_activities(), call(f"{ME}/activities/recent.json")),
    (lambda fb: fb.favorite_activities("BOB"), call(f"{BOB}/activities/favorite.json")),
    (lambda fb: fb.frequent_activities(user_id="BOB"), call(f"{BOB}/activities/frequent.json")),
    (
        lambda fb: fb.add_favorite_activity(activity_id=12),
        call(f"{ME}/activities/favorite/12.json", method="POST"),
    ),
    (
        lambda fb: fb.delete_favorite_activity(activity_id=12),
        call(f"{ME}/activities/favorite/12.json", method="DELETE"),
    ),
    (
        lambda fb: fb.log_activity(data={"activityId": 1}),
        call(f"{ME}/activities.json", data={"activityId": 1}),
    ),
    (lambda fb: fb.activities_list(), call(f"{R}/activities.json")),
    (lambda fb: fb.activity_detail(activity_id=90013), call(f"{R}/activities/90013.json")),
    # foods
    (lambda fb: fb.recent_foods(), call(f"{ME}/foods/log/recent.json")),
    (lambda fb: fb.favorite_foods("BOB"), call(f"{BOB}/foods/log/favorite.json")),
    (lambda fb: fb.frequent_foods(user_id="BOB"), call(f"{BOB}/foods/log/frequent.json")),
    (
        lambda fb: fb.add_favorite_food(food_id=34),
        call(f"{ME}/foods/log/favorite/34.json", method="POST"),
    ),
    (
        lambda fb: fb.delete_favorite_food(food_id=34),
        call(f"{ME}/foods/log/favorite/34.json", method="DELETE"),
    ),
    (
        lambda fb: fb.create_food(data={"name": "soup"}),
        call(f"{ME}/foods.json", data={"name": "soup"}),
    ),
    (lambda fb: fb.get_meals(), call(f"{ME}/meals.json")),
    (
        lambda fb: fb.search_foods(query="banana & cream"),
        call(f"{R}/foods/search.json?query=banana+%26+cream"),
    ),
    (lambda fb: fb.food_detail(food_id="34"), call(f"{R}/foods/34.json")),
    (lambda fb: fb.food_units(), call(f"{R}/foods/units.json")),
    # devices
    (lambda fb: fb.get_devices(), call(f"{ME}/devices.json")),
    (lambda fb: fb.get_alarms(device_id=7), call(f"{ME}/devices/tracker/7/alarms.json")),
    (
        lambda fb: fb.add_alarm(device_id=7, alarm_time=EVENING, week_days=["MONDAY"]),
        call(
            f"{ME}/devices/tracker/7/alarms.json",
            data={
                "time": "22:07",
                "weekDays": ["MONDAY"],
                "recurring": False,
                "enabled": True,
                "vibe": "DEFAULT",
            },
            method="POST",
        ),
    ),
    (
        lambda fb: fb.add_alarm(7, EAST, ["SUNDAY"], True, False, "up", 5, 5, "LOUD"),  # noqa: FBT003
        call(
            f"{ME}/devices/tracker/7/alarms.json",
            data={
                "time": "07:15+0200",
                "weekDays": ["SUNDAY"],
                "recurring": True,
                "enabled": False,
                "label": "up",
                "snoozeLength": 5,
                "snoozeCount": 5,
                "vibe": "LOUD",
            },
            method="POST",
        ),
    ),
    (
        lambda fb: fb.update_alarm(
            device_id=7,
            alarm_id=9,
            alarm_time=EAST,
            week_days=[],
            recurring=True,
            enabled=False,
            label="up",
            snooze_length=1,
            snooze_count=5,
        ),
        call(
            f"{ME}/devices/tracker/7/alarms/9.json",
            data={
                "time": "07:15+0200",
                "weekDays": [],
                "recurring": True,
                "enabled": False,
                "label": "up",
                "snoozeLength": 1,
                "snoozeCount": 5,
                "vibe": "DEFAULT",
            },
            method="POST",
        ),
    ),
    (
        lambda fb: fb.delete_alarm(device_id=7, alarm_id=9),
        call(f"{ME}/devices/tracker/7/alarms/9.json", method="DELETE"),
    ),
    # sleep
    (lambda fb: fb.get_sleep(DAY), call(f"{ME}/sleep/date/2020-01-05.json")),
    (
        lambda fb: fb.log_sleep(start_time=EVENING, duration=1000),
        call(
            f"{ME}/sleep.json",
            data={"startTime": "22:07", "duration": 1000, "date": "2020-01-05"},
            method="POST",
        ),
    ),
    # the body
    (
        lambda fb: fb.get_bodyweight("2020-01-05"),
        call(f"{ME}/body/log/weight/date/2020-01-05.json"),
    ),
    (
        lambda fb: fb.get_bodyweight(base_date=DAY, user_id="BOB", period="1m"),
        call(f"{BOB}/body/log/weight/date/2020-01-05/1m.json"),
    ),
    (
        lambda fb: fb.get_bodyfat("2020-01-01", "BOB", None, DAY),
        call(f"{BOB}/body/log/fat/date/2020-01-01/2020-01-05.json"),
    ),
    (
        lambda fb: fb.get_bodyfat(base_date="today", period="1w"),
        call(f"{ME}/body/log/fat/date/today/1w.json"),
    ),
    # friends, invitations, badges
    (lambda fb: fb.get_friends(), call(f"{ME}/friends.json")),
    (lambda fb: fb.get_friends(user_id="BOB"), call(f"{BOB}/friends.json")),
    (lambda fb: fb.get_friends_leaderboard("7d"), call(f"{ME}/friends/leaders/7d.json")),
    (lambda fb: fb.get_friends_leaderboard(period="30d"), call(f"{ME}/friends/leaders/30d.json")),
    (
        lambda fb: fb.invite_friend(data={"invitedUserId": "BOB"}),
        call(f"{ME}/friends/invitations.json", data={"invitedUserId": "BOB"}),
    ),
    (
        lambda fb: fb.invite_friend_by_email(email="bob@example.org"),
        call(f"{ME}/friends/invitations.json", data={"invitedUserEmail": "bob@example.org"}),
    ),
    (
        lambda fb: fb.invite_friend_by_userid(user_id="BOB"),
        call(f"{ME}/friends/invitations.json", data={"invitedUserId": "BOB"}),
    ),
    (
        lambda fb: fb.respond_to_invite("BOB"),
        call(f"{ME}/friends/invitations/BOB.json", data={"accept": "true"}),
    ),
    (
        lambda fb: fb.respond_to_invite(other_user_id="BOB", accept=False),
        call(f"{ME}/friends/invitations/BOB.json", data={"accept": "false"}),
    ),
    (
        lambda fb: fb.accept_invite(other_user_id="BOB"),
        call(f"{ME}/friends/invitations/BOB.json", data={"accept": "true"}),
    ),
    (
        lambda fb: fb.reject_invite(other_user_id="BOB"),
        call(f"{ME}/friends/invitations/BOB.json", data={"accept": "false"}),
    ),
    (lambda fb: fb.get_badges(), call(f"{ME}/badges.json")),
    (lambda fb: fb.get_badges("BOB"), call(f"{BOB}/badges.json")),
    (lambda fb: fb.get_badges("A B"), call("https://api.fitbit.com/1/user/A B/badges.json")),
    # subscriptions
    (
        lambda fb: fb.subscription("SUB", "1"),
        call(
            f"{ME}/apiSubscriptions/SUB.json",
            method="POST",
            headers={"X-Fitbit-Subscriber-id": "1"},
        ),
    ),
    (
        lambda fb: fb.subscription(
            subscription_id="SUB", subscriber_id="1", collection="activities", method="DELETE"
        ),
        call(
            f"{ME}/activities/apiSubscriptions/SUB-activities.json",
            method="DELETE",
            headers={"X-Fitbit-Subscriber-id": "1"},
        ),
    ),
    (lambda fb: fb.list_subscriptions(), call(f"{ME}/apiSubscriptions.json")),
    (lambda fb: fb.list_subscriptions("foods"), call(f"{ME}/foods/apiSubscriptions.json")),
    (
        lambda fb: fb.list_subscriptions(collection="foods"),
        call(f"{ME}/foods/apiSubscriptions.json"),
    ),
]


def test_methods_send_what_python_fitbit_sent(fb: Fitbit, sent: Mock) -> None:
    """The address, the arguments and whether they are positional are python-fitbit's."""
    returned = [act(fb) for act, _ in CALLS]

    assert sent.mock_calls == [expected for _, expected in CALLS]
    assert all(each is sent.return_value for each in returned)


@pytest.mark.parametrize("name", ["body", "get_bodyweight", "get_bodyfat"])
def test_date_is_today_unless_given(fb: Fitbit, sent: Mock, name: str) -> None:
    """Without a date the user's own day is asked for."""
    with freeze_time("2020-01-05 12:00:00"):
        getattr(fb, name)()
    assert "/date/2020-01-05.json" in sent.call_args.args[0]


def test_endpoint_and_version_are_read_at_call_time(fb: Fitbit, sent: Mock) -> None:
    """Setting API_VERSION or API_ENDPOINT on an object changes its next call."""
    fb.API_VERSION = 1.2
    fb.get_sleep(DAY)
    fb.API_ENDPOINT = "https://example.org"
    fb.food_units()
    assert sent.mock_calls == [
        call("https://api.fitbit.com/1.2/user/-/sleep/date/2020-01-05.json"),
        call("https://example.org/1.2/foods/units.json"),
    ]


def test_endpoint_of_a_subclass_counts() -> None:
    """A subclass may say where the API is and which version it speaks."""

    class Elsewhere(Fitbit):
        API_ENDPOINT = "https://example.org"
        API_VERSION = 2

    elsewhere = Elsewhere("id", "secret")
    assert elsewhere._get_common_args() == ("https://example.org", 2, "-")


def test_common_args_begin_an_address(fb: Fitbit) -> None:
    """Programs build addresses of their own from endpoint, version and user."""
    assert fb._get_common_args() == ("https://api.fitbit.com", 1, "-")
    assert fb._get_common_args("BOB") == ("https://api.fitbit.com", 1, "BOB")
