"""Every public name of python-fitbit 0.3.1 is where it was, with the same parameters."""

from __future__ import annotations

import importlib
import inspect
import re
from typing import Any

import pytest

import fitbit
from fitbit import Fitbit
from fitbit.legacy import LegacyMethods

SIGNATURES = """
user_profile_get(user_id=None)
user_profile_update(data)
body(date=None, user_id=None, data=None)
activities(date=None, user_id=None, data=None)
foods_log(date=None, user_id=None, data=None)
foods_log_water(date=None, user_id=None, data=None)
sleep(date=None, user_id=None, data=None)
heart(date=None, user_id=None, data=None)
bp(date=None, user_id=None, data=None)
glucose(date=None, user_id=None, data=None)
delete_activities(log_id)
delete_foods_log(log_id)
delete_foods_log_water(log_id)
delete_sleep(log_id)
delete_heart(log_id)
delete_bp(log_id)
body_fat_goal(fat=None)
body_weight_goal(start_date=None, start_weight=None, weight=None)
activities_daily_goal(calories_out=None, active_minutes=None, floors=None, distance=None, steps=None)
activities_weekly_goal(distance=None, floors=None, steps=None)
food_goal(calories=None, intensity=None, personalized=None)
water_goal(target=None)
time_series(resource, user_id=None, base_date='today', period=None, end_date=None)
intraday_time_series(resource, base_date='today', detail_level='1min', start_time=None, end_time=None)
activity_stats(user_id=None, qualifier='')
recent_activities(user_id=None, qualifier='recent')
favorite_activities(user_id=None, qualifier='favorite')
frequent_activities(user_id=None, qualifier='frequent')
recent_foods(user_id=None)
favorite_foods(user_id=None)
frequent_foods(user_id=None)
add_favorite_activity(activity_id)
delete_favorite_activity(activity_id)
log_activity(data)
add_favorite_food(food_id)
delete_favorite_food(food_id)
create_food(data)
get_meals()
get_devices()
get_alarms(device_id)
add_alarm(device_id, alarm_time, week_days, recurring=False, enabled=True, label=None, snooze_length=None, snooze_count=None, vibe='DEFAULT')
update_alarm(device_id, alarm_id, alarm_time, week_days, recurring=False, enabled=True, label=None, snooze_length=None, snooze_count=None, vibe='DEFAULT')
delete_alarm(device_id, alarm_id)
get_sleep(date)
log_sleep(start_time, duration)
activities_list()
activity_detail(activity_id)
search_foods(query)
food_detail(food_id)
food_units()
get_bodyweight(base_date=None, user_id=None, period=None, end_date=None)
get_bodyfat(base_date=None, user_id=None, period=None, end_date=None)
get_friends(user_id=None)
get_friends_leaderboard(period)
invite_friend(data)
invite_friend_by_email(email)
invite_friend_by_userid(user_id)
respond_to_invite(other_user_id, accept=True)
accept_invite(other_user_id)
reject_invite(other_user_id)
get_badges(user_id=None)
subscription(subscription_id, subscriber_id, collection=None, method='POST')
list_subscriptions(collection='')
make_request(url, data=None, method=None, **kwargs)
""".strip().splitlines()  # noqa: E501 - one signature a line
ENDPOINTS = [line.partition("(")[0] for line in SIGNATURES if not line.startswith("make_request")]


def bare(parameter: inspect.Parameter) -> str:
    """Return a parameter as it is called: without its annotation."""
    return str(parameter.replace(annotation=inspect.Parameter.empty))


def test_there_are_sixty_four_names() -> None:
    """python-fitbit's facade had 63 endpoint methods and make_request."""
    assert len(set(SIGNATURES)) == 64


def test_signatures_are_python_fitbits() -> None:
    """Names, order and defaults of the parameters are those of 0.3.1."""
    fb = Fitbit("x", "y")
    names = [line.partition("(")[0] for line in SIGNATURES]
    found = [
        f"{name}({', '.join(map(bare, inspect.signature(getattr(fb, name)).parameters.values()))})"
        for name in names
    ]

    assert found == SIGNATURES


def test_every_endpoint_is_a_documented_method() -> None:
    """Editors and help() see plain methods that say what comes back and where it is described."""
    undocumented = [name for name in ENDPOINTS if not documented(getattr(LegacyMethods, name))]

    assert undocumented == []


def documented(method: Any) -> bool:
    """Return whether a method is a plain one, annotated, with its answer and its page."""
    text = " ".join((inspect.getdoc(method) or "").split())
    return (
        inspect.isfunction(method)
        and bool(method.__annotations__)
        and "https://dev.fitbit.com/build/reference/web-api/" in text
        and re.search(r"\breturn(s|ed) |404|name (that|of)", text, re.IGNORECASE) is not None
    )


def test_removed_endpoints_say_what_fitbit_answers() -> None:
    """Nobody has to find out by trying."""
    removed = ["heart", "bp", "glucose", "delete_heart", "delete_bp"]

    assert [name for name in removed if "404" not in (getattr(Fitbit, name).__doc__ or "")] == []


def test_constants_of_the_class() -> None:
    """The lists are python-fitbit's, in its order."""
    assert (Fitbit.US, Fitbit.METRIC) == ("en_US", "en_UK")
    assert (Fitbit.API_ENDPOINT, Fitbit.API_VERSION) == ("https://api.fitbit.com", 1)
    assert Fitbit.WEEK_DAYS == [
        "SUNDAY",
        "MONDAY",
        "TUESDAY",
        "WEDNESDAY",
        "THURSDAY",
        "FRIDAY",
        "SATURDAY",
    ]
    assert Fitbit.PERIODS == ["1d", "7d", "30d", "1w", "1m", "3m", "6m", "1y", "max"]
    assert Fitbit.RESOURCE_LIST == [
        "body",
        "activities",
        "foods/log",
        "foods/log/water",
        "sleep",
        "heart",
        "bp",
        "glucose",
    ]
    assert Fitbit.QUALIFIERS == ["recent", "favorite", "frequent"]


MODULES = {
    "fitbit": """Fitbit FitbitOauth2Client FitbitOauthClient Provider FITBIT Token api compliance
        exceptions stores utils all_tests __title__ __author__ __author_email__ __copyright__
        __license__ __version__ __release__""",
    "fitbit.api": """Fitbit FitbitOauth2Client FitbitOauthClient OAuth2Session HTTPBasicAuth
        requests json datetime urlencode exceptions fitbit_compliance_fix curry""",
    "fitbit.exceptions": """BadResponse DeleteError Timeout HTTPException HTTPBadRequest
        HTTPUnauthorized HTTPForbidden HTTPNotFound HTTPConflict HTTPTooManyRequests
        HTTPServerError detect_and_raise_error""",
    "fitbit.compliance": "fitbit_compliance_fix",
    "fitbit.utils": "curry",
    "fitbit.gather_keys_oauth2": "OAuth2Server main",
}


def test_modules_have_their_names() -> None:
    """Imports of python-fitbit's names go on working."""
    missing = [
        f"{module}.{name}"
        for module, names in MODULES.items()
        for name in names.split()
        if not hasattr(importlib.import_module(module), name)
    ]

    assert missing == []


def test_same_class_everywhere() -> None:
    """``fitbit.Fitbit`` and ``fitbit.api.Fitbit`` are one, so patching one patches both."""
    assert fitbit.Fitbit is fitbit.api.Fitbit
    assert fitbit.FitbitOauth2Client is fitbit.api.FitbitOauth2Client
    assert fitbit.all_tests == []
    assert fitbit.__release__ == fitbit.__version__


def test_star_import_brings_the_public_names() -> None:
    """__all__ is complete and holds nothing that is not there."""
    assert {"Fitbit", "FitbitOauth2Client", "FitbitOauthClient"} <= set(fitbit.__all__)
    assert {"Provider", "FITBIT", "Token", "exceptions", "stores"} <= set(fitbit.__all__)
    assert all(hasattr(fitbit, name) for name in fitbit.__all__)


def test_curry_gives_the_first_arguments() -> None:
    """Later positional arguments follow, later keywords win."""

    def show(*args: Any, **kwargs: Any) -> Any:
        return args, kwargs

    curried = fitbit.utils.curry(show, 1, a=2, b=3)
    assert curried(4, b=5, c=6) == ((1, 4), {"a": 2, "b": 5, "c": 6})


def test_compliance_fix_reads_fitbits_errors(requests_mock: Any) -> None:
    """A session of the program's own learns to read Fitbit's token errors."""
    session = fitbit.api.OAuth2Session("id")
    assert fitbit.compliance.fitbit_compliance_fix(session) is session
    requests_mock.post(
        "https://api.fitbit.com/oauth2/token", json={"errors": [{"errorType": "invalid_grant"}]}
    )
    with pytest.raises(Exception, match="invalid_grant"):
        session.fetch_token("https://api.fitbit.com/oauth2/token", code="a-code")
