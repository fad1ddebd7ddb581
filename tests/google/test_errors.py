"""What a program sees when Google refuses, and what of Fitbit's it is told instead."""

from __future__ import annotations

from typing import Any

import pytest

from fitbit.exceptions import (
    HTTPBadRequest,
    HTTPForbidden,
    HTTPNotFound,
    HTTPPreconditionFailed,
    HTTPServerError,
    HTTPTooManyRequests,
    HTTPUnauthorized,
    NotSupportedByProvider,
    raise_for,
)
from google_script import SETTINGS, Asked, Reply, Scripted, daily, error

STEPS = "activities/steps/date/2026-05-06/1d.json"


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (error(401, "UNAUTHENTICATED"), HTTPUnauthorized, "UNAUTHENTICATED"),
        (
            error(403, "PERMISSION_DENIED", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"),
            HTTPForbidden,
            "PERMISSION_DENIED",
        ),
        (
            error(403, "PERMISSION_DENIED", "SERVICE_DISABLED", consumer="projects/1"),
            HTTPForbidden,
            "PERMISSION_DENIED",
        ),
        (
            error(
                400, "FAILED_PRECONDITION", "ACCOUNT_NOT_LINKED", redirect_uri="https://x.example"
            ),
            HTTPBadRequest,
            "FAILED_PRECONDITION",
        ),
        (error(400, "INVALID_ARGUMENT", "INVALID_TIME_RANGE"), HTTPBadRequest, "INVALID_ARGUMENT"),
        ((404, b"<!DOCTYPE html><title>Error 404</title>"), HTTPNotFound, "Error 404"),
        (error(412, "FAILED_PRECONDITION"), HTTPPreconditionFailed, "FAILED_PRECONDITION"),
        (error(429, "RESOURCE_EXHAUSTED"), HTTPTooManyRequests, "60 seconds"),
        (error(500, "INTERNAL"), HTTPServerError, "INTERNAL"),
        ((504, b"<html>Timeout</html>"), HTTPServerError, "Timeout"),
    ],
)
def test_googles_errors_become_the_same_exceptions(
    reply: Reply, kind: type[Exception], words: str
) -> None:
    """A program catches what it caught before, with Google's words in it."""
    response = Scripted(lambda _asked: reply).get(STEPS)

    with pytest.raises(kind, match=words) as caught:
        raise_for(response)
    assert "ya29.scripted" not in str(caught.value)


def test_the_reason_of_a_refusal_is_in_the_exception() -> None:
    """Where the account is not linked, the address to link it at is there to be read."""
    reply = error(
        400, "FAILED_PRECONDITION", "ACCOUNT_NOT_LINKED", redirect_uri="https://x.example"
    )

    with pytest.raises(HTTPBadRequest) as caught:
        raise_for(Scripted(lambda _asked: reply).get(STEPS))

    [detail] = caught.value.errors[0]["details"]
    assert detail["metadata"]["redirect_uri"] == "https://x.example"


def test_a_call_without_a_token_is_unauthorized_and_nothing_is_asked() -> None:
    """No request goes out that could not be answered."""
    scripted = Scripted(lambda _asked: (200, {}))

    answer = scripted.session.get(f"https://api.fitbit.com/1/user/-/{STEPS}", timeout=30)

    assert answer.status_code == 401
    assert scripted.google.asked == []


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("activities/steps/date/2026-13-01/1d.json", "date"),
        ("activities/steps/date/2026-05-06/2d.json", "period"),
        ("activities/steps/date/2026-05-07/2026-05-06.json", "endDate"),
        ("activities/steps/date/2026-05-06/1d.json?timezone=Mars", "timezone"),
        ("activities/steps/date/2026-05-06/1d/2min.json", "detailLevel"),
        ("activities/heart/date/2026-05-06/3m.json", "period"),
        ("activities/list.json", "beforeDate"),
        (
            "activities/list.json?afterDate=2026-05-06T10:00:00Z&sort=asc&limit=1&offset=0",
            "afterDate",
        ),
        ("activities/list.json?afterDate=2026-05-06&sort=desc&limit=1&offset=0", "sort"),
        ("activities/list.json?afterDate=2026-05-06&sort=asc&limit=101&offset=0", "limit"),
        ("activities/list.json?afterDate=2026-05-06&sort=asc&limit=10&offset=5", "offset"),
        ("sleep/date/2026-02-30.json", "date"),
    ],
)
def test_what_fitbit_refused_is_refused_in_fitbits_words(path: str, field: str) -> None:
    """Bad input is told as Fitbit told it, and Google is not asked."""
    scripted = Scripted(lambda _asked: (200, SETTINGS))

    answer = scripted.get(path)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["fieldName"] == field
    assert answer.json()["success"] is False
    assert all(asked.path.endswith("settings") for asked in scripted.google.asked)


def test_another_users_data_are_refused() -> None:
    """A token of Google's reads its own user's data; the own id is as good as '-'."""
    identity = {"healthUserId": "701", "legacyUserId": "GGNJL9"}
    scripted = Scripted(lambda asked: (200, identity if asked.path.endswith("identity") else {}))
    ask = {"headers": {"Authorization": "Bearer x"}, "timeout": 30}

    own = scripted.session.get("https://api.fitbit.com/1/user/GGNJL9/" + STEPS, **ask)  # type: ignore[arg-type]
    assert own.status_code == 200
    with pytest.raises(NotSupportedByProvider, match="nobody else's"):
        scripted.session.get("https://api.fitbit.com/1/user/228S74/" + STEPS, **ask)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "path", ["", "1/nothing.json", "1/user/-/activities/bogus/date/today/1d.json"]
)
def test_an_unknown_address_is_never_answered_with_nothing(path: str) -> None:
    """What is no endpoint raises an error that names it."""
    scripted = Scripted(lambda _asked: (200, {}))

    with pytest.raises(NotSupportedByProvider, match=f"GET /{path}"):
        scripted.session.get(f"https://api.fitbit.com/{path}", timeout=30)


def test_heart_rate_is_left_out_of_the_summary_where_it_was_not_granted() -> None:
    """A user who consented to activity alone gets a summary of activity."""

    def answer(asked: Asked) -> Reply:
        if "heart-rate" in asked.path:
            return error(403, "PERMISSION_DENIED", "ACCESS_TOKEN_SCOPE_INSUFFICIENT")
        if asked.path.endswith("steps/dataPoints:dailyRollUp"):
            return 200, {"rollupDataPoints": [daily("2026-05-06", steps={"countSum": "7000"})]}
        return 200, {}

    summary = Scripted(answer).get("activities/date/2026-05-06.json").json()["summary"]

    assert summary["steps"] == 7000
    assert {"heartRateZones", "restingHeartRate"}.isdisjoint(summary)


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        ({"name": "operations/1", "done": False}, "not done it yet"),
        ({"name": "operations/1"}, "not done it yet"),
        ({"done": True, "error": {"code": 3, "message": "No such unit"}}, "No such unit"),
    ],
)
def test_what_is_not_done_is_not_reported_as_done(operation: dict[str, Any], words: str) -> None:
    """An operation that is under way or failed is a server's error with its text."""
    scripted = Scripted(
        lambda asked: (200, SETTINGS if asked.path.endswith("settings") else operation)
    )

    response = scripted.ask("POST", "body/log/fat.json", {"fat": "20", "date": "2026-05-06"})

    with pytest.raises(HTTPServerError, match=words):
        raise_for(response)
    assert len(scripted.google.of("body-fat/dataPoints")) == 1


def test_a_change_is_never_sent_twice_after_a_failure() -> None:
    """A 503 to a change may mean that it was made: it is not repeated."""
    scripted = Scripted(
        lambda asked: (
            (200, SETTINGS) if asked.path.endswith("settings") else error(503, "UNAVAILABLE")
        )
    )

    answer = scripted.ask("POST", "body/log/fat.json", {"fat": "20", "date": "2026-05-06"})

    assert answer.status_code == 503
    assert len(scripted.google.of("body-fat/dataPoints")) == 1


@pytest.mark.parametrize("identifier", ["a..b", "1%2F..%2F2", "1:batchDelete", "%3Fx"])
def test_an_id_cannot_become_another_address(identifier: str) -> None:
    """Ids in a path are looked at before they go into Google's path."""
    scripted = Scripted(lambda _asked: (200, {"done": True}))

    answer = scripted.ask("DELETE", f"body/log/weight/{identifier}.json")

    assert answer.status_code == 400
    assert scripted.google.asked == []
