"""From the redirect to the token."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from oauthlib.oauth2.rfc6749 import errors as oauth

from fitbit import exceptions
from fitbit.oauth2.pkce import s256
from fitbit.stores import MemoryStore
from fitbit_sandbox import Clock
from sandboxed import REDIRECT
from scripted import MakeClient, Web

TOKEN = {
    "access_token": "access-1",
    "refresh_token": "refresh-1",
    "expires_in": 28800,
    "scope": "sleep activity",
    "token_type": "Bearer",
    "user_id": "GGNJL9",
}


def challenge_of(url: str) -> str:
    return parse_qs(urlsplit(url).query)["code_challenge"][0]


def test_an_exchange_sends_the_code_and_the_verifier(web: Web, client: MakeClient) -> None:
    """The code, the redirect URI and the verifier go out, and the new token is in use."""
    web.say(body=TOKEN)
    fb = client()
    url, state = fb.client.authorize_token_url()
    token = fb.client.fetch_access_token("the-code", state=state)
    (post,) = web.seen

    assert set(post.form) == {"grant_type", "code", "redirect_uri", "code_verifier"}
    assert s256(post.form["code_verifier"]) == challenge_of(url)
    assert token is fb.client.session.token
    assert token["user_id"] == "GGNJL9"


# which authorization is being finished (decision by state)


def test_with_state_exactly_that_authorization_is_finished(web: Web, client: MakeClient) -> None:
    """Of two under way in one object the named one's verifier goes out."""
    web.say(body=TOKEN)
    fb = client()
    first, state = fb.client.authorize_token_url()
    fb.client.authorize_token_url()
    fb.client.fetch_access_token("the-code", state=state)

    assert s256(web.seen[0].form["code_verifier"]) == challenge_of(first)


def test_an_unknown_state_is_refused(web: Web, client: MakeClient) -> None:
    """A state that nobody made is a MismatchingStateError, and nothing is sent."""
    with pytest.raises(oauth.MismatchingStateError):
        client().client.fetch_access_token("the-code", state="unknown")
    assert web.seen == []


def test_without_state_it_is_this_objects_last_one(web: Web, client: MakeClient) -> None:
    """Of several under way the one that this object made last is finished."""
    web.say(body=TOKEN)
    fb = client()
    fb.client.authorize_token_url()
    last, _ = fb.client.authorize_token_url()
    fb.client.fetch_access_token("the-code")

    assert s256(web.seen[0].form["code_verifier"]) == challenge_of(last)


def test_a_fresh_object_finishes_the_only_one(web: Web, client: MakeClient) -> None:
    """A web app that begins in one object and ends in another works without any change."""
    web.say(body=TOKEN)
    url, _ = client().client.authorize_token_url()
    client().client.fetch_access_token("the-code", REDIRECT)

    assert s256(web.seen[0].form["code_verifier"]) == challenge_of(url)


def test_a_fresh_object_does_not_choose_among_several(web: Web, client: MakeClient) -> None:
    """Two under way and none named: the error says state=, and nothing is sent."""
    client().client.authorize_token_url()
    client().client.authorize_token_url()

    with pytest.raises(exceptions.AmbiguousStateError, match="state="):
        client().client.fetch_access_token("the-code")
    assert web.seen == []


def test_another_redirect_uri_is_another_authorization(web: Web, client: MakeClient) -> None:
    """Only those that were begun for the same redirect URI count."""
    web.say(body=TOKEN)
    url, _ = client(redirect_uri="https://a.example/1").client.authorize_token_url()
    client(redirect_uri="https://a.example/2").client.authorize_token_url()
    client(redirect_uri="https://a.example/1").client.fetch_access_token("the-code")

    assert s256(web.seen[0].form["code_verifier"]) == challenge_of(url)
    assert web.seen[0].form["redirect_uri"] == "https://a.example/1"


def test_with_none_under_way_the_exchange_goes_out_without_verifier(
    web: Web, client: MakeClient
) -> None:
    """As python-fitbit did: the URL may have been made elsewhere and without PKCE."""
    web.say(body=TOKEN)
    client().client.fetch_access_token("the-code")

    assert set(web.seen[0].form) == {"grant_type", "code", "redirect_uri"}


def test_a_refusal_without_verifier_says_what_is_missing(web: Web, client: MakeClient) -> None:
    """invalid_grant then names state= with a shared store, and pkce=None."""
    web.say(400, {"errors": [{"errorType": "invalid_grant", "message": "no"}]})
    with pytest.raises(exceptions.InvalidGrantError) as caught:
        client().client.fetch_access_token("the-code")

    assert "state=" in str(caught.value)
    assert "store=" in str(caught.value)
    assert "pkce=None" in str(caught.value)


def test_two_workers_finish_each_others_with_state_and_a_shared_store(
    web: Web, client: MakeClient
) -> None:
    """Two users at once, begun in one worker and ended in another."""
    web.say(body=TOKEN)
    store = MemoryStore()
    begun = [client(store=store).client.authorize_token_url() for _ in range(2)]
    for number, (_, state) in enumerate(begun, start=1):
        other = client(store=store, account=number)
        other.client.fetch_access_token(f"code-{number}", state=state)

    sent = [s256(post.form["code_verifier"]) for post in web.seen]
    assert sent == [challenge_of(url) for url, _ in begun]


def test_clients_of_different_stores_know_nothing_of_each_other(
    web: Web, client: MakeClient
) -> None:
    """A state of one store is unknown in another."""
    _, state = client(store=MemoryStore()).client.authorize_token_url()
    with pytest.raises(exceptions.MismatchingStateError):
        client(store=MemoryStore()).client.fetch_access_token("the-code", state=state)
    assert web.seen == []


def test_another_redirect_uri_than_the_urls_is_refused(web: Web, client: MakeClient) -> None:
    """The exchange must name the redirect URI of the authorize URL, byte for byte."""
    fb = client()
    _, state = fb.client.authorize_token_url(redirect_uri=REDIRECT)
    with pytest.raises(exceptions.MismatchingRedirectURIError):
        fb.client.fetch_access_token("the-code", "http://127.0.0.1:8080", state=state)
    assert web.seen == []


def test_without_pkce_no_verifier_is_looked_for(web: Web, client: MakeClient) -> None:
    """With pkce=None several may be under way and the exchange goes out as in python-fitbit."""
    web.say(body=TOKEN)
    client(pkce=None).client.authorize_token_url()
    client(pkce=None).client.authorize_token_url()
    client(pkce=None).client.fetch_access_token("the-code")

    assert set(web.seen[0].form) == {"grant_type", "code", "redirect_uri"}


def test_all_that_share_a_store_know_which_codes_were_exchanged(
    web: Web, client: MakeClient
) -> None:
    """A code that one object has sent is refused by the others."""
    web.say(body=TOKEN)
    store = MemoryStore()
    client(store=store).client.fetch_access_token("the-code")
    with pytest.raises(exceptions.InvalidGrantError, match="exchanged before"):
        client(store=store).client.fetch_access_token("the-code")
    assert len(web.seen) == 1


def test_a_failed_exchange_leaves_the_old_token(web: Web, client: MakeClient) -> None:
    """A refusal, or an answer that is no token, replaces nothing."""
    fb = client(access_token="old", refresh_token="old-refresh")
    for number, body in enumerate([{"errors": []}, {"access_token": ""}, b"<html>"]):
        web.replies = []
        web.say(body=body)
        with pytest.raises(exceptions.MissingTokenError):
            fb.client.fetch_access_token(f"code-{number}")
    assert fb.client.session.token == {"access_token": "old", "refresh_token": "old-refresh"}


# redirects, received or pasted


def redirect(state: str, **params: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in params.items())
    return f"{REDIRECT}?{query}&state={state}"


def test_a_pasted_redirect_is_exchanged(web: Web, client: MakeClient) -> None:
    """With Fitbit's #_=_ at its end, spaces around it and unknown parameters in it."""
    web.say(body=TOKEN)
    fb = client()
    _, state = fb.client.authorize_token_url()
    token = fb.client.fetch_token_from_redirect(f" {redirect(state, code='c', new='1')}#_=_\n")

    assert token["access_token"] == "access-1"
    assert web.seen[0].form["code"] == "c"


def test_behind_a_tls_proxy_the_error_names_the_header(client: MakeClient) -> None:
    """http where https was registered: the error speaks of X-Forwarded-Proto."""
    fb = client(redirect_uri="https://a.example/cb")
    _, state = fb.client.authorize_token_url()
    with pytest.raises(exceptions.MismatchingRedirectURIError, match="X-Forwarded-Proto"):
        fb.client.fetch_token_from_redirect(f"http://a.example/cb?code=c&state={state}")


def test_default_ports_and_an_empty_path_are_the_same_address(web: Web, client: MakeClient) -> None:
    """https://a.example and https://A.example:443/ are one."""
    web.say(body=TOKEN)
    fb = client(redirect_uri="https://a.example")
    _, state = fb.client.authorize_token_url()
    assert fb.client.fetch_token_from_redirect(f"https://A.example:443/?code=c&state={state}")


@pytest.mark.parametrize("params", [{}, {"code": ""}])
def test_a_redirect_without_code_is_typed(client: MakeClient, params: dict[str, str]) -> None:
    """Neither code nor error: MissingCodeError."""
    fb = client()
    _, state = fb.client.authorize_token_url()
    with pytest.raises(oauth.MissingCodeError):
        fb.client.fetch_token_from_redirect(redirect(state, **params))


def test_without_an_issuer_iss_is_ignored(web: Web, client: MakeClient) -> None:
    """Fitbit has no issuer: whatever iss says does not matter."""
    web.say(body=TOKEN)
    fb = client()
    _, state = fb.client.authorize_token_url()
    assert fb.client.fetch_token_from_redirect(redirect(state, code="c") + "&iss=https://x.example")


def test_at_most_a_thousand_authorizations_are_remembered(web: Web, client: MakeClient) -> None:
    """The oldest give way, so that a flood of visitors fills no store."""
    clock = Clock(1_800_000_000.0)
    store = MemoryStore()
    fb = client(clock=clock, store=store)
    states = []
    for _ in range(1003):
        clock.advance(0.01)
        states.append(fb.client.authorize_token_url()[1])

    with pytest.raises(exceptions.MismatchingStateError):
        fb.client.fetch_access_token("the-code", state=states[2])
    assert web.seen == []
    web.say(body=TOKEN)
    assert fb.client.fetch_access_token("the-code", state=states[3])["access_token"]


def test_a_pasted_code_loses_fitbits_fragment(web: Web, client: MakeClient) -> None:
    """What a user copies from the address bar ends in #_=_."""
    web.say(body=TOKEN)
    client().client.fetch_access_token("the-code#_=_")

    assert web.seen[0].form["code"] == "the-code"
