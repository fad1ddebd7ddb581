"""Where secrets may travel."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fitbit
from fitbit.providers import FITBIT, Provider
from fitbit.urls import origin, require_secure


def provider(url: str) -> Provider:
    return Provider(
        name="local",
        authorization_url=f"{url}/authorize",
        token_url=f"{url}/token",
        revocation_url=None,
        introspection_url=None,
        api_url=url,
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://api.fitbit.com",
        "https://localhost",
        "http://127.0.0.1:8000",
        "http://127.9.9.9",
        "http://[::1]:8000",
        "HTTP://127.0.0.1:1",
    ],
)
def test_https_and_literal_loopback_are_accepted(url: str) -> None:
    """A provider may live at any https address, or at plain http on a loopback address."""
    assert provider(url).api_url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://api.fitbit.com",
        "http://localhost:8000",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.1@evil.example",
        "http://evil.example#@127.0.0.1",
        "https://user:pw@api.fitbit.com",
        "http://10.0.0.1",
        "http://0.0.0.0",
        "http://[::]",
        "ftp://127.0.0.1",
        "127.0.0.1:8000",
        "",
        "https://",
        "http://127.0.0.1:port",
        "http://[::1",
    ],
)
def test_any_other_plain_http_address_is_refused(url: str) -> None:
    """Loopback is judged by the parsed host, and the refusal is typed, early and clear."""
    with pytest.raises(fitbit.exceptions.InsecureAddressError) as caught:
        provider(url)
    assert isinstance(caught.value, ValueError)
    assert "pw" not in str(caught.value)


def test_localhost_is_told_what_to_write() -> None:
    """The name localhost may be looked up to anything, so the address is to be written."""
    with pytest.raises(fitbit.exceptions.InsecureAddressError, match=r"Write 127\.0\.0\.1"):
        provider("http://localhost:8000")


@given(st.text(max_size=60))
def test_no_address_breaks_the_check(text: str) -> None:
    """Whatever is given as an address is either accepted as secure or refused as typed."""
    try:
        require_secure(text)
    except fitbit.exceptions.InsecureAddressError:
        return
    scheme, host, _ = origin(text)
    assert scheme == "https" or (scheme == "http" and host)


def test_fitbits_addresses_are_fitbits() -> None:
    """The default provider is Fitbit's own Web API."""
    assert FITBIT.authorization_url == "https://www.fitbit.com/oauth2/authorize"
    assert FITBIT.token_url == "https://api.fitbit.com/oauth2/token"
    assert FITBIT.revocation_url == "https://api.fitbit.com/oauth2/revoke"
    assert FITBIT.introspection_url == "https://api.fitbit.com/1.1/oauth2/introspect"


def test_scopes_are_translated_where_the_provider_has_its_own_words() -> None:
    """Names are mapped, unknown ones pass through, and doubles appear once."""
    own = Provider(
        name="own",
        authorization_url="https://a.example/authorize",
        token_url="https://a.example/token",
        revocation_url=None,
        introspection_url=None,
        api_url="https://a.example",
        scope_names={"activity": ("fit.read",), "weight": ("fit.read",), "social": ()},
    )
    assert own.translate_scopes(["activity", "weight", "social", "own"]) == ["fit.read", "own"]
    assert FITBIT.translate_scopes(["nutrition", "nutrition"]) == ["nutrition", "nutrition"]
