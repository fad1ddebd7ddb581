"""What is peculiar about Fitbit's API is known to the chapters, one test each."""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal
from urllib.parse import parse_qsl

import pytest

from chapters import recorded
from fitbit.exceptions import InvalidArguments, InvalidValue

NOON_IN_BERLIN = dt.time(12, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))


@pytest.fixture
def fitbit():
    """Return a Fitbit and what it sends."""
    return recorded()


def sent_by(fitbit, ask, answer=None):
    """Return the one request that a call sends."""
    fb, recorder = fitbit
    recorder.answer = recorder.answer if answer is None else answer
    ask(fb)
    (request,) = recorder.sent
    return request


def form_of(request):
    """Return the fields of a form."""
    return dict(parse_qsl(request.body))


@pytest.mark.parametrize(
    ("ask", "path"),
    [
        (lambda fb: fb.sleep.get_log_by_date("today"), "/1.2/user/-/sleep/date/today.json"),
        (lambda fb: fb.friends.get_friends(), "/1.1/user/-/friends.json"),
        (lambda fb: fb.friends.get_leaderboard(), "/1.1/user/-/leaderboard/friends.json"),
        (lambda fb: fb.get_sleep(dt.date(2026, 1, 5)), "/1/user/-/sleep/date/2026-01-05.json"),
        (lambda fb: fb.sleep(dt.date(2026, 1, 5)), "/1/user/-/sleep/date/2026-01-05.json"),
        (lambda fb: fb.body("2026-01-05"), "/1/user/-/body/date/2026-01-05.json"),
    ],
)
def test_sleep_and_friends_have_versions_of_their_own(fitbit, ask, path):
    """The chapters ask version 1.2 and 1.1; python-fitbit's names keep version 1."""
    assert sent_by(fitbit, ask).path_url == path


def test_what_is_written_is_not_in_the_address(fitbit):
    """Health data do not end up in logged addresses: they go as a form."""
    request = sent_by(fitbit, lambda fb: fb.body.create_weight_log(73.5, "2026-01-05"))

    assert request.path_url == "/1/user/-/body/log/weight.json"
    assert form_of(request) == {"weight": "73.5", "date": "2026-01-05"}


def test_meals_are_json(fitbit):
    """Meals are the one thing that Fitbit takes as JSON."""
    foods = [{"foodId": 82782, "amount": 2.5, "unitId": 147}]
    request = sent_by(fitbit, lambda fb: fb.nutrition.create_meal("Soup", "Hot", foods))

    assert request.headers["Content-Type"] == "application/json"
    assert json.loads(request.body) == {"name": "Soup", "description": "Hot", "mealFoods": foods}


def test_a_post_without_a_body_says_so(fitbit):
    """Without a Content-Length Fitbit answers 411."""
    request = sent_by(fitbit, lambda fb: fb.activity.create_favorite(90013))

    assert (request.method, request.body) == ("POST", None)
    assert request.headers["Content-Length"] == "0"


def test_booleans_are_spelled_as_fitbit_does(fitbit):
    """True is ``true`` in a form and in a query."""
    request = sent_by(
        fitbit, lambda fb: fb.devices.create_alarm(1, "07:15-08:00", ["MONDAY"], enabled=False)
    )

    assert form_of(request)["enabled"] == "false"
    assert form_of(request)["recurring"] == "false"


@pytest.mark.parametrize(
    ("amount", "spelled"),
    [(1, "1"), (0.00001, "0.00001"), (1e22, "1" + "0" * 22), (Decimal("2.50"), "2.50")],
)
def test_numbers_are_decimals(fitbit, amount, spelled):
    """Very small and very large amounts have no exponent."""
    request = sent_by(fitbit, lambda fb: fb.nutrition.create_water_goal(amount))

    assert form_of(request) == {"target": spelled}


def test_alarms_have_their_own_spelling_of_time_and_days(fitbit):
    """The time carries its offset, the days are one list with commas."""
    request = sent_by(
        fitbit, lambda fb: fb.devices.create_alarm(1, NOON_IN_BERLIN, ["MONDAY", "SUNDAY"])
    )

    assert form_of(request)["time"] == "12:30+02:00"
    assert form_of(request)["weekDays"] == "MONDAY,SUNDAY"


def test_a_measurement_of_the_body_has_seconds(fitbit):
    """The time of a log is HH:mm:ss."""
    request = sent_by(fitbit, lambda fb: fb.body.create_fat_log(20, "2026-01-05", time="07:15"))

    assert form_of(request)["time"] == "07:15:00"


def test_a_list_has_all_the_parameters_that_fitbit_requires(fitbit):
    """``sort`` follows from the date, and the offset is always zero: pages are followed."""
    request = sent_by(fitbit, lambda fb: fb.ecg.get_log_list(after_date="2026-01-05"))
    query = "afterDate=2026-01-05&sort=asc&limit=10&offset=0"

    assert request.path_url == f"/1/user/-/ecg/list.json?{query}"


def test_a_track_is_text(fitbit):
    """TCX is XML, and comes back as text."""
    fb, recorder = fitbit
    recorder.answer = b"<xml/>"

    assert fb.activity.get_tcx(1, include_partial_tcx=True) == "<xml/>"
    assert recorder.sent[0].path_url == "/1/user/-/activities/1.tcx?includePartialTCX=true"


@pytest.mark.parametrize(
    ("answer", "ask"),
    [
        ({"dateTime": "2026-01-05", "value": {"avg": 97}}, "get_summary_by_date"),
        ([], "get_summary_by_date"),
        ({"dateTime": "2026-01-05", "minutes": []}, "get_intraday_by_date"),
    ],
)
def test_oxygen_saturation_comes_as_it_is(fitbit, answer, ask):
    """SpO2 has no outer key, and an empty list may stand for a day without values."""
    fb, recorder = fitbit
    recorder.answer = answer

    assert getattr(fb.spo2, ask)("2026-01-05") == answer


def test_a_sleep_that_is_still_worked_on_is_handed_on(fitbit):
    """Fitbit says when to ask again, instead of a sleep."""
    fb, recorder = fitbit
    recorder.answer = {"meta": {"retryDuration": 3000, "state": "pending"}}

    assert fb.sleep.get_log_by_date("today")["meta"]["retryDuration"] == 3000


def test_series_can_be_asked_for_in_utc(fitbit):
    """``timezone=UTC`` is documented for activity and heart rate."""
    request = sent_by(
        fitbit, lambda fb: fb.heart_rate.get_intraday_by_date("today", timezone="UTC")
    )

    assert request.path_url.endswith("/1d/1min.json?timezone=UTC")


def test_a_subscriber_is_named_in_a_header(fitbit):
    """A subscription may go to another of the application's addresses."""
    request = sent_by(
        fitbit,
        lambda fb: fb.subscriptions.create_subscription("320", "activities", subscriber_id=7),
    )

    assert request.path_url == "/1/user/-/activities/apiSubscriptions/320.json"
    assert request.headers["X-Fitbit-Subscriber-Id"] == "7"


def test_a_subscription_to_everything_has_no_collection(fitbit):
    """The path of a subscription to all collections is shorter."""
    request = sent_by(fitbit, lambda fb: fb.subscriptions.create_subscription("320"))

    assert request.path_url == "/1/user/-/apiSubscriptions/320.json"
    assert "X-Fitbit-Subscriber-Id" not in request.headers


def test_units_and_language_are_headers(fitbit):
    """``system`` sets the units, ``accept_locale`` the language; both may change at any time."""
    fb, recorder = fitbit
    fb.system, fb.accept_locale = fb.METRIC, "de_DE"
    fb.nutrition.search_foods("Apfel & Birne/Saft")
    (request,) = recorder.sent

    assert request.headers["Accept-Language"] == "en_UK"
    assert request.headers["Accept-Locale"] == "de_DE"
    assert request.path_url == "/1/foods/search.json?query=Apfel%20%26%20Birne%2FSaft"


WRONG = [
    (lambda fb: fb.heart_rate.get_time_series_by_date("today", "3m"), InvalidValue, "'1m'"),
    (lambda fb: fb.body.get_weight_time_series_by_date("today", "1y"), InvalidValue, "'30d'"),
    (
        lambda fb: fb.activity.get_time_series_by_date("steps", "today", "max"),
        InvalidValue,
        "'1y'",
    ),
    (
        lambda fb: fb.activity.get_intraday_by_date("steps", "today", detail_level="1sec"),
        InvalidValue,
        "'15min'",
    ),
    (lambda fb: fb.activity.get_time_series_by_date("step", "today"), InvalidValue, "'steps'"),
    (lambda fb: fb.hrv.get_summary_by_date("2026-02-30"), InvalidValue, "calendar"),
    (lambda fb: fb.hrv.get_summary_by_date("2026-2-3"), InvalidValue, "yyyy-MM-dd"),
    (lambda fb: fb.hrv.get_summary_by_date("yesterday"), InvalidValue, "'today'"),
    (
        lambda fb: fb.hrv.get_summary_by_date("\u0662026-01-01"),
        InvalidValue,
        "yyyy-MM-dd",
    ),
    (lambda fb: fb.hrv.get_summary_by_date(None), InvalidArguments, "yyyy-MM-dd"),
    (lambda fb: fb.hrv.get_summary_by_date(20260131), InvalidArguments, "yyyy-MM-dd"),
    (
        lambda fb: fb.hrv.get_summary_by_interval("2026-01-05", "2026-01-04"),
        InvalidValue,
        "before start_date",
    ),
    (
        lambda fb: fb.hrv.get_summary_by_interval("2026-01-05", "2026-03-04"),
        InvalidValue,
        "at most 30 days",
    ),
    (
        lambda fb: fb.heart_rate.get_intraday_by_date("today", start_time="09:00"),
        InvalidArguments,
        "both",
    ),
    (
        lambda fb: fb.heart_rate.get_intraday_by_date(
            "today", start_time="09:00", end_time="08:00"
        ),
        InvalidValue,
        "before start_time",
    ),
    (
        lambda fb: fb.heart_rate.get_intraday_by_date("today", start_time="9:00", end_time="24:00"),
        InvalidValue,
        "HH:mm",
    ),
    (
        lambda fb: fb.heart_rate.get_intraday_by_interval("2026-01-05", "2026-01-06"),
        InvalidValue,
        "at most 24 hours",
    ),
    (
        lambda fb: fb.heart_rate.get_intraday_by_interval(
            "2026-01-05", "2026-01-06", start_time="08:00", end_time="08:01"
        ),
        InvalidValue,
        "at most 24 hours",
    ),
    (
        lambda fb: fb.activity.get_intraday_by_interval("steps", "2026-01-05", "2026-01-07"),
        InvalidValue,
        "at most 24 hours",
    ),
    (
        lambda fb: fb.active_zone_minutes.get_intraday_by_interval(
            "2026-01-05", "2026-01-05", start_time="08:00", end_time="07:59"
        ),
        InvalidValue,
        "on the same day",
    ),
    (lambda fb: fb.sleep.get_log_list(), InvalidArguments, "before_date or after_date"),
    (
        lambda fb: fb.sleep.get_log_list(before_date="2026-01-05", after_date="2026-01-05"),
        InvalidArguments,
        "before_date and after_date",
    ),
    (
        lambda fb: fb.sleep.get_log_list(before_date="2026-01-05", sort="asc"),
        InvalidArguments,
        "'desc' with before_date",
    ),
    (
        lambda fb: fb.sleep.get_log_list(before_date="2026-01-05T25:00:00"),
        InvalidValue,
        "no moment",
    ),
    (lambda fb: fb.sleep.iter_logs(after_date="2026-01-05", limit=101), InvalidValue, "1 to 100"),
    (lambda fb: fb.irn.iter_alerts(after_date="2026-01-05", limit=11), InvalidValue, "1 to 10"),
    (lambda fb: fb.ecg.iter_logs(after_date="2026-01-05", limit=True), InvalidArguments, "whole"),
    (
        lambda fb: fb.devices.create_alarm(1, "07:15-08:00", ["Monday"]),
        InvalidValue,
        "'MONDAY', 'TUESDAY'",
    ),
    (lambda fb: fb.devices.create_alarm(1, "07:15-08:00", []), InvalidValue, "MONDAY"),
    (lambda fb: fb.devices.create_alarm(1, "07:15", ["MONDAY"]), InvalidValue, "offset"),
    (lambda fb: fb.devices.create_alarm(1, dt.time(7, 15), ["MONDAY"]), InvalidValue, "offset"),
    (lambda fb: fb.sleep.delete_log("../../1/user/-/profile"), InvalidValue, "slashes"),
    (lambda fb: fb.sleep.delete_log(".."), InvalidValue, "slashes"),
    (lambda fb: fb.sleep.delete_log("%2e%2e"), InvalidValue, "slashes"),
    (lambda fb: fb.sleep.delete_log(""), InvalidValue, "slashes"),
    (lambda fb: fb.sleep.delete_log(-1), InvalidValue, "slashes"),
    (lambda fb: fb.sleep.delete_log(None), InvalidArguments, "number or text"),
    (lambda fb: fb.user.get_profile(user_id="a/b"), InvalidValue, "user_id"),
    (lambda fb: fb.user.get_profile(user_id="a?b"), InvalidValue, "user_id"),
    (lambda fb: fb.user.update_profile(), InvalidArguments, "at least one"),
    (lambda fb: fb.user.update_profile(gender=""), InvalidValue, "'FEMALE'"),
    (lambda fb: fb.activity.create_goals("daily", "step", 1), InvalidValue, "'steps'"),
    (lambda fb: fb.activity.create_goals("monthly", "steps", 1), InvalidValue, "'weekly'"),
    (lambda fb: fb.activity.create_goals("daily", "steps", -1), InvalidValue, "below zero"),
    (
        lambda fb: fb.activity.create_log("today", "07:15", 1000, activity_id=1),
        InvalidValue,
        "yyyy-MM-dd",
    ),
    (
        lambda fb: fb.activity.create_log("2026-01-05", "07:15", 1000),
        InvalidArguments,
        "activity_id or activity_name",
    ),
    (
        lambda fb: fb.activity.create_log("2026-01-05", "07:15", 1000, activity_name="Chess"),
        InvalidArguments,
        "manual_calories",
    ),
    (
        lambda fb: fb.nutrition.create_food_log("2026-01-05", 6, 147, 1, food_id=1),
        InvalidValue,
        "1, 2, 3, 4, 5, 7",
    ),
    (
        lambda fb: fb.nutrition.create_food_log("2026-01-05", 1, 147, 1, food_id=1, calories=5),
        InvalidArguments,
        "calories cannot be given together with food_id",
    ),
    (
        lambda fb: fb.nutrition.create_food_goal(calories=1, intensity="EASIER"),
        InvalidArguments,
        "calories or intensity",
    ),
    (
        lambda fb: fb.nutrition.create_food("a", 1, 1, 1, nutrients={"fat": 1}),
        InvalidValue,
        "'totalFat'",
    ),
    (lambda fb: fb.nutrition.create_water_log("2026-01-05", 1, unit="l"), InvalidValue, "'cup'"),
    (lambda fb: fb.nutrition.create_water_goal(float("nan")), InvalidValue, "number"),
    (lambda fb: fb.nutrition.create_water_goal("2"), InvalidArguments, "number"),
    (lambda fb: fb.nutrition.create_meal("a", "b", []), InvalidValue, "foodId"),
    (lambda fb: fb.nutrition.create_meal("a", "b", [{"foodId": 1}]), InvalidValue, "unitId"),
    (lambda fb: fb.subscriptions.create_subscription("x" * 51), InvalidValue, "50 characters"),
    (
        lambda fb: fb.subscriptions.get_subscription_list("weight"),
        InvalidValue,
        "'userRevokedAccess'",
    ),
    (
        lambda fb: fb.subscriptions.create_subscription("1", subscriber_id="a\r\nX: y"),
        InvalidValue,
        "subscriber_id",
    ),
    (
        lambda fb: fb.heart_rate.iter_intraday("2026-01-05", "2026-01-04"),
        InvalidValue,
        "is before start_date",
    ),
    (
        lambda fb: fb.heart_rate.iter_intraday("2026-01-05", "2026-01-06", workers=0),
        InvalidValue,
        "workers",
    ),
    (
        lambda fb: fb.heart_rate.get_time_series_by_date("today", timezone="CET"),
        InvalidValue,
        "'UTC'",
    ),
]


@pytest.mark.parametrize(("ask", "error", "words"), WRONG)
def test_what_fitbit_would_refuse_costs_no_request(fitbit, ask, error, words):
    """A mistake raises a ValueError or TypeError that names what is allowed; nothing is sent."""
    fb, recorder = fitbit
    with pytest.raises(error, match=re.escape(words)) as caught:
        ask(fb)

    assert isinstance(caught.value, (ValueError, TypeError))
    assert recorder.sent == []
