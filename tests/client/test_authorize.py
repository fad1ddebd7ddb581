"""The authorize URL."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

import fitbit

SCOPE = "activity+nutrition+heartrate+location+nutrition+profile+settings+sleep+social+weight"


def new(**kwargs: Any) -> fitbit.FitbitOauth2Client:
    return fitbit.FitbitOauth2Client("22942C", "secret", **kwargs)


def query(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))


def test_the_url_has_python_fitbits_parameters_and_pkces() -> None:
    """And nothing else: neither the verifier nor the secret is among them."""
    url, _ = new(redirect_uri="https://a.example/cb").authorize_token_url()

    assert url.startswith("https://www.fitbit.com/oauth2/authorize?")
    assert set(query(url)) == {
        "response_type",
        "client_id",
        "redirect_uri",
        "scope",
        "state",
        "code_challenge",
        "code_challenge_method",
    }


@pytest.mark.parametrize("off", ["argument", "class"])
def test_without_pkce_the_url_is_python_fitbits_byte_for_byte(
    off: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`pkce=None`, for one client or for the class, gives 0.3.1's URL."""
    if off == "class":
        monkeypatch.setattr(fitbit.FitbitOauth2Client, "pkce", None)
    client = new(**({"pkce": None} if off == "argument" else {}))
    url, _ = client.authorize_token_url(
        redirect_uri="http://127.0.0.1:8080/", state="xyz", prompt="login consent"
    )

    assert url == (
        "https://www.fitbit.com/oauth2/authorize?response_type=code&client_id=22942C"
        f"&redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2F&scope={SCOPE}&state=xyz"
        "&prompt=login+consent"
    )


@pytest.mark.parametrize("scope", [["sleep", "weight"], ("sleep", "weight"), "sleep weight"])
def test_scopes_are_named_as_a_list_or_as_text(scope: Any) -> None:
    """Any of the three ways gives the same scope parameter."""
    assert query(new().authorize_token_url(scope=scope)[0])["scope"] == "sleep weight"


def test_any_other_parameter_passes_through() -> None:
    """A state of one's own and unknown parameters are in the URL."""
    url, state = new().authorize_token_url(state="mine", expires_in=604800, display="touch")

    assert state == "mine"
    assert query(url)["expires_in"] == "604800"
    assert query(url)["display"] == "touch"


def test_the_redirect_uri_of_the_call_is_remembered() -> None:
    """It overrides the constructor's, and stays on the session, as in python-fitbit."""
    client = new(redirect_uri="https://a.example/one")
    url, _ = client.authorize_token_url(redirect_uri="https://a.example/two")

    assert query(url)["redirect_uri"] == "https://a.example/two"
    assert client.session.redirect_uri == "https://a.example/two"


def test_callback_uri_means_redirect_uri() -> None:
    """The OAuth1 era's name is understood where no redirect_uri is given."""
    client = new(callback_uri="https://a.example/cb")
    assert query(client.authorize_token_url()[0])["redirect_uri"] == "https://a.example/cb"


def test_prompt_needs_a_redirect_uri() -> None:
    """Fitbit refuses prompt= without one, so it is a ValueError that says so."""
    with pytest.raises(ValueError, match="redirect URI"):
        new().authorize_token_url(prompt="consent")


def test_response_type_code_may_be_said() -> None:
    """Saying what is the default changes nothing."""
    assert parse_qs(urlsplit(new().authorize_token_url(response_type="code")[0]).query)[
        "response_type"
    ] == ["code"]


def test_a_client_knows_its_addresses() -> None:
    """python-fitbit's attributes are there, and follow the provider where one is given."""
    assert new().access_token_url == "https://api.fitbit.com/oauth2/token"
    assert new().refresh_token_url == new().request_token_url == new().access_token_url
    assert new().authorization_url == "https://www.fitbit.com/oauth2/authorize"
    assert (new().API_ENDPOINT, new().API_VERSION) == ("https://api.fitbit.com", 1)
    assert new().AUTHORIZE_ENDPOINT == "https://www.fitbit.com"
