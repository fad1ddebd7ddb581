"""How requests travel: timeouts, retries, redirects, and where the bearer goes."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
import requests

import fitbit
from fitbit import exceptions
from fitbit.transport.session import DEFAULT_TIMEOUT
from scripted import MakeClient, Web, provider_at

PROFILE = {"user": {"encodedId": "GGNJL9"}}
BEARER = "Bearer the-access-token"


@pytest.fixture
def fb(client: MakeClient) -> fitbit.Fitbit:
    """A client of the scripted server with an access token."""
    return client(access_token="the-access-token", refresh_token="the-refresh-token")


def test_the_bearer_goes_to_a_changed_api_endpoint(
    web: Web, other_web: Web, fb: fitbit.Fitbit
) -> None:
    """API_ENDPOINT may be set on an object: that origin is trusted from then on."""
    other_web.say(body=PROFILE)
    fb.API_ENDPOINT = other_web.url
    fb.user_profile_get()

    assert other_web.seen[0].headers["Authorization"] == BEARER
    assert web.seen == []


def test_a_subclass_may_have_its_own_endpoint(other_web: Web) -> None:
    """API_ENDPOINT works per class too."""

    class Own(fitbit.Fitbit):
        API_ENDPOINT = other_web.url

    other_web.say(body=PROFILE)
    Own("id", "secret", "the-access-token", "the-refresh-token").user_profile_get()

    assert other_web.seen[0].headers["Authorization"] == BEARER


def test_a_redirect_within_the_api_keeps_the_bearer(web: Web, fb: fitbit.Fitbit) -> None:
    """Same scheme, host and port: followed as it is."""
    web.say(302, Location="/1/user/GGNJL9/profile.json").say(body=PROFILE)
    fb.user_profile_get()

    assert [seen.headers["Authorization"] for seen in web.seen] == [BEARER] * 2


@pytest.mark.parametrize(
    ("given", "sent"), [({}, DEFAULT_TIMEOUT), ({"timeout": 7}, 7), ({"timeout": (1, 2)}, (1, 2))]
)
def test_a_timeout_is_always_set(client: MakeClient, given: dict[str, Any], sent: Any) -> None:
    """The adapter gets the client's timeout, or the default where none is given."""
    fb = client(access_token="a", refresh_token="r", **given)
    failing = mock.patch("requests.adapters.HTTPAdapter.send", side_effect=requests.ReadTimeout)
    with failing as send, pytest.raises(exceptions.Timeout):
        fb.user_profile_get()
    assert send.call_args.kwargs["timeout"] == sent


def test_the_token_endpoint_has_a_timeout_too(client: MakeClient) -> None:
    """Exchange and refresh never wait for ever."""
    fb = client()
    failing = mock.patch("requests.adapters.HTTPAdapter.send", side_effect=requests.ReadTimeout)
    with failing as send, pytest.raises(exceptions.Timeout):
        fb.client.fetch_access_token("code")
    assert send.call_args.kwargs["timeout"] == 15.0


def test_a_read_is_retried_on_502_503_504(web: Web, fb: fitbit.Fitbit) -> None:
    """A GET that meets a restarting server succeeds."""
    web.say(503).say(502).say(body=PROFILE)

    assert fb.user_profile_get() == PROFILE
    assert len(web.seen) == 3


def test_a_503_that_stays_is_a_server_error(web: Web, fb: fitbit.Fitbit) -> None:
    """After the retries the answer itself is raised, with its body, not a RetryError."""
    web.say(503, {"errors": [{"errorType": "system", "message": "down"}]})
    with pytest.raises(exceptions.HTTPServerError, match="down"):
        fb.user_profile_get()


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_write_is_not_repeated(web: Web, fb: fitbit.Fitbit, status: int) -> None:
    """A POST that was sent may have been processed: it is not sent again."""
    web.say(status)
    with pytest.raises(exceptions.HTTPServerError):
        fb.log_activity({"activityId": 1})
    assert len(web.seen) == 1


def test_the_sessions_own_exchange_and_refresh_are_closed(fb: fitbit.Fitbit) -> None:
    """OAuth2Session's fetch_token and refresh_token say which methods to call instead."""
    with pytest.raises(TypeError, match="fetch_access_token"):
        fb.client.session.fetch_token("https://a.example")
    with pytest.raises(TypeError, match="of the client"):
        fb.client.session.refresh_token("https://a.example")


def test_a_request_may_go_without_the_bearer(web: Web, fb: fitbit.Fitbit) -> None:
    """withhold_token, an OAuth2Session option, still works."""
    web.say(body=PROFILE)
    fb.client.session.request("GET", f"{web.url}/open", withhold_token=True)

    assert "Authorization" not in web.seen[0].headers


def test_the_session_is_an_oauth2session_with_the_usual_attributes(fb: fitbit.Fitbit) -> None:
    """Programs look at these."""
    assert fb.client.session.authorized
    assert fb.client.session.access_token == "the-access-token"
    assert fb.client.session.client_id == fb.client.client_id


def test_a_client_is_a_context_manager(web: Web) -> None:
    """Leaving it closes the connections."""
    client = fitbit.FitbitOauth2Client("id", "secret", provider=provider_at(web.url))
    with mock.patch.object(client.session, "close") as close:
        with client as entered:
            assert entered is client
        assert close.called


def test_a_connection_error_is_requests_own() -> None:
    """A server that is not there: requests.ConnectionError, without the request's secrets."""
    nowhere = provider_at("http://127.0.0.1:9")
    fb = fitbit.Fitbit("id", "secret", "the-access-token", provider=nowhere)
    with pytest.raises(requests.ConnectionError) as caught:
        fb.user_profile_get()
    assert caught.value.request is not None
    assert "Authorization" not in caught.value.request.headers
