"""Revoking tokens and asking what they are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests

if TYPE_CHECKING:
    from tests.sandbox.conftest import Place

    from fitbit_sandbox import Clock

PROFILE = "/1/user/-/profile.json"


def revoke(place: Place, token: str) -> requests.Response:
    return place.post(str(place.provider.revocation_url), {"token": token}, auth=place.basic())


def introspect(place: Place, asking: str, token: str, version: str = "/1.1") -> requests.Response:
    url = f"{place.provider.api_url}{version}/oauth2/introspect"
    return place.post(url, {"token": token}, headers={"Authorization": f"Bearer {asking}"})


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
def test_revoking_any_token_of_a_pair_ends_the_whole_consent(place: Place, which: str) -> None:
    first, second = place.token(), place.token()
    response = revoke(place, first[which])

    assert (response.status_code, response.content) == (200, b"")
    for token in (first, second):
        gone = place.get(PROFILE, token["access_token"])
        assert gone.json()["errors"][0]["errorType"] == "invalid_token"
        assert place.refresh(token["refresh_token"]).status_code == 400


def test_another_persons_consent_lives_on(inside: Place) -> None:
    mine = inside.sandbox.issue(inside.server_app, inside.sandbox.people[0])
    other = inside.sandbox.issue(inside.server_app, inside.sandbox.people[1])
    revoke(inside, mine["refresh_token"])

    assert inside.get(PROFILE, other["access_token"]).status_code != 401


def test_a_refresh_token_nobody_knows_is_not_found(place: Place) -> None:
    token = place.token()
    revoke(place, token["refresh_token"])

    for unknown in ("0" * 64, token["refresh_token"]):
        response = revoke(place, unknown)
        assert response.status_code == 404
        assert response.json()["errors"][0]["errorType"] == "not_found"


def test_a_token_of_another_app_is_not_found_and_lives_on(place: Place) -> None:
    other = place.sandbox.issue(place.sandbox.apps["client"])

    assert revoke(place, other["refresh_token"]).status_code == 404
    assert place.get(PROFILE, other["access_token"]).status_code != 401


def test_revoking_needs_the_app_and_a_token(place: Place) -> None:
    url = str(place.provider.revocation_url)

    assert place.post(url, {"token": "x"}).status_code == 401
    assert place.post(url, {}, auth=place.basic()).status_code == 400


def test_a_living_token_is_described(place: Place) -> None:
    token = place.sandbox.issue(place.server_app, scopes=["sleep", "activity"])
    response = introspect(place, token["access_token"], token["access_token"])

    issued = int(place.sandbox.clock.time()) * 1000
    assert (response.status_code, response.json()) == (
        200,
        {
            "active": True,
            "scope": "{SLEEP=READ_WRITE, ACTIVITY=READ_WRITE}",
            "client_id": "23SERV",
            "user_id": token["user_id"],
            "token_type": "access_token",
            "exp": issued + 28800 * 1000,
            "iat": issued,
        },
    )


def test_the_old_version_uses_other_words(place: Place) -> None:
    token = place.sandbox.issue(place.server_app, scopes=["sleep"])
    described = introspect(place, token["access_token"], token["access_token"], "").json()

    assert described["active"] == 1
    assert described["clientId"] == {"id": "23SERV"}
    assert described["userId"] == {"id": token["user_id"]}
    assert described["tokenType"] == "access_token"


def test_dead_unknown_and_foreign_tokens_are_inactive(place: Place, clock: Clock) -> None:
    foreign = place.sandbox.issue(place.sandbox.apps["client"])["access_token"]
    expired = place.sandbox.issue(place.server_app, expires_in=10)["access_token"]
    asking = place.sandbox.issue(place.server_app)["access_token"]
    clock.advance(11)

    for token in (foreign, expired, "nonsense"):
        assert introspect(place, asking, token).json() == {"active": False}
        assert introspect(place, asking, token, "").json() == {"active": 0}


def test_only_who_has_a_token_may_ask(place: Place) -> None:
    token = place.token()["access_token"]
    url = str(place.provider.introspection_url)

    assert introspect(place, "nonsense", token).status_code == 401
    assert place.post(url, {"token": token}).status_code == 401
    assert introspect(place, token, "").status_code == 400
