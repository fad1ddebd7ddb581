"""The gateway: the old Fitbit Web API on a loopback port, for programs in any language."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from fitbit import FITBIT, GOOGLE_HEALTH
from fitbit.gateway import Gateway, main, serve
from fitbit.oauth2.pkce import s256
from fitbit.providers import Provider
from fitbit_sandbox import Clock, Sandbox
from fitbit_sandbox.google.apps import GoogleApp
from google_pair import NOW
from google_script import ScriptedGoogle, error

CALLBACK = "https://example.com/callback"


class Place:
    """A gateway over a sandbox, and an application that speaks to it as to Fitbit."""

    def __init__(self, sandbox: Sandbox, clock: Clock) -> None:
        self.sandbox = sandbox
        self.app: GoogleApp = sandbox.google_apps["web"]
        provider = sandbox.google_provider_for(GOOGLE_HEALTH)
        self.gateway = Gateway(provider, write=True, clock=clock)
        self.server = serve(self.gateway)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()
        self.session = requests.Session()
        self.session.trust_env = False

    def ask(self, method: str, path: str, **options: Any) -> requests.Response:
        return self.session.request(method, self.base + path, timeout=30, **options)

    def consent(self, scope: str = "activity sleep profile settings", **more: str) -> str:
        """Walk from the gateway's authorize address to the code."""
        query = {
            "client_id": self.app.client_id, "response_type": "code", "scope": scope,
            "redirect_uri": CALLBACK, "state": "s-1", **more,
        }  # fmt: skip
        page = self.ask("GET", f"/oauth2/authorize?{urlencode(query)}", allow_redirects=False)
        assert page.status_code == 302
        back = self.sandbox.consent(page.headers["Location"], self.sandbox.people[0])
        found = parse_qs(urlsplit(back).query)
        assert found["state"] == ["s-1"]
        return found["code"][0]

    def token(self, **form: str) -> dict[str, Any]:
        auth = (self.app.client_id, self.app.client_secret)
        answer = self.ask("POST", "/oauth2/token", data=form, auth=auth)
        assert answer.status_code == 200, answer.text
        token: dict[str, Any] = answer.json()
        return token

    def log_in(self) -> dict[str, Any]:
        code = self.consent()
        return self.token(grant_type="authorization_code", code=code, redirect_uri=CALLBACK)

    def close(self) -> None:
        self.session.close()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
        self.gateway.close()


@pytest.fixture
def place() -> Iterator[Place]:
    clock = Clock(start=NOW)
    with Sandbox(clock=clock) as sandbox:
        place = Place(sandbox, clock)
        yield place
        place.close()


def test_a_program_of_fitbits_logs_in_and_reads(place: Place) -> None:
    """Consent, exchange, a call and the refresh are as Fitbit's were."""
    token = place.log_in()
    assert token["user_id"] == place.sandbox.people[0].id
    assert token["scope"] == "activity sleep profile settings"
    assert token["expires_in"] == 3599

    headers = {"Authorization": f"Bearer {token['access_token']}"}
    answer = place.ask("GET", "/1/user/-/activities/steps/date/2026-11-20/1d.json", headers=headers)
    assert answer.json() == {"activities-steps": [{"dateTime": "2026-11-20", "value": "7745"}]}

    renewed = place.token(grant_type="refresh_token", refresh_token=token["refresh_token"])
    assert renewed["refresh_token"] == token["refresh_token"]
    assert renewed["access_token"] != token["access_token"]
    assert renewed["user_id"] == token["user_id"]


def test_users_who_log_in_at_once_are_told_their_own_scopes(place: Place) -> None:
    """Each token and its refreshes name what its login asked for, whatever others ask meanwhile."""
    verifiers = {"heartrate profile settings": "h" * 43, "weight profile settings": "w" * 43}
    codes = {
        scope: place.consent(scope, code_challenge=s256(verifier), code_challenge_method="S256")
        for scope, verifier in verifiers.items()
    }

    tokens = {
        scope: place.token(
            grant_type="authorization_code", code=code, redirect_uri=CALLBACK,
            code_verifier=verifiers[scope],
        )
        for scope, code in codes.items()
    }  # fmt: skip

    assert {scope: token["scope"] for scope, token in tokens.items()} == {s: s for s in codes}
    place.log_in()
    for scope, token in tokens.items():
        form = {"grant_type": "refresh_token", "refresh_token": token["refresh_token"]}
        assert place.token(**form)["scope"] == scope


def test_without_pkce_a_login_loses_no_scope_to_another(place: Place) -> None:
    """A program that sends no code challenge is told every scope that it asked for and got."""
    codes = [place.consent(scope) for scope in ("activity sleep settings", "sleep settings")]

    scopes = [
        place.token(grant_type="authorization_code", code=code, redirect_uri=CALLBACK)["scope"]
        for code in codes
    ]

    assert scopes == ["activity sleep settings", "sleep settings"]


def test_the_secret_may_be_in_the_body(place: Place) -> None:
    """An application that authenticates in the form is understood too."""
    form = {
        "grant_type": "authorization_code", "code": place.consent(), "redirect_uri": CALLBACK,
        "client_id": place.app.client_id, "client_secret": place.app.client_secret,
    }  # fmt: skip

    assert place.ask("POST", "/oauth2/token", data=form).status_code == 200


def test_the_next_page_is_at_the_gateway(place: Place) -> None:
    """Addresses in an answer lead back to where the program asks."""
    headers = {"Authorization": f"Bearer {place.log_in()['access_token']}"}
    path = "/1.2/user/-/sleep/list.json?beforeDate=2026-11-01&sort=desc&limit=1&offset=0"

    following = place.ask("GET", path, headers=headers).json()["pagination"]["next"]

    assert following.startswith(f"{place.base}/1.2/user/-/sleep/list.json?offset=1")
    page = place.session.get(following, headers=headers, timeout=30)
    assert page.json()["sleep"][0]["dateOfSleep"] == "2026-10-30"


def test_what_is_written_is_passed_on(place: Place) -> None:
    """A form reaches Google as a data point."""
    token = place.consent("weight settings")
    access = place.token(grant_type="authorization_code", code=token, redirect_uri=CALLBACK)
    headers = {"Authorization": f"Bearer {access['access_token']}"}
    form = {"weight": "70.5", "date": "2026-11-20"}

    made = place.ask("POST", "/1/user/-/body/log/weight.json", data=form, headers=headers)

    assert made.status_code == 201
    where = f"/1/user/-/body/log/weight/{made.json()['weightLog']['logId']}.json"
    gone = place.ask("DELETE", where, headers=headers)
    assert (gone.status_code, gone.content) == (204, b"")


def test_errors_are_in_fitbits_shape(place: Place) -> None:
    """Programs that read ``errors[0].errorType`` go on reading it."""
    dead = {"Authorization": "Bearer ya29.dead"}
    path = "/1/user/-/activities/steps/date/2026-11-20/1d.json"
    alone, implicit = {"grant_type": "client_credentials"}, "/oauth2/authorize?response_type=token"
    cases = [
        (place.ask("GET", path, headers=dead), 401, "expired_token"),
        (place.ask("GET", "/1/user/-/badges.json", headers=dead), 501, "not_supported"),
        (place.ask("POST", "/oauth2/token", data=alone), 400, "unsupported_grant_type"),
        (place.ask("GET", implicit), 400, "unsupported_response_type"),
        (place.ask("GET", "/oauth2/token"), 405, "request"),
        (place.ask("GET", path, headers={"Host": "evil.example"}), 403, "request"),
    ]  # fmt: skip
    auth = (place.app.client_id, place.app.client_secret)
    form = {"grant_type": "refresh_token", "refresh_token": "1//0dead"}
    cases.append((place.ask("POST", "/oauth2/token", data=form, auth=auth), 400, "invalid_grant"))
    for answer, status, kind in cases:
        assert answer.status_code == status
        assert answer.json()["errors"][0]["errorType"] == kind
        assert answer.json()["success"] is False
        assert "ya29.dead" not in answer.text
        assert "1//0dead" not in answer.text


def test_tokens_are_looked_at_and_ended(place: Place) -> None:
    """Introspection and revocation answer as Fitbit's endpoints did."""
    token = place.log_in()
    auth = (place.app.client_id, place.app.client_secret)

    def active() -> bool:
        form = {"token": token["access_token"]}
        return bool(place.ask("POST", "/1.1/oauth2/introspect", data=form).json()["active"])

    assert active()
    form = {"token": token["refresh_token"]}
    assert place.ask("POST", "/oauth2/revoke", data=form, auth=auth).status_code == 200
    assert place.ask("POST", "/oauth2/revoke", data=form, auth=auth).status_code == 404
    assert not active()


def test_a_429_says_when_to_come_back() -> None:
    """Programs that read Retry-After or Fitbit's header find a number."""
    answers: list[Any] = []
    google = ScriptedGoogle(lambda _asked: error(429, "RESOURCE_EXHAUSTED"))
    provider = scripted_provider(google)
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": "/1/user/-/devices.json", "HTTP_HOST": "127.0.0.1",
        "HTTP_AUTHORIZATION": "Bearer x",
    }  # fmt: skip

    Gateway(provider, clock=Clock(start=0.0))(environ, lambda *reply: answers.extend(reply))

    status, headers = answers
    assert status == "429 Too Many Requests"
    assert dict(headers)["Retry-After"] == dict(headers)["Fitbit-Rate-Limit-Reset"] == "60"


def scripted_provider(google: ScriptedGoogle) -> Provider:
    return replace(GOOGLE_HEALTH, transport_adapter=lambda: google)


def test_the_gateway_is_for_this_machine() -> None:
    """It does not listen where others could reach it, and serves translators only."""
    with pytest.raises(ValueError, match="no loopback address"):
        serve(Gateway(), host="0.0.0.0")  # noqa: S104 - that it is refused is the point
    with pytest.raises(ValueError, match="nothing to serve"):
        Gateway(FITBIT)


def test_the_command_says_what_it_takes(capsys: pytest.CaptureFixture[str]) -> None:
    """``--help`` names the port."""
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "--port" in capsys.readouterr().out
