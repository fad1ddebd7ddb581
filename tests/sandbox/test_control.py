"""Other processes look into a served sandbox and move it; people are shown around."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from fitbit_sandbox import App

if TYPE_CHECKING:
    from tests.sandbox.conftest import Place

    from fitbit_sandbox import Clock

PROFILE = "/1/user/-/profile.json"


def control(place: Place, method: str, path: str, **options: Any) -> requests.Response:
    return place.session.request(method, place.provider.api_url + path, timeout=30, **options)


def test_what_is_here_is_told(outside: Place) -> None:
    outside.sandbox.register(App("23MINE", "a secret of one's own"))
    here = control(outside, "GET", "/sandbox")
    apps = {app["client_id"]: app for app in here.json()["apps"]}

    assert [person["id"] for person in here.json()["people"]] == [
        person.id for person in outside.sandbox.people
    ]
    assert apps["23SERV"]["client_secret"] == outside.server_app.client_secret
    assert apps["23MINE"]["name"] == "An application"
    assert "a secret of one's own" not in here.text


def test_the_clock_can_be_moved(outside: Place, clock: Clock) -> None:
    before = clock.time()

    assert control(outside, "POST", "/sandbox/clock", json={"advance": 60}).json() == {
        "time": before + 60
    }
    control(outside, "POST", "/sandbox/clock", json={"set": 1000})
    assert clock.time() == 1000


def test_faults_can_be_ordered_and_taken_back(outside: Place) -> None:
    order = {"path": PROFILE, "status": 503, "times": 2}
    ordered = control(outside, "POST", "/sandbox/faults", json=order)
    broken = outside.get(PROFILE)
    cleared = control(outside, "DELETE", "/sandbox/faults")

    assert (ordered.status_code, ordered.json()) == (201, {"faults": 1})
    assert broken.status_code == 503
    assert (cleared.status_code, cleared.content) == (204, b"")
    assert outside.get(PROFILE).status_code == 401


def test_the_requests_are_told_without_these_looks(outside: Place) -> None:
    outside.token()
    told = control(outside, "GET", "/sandbox/requests").json()

    assert [(record["method"], record["path"], record["status"]) for record in told] == [
        ("GET", "/oauth2/authorize", 200),
        ("POST", "/oauth2/authorize", 302),
        ("POST", "/oauth2/token", 200),
    ]
    assert told[2]["grant_type"] == "authorization_code"
    assert told[2]["client_id"] == "23SERV"


@pytest.mark.parametrize(
    ("method", "path", "options", "status"),
    [
        ("POST", "/sandbox/clock", {"data": {"advance": 1}}, 415),
        ("POST", "/sandbox/clock", {"json": {"advance": -1}}, 400),
        ("POST", "/sandbox/clock", {"json": {"advance": "soon"}}, 400),
        ("POST", "/sandbox/clock", {"json": {"leap": 1}}, 400),
        ("POST", "/sandbox/clock", {"json": {}}, 400),
        ("POST", "/sandbox/faults", {"json": {"status": 500}}, 400),
        ("POST", "/sandbox/faults", {"json": {"path": "/", "colour": "red"}}, 400),
        ("POST", "/sandbox/faults", {"json": ["/"]}, 400),
        ("GET", "/sandbox/faults", {}, 404),
        ("GET", "/sandbox/nothing", {}, 404),
    ],
)
def test_what_is_not_understood_is_explained(
    outside: Place, method: str, path: str, options: dict[str, Any], status: int
) -> None:
    response = control(outside, method, path, **options)

    assert response.status_code == status
    assert "GET /sandbox" in response.json()["help"]
    assert outside.sandbox.faults.pending() == 0


def test_broken_json_is_explained(outside: Place) -> None:
    headers = {"Content-Type": "application/json"}
    response = control(outside, "POST", "/sandbox/faults", data=b"{", headers=headers)

    assert response.status_code == 400


def test_faults_do_not_reach_the_controls(outside: Place) -> None:
    outside.sandbox.faults.add("*", times=None, status=500)

    assert control(outside, "GET", "/sandbox").status_code == 200


def test_people_are_shown_around(outside: Place) -> None:
    page = control(outside, "GET", "/")

    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    for person in outside.sandbox.people:
        assert person.id in page.text
    assert outside.provider.api_url in page.text


def test_in_process_there_are_no_controls(inside: Place) -> None:
    assert control(inside, "GET", "/sandbox").status_code == 404
