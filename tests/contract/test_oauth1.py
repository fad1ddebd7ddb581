"""Programs written for OAuth1 keep their calls and speak OAuth2."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from requests_mock import Mocker

from fitbit import FitbitOauth2Client, FitbitOauthClient, exceptions, stores
from fitbit.oauth2 import pending

TOKEN_URL = "https://api.fitbit.com/oauth2/token"
CALLBACK = "https://example.org/callback"
ANSWER = {
    "access_token": "eyJ-new-access",
    "refresh_token": "new-refresh",
    "expires_in": 28800,
    "scope": "sleep activity",
    "token_type": "Bearer",
    "user_id": "GGNJL9",
}


@pytest.fixture
def endpoint(requests_mock: Mocker) -> Any:
    """Answer the token endpoint."""
    return requests_mock.post(TOKEN_URL, json=ANSWER)


def client(**kwargs: Any) -> FitbitOauthClient:
    """Return a client as an OAuth1 program makes it; each test has a client id of its own."""
    return FitbitOauthClient("22942C", "a-secret", callback_uri=CALLBACK, **kwargs)


@pytest.fixture(autouse=True)
def _nothing_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget authorizations that other tests began in this process."""
    monkeypatch.setattr(pending, "IN_PROCESS", stores.MemoryStore())


def redirect(url: str, code: str = "a-code") -> str:
    """Return the address that Fitbit redirects to, as a user pastes it."""
    state = parse_qs(urlsplit(url).query)["state"][0]
    return f"{CALLBACK}?code={code}&state={state}#_=_"


def form(endpoint: Any) -> dict[str, list[str]]:
    """Return the form that was sent to the token endpoint."""
    return parse_qs(endpoint.last_request.text)


def test_old_names_are_live_views_on_the_token() -> None:
    """The owner's key and secret are access and refresh token, readable and assignable."""
    old = FitbitOauthClient("id", "secret", "at", "rt", "BOB", CALLBACK)
    assert isinstance(old, FitbitOauth2Client)
    assert (old.client_key, old.client_secret, old.user_id) == ("id", "secret", "BOB")
    assert (old.resource_owner_key, old.resource_owner_secret) == ("at", "rt")
    assert old.oauth is old.session
    old.resource_owner_key, old.resource_owner_secret = "at2", "rt2"
    assert dict(old.session.token) == {"access_token": "at2", "refresh_token": "rt2"}
    old.session.token = {"access_token": "at3"}
    assert [old.resource_owner_key, old.resource_owner_secret] == ["at3", None]
    old.resource_owner_key = None
    assert dict(old.session.token) == {}


def test_further_arguments_are_tolerated() -> None:
    """As they were; what the OAuth2 client knows reaches it."""
    arguments = ("id", "s", "at", "rt", "BOB", CALLBACK, "more")
    with pytest.warns(RuntimeWarning, match="'junk' is not known"):
        old = FitbitOauthClient(*arguments, timeout=3, junk=1)
    assert (old.timeout, old.session.redirect_uri) == (3, CALLBACK)
    new = FitbitOauthClient("id", "s", access_token="at", refresh_token="rt", redirect_uri=CALLBACK)
    assert dict(new.session.token) == {"access_token": "at", "refresh_token": "rt"}
    assert new.session.redirect_uri == CALLBACK


def test_request_token_is_empty_and_deprecated() -> None:
    """OAuth2 has no such step, and the warning says where to begin."""
    with pytest.warns(DeprecationWarning, match="authorize_token_url") as warned:
        assert client().fetch_request_token() == {}
    assert warned[0].filename == __file__


def test_authorize_url_is_text_and_ignores_the_token() -> None:
    """The return type is 0.1.3's; the address is OAuth2's, with PKCE."""
    old = client()
    for url in (old.authorize_token_url(), old.authorize_token_url(token={"oauth_token": "x"})):
        assert isinstance(url, str)
        query = parse_qs(urlsplit(url).query)
        assert url.startswith("https://www.fitbit.com/oauth2/authorize?")
        assert query["redirect_uri"] == [CALLBACK]
        assert query["code_challenge_method"] == ["S256"]
        assert "token" not in query


def test_authorize_url_takes_oauth2s_parameters() -> None:
    """Scope, prompt and state are OAuth2's own."""
    url = client().authorize_token_url(scope=["sleep"], prompt="login consent", state="my-state")
    query = parse_qs(urlsplit(url).query)
    assert (query["scope"], query["prompt"], query["state"]) == (
        ["sleep"],
        ["login consent"],
        ["my-state"],
    )


@pytest.mark.parametrize(
    ("parameter", "instead"),
    [({"display": "touch"}, "prompt="), ({"oauth_callback": CALLBACK}, "redirect_uri=")],
)
def test_parameter_without_a_counterpart_says_what_to_write(
    parameter: dict[str, str], instead: str
) -> None:
    """Nothing is dropped in silence."""
    with pytest.raises(TypeError, match=f"no counterpart in OAuth2.*{instead}"):
        client().authorize_token_url(**parameter)


def test_verifier_may_be_a_code(endpoint: Any) -> None:
    """The code goes out with this object's PKCE verifier, and the answer has the old names too."""
    old = client()
    challenge = parse_qs(urlsplit(old.authorize_token_url()).query)["code_challenge"][0]
    token = old.fetch_access_token("a-code", {})
    digest = hashlib.sha256(form(endpoint)["code_verifier"][0].encode()).digest()
    assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge
    assert form(endpoint)["code"] == ["a-code"]
    assert form(endpoint)["redirect_uri"] == [CALLBACK]
    assert token["oauth_token"] == token["access_token"] == "eyJ-new-access"
    assert token["oauth_token_secret"] == token["refresh_token"] == "new-refresh"
    assert token["encoded_user_id"] == token.get("user_id") == "GGNJL9"
    assert (old.resource_owner_key, old.resource_owner_secret) == ("eyJ-new-access", "new-refresh")
    assert old.user_id == "GGNJL9"


def test_token_in_use_has_no_doubles(endpoint: Any) -> None:
    """The old names are in the result only, not in what is kept."""
    old = client()
    old.authorize_token_url()
    result = old.fetch_access_token("a-code")
    assert {"oauth_token", "oauth_token_secret", "encoded_user_id"}.isdisjoint(old.session.token)
    assert json.loads(json.dumps(result))["oauth_token"] == "eyJ-new-access"
    assert endpoint.call_count == 1


def test_printed_result_shows_no_secret(endpoint: Any) -> None:
    """Under neither name."""
    old = client()
    old.authorize_token_url()
    result = old.fetch_access_token("a-code")
    assert endpoint.called
    assert "eyJ-new-access" not in f"{result} {result!r}"
    assert "new-refresh" not in f"{result} {result!r}"


def test_verifier_may_be_the_pasted_redirect(endpoint: Any) -> None:
    """With Fitbit's fragment and a blank after it."""
    old = client()
    token = old.fetch_access_token(redirect(old.authorize_token_url()) + " ")
    assert form(endpoint)["code"] == ["a-code"]
    assert token["encoded_user_id"] == "GGNJL9"


@pytest.mark.parametrize("pasted", [True, False], ids=["redirect", "code"])
def test_fresh_object_finishes_what_another_began(endpoint: Any, pasted: bool) -> None:
    """As OAuth1 programs did between two requests of a web application."""
    url = client().authorize_token_url()
    verifier = redirect(url) if pasted else "a-code"
    assert client().fetch_access_token(verifier, {})["oauth_token"] == "eyJ-new-access"
    assert "code_verifier" in form(endpoint)


def test_state_of_the_users_session_is_compared(endpoint: Any) -> None:
    """A redirect with another state than the one kept is refused before anything is sent."""
    url = client().authorize_token_url()
    with pytest.raises(exceptions.MismatchingStateError):
        client().fetch_access_token(redirect(url), state="another")
    assert not endpoint.called


def test_redirect_with_an_unknown_state_is_refused(endpoint: Any) -> None:
    """By the object that made the URL and by a fresh one."""
    old = client()
    old.authorize_token_url()
    for tried in (old, client()):
        with pytest.raises(exceptions.MismatchingStateError):
            tried.fetch_access_token(f"{CALLBACK}?code=a-code&state=forged")
    assert not endpoint.called


def test_redirect_is_good_for_one_use(endpoint: Any) -> None:
    """A second time its state is unknown."""
    old = client()
    pasted = redirect(old.authorize_token_url())
    old.fetch_access_token(pasted)
    with pytest.raises(exceptions.TokenError):
        client().fetch_access_token(pasted)
    assert endpoint.call_count == 1


def test_text_in_second_place_is_the_redirect_uri(endpoint: Any) -> None:
    """As it is for FitbitOauth2Client."""
    old = FitbitOauthClient("22942C", "a-secret", pkce=None)
    old.fetch_access_token("a-code", "https://example.org/other")
    assert form(endpoint)["redirect_uri"] == ["https://example.org/other"]


@pytest.mark.parametrize("verifier", [{"oauth_token": "x"}, None])
def test_request_token_in_first_place_says_what_belongs_there(verifier: Any) -> None:
    """The order of 0.0.5, where the token came first."""
    with pytest.raises(TypeError, match="takes the code"):
        client().fetch_access_token(verifier, "a-verifier")


def test_denied_consent_is_typed(endpoint: Any) -> None:
    """A redirect that carries an error raises it."""
    old = client()
    state = parse_qs(urlsplit(old.authorize_token_url()).query)["state"][0]
    with pytest.raises(exceptions.AccessDeniedError):
        old.fetch_access_token(f"{CALLBACK}?error=access_denied&state={state}")
    assert not endpoint.called


@pytest.mark.parametrize(
    ("status", "error"), [(401, exceptions.HTTPUnauthorized), (404, exceptions.HTTPNotFound)]
)
def test_requests_raise_typed_exceptions(
    requests_mock: Mocker, status: int, error: type[Exception]
) -> None:
    """``make_request(url, data, method)`` returns the response or raises."""
    url = "https://api.fitbit.com/1/user/-/profile.json"
    requests_mock.get(url, [{"json": {}}, {"status_code": status, "json": {"errors": []}}])
    requests_mock.put(url, json={"a": 1})
    old = client(resource_owner_key="at")
    assert old.make_request(url).status_code == 200
    with pytest.raises(error):
        old.make_request(url, {}, None)
    assert old.make_request(url, {"x": 1}, "PUT").json() == {"a": 1}
    sent: Any = requests_mock.last_request
    assert (sent.text, sent.headers["Authorization"]) == ("x=1", "Bearer at")
