"""Every public name of python-fitbit 0.3.1 is where it was, with the same parameters."""

from __future__ import annotations

import importlib
import inspect
import re
from typing import Any

import pytest

import fitbit
from fitbit import Fitbit

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


@pytest.mark.parametrize("signature", SIGNATURES)
def test_signature_is_python_fitbits(signature: str) -> None:
    """Names, order and defaults of the parameters are those of 0.3.1."""
    name = signature.partition("(")[0]
    parameters = inspect.signature(getattr(Fitbit("x", "y"), name)).parameters.values()
    assert f"{name}({', '.join(map(bare, parameters))})" == signature


@pytest.mark.parametrize("name", ENDPOINTS)
def test_endpoint_is_a_documented_method_of_the_class(name: str) -> None:
    """Editors and help() see a plain method that says what comes back and where it is described."""
    method = inspect.getattr_static(Fitbit, name)
    assert inspect.isfunction(method)
    docstring = " ".join((inspect.getdoc(method) or "").split())
    assert "https://dev.fitbit.com/build/reference/web-api/" in docstring
    assert re.search(r"\breturn(s|ed) |404|name (that|of)", docstring, re.IGNORECASE)
    assert method.__annotations__


@pytest.mark.parametrize("name", ["heart", "bp", "glucose", "delete_heart", "delete_bp"])
def test_removed_endpoint_says_what_fitbit_answers(name: str) -> None:
    """Nobody has to find out by trying."""
    assert "404" in (getattr(Fitbit, name).__doc__ or "")


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


@pytest.mark.parametrize(
    ("module", "name"), [(module, name) for module in MODULES for name in MODULES[module].split()]
)
def test_module_has_the_name(module: str, name: str) -> None:
    """Imports of python-fitbit's names go on working."""
    assert hasattr(importlib.import_module(module), name)


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
