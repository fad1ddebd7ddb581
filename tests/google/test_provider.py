"""Google as an authorization server: what a program of Fitbit's notices, and what it does not."""

from __future__ import annotations

import datetime as dt
import pickle
from dataclasses import replace
from typing import Any

import pytest

from fitbit import FITBIT, GOOGLE_HEALTH, Fitbit
from fitbit.exceptions import HTTPForbidden, ReauthorizationRequired, TokenError
from fitbit.providers import Provider
from fitbit.stores import MemoryStore
from fitbit_sandbox import Clock, Sandbox
from google_pair import NOW
from google_script import Asked, Reply, ScriptedGoogle, error

CALLBACK = "https://example.com/callback"
HEALTH = "https://www.googleapis.com/auth/googlehealth."
TOKEN = {"access_token": "ya29.first", "refresh_token": "1//0first", "expires_in": 3599}


def scripted(answer: Any) -> tuple[ScriptedGoogle, Provider]:
    google = ScriptedGoogle(answer)
    return google, replace(GOOGLE_HEALTH, transport_adapter=lambda: google)


def client(provider: Provider, **options: Any) -> Fitbit:
    return Fitbit("an id", "a secret", provider=provider, redirect_uri=CALLBACK, **options)


def test_fitbits_scopes_become_googles() -> None:
    """Reading is asked for by Fitbit's names, writing by saying so, Google's names are kept."""
    wanted = ["activity", "heartrate", "weight", "social", f"{HEALTH}irn.readonly"]

    reading = GOOGLE_HEALTH.translate_scopes(wanted)

    assert reading == [
        f"{HEALTH}activity_and_fitness.readonly",
        f"{HEALTH}health_metrics_and_measurements.readonly",
        f"{HEALTH}irn.readonly",
    ]
    assert GOOGLE_HEALTH.translate_scopes(wanted, write=True) == [
        *reading,
        f"{HEALTH}activity_and_fitness.writeonly",
        f"{HEALTH}health_metrics_and_measurements.writeonly",
    ]
    assert FITBIT.translate_scopes(["activity"], write=True) == ["activity"]


def test_the_consent_page_is_asked_for_writing_where_the_program_says_so() -> None:
    """``write=True`` is for the scopes alone and stays out of the URL."""
    url, _ = client(GOOGLE_HEALTH).client.authorize_token_url(scope="sleep", write=True)

    assert "sleep.writeonly" in url
    assert "write=True" not in url
    assert "access_type=offline&prompt=consent" in url


def test_the_token_is_kept_even_if_nobody_says_whose_it_is() -> None:
    """A failure to ask for the identity loses no token."""
    store = MemoryStore()
    _, provider = scripted(
        lambda asked: (200, TOKEN) if asked.path == "/token" else error(503, "UNAVAILABLE")
    )
    fb = client(provider, store=store)
    _, state = fb.client.authorize_token_url()

    token = fb.client.fetch_access_token("4/a-code", state=state)

    assert token["refresh_token"] == "1//0first"
    assert "user_id" not in token
    assert client(provider, store=store).client.token["access_token"] == "ya29.first"


@pytest.mark.parametrize(
    ("identity", "user_id"),
    [
        ({"legacyUserId": "GGNJL9", "healthUserId": "701"}, "GGNJL9"),
        ({"healthUserId": "701"}, "701"),
        ({}, None),
    ],
)
def test_the_user_has_fitbits_id_where_there_was_one(
    identity: dict[str, str], user_id: str | None
) -> None:
    """The id that a program knows its users by goes on, else Google's is taken."""
    _, provider = scripted(lambda asked: (200, TOKEN if asked.path == "/token" else identity))
    fb = client(provider)
    _, state = fb.client.authorize_token_url()

    assert fb.client.fetch_access_token("4/a-code", state=state).get("user_id") == user_id


def test_a_token_is_looked_at_in_a_body_and_never_in_an_address() -> None:
    """Tokens stay out of URLs, which end up in logs."""
    google, provider = scripted(
        lambda _asked: (200, {"aud": "an id", "exp": "1795345200", "scope": "s"})
    )
    fb = client(provider, access_token="ya29.x", refresh_token="1//0x", expires_at=4e9)

    assert fb.client.introspect_token()["exp"] == 1_795_345_200_000
    [asked] = google.asked
    assert (asked.method, asked.query) == ("POST", {})
    assert asked.body == {"access_token": "ya29.x"}


def test_a_question_that_google_did_not_understand_is_no_dead_token() -> None:
    """Only invalid_token means that a token is not good; anything else is raised."""
    _, provider = scripted(lambda _asked: (400, {"error": "invalid_request"}))
    fb = client(provider, access_token="ya29.x", refresh_token="1//0x", expires_at=4e9)

    with pytest.raises(TokenError):
        fb.client.introspect_token()


def test_the_week_of_a_testing_project_is_explained() -> None:
    """Where Google ended the consent, the error says why that may be and what to do."""
    clock = Clock(start=NOW)
    with Sandbox(clock=clock, google_testing=True) as sandbox:
        app = sandbox.google_apps["web"]
        fb = Fitbit(
            app.client_id,
            app.client_secret,
            provider=sandbox.google_provider_for(GOOGLE_HEALTH),
            redirect_uri=CALLBACK,
            clock=clock,
        )
        url, _ = fb.client.authorize_token_url()
        fb.client.fetch_token_from_redirect(sandbox.consent(url))
        clock.advance(dt.timedelta(days=8).total_seconds())

        with pytest.raises(ReauthorizationRequired, match="seven days"):
            fb.get_devices()


def test_a_rejected_token_is_renewed_once_and_the_call_answered() -> None:
    """Google's 401 leads to a refresh, as Fitbit's did."""

    def answer(asked: Asked) -> Reply:
        if asked.path == "/token":
            return 200, {**TOKEN, "access_token": "ya29.second"}
        return (200, {}) if renewed else error(401, "UNAUTHENTICATED")

    renewed: list[dict[str, Any]] = []
    google, provider = scripted(answer)
    fb = client(
        provider,
        access_token="ya29.x",
        refresh_token="1//0x",
        expires_at=4e9,
        refresh_cb=renewed.append,
    )

    series = fb.time_series("activities/steps", base_date="2026-05-06", period="1d")

    assert series == {"activities-steps": [{"dateTime": "2026-05-06", "value": "0"}]}
    assert len(google.of("/token")) == 1


def test_a_missing_scope_is_forbidden() -> None:
    """What the user did not grant raises, it is not answered with nothing."""
    _, provider = scripted(
        lambda _asked: error(403, "PERMISSION_DENIED", "ACCESS_TOKEN_SCOPE_INSUFFICIENT")
    )
    fb = client(provider, access_token="ya29.x", refresh_token="1//0x", expires_at=4e9)

    with pytest.raises(HTTPForbidden):
        fb.sleep("2026-05-06")


def test_googles_own_addresses_can_be_asked_too() -> None:
    """What the Fitbit Web API never had is read from Google Health itself."""
    google, provider = scripted(lambda _asked: (200, {"healthUserId": "701"}))
    fb = client(provider, access_token="ya29.x", refresh_token="1//0x", expires_at=4e9)

    answer = fb.make_request("https://health.googleapis.com/v4/users/me/identity")

    assert answer == {"healthUserId": "701"}
    assert google.asked[0].path == "/v4/users/me/identity"


def test_a_client_of_google_health_can_be_pickled() -> None:
    """A client with a store goes to another process as one of Fitbit's does."""
    fb = client(GOOGLE_HEALTH, store=MemoryStore())

    assert pickle.loads(pickle.dumps(fb.client.provider)).name == "google-health"
