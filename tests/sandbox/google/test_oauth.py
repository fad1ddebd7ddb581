"""Consent, tokens and their ends, as Google has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from fitbit_sandbox import Browser, Clock, ConsentRefused, Sandbox
from fitbit_sandbox.google import GoogleApp
from fitbit_sandbox.google.scopes import BASE
from google_health import NOW, USER

CALLBACK = "https://example.com/callback"
STEPS, SLEEP = f"{BASE}activity_and_fitness.readonly", f"{BASE}sleep.readonly"
VERIFIER = "v" * 50
CHALLENGE = "A7aDSCXHuKhwRmbE9-4L1w2E_5QvJUcYf8yCx0bx5vQ"
WEEK = 7 * 86_400


class Flow:
    """Walks Google's OAuth as a program does."""

    def __init__(self, sandbox: Sandbox, *, served: bool = False) -> None:
        self.sandbox = sandbox
        self.app = sandbox.google_apps["web"]
        self.session = requests.Session()
        self.session.trust_env = False
        if served:
            self.provider = sandbox.serve().google_provider
        else:
            self.provider = sandbox.google_provider
            self.session.mount("https://", sandbox.google_adapter())

    def url(self, app: GoogleApp | None = None, /, **params: str | None) -> str:
        """Return an authorize URL; a parameter of None is left out."""
        given: dict[str, str | None] = {
            "client_id": (app or self.app).client_id,
            "response_type": "code",
            "scope": f"{STEPS} {SLEEP}",
            "redirect_uri": CALLBACK,
            "state": "s-1",
            "access_type": "offline",
            "prompt": "consent",
            **params,
        }
        query = urlencode({name: value for name, value in given.items() if value is not None})
        return f"{self.provider.authorization_url}?{query}"

    def redirect(self, *, browser: Browser | None = None, **params: str | None) -> dict[str, str]:
        """Let a person consent and return what the redirect says."""
        consent = self.sandbox.consent if browser is None else browser.consent
        return query_of(consent(self.url(**params)))

    def post(self, url: str | None, **fields: str) -> requests.Response:
        return self.session.post(str(url), data=fields, timeout=30)

    def token(self, app: GoogleApp | None = None, /, **fields: str) -> requests.Response:
        """Send a token request with the client's id and secret in the body."""
        app = app or self.app
        named = {"client_id": app.client_id, "client_secret": app.client_secret}
        return self.post(self.provider.token_url, **{**named, **fields})

    def exchange(self, code: str, **fields: str) -> requests.Response:
        given = {"grant_type": "authorization_code", "redirect_uri": CALLBACK, "code": code}
        return self.token(**{**given, **fields})

    def login(self, **params: str | None) -> dict[str, Any]:
        """Walk from consent to tokens."""
        redirect = query_of(self.sandbox.consent(self.url(**params)))
        answer = self.exchange(redirect["code"])
        assert answer.status_code == 200, answer.text
        tokens: dict[str, Any] = answer.json()
        return tokens

    def refresh(self, token: str, **fields: str) -> requests.Response:
        return self.token(grant_type="refresh_token", refresh_token=token, **fields)

    def works(self, access_token: str) -> bool:
        """Tell whether the API takes a token."""
        headers = {"Authorization": f"Bearer {access_token}"}
        url = f"{self.provider.api_url}/v4/users/me/identity"
        return self.session.get(url, headers=headers, timeout=30).ok


def query_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


@pytest.fixture(params=["inside", "outside"])
def flow(request: pytest.FixtureRequest, sandbox: Sandbox) -> Iterator[Flow]:
    """Walk in process, and over a real socket below /google."""
    made = Flow(sandbox, served=request.param == "outside")
    yield made
    made.session.close()


@pytest.fixture
def inside(sandbox: Sandbox) -> Flow:
    return Flow(sandbox)


def test_a_whole_login(flow):
    """Consent gives a code, the code gives tokens in Google's shape, the token opens the API."""
    redirect = flow.redirect()
    tokens = flow.exchange(redirect["code"]).json()

    assert redirect["state"] == "s-1"
    assert set(redirect["scope"].split()) == {STEPS, SLEEP}
    assert tokens["access_token"].startswith("ya29.")
    assert tokens["refresh_token"].startswith("1//")
    assert (tokens["expires_in"], tokens["token_type"]) == (3599, "Bearer")
    assert set(tokens["scope"].split()) == {STEPS, SLEEP}
    assert not {"user_id", "refresh_token_expires_in"} & tokens.keys()
    assert flow.works(tokens["access_token"])


def test_a_refresh_does_not_rotate(flow, clock):
    """The refresh token stays good, and the answer has none."""
    tokens = flow.login()
    clock.advance(3599)
    assert not flow.works(tokens["access_token"])
    for _ in range(3):
        answer = flow.refresh(tokens["refresh_token"]).json()
        assert set(answer) == {"access_token", "expires_in", "scope", "token_type"}
        assert flow.works(answer["access_token"])


def test_a_refresh_token_comes_with_the_first_consent_or_when_asked(inside):
    """Online access never has one; a second consent has one only with prompt=consent."""
    browser = inside.sandbox.browser()

    assert "refresh_token" not in inside.login(access_type=None, prompt=None)
    code = inside.redirect(browser=browser)["code"]
    assert "refresh_token" in inside.exchange(code).json()
    code = inside.redirect(browser=browser, prompt=None)["code"]
    assert "refresh_token" not in inside.exchange(code).json()
    browser.close()


def test_the_first_offline_consent_has_one_without_a_prompt(inside):
    """Nobody consented before."""
    assert "refresh_token" in inside.login(prompt=None)


def test_scopes_may_be_granted_in_part(inside):
    """What is unticked is in neither the redirect nor the token, and not opened."""
    redirect = query_of(inside.sandbox.consent(inside.url(), scopes=[SLEEP]))
    tokens = inside.exchange(redirect["code"]).json()
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    steps = inside.session.get(f"{USER}/dataTypes/steps/dataPoints", headers=headers, timeout=30)

    assert redirect["scope"] == tokens["scope"] == SLEEP
    assert steps.status_code == 403


def test_earlier_grants_are_included_only_where_asked(inside):
    """include_granted_scopes adds what was granted before."""
    inside.login(scope=STEPS)

    assert inside.login(scope=SLEEP)["scope"] == SLEEP
    both = inside.login(scope=SLEEP, include_granted_scopes="true")["scope"]
    assert set(both.split()) == {STEPS, SLEEP}


def test_a_refresh_never_widens(inside):
    """Fewer scopes may be asked for, others may not."""
    refresh = inside.login(scope=f"{STEPS} {SLEEP}")["refresh_token"]

    assert inside.refresh(refresh, scope=SLEEP).json()["scope"] == SLEEP
    wider = inside.refresh(refresh, scope=f"{BASE}ecg.readonly")
    assert (wider.status_code, wider.json()["error"]) == (400, "invalid_scope")


def test_a_person_may_refuse(inside):
    """The app hears access_denied."""
    redirect = query_of(inside.sandbox.consent(inside.url(), deny=True))

    assert redirect["error"] == "access_denied"
    assert redirect["state"] == "s-1"


def test_the_picked_person_is_the_one_who_is_read(inside):
    """Everybody of the sandbox can sign in."""
    code = query_of(inside.sandbox.consent(inside.url(), "3QMPDV"))["code"]
    token = inside.exchange(code).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    identity = inside.session.get(f"{USER}/identity", headers=headers, timeout=30).json()

    assert identity["legacyUserId"] == "3QMPDV"


def test_pkce_is_checked(inside):
    """The code is good with its verifier only."""

    def code() -> str:
        return inside.redirect(code_challenge=challenge, code_challenge_method="S256")["code"]

    challenge = "6nbeYkyEsbsVhIErfClLUVS1Fgx6Zn0vxdj2L0CuKVs"
    assert len(challenge) == len(CHALLENGE)
    missing = inside.exchange(code()).json()
    wrong = inside.exchange(code(), code_verifier="w" * 50).json()

    assert missing == {"error": "invalid_grant", "error_description": "Missing code verifier."}
    assert wrong == {"error": "invalid_grant", "error_description": "Invalid code verifier."}
    plain = inside.redirect(code_challenge=VERIFIER)["code"]
    assert inside.exchange(plain, code_verifier=VERIFIER).status_code == 200
    unasked = inside.exchange(inside.redirect()["code"], code_verifier=VERIFIER)
    assert unasked.json()["error"] == "invalid_grant"


def test_a_code_is_good_once_and_for_ten_minutes(inside, clock):
    """A second exchange fails and ends what the first one got."""
    code, late = inside.redirect()["code"], inside.redirect()["code"]
    token = inside.exchange(code).json()["access_token"]

    assert inside.exchange(code).json()["error"] == "invalid_grant"
    assert not inside.works(token)
    clock.advance(601)
    assert inside.exchange(late).json()["error"] == "invalid_grant"
    assert inside.exchange("4/nobody").json()["error_description"] == "Malformed auth code."


def test_a_code_is_bound_to_its_address_and_its_client(inside):
    """Another redirect URI or another client cannot use it."""
    code = inside.redirect()["code"]
    other = inside.exchange(code, redirect_uri="http://127.0.0.1:8080/")
    stranger = inside.token(
        inside.sandbox.google_apps["desktop"],
        grant_type="authorization_code",
        redirect_uri=CALLBACK,
        code=code,
    )

    assert other.json()["error"] == "redirect_uri_mismatch"
    assert stranger.json()["error"] == "invalid_grant"
    assert inside.exchange(code).status_code == 200


@pytest.mark.parametrize(
    ("fields", "status", "error"),
    [
        ({"client_id": ""}, 400, "invalid_request"),
        ({"client_id": "nobody"}, 401, "invalid_client"),
        ({"client_secret": ""}, 400, "invalid_request"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": "client_credentials"}, 400, "unsupported_grant_type"),
        ({"refresh_token": ""}, 400, "invalid_request"),
        ({"refresh_token": "1//nobody"}, 400, "invalid_grant"),
    ],
)
def test_wrong_token_requests(inside, fields, status, error):
    """Each has its error."""
    answer = inside.token(**{"grant_type": "refresh_token", "refresh_token": "x", **fields})

    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_a_secret_in_a_header_or_in_the_address_is_not_looked_at(inside):
    """The client is named in the body, as the documentation shows it."""
    refresh = inside.login()["refresh_token"]
    body = {"grant_type": "refresh_token", "refresh_token": refresh}
    secret = (inside.app.client_id, inside.app.client_secret)
    basic = inside.session.post(inside.provider.token_url, data=body, auth=secret, timeout=30)

    assert basic.json()["error"] == "invalid_request"


def test_in_testing_everything_ends_after_seven_days():
    """The answer says so beforehand; then the words are those of a revoked token."""
    clock = Clock(start=NOW)
    with Sandbox(clock=clock, google_testing=True) as sandbox:
        flow = Flow(sandbox)
        tokens = flow.login()
        clock.advance(WEEK - 10)
        alive = flow.refresh(tokens["refresh_token"])
        clock.advance(10)
        dead = flow.refresh(tokens["refresh_token"])

    assert tokens["refresh_token_expires_in"] == 604_799
    assert alive.status_code == 200
    assert (dead.status_code, dead.json()) == (
        400,
        {"error": "invalid_grant", "error_description": "Token has been expired or revoked."},
    )


def test_a_published_app_is_forgotten_after_half_a_year(inside, clock):
    """Seven days do nothing; six months without use do."""
    refresh = inside.login()["refresh_token"]
    for _ in range(3):
        clock.advance(100 * 86_400)
        assert inside.refresh(refresh).status_code == 200
    clock.advance(190 * 86_400)
    assert inside.refresh(refresh).json()["error"] == "invalid_grant"


def test_the_oldest_of_more_than_a_hundred_refresh_tokens_is_dropped(inside):
    """Nobody is told."""
    tokens = [inside.sandbox.google_issue(inside.app)["refresh_token"] for _ in range(101)]
    other = inside.sandbox.google_issue(inside.app, "3QMPDV")["refresh_token"]

    assert inside.refresh(tokens[0]).json()["error"] == "invalid_grant"
    assert all(inside.refresh(token).ok for token in (tokens[1], tokens[-1], other))


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
def test_revoking_either_token_ends_the_whole_consent(flow, which):
    """Both tokens are dead, and a dead one cannot be revoked."""
    tokens = flow.login()
    url = flow.provider.revocation_url

    assert flow.post(url, token=tokens[which]).status_code == 200
    assert not flow.works(tokens["access_token"])
    assert flow.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    again = flow.post(url, token=tokens[which])
    assert (again.status_code, again.json()["error"]) == (400, "invalid_token")


def test_people_can_take_their_consent_back(inside):
    """As in the settings of their account."""
    token = inside.login()["access_token"]
    inside.sandbox.google_revoke(inside.app)

    assert not inside.works(token)


def test_tokeninfo_takes_the_token_in_the_body_or_in_the_query(flow, clock):
    """Numbers are text; a dead token is a 400."""
    token = flow.login()["access_token"]
    url = flow.provider.introspection_url
    posted = flow.post(url, access_token=token).json()
    got = flow.session.get(url, params={"access_token": token}, timeout=30).json()

    assert posted == got
    assert posted["aud"] == posted["azp"] == flow.app.client_id
    assert (posted["expires_in"], posted["access_type"]) == ("3599", "offline")
    assert int(posted["exp"]) == int(NOW) + 3599
    clock.advance(3599)
    dead = flow.post(url, access_token=token)
    assert (dead.status_code, dead.json()["error"]) == (400, "invalid_token")


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"client_id": None}, "client_id"),
        ({"client_id": "nobody"}, "invalid_client"),
        ({"redirect_uri": None}, "redirect_uri"),
        ({"redirect_uri": "https://evil.example/"}, "redirect_uri_mismatch"),
        ({"response_type": None}, "response_type"),
        ({"response_type": "token"}, "response_type"),
        ({"scope": None}, "scope"),
        ({"scope": "activity"}, "invalid_scope"),
        ({"access_type": "always"}, "access_type"),
        ({"prompt": "login"}, "prompt"),
        ({"prompt": "none consent"}, "prompt"),
        ({"code_challenge": "short"}, "code_challenge"),
        ({"code_challenge_method": "S256"}, "code_challenge"),
        ({"code_challenge": VERIFIER, "code_challenge_method": "S512"}, "code_challenge_method"),
        ({"include_granted_scopes": "yes"}, "include_granted_scopes"),
    ],
)
def test_a_wrong_authorize_url_ends_on_a_page(inside, params, error):
    """The person sees what the programmer did wrong, and is sent nowhere."""
    with pytest.raises(ConsentRefused, match=error):
        inside.redirect(**params)


def test_desktop_apps_redirect_to_any_loopback_port(inside):
    """Other addresses are refused to them."""
    app = inside.sandbox.google_apps["desktop"]
    uri = "http://localhost:49152/"
    code = query_of(inside.sandbox.consent(inside.url(app, redirect_uri=uri)))["code"]
    answer = inside.token(app, grant_type="authorization_code", redirect_uri=uri, code=code)

    assert answer.status_code == 200
    with pytest.raises(ConsentRefused, match="redirect_uri_mismatch"):
        inside.sandbox.consent(inside.url(app, redirect_uri="http://192.168.0.1:8080/"))


def test_a_browser_stays_signed_in(inside):
    """A known browser with consent is sent on at once, an unknown one cannot be silent."""
    browser = inside.sandbox.browser()
    assert inside.redirect(browser=browser, prompt="none")["error"] == "login_required"
    inside.redirect(browser=browser)
    assert "code" in inside.redirect(browser=browser, prompt="none")
    other = inside.redirect(browser=browser, prompt="none", scope=f"{BASE}ecg.readonly")
    assert other["error"] == "consent_required"
    assert "code" in inside.redirect(browser=browser, prompt=None)
    browser.close()


def test_own_apps_can_be_registered(sandbox):
    """Once each."""
    app = GoogleApp("mine", "secret", redirect_uris=("https://mine.example/",), name="Mine")
    sandbox.google_register(app)

    assert sandbox.google_issue(app)["access_token"].startswith("ya29.")
    assert "secret" not in repr(app)
    with pytest.raises(ValueError, match="taken"):
        sandbox.google_register(app)


def test_a_provider_of_the_clients_own_is_put_on_the_sandbox(sandbox):
    """Its addresses and scopes stay, the name and the adapter are the sandbox's."""
    given = replace(
        sandbox.google_provider, scope_names={"sleep": (SLEEP,)}, transport_adapter=None
    )
    placed = sandbox.google_provider_for(given)

    assert placed.token_url == "https://oauth2.googleapis.com/token"
    assert placed.translate_scopes(["sleep"]) == [SLEEP]
    assert placed.name.startswith("google-health")
    assert placed.transport_adapter is not None
