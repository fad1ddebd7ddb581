"""How requests travel: timeouts, retries, redirects, and where the bearer goes."""

from __future__ import annotations

from pathlib import Path
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


def test_the_bearer_is_in_the_header_and_nowhere_else(web: Web, fb: fitbit.Fitbit) -> None:
    """Authorization: Bearer, and no token in the URL or the form."""
    web.say(body=PROFILE)
    fb.make_request(f"{web.url}/1/user/-/foods/log.json", data={"amount": 1})
    (seen,) = web.seen

    assert seen.headers["Authorization"] == BEARER
    assert (seen.path, seen.form) == ("/1/user/-/foods/log.json", {"amount": "1"})


def test_a_foreign_address_is_refused(web: Web, other_web: Web, fb: fitbit.Fitbit) -> None:
    """An absolute URL to another host, port or scheme is not requested at all."""
    for url in (other_web.url, "https://evil.example/1", web.url.replace("http:", "https:")):
        with pytest.raises(exceptions.UntrustedAddressError, match="not sent to"):
            fb.make_request(f"{url}/1/user/-/profile.json")
    assert other_web.seen == web.seen == []


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


def test_an_access_token_in_a_url_is_refused(web: Web, fb: fitbit.Fitbit) -> None:
    """URLs are logged: access_token= does not go into one."""
    with pytest.raises(exceptions.UntrustedAddressError, match="access_token="):
        fb.make_request(f"{web.url}/1/user/-/profile.json?access_token=x")
    assert web.seen == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_host_loses_bearer_and_cookies(
    web: Web, other_web: Web, fb: fitbit.Fitbit, status: int
) -> None:
    """The other host may answer, but it learns no secret."""
    web.say(status, Location=f"{other_web.url}/elsewhere", Set_Cookie="session=secret; Path=/")
    other_web.say(body=PROFILE)
    fb.user_profile_get()
    (seen,) = other_web.seen

    assert "Authorization" not in seen.headers
    assert "Cookie" not in seen.headers


def test_a_redirect_within_the_api_keeps_the_bearer(web: Web, fb: fitbit.Fitbit) -> None:
    """Same scheme, host and port: followed as it is."""
    web.say(302, Location="/1/user/GGNJL9/profile.json").say(body=PROFILE)
    fb.user_profile_get()

    assert [seen.headers["Authorization"] for seen in web.seen] == [BEARER] * 2


def test_netrc_does_not_replace_the_bearer(
    web: Web, fb: fitbit.Fitbit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A .netrc entry for the host changes nothing, also not after a redirect."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password something\n")
    monkeypatch.setenv("NETRC", str(netrc))
    web.say(302, Location="/1/again").say(body=PROFILE)
    fb.user_profile_get()

    assert [seen.headers["Authorization"] for seen in web.seen] == [BEARER] * 2


def test_netrc_does_not_authenticate_a_client_application(
    web: Web, client: MakeClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The token POST of a client without secret stays without Authorization."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password something\n")
    monkeypatch.setenv("NETRC", str(netrc))
    web.say(body={"access_token": "a"})
    client(client_secret=None).client.fetch_access_token("code")

    assert "Authorization" not in web.seen[0].headers


def test_a_proxy_sees_nothing_of_plain_http(
    web: Web, other_web: Web, fb: fitbit.Fitbit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HTTP_PROXY is not asked for loopback addresses: it would read the bearer."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, other_web.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    web.say(body=PROFILE)
    fb.user_profile_get()

    assert len(web.seen) == 1
    assert other_web.seen == []


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


def test_a_429_is_raised_at_once(web: Web, fb: fitbit.Fitbit) -> None:
    """Nothing sleeps on Retry-After behind the user's back."""
    web.say(429, Retry_After="3600")
    with pytest.raises(exceptions.HTTPTooManyRequests) as caught:
        fb.user_profile_get()
    assert caught.value.retry_after_secs == 3600
    assert len(web.seen) == 1


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


def test_tokens_do_not_go_where_tls_is_not_verified() -> None:
    """session.verify = False is refused at the token endpoint, before anything is sent."""
    client = fitbit.FitbitOauth2Client("id", "secret", "a", "r")
    client.session.verify = False
    with pytest.raises(exceptions.InsecureAddressError, match="verify"):
        client.fetch_access_token("code")


def test_a_token_url_that_was_made_insecure_is_refused(client: MakeClient) -> None:
    """Assigning a plain http address to the client is noticed when it is used."""
    fb = client()
    fb.client.access_token_url = "http://evil.example/token"
    with pytest.raises(exceptions.InsecureAddressError):
        fb.client.fetch_access_token("code")


def test_a_client_is_a_context_manager(web: Web) -> None:
    """Leaving it closes the connections."""
    client = fitbit.FitbitOauth2Client("id", "secret", provider=provider_at(web.url))
    with mock.patch.object(client.session, "close") as close:
        with client as entered:
            assert entered is client
        assert close.called
