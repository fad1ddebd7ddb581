"""The types of ``fitbit.types`` have every key that the sandbox sends, with its type."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from operator import attrgetter
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from chapters import methods
from fitbit import Fitbit, types
from fitbit_sandbox import App, Sandbox

DAY = "2026-10-15"
CALLS: dict[str, list[tuple[str, ...]]] = {
    "activity.get_daily_summary": [(DAY,), ("2026-10-10",)],
    "body.get_weight_log": [(DAY,)],
    "body.get_weight_time_series_by_date": [(DAY, "1m")],
    "body.get_weight_time_series_by_date_range": [("2026-10-01", DAY)],
    "body.get_weight_time_series_between": [("2026-08-01", DAY)],
    "devices.get_devices": [()],
    "heart_rate.get_intraday_by_date": [(DAY,)],
    "heart_rate.get_intraday_by_interval": [(DAY, DAY)],
    "heart_rate.get_time_series_by_date": [(DAY, "1m")],
    "heart_rate.get_time_series_by_date_range": [("2026-10-01", DAY)],
    "heart_rate.get_time_series_between": [("2026-10-01", DAY)],
    "nutrition.get_food_log": [(DAY,), ("2026-10-14",)],
    "sleep.get_log_between": [("2026-06-01", DAY)],
    "sleep.get_log_by_date": [(DAY,), ("2026-10-10",)],
    "sleep.get_log_by_date_range": [("2026-09-01", DAY)],
    "sleep.get_log_list": [],
    "subscriptions.create_subscription": [],
    "subscriptions.get_subscription_list": [],
    "user.get_profile": [()],
    "user.update_profile": [],
}
"""What each annotated method is called with here; the empty ones have a test of their own."""
OPEN = {
    "ActivityDayAnswer": {"goals"},
    "ActivitySummary": {"activeScore"},
    "FoodDayAnswer": {"goals"},
    "IntradayValue": {"level", "mets"},
    "SleepDayAnswer": {"meta"},
    "UserProfile": {
        "ambassador",
        "autoStrideEnabled",
        "avatar150",
        "avatar640",
        "city",
        "corporate",
        "corporateAdmin",
        "features",
        "isBugReportEnabled",
        "isChild",
        "isCoach",
        "mfaEnabled",
        "sdkDeveloper",
        "sleepTracking",
        "state",
        "strideLengthRunningType",
        "strideLengthWalkingType",
        "topBadges",
        "waterUnitName",
    },
    "WeightLog": {"fat"},
}
"""Keys that come at times or that no program needs: they are in no type on purpose."""


@pytest.fixture(scope="module")
def everybody() -> list[Fitbit]:
    """A client of each person in the sandbox."""
    sandbox = Sandbox(rate_limit=10_000)
    app = sandbox.register(App("23TYPE", "a-secret", intraday=True))
    return [
        Fitbit(
            app.client_id,
            app.client_secret,
            sandbox.issue(app, person.id)["access_token"],
            provider=sandbox.provider,
            clock=sandbox.clock,
        )
        for person in sandbox.people
    ]


def faults(value: Any, kind: Any, where: str) -> Iterator[str]:
    """Yield where a value differs from its type: a key too many or too few, or another type."""
    if is_typeddict(kind):
        hints = get_type_hints(kind)
        unknown = value.keys() - hints.keys() - OPEN.get(kind.__name__, set())
        yield from (f"{where}.{key} is not in {kind.__name__}" for key in unknown)
        yield from (f"{where}.{key} is missing" for key in kind.__required_keys__ - value.keys())
        for key in value.keys() & hints.keys():
            yield from faults(value[key], hints[key], f"{where}.{key}")
    elif get_origin(kind) is list:
        for each in value:
            yield from faults(each, get_args(kind)[0], f"{where}[]")
    elif get_origin(kind) is dict:
        for each in value.values():
            yield from faults(each, get_args(kind)[1], f"{where}.*")
    elif kind is not Any and not isinstance(value, (int, float) if kind is float else kind):
        yield f"{where} is {value!r}, not {kind.__name__}"


def answer_type(name: str) -> Any:
    """Return what a method is annotated with."""
    return get_type_hints(methods()[name])["return"]


def test_every_method_with_such_a_type_is_called_here() -> None:
    """A method that gets a type is checked from then on."""
    declared = {kind for kind in vars(types).values() if is_typeddict(kind)}
    annotated = {
        name
        for name in methods()
        if declared & {answer_type(name), *get_args(answer_type(name))}
        if not inspect.isgeneratorfunction(methods()[name]) and not name.endswith("iter_logs")
    }

    assert annotated == CALLS.keys()


def test_what_the_sandbox_sends_is_as_declared(everybody: list[Fitbit]) -> None:
    """Every person's answers have the keys of their types and no others."""
    found = {
        fault
        for fb in everybody
        for name, calls in CALLS.items()
        for arguments in calls
        for fault in faults(attrgetter(name)(fb)(*arguments), answer_type(name), name)
    }

    assert sorted(found) == []


def test_a_page_of_sleeps_is_as_declared(everybody: list[Fitbit]) -> None:
    """The list's own way of going on is declared too."""
    page = everybody[0].sleep.get_log_list(before_date=DAY, limit=3)

    assert sorted(faults(page, types.SleepListAnswer, "page")) == []
    assert page["pagination"]["limit"] == 3


def test_a_changed_profile_is_as_declared(everybody: list[Fitbit]) -> None:
    """The answer is the whole profile."""
    profile = everybody[0].user.update_profile(about_me="Here I am")

    assert sorted(faults(profile, types.ProfileAnswer, "profile")) == []
    assert profile["user"]["aboutMe"] == "Here I am"


def test_a_stored_token_is_as_declared() -> None:
    """What the callback is given has the members of TokenDict."""
    sandbox, kept = Sandbox(), list[dict[str, Any]]()
    app = sandbox.apps["personal"]
    token = sandbox.issue(app)
    secrets = (app.client_id, app.client_secret, token["access_token"], token["refresh_token"])
    fb = Fitbit(*secrets, refresh_cb=kept.append, provider=sandbox.provider)
    fb.client.refresh_token()

    assert sorted(faults(kept[0], types.TokenDict, "token")) == []


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ({"activity": "total"}, "it.distance is missing"),
        ({"activity": "total", "distance": "1"}, "it.distance is '1', not float"),
        ({"activity": "total", "distance": 1, "x": 1}, "it.x is not in ActivityDistance"),
    ],
)
def test_the_check_finds_what_differs(value: Any, says: str) -> None:
    """A key too many or too few, or of another type, does not pass."""
    assert list(faults(value, types.ActivityDistance, "it")) == [says]
