"""Paths find the operation that Fitbit documents for them."""

from __future__ import annotations

import re

import pytest

from fitbit_sandbox.fitbit.errors import Refusal
from fitbit_sandbox.fitbit.operations import operations, resource_operations, scopes
from fitbit_sandbox.fitbit.routing import check_dates, resource_routes

ROUTES = resource_routes()
EXAMPLES = {
    "date": "2026-01-02",
    "base-date": "2026-01-02",
    "start-date": "2026-01-02",
    "startDate": "2026-01-02",
    "end-date": "2026-01-03",
    "endDate": "2026-01-03",
    "period": "7d",
    "detail-level": "1min",
    "start-time": "08:00",
    "end-time": "09:00",
    "collection-path": "activities",
    "resource-path": "steps",
    "goal-type": "weight",
}


def filled(path: str) -> str:
    """Return a documented path with its parameters filled in."""
    return re.sub(r"\{([^}]+)\}", lambda found: EXAMPLES.get(found[1], "4711"), path)


def found(path: str, method: str = "GET") -> str | None:
    """Return the id of the operation behind a path of the API."""
    match = ROUTES.find(method, path)
    return match.operation.id if match else None


def test_all_124_operations_of_the_description_are_there() -> None:
    """And eight more, of Fitbit's reference pages; three of all are about tokens."""
    assert len({item.id for item in operations()}) == len(operations()) == 124 + 8
    assert len(operations()) - len(resource_operations()) == 3


def test_every_documented_path_leads_to_its_own_operation() -> None:
    for operation in resource_operations():
        path = filled(operation.path)
        assert found(path, operation.method) == operation.id
        assert found(path.replace("/user/-/", "/user/GGNJL9/"), operation.method) == operation.id


def test_every_operation_needs_scopes_that_fitbit_has() -> None:
    for operation in resource_operations():
        needed = set(operation.needs({"collection-path": "sleep"}))
        assert needed, operation.id
        assert needed <= set(scopes()), operation.id


@pytest.mark.parametrize(
    ("last", "operation"),
    [
        ("1d", "getHeartByDatePeriod"),
        ("1y", "getHeartByDatePeriod"),
        ("max", "getHeartByDatePeriod"),
        ("nonsense", "getHeartByDatePeriod"),
        ("today", "getHeartByDateRange"),
        ("2026-02-01", "getHeartByDateRange"),
        ("2026-02-31", "getHeartByDateRange"),
        ("ABCD-EF-GH", "getHeartByDateRange"),
    ],
)
def test_a_date_makes_a_range_and_anything_else_a_period(last: str, operation: str) -> None:
    assert found(f"/1/user/-/activities/heart/date/2026-01-01/{last}.json") == operation


def test_what_is_spelled_out_wins_over_a_parameter() -> None:
    dated = "/1/user/-/activities/heart/date/2026-01-01"

    assert found(f"{dated}/1d/1min.json") == "getHeartByDateIntraday"
    assert found(f"{dated}/2026-01-01/1min.json") == "getHeartByDateRangeIntraday"
    assert found("/1/user/-/hrv/date/2026-01-01/all.json") == "getHrvIntradayByDate"
    assert found("/1/user/-/foods/log/goal.json") == "getFoodsGoal"
    assert found("/1/user/-/activities/tracker/steps/date/today/1d.json") == (
        "getActivitiesTrackerResourceByDatePeriod"
    )


REMOVED_OR_NEVER_THERE = (
    ("GET", "/1/user/-/bp/date/2026-01-01.json"),
    ("GET", "/1/user/-/glucose/date/2026-01-01.json"),
    ("GET", "/1/user/-/heart/date/2026-01-01.json"),
    ("POST", "/1/user/-/heart.json"),
    ("POST", "/1.1/user/-/friends/invitations"),
    ("POST", "/1/user/-/friends/invitations.json"),
    ("GET", "/1/user/-/friends.json"),
    ("GET", "/1/user/-/foods/log/water.json"),
    ("PUT", "/1/user/-/profile.json"),
    ("GET", "/1/user/-/profile"),
    ("GET", "/1/user/-/profile.json/"),
    ("GET", "/1/user//profile.json"),
    ("GET", "//1/user/-/profile.json"),
    ("GET", "/2/user/-/profile.json"),
    ("GET", "/1/user/-/profilexjson"),
)


def test_what_fitbit_removed_or_never_had_is_found_nowhere() -> None:
    for method, path in REMOVED_OR_NEVER_THERE:
        assert found(path, method) is None, path


def test_parts_come_by_their_documented_names() -> None:
    match = ROUTES.find("GET", "/1/user/GGNJL9/body/bmi/date/2026-01-01/1m.json")

    assert match is not None
    assert match.user == "GGNJL9"
    assert match.arguments == {"resource-path": "bmi", "date": "2026-01-01", "period": "1m"}


@pytest.mark.parametrize(
    "text", ["2026-02-30", "ABCD-EF-GH", "26-1-1", "tomorrow", "\uff12\uff10\uff12\uff16-01-01"]
)
def test_an_impossible_date_is_refused_in_fitbits_words(text: str) -> None:
    with pytest.raises(Refusal, match=f"^Invalid date:{text}$") as refused:
        check_dates({"period": "1d", "date": text})

    assert (refused.value.status, refused.value.field) == (400, "date")


def test_dates_and_today_pass() -> None:
    check_dates({"base-date": "2024-02-29", "end-date": "today", "resource-path": "steps"})
