"""Revocation, introspection and the application's own token."""

from __future__ import annotations

import pytest

import fitbit
from fitbit import exceptions
from fitbit_sandbox import Sandbox
from sandboxed import Make, posts
from scripted import provider_at


def test_without_a_token_there_is_nothing_to_revoke(sandbox: Sandbox, make: Make) -> None:
    """A ValueError, before any request."""
    with pytest.raises(ValueError, match="no token"):
        make(access_token=None, refresh_token=None, expires_at=None).client.revoke_token()
    assert sandbox.count("POST", "/oauth2/revoke") == 0


def test_client_credentials_give_a_token_of_the_application(sandbox: Sandbox, make: Make) -> None:
    """No user, no refresh token, and the user's token stays in use."""
    fb = make()
    mine = dict(fb.client.session.token)
    token = fb.client.client_credentials_token(expires_in=3600)

    assert token["expires_in"] == 3600
    assert "refresh_token" not in token
    assert dict(fb.client.session.token) == mine


def test_client_credentials_are_checked_before_asking(sandbox: Sandbox, make: Make) -> None:
    """A lifetime that Fitbit does not know, or a client without secret: ValueError."""
    with pytest.raises(ValueError, match="28800"):
        make().client.client_credentials_token(expires_in=60)
    app = sandbox.apps["client"]
    public = fitbit.FitbitOauth2Client(app.client_id, None, provider=sandbox.provider)
    with pytest.raises(ValueError, match="secret"):
        public.client_credentials_token()
    assert posts(sandbox) == 0


def test_what_a_provider_lacks_is_said() -> None:
    """No revocation or introspection address: NotSupportedByProvider names it."""
    bare = provider_at("http://127.0.0.1:1", revocation_url=None, introspection_url=None)
    client = fitbit.FitbitOauth2Client("id", "secret", "access", provider=bare)
    with pytest.raises(exceptions.NotSupportedByProvider, match="revocation_url"):
        client.revoke_token()
    with pytest.raises(exceptions.NotSupportedByProvider, match="introspection_url"):
        client.introspect_token()
