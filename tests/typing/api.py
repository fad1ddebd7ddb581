"""Promises types to users: never run, only checked by mypy and pyright."""
# pyright: reportDeprecated=false
# The old names are promised, too.

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

import requests
from typing_extensions import assert_type

import fitbit
from fitbit import (
    FITBIT,
    Fitbit,
    FitbitOauth2Client,
    FitbitOauthClient,
    Provider,
    Token,
    exceptions,
    stores,
)
from fitbit_sandbox import Clock, Sandbox


def save(token: dict[str, Any]) -> None:
    """Stand for a program's own refresh_cb."""


def make(sandbox: Sandbox) -> Fitbit:
    """Construct a client in every way there is."""
    fitbit.Fitbit("id", "secret")
    fitbit.Fitbit("id", None, "access", "refresh", 1_700_000_000.5, save, "https://example.com/")
    fitbit.Fitbit("id", "secret", system=Fitbit.METRIC, pkce=None, timeout=10)
    fitbit.Fitbit("id", "secret", store=stores.MemoryStore(), account="alice")
    return fitbit.Fitbit("id", "secret", provider=sandbox.provider)


def misspell(fb: Fitbit) -> None:
    """Meet an error for what is misspelt: an ignore that is not needed is one as well."""
    fitbit.Fitbit("id", "secret", sotre=None)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    fitbit.Fitbit("id", "secret", account=None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    fitbit.Fitbit("id", "secret", provider="google")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    FitbitOauth2Client("id", "secret", pcke=None)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    fb.make_request("/1/user/-/profile.json", timout=3)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def authorize(client: FitbitOauth2Client) -> None:
    """Walk through consent and exchange."""
    assert_type(client.authorize_token_url(), tuple[str, str])
    url, state = client.authorize_token_url(["sleep"], "https://example.com/", prompt="consent")
    assert_type(client.fetch_access_token("code", state=state), Token)
    assert_type(client.fetch_token_from_redirect(url, state=state), Token)


def keep(client: FitbitOauth2Client) -> None:
    """Use what a token can do."""
    assert_type(client.token, Token)
    assert_type(client.refresh_token(), Token)
    assert_type(client.revoke_token(), bool)
    assert_type(client.introspect_token(), dict[str, Any])
    assert_type(client.client_credentials_token(expires_in=3600), Token)
    response = client.make_request("https://api.fitbit.com/1/user/-/profile.json")
    assert_type(response, requests.Response)
    client.session.token = {"access_token": "one", "refresh_token": "two"}


def call(fb: Fitbit) -> None:
    """Call python-fitbit's methods."""
    assert_type(fb.client, FitbitOauth2Client)
    fb.user_profile_get()
    fb.activities(date=date(2026, 1, 1), user_id="ABC123")
    fb.sleep("2026-01-01")
    fb.time_series("activities/steps", base_date="today", period="7d")
    fb.intraday_time_series("activities/heart", detail_level="1min", start_time="08:00")
    fb.get_bodyweight(base_date=datetime(2026, 1, 1, tzinfo=timezone.utc), end_date="2026-01-31")
    fb.log_activity({"activityId": 90013, "durationMillis": 60_000})
    fb.make_request("https://api.fitbit.com/1/user/-/devices.json", method="GET")
    with fb as same:
        assert_type(same, Fitbit)


def oauth1(client: FitbitOauthClient) -> None:
    """Go on with the names of OAuth1."""
    assert_type(client.authorize_token_url(), str)
    assert_type(client.client_key, str | None)


def catch(fb: Fitbit) -> int | None:
    """Look at what an error tells."""
    try:
        fb.user_profile_get()
    except exceptions.HTTPTooManyRequests as error:
        return assert_type(error.retry_after_secs, int)
    except exceptions.TokenError as error:
        assert_type(error.errors, list[dict[str, Any]])
    return None


def elsewhere() -> Provider:
    """Describe another server."""
    assert_type(FITBIT, Provider)
    return Provider(
        name="local",
        authorization_url="http://127.0.0.1:8000/oauth2/authorize",
        token_url="http://127.0.0.1:8000/oauth2/token",
        revocation_url=None,
        introspection_url=None,
        api_url="http://127.0.0.1:8000",
    )


def sandboxed() -> None:
    """Run a sandbox in both ways."""
    with Sandbox(clock=Clock(start=1_780_000_000)) as sandbox, sandbox.serve(port=0) as served:
        assert_type(served.url, str)
        assert_type(served.provider, Provider)
        assert_type(sandbox.consent("https://www.fitbit.com/oauth2/authorize"), str)
