"""The resource server: tokens, scopes, other people, approval, quota."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
import requests
from werkzeug.wrappers import Request, Response

from fitbit_sandbox import App, Clock, Sandbox
from fitbit_sandbox.fitbit.call import Answer, Call, Handler
from fitbit_sandbox.fitbit.dialect import FitbitDialect
from fitbit_sandbox.fitbit.resource_server import ResourceServer
from fitbit_sandbox.oauth.server import AuthorizationServer
from fitbit_sandbox.people import sample_people
from fitbit_sandbox.request_log import LoggedRequest
from fitbit_sandbox.wire import read_request
from refusals import refusal

if TYPE_CHECKING:
    from tests.sandbox.conftest import Place

PROFILE = "/1/user/-/profile.json"
SLEEP = "/1.2/user/-/sleep/date/2026-05-20.json"
INTRADAY = "/1/user/-/activities/steps/date/2026-05-20/1d/1min.json"


def test_a_request_without_a_token_is_refused(place: Place) -> None:
    assert refusal(place.get(PROFILE)) == (
        401,
        "invalid_request",
        "Authorization header required.",
    )


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic abc", "abc", "bearer_abc"])
def test_a_malformed_header_is_refused(inside: Place, header: str) -> None:
    response = inside.get(PROFILE, headers={"Authorization": header})

    assert refusal(response) == (401, "invalid_client", "Invalid authorization header format.")


def test_an_unknown_token_is_refused(place: Place) -> None:
    assert refusal(place.get(PROFILE, "abc.def")) == (
        401,
        "invalid_token",
        "Access token invalid: abc.def.",
    )


def test_an_expired_token_is_refused_to_the_second(place: Place, clock: Clock) -> None:
    token = place.sandbox.issue(place.server_app)["access_token"]
    clock.advance(28799)
    assert place.get(PROFILE, token).status_code == 200

    clock.advance(1)
    assert refusal(place.get(PROFILE, token)) == (
        401,
        "expired_token",
        f"Access token expired: {token}",
    )


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        (PROFILE, "profile"),
        (SLEEP, "sleep"),
        ("/1/user/-/activities/date/2026-05-20.json", "activity"),
        ("/1/user/-/body/log/weight/date/2026-05-20.json", "weight"),
        ("/1/user/-/devices.json", "settings"),
        ("/1/foods/units.json", "nutrition"),
        ("/1/user/-/hrv/date/2026-05-20.json", "heartrate"),
        ("/1/user/-/spo2/date/2026-05-20.json", "oxygen_saturation"),
        ("/1/user/-/foods/apiSubscriptions.json", "nutrition"),
        ("/1/user/-/activities/4711.tcx", "activity"),
    ],
)
def test_a_missing_scope_is_named(inside: Place, path: str, scope: str) -> None:
    token = inside.sandbox.issue(inside.server_app, scopes=["social", "location"])

    assert refusal(inside.get(path, token["access_token"])) == (
        403,
        "insufficient_scope",
        f"This application does not have permission to access {scope} data.",
    )


def test_the_own_id_is_as_good_as_a_dash(place: Place) -> None:
    token = place.sandbox.issue(place.server_app)
    path = PROFILE.replace("-", token["user_id"])

    assert place.get(path, token["access_token"]).status_code == 200


def test_other_people_are_out_of_reach(place: Place) -> None:
    token = place.sandbox.issue(place.server_app)["access_token"]
    other = place.get(PROFILE.replace("-", place.sandbox.people[1].id), token)
    nobody = place.get(PROFILE.replace("-", "NOBODY"), token)

    assert refusal(other)[:2] == (403, "insufficient_permissions")
    assert refusal(nobody)[:2] == (404, "not_found")


@pytest.mark.parametrize(
    "path",
    [
        "/1/user/-/nothing.json",
        "/1/user/-/bp/date/2026-05-20.json",
        "/1/user/-/glucose/date/2026-05-20.json",
        "/1/user/-/heart/date/2026-05-20.json",
        "/1/user/-/friends.json",
        "/1.1/user/-/friends/invitations",
        "/",
        "/sandbox",
    ],
)
def test_what_fitbit_does_not_have_is_not_found(inside: Place, path: str) -> None:
    token = inside.sandbox.issue(inside.server_app)["access_token"]

    for asked in (inside.get(path), inside.get(path, token)):
        assert refusal(asked)[:2] == (404, "not_found")


def test_a_collection_fitbit_does_not_have_is_not_found(inside: Place) -> None:
    token = inside.sandbox.issue(inside.server_app)["access_token"]

    assert refusal(inside.get("/1/user/-/heart/apiSubscriptions.json", token))[0] == 404


def test_each_host_answers_for_its_own_paths_only(inside: Place) -> None:
    token = inside.sandbox.issue(inside.server_app)["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    session = inside.session

    assert session.get(f"https://www.fitbit.com{PROFILE}", headers=headers).status_code == 404
    assert session.post("https://www.fitbit.com/oauth2/token", timeout=30).status_code == 404
    assert session.get("https://api.fitbit.com/oauth2/authorize", timeout=30).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/1/user/-/activities/date/ABCD-EF-GH.json",
        "/1/user/-/activities/heart/date/ABCD-EF-GH/1d.json",
        "/1/user/-/sleep/date/ABCD-EF-GH.json",
        "/1/user/-/body/weight/date/2026-01-01/ABCD-EF-GH.json",
    ],
)
def test_a_malformed_date_is_told_in_fitbits_words(inside: Place, path: str) -> None:
    response = inside.get(path, inside.sandbox.issue(inside.server_app)["access_token"])

    assert refusal(response) == (400, "validation", "Invalid date:ABCD-EF-GH")
    assert response.json()["errors"][0]["fieldName"] == "date"


def test_intraday_is_for_approved_apps_and_for_owners(place: Place) -> None:
    sandbox = place.sandbox
    approved = sandbox.register(App("23APPR", "s3cret", intraday=True))
    personal, owner, other = sandbox.apps["personal"], sandbox.people[0], sandbox.people[1]

    def status(app: App, person: Any) -> int:
        return place.get(INTRADAY, sandbox.issue(app, person)["access_token"]).status_code

    assert status(sandbox.apps["server"], owner) == status(sandbox.apps["client"], owner) == 403
    assert status(approved, owner) == status(approved, other) == 200
    assert (status(personal, owner), status(personal, other)) == (200, 403)


def test_unapproved_intraday_is_refused_in_fitbits_words(inside: Place) -> None:
    response = inside.get(INTRADAY, inside.sandbox.issue(inside.server_app)["access_token"])

    assert refusal(response) == (
        403,
        "insufficient_permissions",
        "API client is not authorized by Fitbit to access the resource requested.",
    )


def test_a_post_says_how_long_it_is(outside: Place) -> None:
    """A body sent in chunks has no Content-Length; the connection survives."""
    token = outside.sandbox.issue(outside.server_app)["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    url = f"{outside.provider.api_url}/1/user/-/foods/log/water.json"

    response = outside.session.post(url, data=iter([b"amount", b"=1"]), headers=headers, timeout=30)
    assert refusal(response) == (411, "request", "Content-Length header required.")
    assert outside.get(PROFILE, token).status_code == 200


def test_a_post_without_a_length_is_refused_in_process_too(inside: Place) -> None:
    response = inside.session.post(inside.provider.token_url, data=iter([b"a=b"]), timeout=30)

    assert response.status_code == 411


def test_the_quota_is_told_on_every_answer_and_kept(place: Place, clock: Clock) -> None:
    """150 an hour, anew at the top of the hour of the sandbox's clock."""
    clock.set(3600 * 500_000 + 3000)
    token = place.sandbox.issue(place.server_app)["access_token"]
    first = place.get(PROFILE, token)
    for _ in range(149):
        last = place.get("/1/user/-/nothing.json", token)
    beyond = place.get(PROFILE, token)

    assert first.headers["Fitbit-Rate-Limit-Limit"] == "150"
    assert first.headers["Fitbit-Rate-Limit-Remaining"] == "149"
    assert first.headers["Fitbit-Rate-Limit-Reset"] == "600"
    assert (last.status_code, last.headers["Fitbit-Rate-Limit-Remaining"]) == (404, "0")
    assert beyond.status_code == 429
    assert beyond.json() == {
        "errors": [{"errorType": "system", "fieldName": "n/a", "message": "Too Many Requests"}],
        "success": False,
    }
    assert beyond.headers["Retry-After"] == beyond.headers["Fitbit-Rate-Limit-Reset"] == "600"
    clock.advance(600)
    assert place.get(PROFILE, token).status_code == 200


def test_the_quota_is_one_for_each_person_and_app(clock: Clock) -> None:
    with Sandbox(clock=clock, rate_limit=1) as sandbox:
        session = requests.Session()
        session.mount("https://api.fitbit.com", sandbox.adapter())

        def status(kind: str, person: int) -> int:
            token = sandbox.issue(sandbox.apps[kind], sandbox.people[person])["access_token"]
            headers = {"Authorization": f"Bearer {token}"}
            return session.get(f"https://api.fitbit.com{PROFILE}", headers=headers).status_code

        asked = [status("server", 0), status("server", 1), status("client", 0)]
        assert asked == [200, 200, 200]
        assert status("server", 0) == 429


def test_threads_share_the_quota_exactly(outside: Place) -> None:
    token = outside.sandbox.issue(outside.server_app)["access_token"]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: outside.get("/1/none", token), range(170)))

    assert sum(answer.status_code == 429 for answer in answers) == 20


def test_errors_may_come_in_googles_shape(clock: Clock) -> None:
    """As api.fitbit.com answered in 2026, behind Google's front end."""
    with Sandbox(clock=clock, error_shape="google") as sandbox:
        session = requests.Session()
        session.mount("https://api.fitbit.com", sandbox.adapter())
        token = sandbox.issue(sandbox.apps["server"], scopes=["sleep"])["access_token"]
        response = session.get(
            f"https://api.fitbit.com{PROFILE}",
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
        )

    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (403, 403)
    assert error["status"] == "PERMISSION_DENIED"
    assert response.headers["Server"] == "ESF"
    assert response.headers["Fitbit-Rate-Limit-Remaining"] == "149"


PEOPLE = sample_people(1)
WATER = "/1/user/-/foods/log/water.json"


@pytest.fixture
def ask(clock: Clock) -> Callable[..., Response]:
    """Ask a resource server behind which one handler of the test's own answers."""
    people = {person.id: person for person in PEOPLE}
    oauth: AuthorizationServer[App] = AuthorizationServer(FitbitDialect(), people, clock)
    app = oauth.register(App("23SERV", "s3cret"))
    token = oauth.grants.issue(app, PEOPLE[0].id, ["nutrition"])["access_token"]

    def asked(handler: Handler, target: str = WATER, body: bytes = b"", **headers: str) -> Response:
        server = ResourceServer(
            clock=clock,
            oauth=oauth,
            people=people,
            rate_limit=150,
            handlers={"addWaterLog": handler},
        )
        sent = {"Authorization": f"Bearer {token}", "Content-Length": str(len(body)), **headers}
        sent = {name.replace("_", "-"): value for name, value in sent.items()}
        request: Request = read_request(
            "POST", "https", "api.fitbit.com", target, sent.items(), body
        )
        return server.answer(request, LoggedRequest("POST", target))

    return asked


def test_a_handler_sees_the_request_and_no_token(ask: Callable[..., Response]) -> None:
    calls: list[Call] = []
    ask(
        calls.append,
        f"{WATER}?date=2026-05-20&tag=a",
        b"amount=2.5&tag=b&unit=cup",
        Content_Type="application/x-www-form-urlencoded",
        Accept_Language="en_US",
        Accept_Locale="de_DE",
        X_Fitbit_Subscriber_Id="7",
    )

    call = calls[0]
    assert call.operation == "addWaterLog"
    assert call.person is PEOPLE[0]
    assert dict(call.params) == {"date": "2026-05-20", "tag": "a", "amount": "2.5", "unit": "cup"}
    assert call.lists["tag"] == ["a", "b"]
    assert (call.origin, call.path) == ("https://api.fitbit.com", WATER)
    assert (call.language, call.locale, call.client_id) == ("en_US", "de_DE", "23SERV")
    assert call.headers["x-fitbit-subscriber-id"] == "7"
    assert "authorization" not in {name.lower() for name in call.headers}
    assert call.scopes == {"nutrition"}


def test_a_handler_sees_json_that_was_sent(ask: Callable[..., Response]) -> None:
    calls: list[Call] = []
    ask(calls.append, body=b'{"name": "Lunch"}', Content_Type="application/json")

    assert calls[0].json == {"name": "Lunch"}


def test_json_that_is_none_is_refused(ask: Callable[..., Response]) -> None:
    response = ask(lambda _: {}, body=b'{"name": ', Content_Type="application/json; charset=utf-8")

    assert response.status_code == 400
    assert json.loads(response.get_data())["errors"][0]["message"] == (
        "There was an error reading the request body."
    )


def test_an_answer_says_its_own_status_and_type(ask: Callable[..., Response]) -> None:
    created = ask(lambda _: Answer({"waterLog": {}}, status=201))
    text = ask(lambda _: Answer("<tcx/>", content_type="application/vnd.garmin.tcx+xml"))
    deleted = ask(lambda _: Answer(None, status=204))

    assert (created.status_code, created.get_data()) == (201, b'{"waterLog":{}}')
    assert (text.content_type, text.get_data()) == ("application/vnd.garmin.tcx+xml", b"<tcx/>")
    assert (deleted.status_code, deleted.get_data()) == (204, b"")
    assert created.headers["Cache-Control"] == "no-cache, private"


def test_a_handler_that_breaks_is_logged_and_answered_as_fitbit_does(
    ask: Callable[..., Response], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = ask(lambda call: 1 / 0 * len(call.path))

    error = json.loads(response.get_data())["errors"][0]
    assert (response.status_code, error["errorType"], error["fieldName"]) == (500, "request", "500")
    assert "Error id: " in error["message"]
    assert "ZeroDivisionError" in caplog.text


def test_an_operation_without_an_answer_says_so(ask: Callable[..., Response]) -> None:
    response = ask(lambda _: {}, "/1/user/-/foods/log/water/goal.json?target=2000")

    assert response.status_code == 501
    assert "addUpdateWaterGoal" in response.get_data(as_text=True)
