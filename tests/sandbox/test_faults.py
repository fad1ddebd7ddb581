"""Faults that tests order happen alike in process and over a real socket."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
import requests

from fitbit_sandbox import SLEEP_PENDING, TOO_MANY_POINTS, google_error

if TYPE_CHECKING:
    from tests.sandbox.conftest import Place

    from fitbit_sandbox import Clock

PROFILE = "/1/user/-/profile.json"
TOKEN = "/oauth2/token"


@pytest.fixture
def token(place: Place) -> str:
    access: str = place.sandbox.issue(place.server_app)["access_token"]
    return access


def test_a_status_is_answered_once_and_then_all_is_well(place: Place, token: str) -> None:
    place.sandbox.faults.add(PROFILE, status=503)
    broken, well = place.get(PROFILE, token), place.get(PROFILE, token)

    assert (broken.status_code, well.status_code) == (503, 200)
    assert broken.json()["errors"][0]["message"] == "Service Unavailable"
    assert place.sandbox.faults.pending() == 0


def test_a_fault_can_last(place: Place, token: str) -> None:
    place.sandbox.faults.add("/1/*", times=2, status=502)
    place.sandbox.faults.add(lambda path: path.endswith("profile.json"), times=None, status=504)

    assert [place.get(PROFILE, token).status_code for _ in range(4)] == [502, 502, 504, 504]
    place.sandbox.faults.clear()
    assert place.get(PROFILE, token).status_code == 200


def test_a_fault_concerns_its_own_path_and_method(place: Place, token: str) -> None:
    place.sandbox.faults.add("/1/user", status=500)
    place.sandbox.faults.add(PROFILE, method="POST", status=500)

    assert place.get(PROFILE, token).status_code == 200
    assert place.sandbox.faults.pending() == 2


def test_an_answer_can_be_html(place: Place) -> None:
    place.sandbox.faults.add(TOKEN, status=502, html="<h1>Bad gateway</h1>")
    response = place.refresh("whatever")

    assert (response.status_code, response.text) == (502, "<h1>Bad gateway</h1>")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


def test_an_answer_can_be_any_body_with_any_header(place: Place) -> None:
    error = google_error(403, "The caller does not have permission")
    place.sandbox.faults.add(PROFILE, status=403, body=error, headers={"Retry-After": "soon"})
    response = place.get(PROFILE)

    assert response.json() == {
        "error": {
            "code": 403,
            "message": "The caller does not have permission",
            "status": "PERMISSION_DENIED",
        }
    }
    assert response.headers["retry-after"] == "soon"


def test_a_status_of_nobodys_invention_is_possible(place: Place) -> None:
    place.sandbox.faults.add(PROFILE, status=599)

    assert place.get(PROFILE).status_code == 599


def test_an_answer_replaced_afterwards_leaves_the_deed_done(place: Place) -> None:
    """A refresh that is answered with a 500 has spent the token all the same."""
    old = place.token()["refresh_token"]
    place.sandbox.faults.add(TOKEN, status=500, before=False)
    lost = place.refresh(old)
    place.sandbox.clock.advance(121)

    assert (lost.status_code, place.refresh(old).status_code) == (500, 400)


def test_an_answer_replaced_before_leaves_nothing_done(place: Place) -> None:
    old = place.token()["refresh_token"]
    place.sandbox.faults.add(TOKEN, status=500)
    lost = place.refresh(old)
    place.sandbox.clock.advance(121)

    assert (lost.status_code, place.refresh(old).status_code) == (500, 200)


@pytest.mark.parametrize(("reset", "later"), [("before", 200), ("after", 400)])
def test_a_connection_is_reset_before_or_after_the_deed(
    place: Place, reset: str, later: int
) -> None:
    old = place.token()["refresh_token"]
    place.sandbox.faults.add(TOKEN, reset=reset)  # type: ignore[arg-type]

    with pytest.raises(requests.ConnectionError, match="reset by peer") as broken:
        place.refresh(old)
    assert broken.value.request is not None
    place.sandbox.clock.advance(121)
    assert place.refresh(old).status_code == later


@pytest.mark.parametrize(("before", "later"), [(True, 200), (False, 400)])
def test_a_client_that_does_not_wait_times_out(place: Place, *, before: bool, later: int) -> None:
    old = place.token()["refresh_token"]
    place.sandbox.faults.add(TOKEN, hang=1.5, before=before)

    with pytest.raises(requests.ReadTimeout):
        place.session.post(
            place.provider.token_url,
            data={"grant_type": "refresh_token", "refresh_token": old},
            auth=place.basic(),
            timeout=(30, 0.5),
        )
    place.sandbox.clock.advance(121)
    assert place.refresh(old).status_code == later


def test_a_client_that_waits_is_answered(place: Place, token: str) -> None:
    place.sandbox.faults.add(PROFILE, hang=0.2)

    assert place.get(PROFILE, token).status_code == 200


def test_in_process_a_delay_takes_no_time_and_moves_the_clock(inside: Place, clock: Clock) -> None:
    token = inside.sandbox.issue(inside.server_app)["access_token"]
    inside.sandbox.faults.add(PROFILE, hang=20, times=2)
    started, told = time.monotonic(), clock.time()

    assert inside.get(PROFILE, token).status_code == 200
    assert clock.time() - told == 20
    with pytest.raises(requests.ReadTimeout, match="read timeout=5"):
        inside.session.get(f"https://api.fitbit.com{PROFILE}", timeout=5)
    assert clock.time() - told == 25
    assert time.monotonic() - started < 15


def test_in_process_a_client_without_a_timeout_waits_as_long_as_it_takes(inside: Place) -> None:
    inside.sandbox.faults.add(PROFILE, hang=1e6, status=504)

    assert inside.session.get(f"https://api.fitbit.com{PROFILE}").status_code == 504


def test_a_truncated_answer_breaks_off_halfway(place: Place, token: str) -> None:
    place.sandbox.faults.add(PROFILE, truncate=True)

    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="IncompleteRead"):
        place.get(PROFILE, token)
    assert place.get(PROFILE, token).status_code == 200


def test_a_redirect_leads_elsewhere(place: Place) -> None:
    place.sandbox.faults.add(TOKEN, redirect="http://127.0.0.1:9/elsewhere", status=307)
    response = place.session.post(
        place.provider.token_url, data={}, allow_redirects=False, timeout=30
    )

    assert response.status_code == 307
    assert response.headers["Location"] == "http://127.0.0.1:9/elsewhere"


def test_headers_can_go_missing_and_others_come(place: Place, token: str) -> None:
    place.sandbox.faults.add(
        PROFILE, drop_headers=["fitbit-rate-limit-reset"], headers={"X-Odd": "1"}
    )
    response = place.get(PROFILE, token)

    assert "Fitbit-Rate-Limit-Reset" not in response.headers
    assert response.headers["Fitbit-Rate-Limit-Limit"] == "150"
    assert (response.status_code, response.headers["X-Odd"]) == (200, "1")


def test_requests_are_counted_whatever_becomes_of_them(place: Place) -> None:
    place.sandbox.faults.add(TOKEN, reset="before")
    place.sandbox.faults.add(TOKEN, status=503)
    with pytest.raises(requests.ConnectionError):
        place.refresh("a secret")
    place.refresh("a secret")
    place.refresh("a secret")

    assert place.sandbox.count("POST", TOKEN) == 3
    assert [record.status for record in place.sandbox.requests] == [None, 503, 400]
    assert [record.grant_type for record in place.sandbox.requests] == ["", "", "refresh_token"]
    assert "secret" not in repr(place.sandbox.requests)


@pytest.mark.parametrize(
    "wrong", [{"reset": "during"}, {"times": 0}, {"hang": -1}, {"hang": float("nan")}]
)
def test_a_fault_that_could_never_happen_is_refused(inside: Place, wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        inside.sandbox.faults.add(PROFILE, **wrong)  # type: ignore[arg-type]


def test_a_sleep_may_still_be_worked_on(place: Place, token: str) -> None:
    """As often as it was ordered; then the sleep is there."""
    path = "/1.2/user/-/sleep/date/2026-05-20.json"
    place.sandbox.faults.add(path, body=SLEEP_PENDING)

    assert place.get(path, token).json() == {"meta": {"retryDuration": 3000, "state": "pending"}}
    assert place.get(path, token).json()["sleep"]


def test_a_question_may_ask_for_too_much(place: Place) -> None:
    """422, with a body that says no ``success``."""
    place.sandbox.faults.add("/1/*", status=422, body=TOO_MANY_POINTS)
    refused = place.get("/1/user/-/activities/steps/date/2020-01-01/2026-01-01.json")

    assert refused.status_code == 422
    assert list(refused.json()) == ["errors"]
