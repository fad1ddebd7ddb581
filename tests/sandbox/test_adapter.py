"""In process, requests sees what it would see over a real connection."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import requests

if TYPE_CHECKING:
    from tests.sandbox.conftest import Place

    from fitbit_sandbox import Sandbox

PROFILE = "/1/user/-/profile.json"


@pytest.fixture
def answered(inside: Place) -> requests.Response:
    token = inside.sandbox.issue(inside.server_app)["access_token"]
    return inside.get(PROFILE, token)


def test_a_response_is_a_real_one(answered: requests.Response) -> None:
    assert type(answered) is requests.Response
    assert (answered.status_code, answered.reason, answered.ok) == (200, "OK", True)
    assert answered.url == f"https://api.fitbit.com{PROFILE}"
    assert answered.request.method == "GET"
    assert answered.elapsed > timedelta(0)
    assert answered.encoding == "UTF-8"


def test_headers_are_found_in_any_case(answered: requests.Response) -> None:
    assert answered.headers["content-type"] == answered.headers["Content-Type"]
    assert int(answered.headers["CONTENT-LENGTH"]) == len(answered.content)
    assert answered.headers["Date"].endswith("GMT")


def test_a_response_can_be_streamed(inside: Place) -> None:
    token = inside.sandbox.issue(inside.server_app)["access_token"]
    whole = inside.get(PROFILE, token).content
    streamed = inside.get(PROFILE, token, stream=True)

    assert streamed.raw.read(10) + streamed.raw.read() == whole
    assert b"".join(inside.get(PROFILE, token, stream=True).iter_content(7)) == whole


def test_cookies_are_kept_by_the_session(inside: Place) -> None:
    response = inside.session.get(inside.authorize_url(), timeout=30)

    assert response.cookies.keys() == inside.session.cookies.keys() == ["fitbit_sandbox"]


def test_a_redirect_is_followed_to_where_it_leads(inside: Place) -> None:
    inside.sandbox.faults.add("/1/old", redirect=f"https://api.fitbit.com{PROFILE}")
    response = inside.get("/1/old")

    assert [answer.status_code for answer in response.history] == [302]
    assert (response.url, response.status_code) == (f"https://api.fitbit.com{PROFILE}", 401)


@pytest.mark.parametrize(
    "body",
    [
        "grant_type=made_up",
        b"grant_type=made_up",
        bytearray(b"grant_type=made_up"),
        io.BytesIO(b"grant_type=made_up"),
    ],
)
def test_a_body_of_any_kind_arrives(inside: Place, body: object) -> None:
    response = inside.session.post(
        inside.provider.token_url,
        data=body,  # type: ignore[arg-type]
        auth=inside.basic(),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        timeout=30,
    )

    assert response.json()["errors"][0]["errorType"] == "unsupported_grant_type"


def test_head_is_answered_without_a_body(place: Place) -> None:
    token = place.sandbox.issue(place.server_app)["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    response = place.session.head(place.provider.api_url + PROFILE, headers=headers, timeout=30)

    assert (response.status_code, response.content) == (200, b"")
    assert int(response.headers["Content-Length"]) > 0


def test_an_escaped_path_means_what_it_says(inside: Place) -> None:
    token = inside.sandbox.issue(inside.server_app)["access_token"]

    assert inside.get("/1/user/%2D/profile.json", token).status_code == 200
    assert inside.get("/1/user/-/profile%2Ejson?x=%C3%BC", token).status_code == 200


def test_other_hosts_are_misdirected(sandbox: Sandbox) -> None:
    session = requests.Session()
    session.mount("https://", sandbox.adapter())

    assert session.get("https://api.fitbit.com.example/1/x", timeout=30).status_code == 421


def test_the_provider_has_fitbits_own_addresses(sandbox: Sandbox) -> None:
    provider = sandbox.provider

    assert provider.authorization_url == "https://www.fitbit.com/oauth2/authorize"
    assert provider.token_url == "https://api.fitbit.com/oauth2/token"
    assert provider.transport_adapter is not None
    assert (provider.name, provider.replay_window) == ("sandbox", 120)
