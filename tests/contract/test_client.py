"""``fb.client`` is python-fitbit's OAuth2 client: names, wire and return values."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from unittest.mock import Mock

import pytest
from freezegun import freeze_time
from oauthlib.oauth2.rfc6749 import errors as oauth
from requests.auth import _basic_auth_str
from requests_mock import Mocker
from requests_oauthlib import OAuth2Session

from fitbit import Fitbit, FitbitOauth2Client, exceptions, stores
from fitbit.oauth2 import pending

TOKEN_URL = "https://api.fitbit.com/oauth2/token"
PROFILE_URL = "https://api.fitbit.com/1/user/-/profile.json"
CALLBACK = "http://127.0.0.1:8080"
NEW = {"access_token": "new-access", "refresh_token": "new-refresh"}
EXPIRED = {"errors": [{"errorType": "expired_token", "message": "Access token expired:"}]}


@pytest.fixture(autouse=True)
def _nothing_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget authorizations that other tests began in this process."""
    monkeypatch.setattr(pending, "IN_PROCESS", stores.MemoryStore())


def make(**kwargs: Any) -> Fitbit:
    """Return a Fitbit as python-fitbit's suite makes it."""
    given = {"redirect_uri": CALLBACK, "scope": ["a-scope"], **kwargs}
    return Fitbit(client_id="an-id", client_secret="a-secret", **given)


def with_token(**kwargs: Any) -> Fitbit:
    """Return a Fitbit whose user consented before."""
    return make(access_token="old-access", refresh_token="old-refresh", **kwargs)


def test_class_attributes_are_fitbits_addresses() -> None:
    """Programs read them on the class and on the object."""
    for client in (FitbitOauth2Client, make().client):
        assert client.API_ENDPOINT == "https://api.fitbit.com"
        assert client.AUTHORIZE_ENDPOINT == "https://www.fitbit.com"
        assert client.API_VERSION == 1
        assert client.request_token_url == TOKEN_URL
        assert client.access_token_url == TOKEN_URL
        assert client.refresh_token_url == TOKEN_URL
        assert client.authorization_url == "https://www.fitbit.com/oauth2/authorize"


def test_instance_attributes_are_python_fitbits() -> None:
    """Id, secret, session and timeout can be read back."""
    client = with_token(timeout=10).client
    assert (client.client_id, client.client_secret, client.timeout) == ("an-id", "a-secret", 10)
    assert isinstance(client.session, OAuth2Session)
    assert client.session.redirect_uri == CALLBACK
    assert dict(client.session.token) == {
        "access_token": "old-access",
        "refresh_token": "old-refresh",
    }


@pytest.mark.parametrize("way", ["class", "constructor"])
def test_authorize_url_without_pkce_is_python_fitbits(
    monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Byte for byte, ``nutrition`` twice included."""
    if way == "class":
        monkeypatch.setattr(FitbitOauth2Client, "pkce", None)
    fb = make(pkce=None) if way == "constructor" else make()
    url, state = fb.client.authorize_token_url()
    assert url == (
        "https://www.fitbit.com/oauth2/authorize?response_type=code&client_id=an-id"
        "&redirect_uri=http%3A%2F%2F127.0.0.1%3A8080&scope=activity+nutrition+heartrate+location"
        f"+nutrition+profile+settings+sleep+social+weight&state={state}"
    )
    url, state = fb.client.authorize_token_url(scope=["sleep"])
    assert url == (
        "https://www.fitbit.com/oauth2/authorize?response_type=code&client_id=an-id"
        f"&redirect_uri=http%3A%2F%2F127.0.0.1%3A8080&scope=sleep&state={state}"
    )


def test_authorize_url_with_pkce_adds_the_challenge_only() -> None:
    """What python-fitbit sent comes first, unchanged."""
    url, state = make().client.authorize_token_url(scope=["sleep"])
    before, _, challenge = url.partition("&code_challenge=")
    assert before == (
        "https://www.fitbit.com/oauth2/authorize?response_type=code&client_id=an-id"
        f"&redirect_uri=http%3A%2F%2F127.0.0.1%3A8080&scope=sleep&state={state}"
    )
    assert challenge.endswith("&code_challenge_method=S256")


def test_code_becomes_the_sessions_token(requests_mock: Mocker) -> None:
    """On a fresh object too; the secret travels in the header and nowhere else."""
    requests_mock.post(TOKEN_URL, json={**NEW, "user_id": "GGNJL9", "scope": "sleep"})
    client = make().client
    token = client.fetch_access_token("a-code")
    assert token is client.session.token
    assert (token["access_token"], token.get("user_id"), token["scope"]) == (
        "new-access",
        "GGNJL9",
        ["sleep"],
    )
    sent: Any = requests_mock.last_request
    assert sent.headers["Authorization"] == _basic_auth_str("an-id", "a-secret")
    assert "a-secret" not in sent.text
    assert "grant_type=authorization_code" in sent.text


def test_fewer_scopes_than_asked_raise_nothing(requests_mock: Mocker) -> None:
    """python-fitbit lost the token to a Warning when the user unticked a scope."""
    requests_mock.post(TOKEN_URL, json={**NEW, "scope": "sleep"})
    client = make().client
    client.authorize_token_url(scope=["sleep", "weight"])
    client.fetch_access_token("a-code")
    assert client.session.token.scopes == ["sleep"]


@pytest.mark.parametrize("refresh_cb", [None, lambda _token: None])
def test_refresh_right_after_construction(requests_mock: Mocker, refresh_cb: Any) -> None:
    """With a callback and, unlike python-fitbit, without one."""
    requests_mock.post(TOKEN_URL, json=NEW)
    client = with_token(refresh_cb=refresh_cb).client
    assert dict(client.refresh_token()) == NEW
    assert dict(client.session.token) == NEW
    sent: Any = requests_mock.last_request
    assert sent.text == "grant_type=refresh_token&refresh_token=old-refresh"


def test_refresh_after_an_authorize_url_sends_no_scope(requests_mock: Mocker) -> None:
    """python-fitbit did, which Fitbit refuses after partial consent."""
    requests_mock.post(TOKEN_URL, json=NEW)
    client = with_token(refresh_cb=Mock()).client
    client.authorize_token_url()
    client.refresh_token()
    sent: Any = requests_mock.last_request
    assert "scope" not in sent.text


def test_refresh_token_alone_suffices(requests_mock: Mocker) -> None:
    """As in python-fitbit 0.2."""
    requests_mock.post(TOKEN_URL, json=NEW)
    fb = make(refresh_token="old-refresh")
    assert fb.client.refresh_token()["access_token"] == "new-access"


@freeze_time(dt.datetime(2017, 1, 4, 20, 55, 19, tzinfo=dt.timezone.utc))
def test_token_past_its_expiry_is_renewed_first(requests_mock: Mocker) -> None:
    """The refresh is the first request, and the callback gets what the server sent."""
    refresh_cb = Mock()
    fb = with_token(expires_at=1483530000, refresh_cb=refresh_cb)
    answer = {**NEW, "expires_at": 1483570000}
    requests_mock.get(PROFILE_URL, json={"user": {"aboutMe": "me"}})
    requests_mock.post(TOKEN_URL, json=answer)
    assert fb.user_profile_get() == {"user": {"aboutMe": "me"}}
    first, second = requests_mock.request_history
    assert first.path == "/oauth2/token"
    assert first.headers["Authorization"] == _basic_auth_str("an-id", "a-secret")
    assert second.headers["Authorization"] == "Bearer new-access"
    refresh_cb.assert_called_once_with(answer)


@pytest.mark.parametrize("refresh_cb", [None, Mock()])
def test_expired_token_is_renewed_and_the_request_repeated(
    requests_mock: Mocker, refresh_cb: Mock | None
) -> None:
    """The second request is the refresh; no exception reaches the caller."""
    fb = with_token(refresh_cb=refresh_cb)
    answers: Any = [{"status_code": 401, "json": EXPIRED}, {"json": {"user": {}}}]
    requests_mock.get(PROFILE_URL, answers)
    requests_mock.post(TOKEN_URL, json=NEW)
    assert fb.user_profile_get() == {"user": {}}
    paths = [request.path for request in requests_mock.request_history]
    assert paths == ["/1/user/-/profile.json", "/oauth2/token", "/1/user/-/profile.json"]
    if refresh_cb is not None:
        refresh_cb.assert_called_once_with(NEW)


def test_callback_gets_a_plain_dictionary(requests_mock: Mocker) -> None:
    """Programs write it to a file as JSON and read its items."""
    saved: list[str] = []
    fb = with_token(refresh_cb=lambda token: saved.append(json.dumps(token)))
    requests_mock.post(TOKEN_URL, json={**NEW, "expires_in": 28800, "user_id": "GGNJL9"})
    fb.client.refresh_token()
    written = json.loads(saved[0])
    assert written.pop("expires_at") > 1483530000
    assert written == {**NEW, "expires_in": 28800, "user_id": "GGNJL9"}


def test_exception_of_the_callback_propagates(requests_mock: Mocker) -> None:
    """A callback of the wrong arity is the program's error to see; the token is not lost."""

    def takes_nothing() -> None:
        raise AssertionError

    fb = with_token(refresh_cb=takes_nothing)
    requests_mock.post(TOKEN_URL, json=NEW)
    with pytest.raises(TypeError):
        fb.client.refresh_token()
    assert fb.client.session.token["refresh_token"] == "new-refresh"


@pytest.mark.parametrize("status", [200, 400])
def test_refused_refresh_is_oauthlibs_invalid_grant(requests_mock: Mocker, status: int) -> None:
    """Whatever the status; and Fitbit's words are kept."""
    body = {"errors": [{"errorType": "invalid_grant", "message": "Gone"}], "success": False}
    requests_mock.post(TOKEN_URL, status_code=status, json=body)
    with pytest.raises(oauth.InvalidGrantError, match="Gone"):
        with_token(refresh_cb=Mock()).client.refresh_token()


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (401, {"errors": [{"errorType": "invalid_client"}]}, oauth.InvalidClientError),
        (200, {"token_type": "Bearer"}, oauth.MissingTokenError),
        (429, {"errors": [{"errorType": "system"}]}, exceptions.HTTPTooManyRequests),
        (410, {}, exceptions.HTTPGone),
    ],
)
def test_failed_exchange_is_typed(
    requests_mock: Mocker, status: int, body: Any, error: type[Exception]
) -> None:
    """Old programs catch oauthlib's classes, new ones this library's."""
    requests_mock.post(TOKEN_URL, status_code=status, json=body)
    with pytest.raises(error) as caught:
        make().client.fetch_access_token("a-code")
    assert isinstance(caught.value, exceptions.TokenError)


@pytest.mark.parametrize("content", ["", "<html>", "{}", '{"errors": []}', "[]", '{"errors": [1]}'])
def test_odd_401_is_unauthorized(requests_mock: Mocker, content: str) -> None:
    """python-fitbit raised JSONDecodeError, KeyError or IndexError."""
    requests_mock.get(PROFILE_URL, status_code=401, text=content)
    with pytest.raises(exceptions.HTTPUnauthorized):
        with_token().user_profile_get()


@pytest.mark.parametrize(
    "headers",
    [{}, {"Retry-After": "soon"}, {"Retry-After": "10.5"}, {"Fitbit-Rate-Limit-Reset": ""}],
)
def test_wait_after_a_429_is_always_a_number(requests_mock: Mocker, headers: Any) -> None:
    """python-fitbit raised KeyError or ValueError."""
    requests_mock.get(PROFILE_URL, status_code=429, text="", headers=headers)
    with pytest.raises(exceptions.HTTPTooManyRequests) as caught:
        with_token().user_profile_get()
    assert isinstance(caught.value.retry_after_secs, int)


def test_callers_headers_get_no_bearer(requests_mock: Mocker) -> None:
    """The dictionary that a program passes stays free of its token."""
    headers = {"X-A": "b"}
    requests_mock.get(PROFILE_URL, json={})
    fb = with_token()
    fb.make_request(PROFILE_URL, headers=headers)
    fb.client.make_request(PROFILE_URL, headers=headers)
    assert headers == {"X-A": "b"}


def test_response_hooks_of_the_session_are_called(requests_mock: Mocker) -> None:
    """Programs read the rate limit in one."""
    seen: list[str] = []
    fb = with_token()
    fb.client.session.hooks["response"].append(
        lambda response, **_kwargs: seen.append(response.headers["Fitbit-Rate-Limit-Remaining"])
    )
    requests_mock.get(PROFILE_URL, json={}, headers={"Fitbit-Rate-Limit-Remaining": "148"})
    fb.user_profile_get()
    assert seen == ["148"]


@pytest.mark.parametrize(
    "error",
    [
        exceptions.HTTPUnauthorized,
        exceptions.HTTPForbidden,
        exceptions.HTTPNotFound,
        exceptions.HTTPConflict,
        exceptions.HTTPTooManyRequests,
        exceptions.HTTPServerError,
    ],
)
def test_http_errors_stay_siblings(error: type[Exception]) -> None:
    """``except HTTPBadRequest`` does not catch them, ``except HTTPException`` does."""
    assert issubclass(error, exceptions.HTTPException)
    assert not issubclass(error, exceptions.HTTPBadRequest)


def test_client_alone_takes_positional_tokens() -> None:
    """``FitbitOauth2Client(id, secret, access, refresh)``."""
    client = FitbitOauth2Client("an-id", "a-secret", "at", "rt")
    assert client.token["access_token"] == "at"
    assert client.oauth.token["refresh_token"] == "rt"
