"""The rules of OAuth 2 for a client, 1 to 20: from the authorize URL to the exchange of a code."""

from __future__ import annotations

import hmac
import logging
import pickle
import random
import re
import zlib
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from oauthlib.oauth2.rfc6749 import errors as oauth

from fitbit import exceptions
from fitbit.oauth2.pending import PendingAuthorization
from fitbit.oauth2.pkce import new_state, new_verifier, s256
from fitbit.stores import MemoryStore
from fitbit_sandbox import Clock, Sandbox
from sandboxed import REDIRECT, Make
from scripted import MakeClient, Seen, Web, provider_at

TOKEN = {"access_token": "access-1", "refresh_token": "refresh-1", "token_type": "Bearer"}
with_and_without_store = pytest.mark.parametrize("store", [None, MemoryStore()], ids=type)


def query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def came(state: str, more: str = "code=the-code") -> str:
    return f"{REDIRECT}?{more}&state={state}"


def drawn(draw: Callable[[], str]) -> list[str]:
    """Return ten thousand draws, all the same if they come from the random module."""
    texts = []
    for _ in range(10_000):
        random.seed(7636)
        texts.append(draw())
    return texts


def bits(texts: list[str]) -> float:
    """Return how many bits of each text are left by a packer, which takes none from chance."""
    return len(zlib.compress("".join(texts).encode(), 9)) * 8 / len(texts)


def test_rule_01_pkce_is_s256_without_any_option(scripted: MakeClient) -> None:
    """Every authorize URL has an S256 challenge, and `plain` is refused (RFC 7636 section 4.2)."""
    url, _ = scripted().client.authorize_token_url()

    assert query(url)["code_challenge_method"] == "S256"
    for other in ("plain", "s256", ""):
        with pytest.raises(ValueError, match="'plain' method shows the verifier"):
            scripted(pkce=other).client.authorize_token_url()
    with pytest.raises(ValueError, match="plain"):
        scripted().client.authorize_token_url(
            code_challenge="x" * 43, code_challenge_method="plain"
        )


def test_rule_02_a_verifier_is_long_and_random() -> None:
    """It has 43 to 128 unreserved characters and 256 bits of chance (RFC 7636 section 4.1)."""
    verifiers = drawn(new_verifier)

    assert len(set(verifiers)) == 10_000
    assert all(re.fullmatch(r"[A-Za-z0-9._~-]{43,128}", verifier) for verifier in verifiers)
    assert min(len(set(place)) for place in zip(*verifiers, strict=False)) >= 16
    assert bits(verifiers) >= 256


def test_rule_03_the_challenge_is_the_rfcs() -> None:
    """The published vector comes out, and no challenge is padded with `=` (RFC 7636 appendix B)."""
    vector = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    challenges = [s256(new_verifier()) for _ in range(100)]

    assert s256(vector) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", challenge) for challenge in challenges)


def test_rule_04_every_url_has_its_own_state_and_verifier(scripted: MakeClient) -> None:
    """Neither is shared by two URLs, of one object or of several (RFC 9700 section 2.1.1)."""
    one, other = scripted().client, scripted().client
    urls = [query(client.authorize_token_url()[0]) for client in (one, one, other, other)]

    assert len({url["state"] for url in urls}) == 4
    assert len({url["code_challenge"] for url in urls}) == 4


def test_rule_05_the_verifier_is_seen_by_the_token_endpoint_only(
    web: Web, scripted: MakeClient, caplog: pytest.LogCaptureFixture
) -> None:
    """It is in no URL, log, repr or pickled exception, also where it is echoed (RFC 7636)."""
    caplog.set_level(1)
    logging.getLogger("requests_oauthlib").setLevel(1)
    client = scripted().client
    url, state = client.authorize_token_url()

    def echo(seen: Seen) -> dict[str, Any]:
        words = f"bad verifier {seen.form['code_verifier']}"
        return {"errors": [{"errorType": "invalid_grant", "message": words}]}

    web.say(400, echo)
    with pytest.raises(exceptions.InvalidGrantError) as caught:
        client.fetch_access_token("the-code", state=state)

    verifier = web.seen[0].form["code_verifier"]
    pending = PendingAuthorization(state, None, verifier)
    shown = [url, caplog.text, repr(client), repr(pending), repr(caught.value), str(caught.value)]
    shown += [pickle.dumps(caught.value, 0).decode("latin-1"), caught.value.response.text]
    assert not any(verifier in text for text in shown)


def test_rule_06_a_state_is_random_and_always_sent(scripted: MakeClient) -> None:
    """It has at least 128 bits and is there without PKCE as well (RFC 6749 section 10.12)."""
    states = drawn(new_state)

    assert len(set(states)) == 10_000
    assert min(map(len, states)) >= 43
    assert bits(states) >= 128
    for pkce in ("S256", None):
        url, state = scripted(pkce=pkce).client.authorize_token_url()
        assert query(url)["state"] == state


@pytest.mark.parametrize(
    "came_with", [[], [""], ["EVIL"], ["mine"], ["MINE", "MINE"], ["MINE", "EVIL"]], ids=str
)
def test_rule_07_a_wrong_state_is_refused(
    web: Web, scripted: MakeClient, came_with: list[str]
) -> None:
    """Wrong, missing, empty or doubled: a typed error and no token request (RFC 6749 10.12)."""
    client = scripted().client
    client.authorize_token_url(state="MINE")
    states = "".join(f"&state={state}" for state in came_with)
    with pytest.raises(exceptions.MismatchingStateError):
        client.fetch_token_from_redirect(f"{REDIRECT}?code=the-code{states}")
    assert web.seen == []


def test_rule_08_states_are_compared_in_constant_time(
    web: Web, scripted: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`hmac.compare_digest`, whose time tells nothing, has the only say (hardening)."""
    # Its nanoseconds drown in the milliseconds of a request, so that no clock can hold this. In
    # its place: what that function answers is believed, even against the states themselves.
    web.say(body=TOKEN)
    client = scripted().client
    for state, more, answer in (("MINE", "", False), ("MINE", "x", True)):
        client.authorize_token_url(state=state)
        monkeypatch.setattr(hmac, "compare_digest", lambda one, other, answer=answer: answer)
        with nullcontext() if answer else pytest.raises(exceptions.MismatchingStateError):
            client.fetch_token_from_redirect(came(state + more))
        assert len(web.seen) == answer


@with_and_without_store
def test_rule_09_a_state_is_good_once(
    web: Web, scripted: MakeClient, store: MemoryStore | None
) -> None:
    """The same redirect, or another code, is refused the second time (RFC 9700 section 4.2.4)."""
    web.say(body=TOKEN)
    client = scripted(store=store).client
    _, state = client.authorize_token_url()
    client.fetch_token_from_redirect(came(state))
    with pytest.raises(exceptions.MismatchingStateError):
        client.fetch_token_from_redirect(came(state), state=state)
    with pytest.raises(exceptions.MismatchingStateError):
        client.fetch_access_token("another", state=state)
    assert len(web.seen) == 1


def test_rule_09_a_state_is_used_up_by_a_failure_too(web: Web, scripted: MakeClient) -> None:
    """After an exchange that was refused it is no longer accepted (RFC 9700 section 4.2.4)."""
    web.say(400, {"errors": [{"errorType": "invalid_grant"}]})
    client = scripted(store=MemoryStore()).client
    _, state = client.authorize_token_url()
    with pytest.raises(exceptions.InvalidGrantError):
        client.fetch_token_from_redirect(came(state))
    with pytest.raises(exceptions.MismatchingStateError):
        client.fetch_token_from_redirect(came(state, "code=another"), state=state)
    assert len(web.seen) == 1


@with_and_without_store
def test_rule_10_another_users_redirect_is_refused(
    web: Web, scripted: MakeClient, store: MemoryStore | None
) -> None:
    """The state in the user's own session counts, not any that is live (RFC 9700 section 2.1)."""
    web.say(body=TOKEN)
    _, mine = scripted(store=store).client.authorize_token_url()
    _, attackers = scripted(store=store).client.authorize_token_url()
    worker = scripted(store=store).client
    with pytest.raises(exceptions.MismatchingStateError):
        worker.fetch_token_from_redirect(came(attackers), state=mine)
    with pytest.raises(exceptions.MismatchingStateError, match="Pass state="):
        worker.fetch_token_from_redirect(came(mine))
    assert web.seen == []
    assert worker.fetch_token_from_redirect(came(mine), state=mine)


@pytest.mark.parametrize(("seconds", "live"), [(599, True), (600, False)])
def test_rule_11_an_authorization_waits_ten_minutes(
    web: Web, scripted: MakeClient, seconds: int, live: bool
) -> None:
    """After the life of Fitbit's codes the state is no longer accepted (hardening)."""
    web.say(body=TOKEN)
    clock = Clock(1_790_000_000.0)
    client = scripted(clock=clock).client
    ways: list[Callable[[str], Any]] = [
        lambda state: client.fetch_token_from_redirect(came(state, "code=code-1")),
        lambda state: client.fetch_access_token("code-2", state=state),
        lambda state: client.fetch_access_token("code-3"),
    ]
    for finish in ways:
        _, state = client.authorize_token_url()
        clock.advance(seconds)
        too_late = pytest.raises(exceptions.MismatchingStateError, match="ten minutes")
        with nullcontext() if live else too_late:
            finish(state)
    assert len(web.seen) == len(ways) * live


@pytest.mark.parametrize("uri", ["https://a.example/cb?x=%7e&y=a+b", "HTTPS://A.example", REDIRECT])
def test_rule_12_the_redirect_uri_is_repeated_byte_for_byte(
    web: Web, scripted: MakeClient, uri: str
) -> None:
    """What the authorize URL named is what the exchange names (RFC 6749 section 4.1.3)."""
    web.say(body=TOKEN)
    client = scripted(redirect_uri="https://other.example/").client
    url, state = client.authorize_token_url(redirect_uri=uri)
    scripted().client.fetch_access_token("the-code", state=state)

    assert query(url)["redirect_uri"] == web.seen[0].form["redirect_uri"] == uri


def test_rule_13_the_redirect_uri_is_always_sent(sandbox: Sandbox, make: Make) -> None:
    """An application with several registered ones names it every time (OAuth 2.1 section 2.3)."""
    assert len(sandbox.apps["server"].redirect_uris) > 1
    for uri in sandbox.apps["server"].redirect_uris:
        client = make(redirect_uri=uri).client
        url, state = client.authorize_token_url()
        token = client.fetch_token_from_redirect(sandbox.consent(url), state=state)
        assert query(url)["redirect_uri"] == uri
        assert token["access_token"]


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1:8080/",
        "http://127.0.0.2:8080/",
        "http://127.0.0.1:8081/",
        "http://127.0.0.1:8080/other",
        "http://127.0.0.1:8080@evil.example/",
        "http://127.0.0.1:8080.evil.example/",
    ],
)
@pytest.mark.parametrize("what", ["code=the-code", "error=access_denied"])
def test_rule_14_a_redirect_to_another_address_is_not_believed(
    web: Web, scripted: MakeClient, address: str, what: str
) -> None:
    """Scheme, host, port and path must be the redirect URI's (RFC 9700 section 4.4.2.2)."""
    client = scripted().client
    _, state = client.authorize_token_url()
    with pytest.raises(exceptions.MismatchingRedirectURIError):
        client.fetch_token_from_redirect(f"{address}?{what}&state={state}")
    assert web.seen == []


@pytest.mark.parametrize(
    ("iss", "accepted"),
    [
        ("", True),
        ("&iss=https://a.example", True),
        ("&iss=https://a.example/", False),
        ("&iss=https://A.example", False),
        ("&iss=https://b.example", False),
        ("&iss=", False),
        ("&iss=https://a.example&iss=https://a.example", False),
    ],
)
def test_rule_15_another_issuer_is_refused(
    web: Web, scripted: MakeClient, iss: str, accepted: bool
) -> None:
    """`iss` is compared as it is, before any token request (RFC 9207 section 2.4)."""
    web.say(body=TOKEN)
    client = scripted(provider=provider_at(web.url, issuer="https://a.example")).client
    _, state = client.authorize_token_url()
    with nullcontext() if accepted else pytest.raises(exceptions.MismatchingIssuerError):
        client.fetch_token_from_redirect(came(state, f"code=the-code{iss}"))
    assert len(web.seen) == accepted


def test_rule_16_a_code_goes_to_the_server_that_was_asked(
    web: Web, other_web: Web, scripted: MakeClient
) -> None:
    """A state that was begun with one provider is unknown to another (RFC 9700 section 4.4)."""
    web.say(body=TOKEN)
    store = MemoryStore()
    asked = scripted(store=store).client
    other = scripted(store=store, provider=provider_at(other_web.url, name="other")).client
    _, state = asked.authorize_token_url()
    with pytest.raises(exceptions.MismatchingStateError):
        other.fetch_token_from_redirect(came(state), state=state)
    asked.fetch_token_from_redirect(came(state))

    assert [seen.path for seen in web.seen] == ["/oauth2/token"]
    assert other_web.seen == []


def test_rule_17_a_refusal_is_typed_and_the_state_comes_first(
    web: Web, scripted: MakeClient
) -> None:
    """access_denied is AccessDeniedError, if the state is right (RFC 6749 section 4.1.2.1)."""
    client = scripted().client
    _, state = client.authorize_token_url()
    with pytest.raises(exceptions.MismatchingStateError):
        client.fetch_token_from_redirect(came("EVIL", "error=access_denied"))
    denied = "error=access_denied&error_description=The+user+denied+it"
    with pytest.raises(oauth.AccessDeniedError, match="The user denied it") as caught:
        client.fetch_token_from_redirect(came(state, denied))
    assert isinstance(caught.value, exceptions.AccessDeniedError)
    for name in ("temporarily_unavailable", "server_error"):
        _, state = client.authorize_token_url()
        with pytest.raises(exceptions.AuthorizationError, match=name) as other:
            client.fetch_token_from_redirect(came(state, f"error={name}"))
        assert other.value.error == name
    assert web.seen == []


def test_rule_18_unknown_members_are_ignored(web: Web, scripted: MakeClient) -> None:
    """New parameters in redirect and token answer do no harm (RFC 6749 sections 4.1.2, 5.1)."""
    web.say(body={**TOKEN, "new": {"deep": [1]}, "refresh_token_expires_in": 1})
    client = scripted().client
    _, state = client.authorize_token_url()
    token = client.fetch_token_from_redirect(came(state, "code=the-code&new=1&new=2&x"))

    assert token["access_token"] == "access-1"


@pytest.mark.parametrize(
    "fault",
    [None, {"reset": "before"}, {"reset": "after"}, {"status": 503}, {"truncate": True}],
    ids=str,
)
def test_rule_19_a_code_is_sent_once(
    sandbox: Sandbox, make: Make, fault: dict[str, Any] | None
) -> None:
    """Whatever the answer, it is not sent again, and a second use is an error (RFC 6749 4.1.2)."""
    client = make().client
    url, state = client.authorize_token_url()
    code = query(sandbox.consent(url))["code"]
    failure = pytest.raises((exceptions.TokenError, requests.RequestException))
    if fault is not None:
        sandbox.faults.add("/oauth2/token", **fault)
    with nullcontext() if fault is None else failure:
        client.fetch_access_token(code, state=state)
    with pytest.raises(exceptions.InvalidGrantError, match="exchanged before"):
        client.fetch_access_token(code)
    assert sandbox.count("POST", "/oauth2/token") == 1


def test_rule_19_a_code_that_was_never_sent_may_be_sent(web: Web, scripted: MakeClient) -> None:
    """Where no connection came about, the same code and state still work (RFC 6749 4.1.2)."""
    web.say(body=TOKEN)
    client = scripted().client
    _, state = client.authorize_token_url()
    there, client.access_token_url = client.access_token_url, "http://127.0.0.1:9/oauth2/token"
    for _ in range(2):
        with pytest.raises(requests.ConnectionError):
            client.fetch_access_token("the-code", state=state)
    client.access_token_url = there
    client.fetch_access_token("the-code", state=state)

    assert len(web.seen) == 1


def test_rule_20_neither_implicit_nor_password_grant_is_offered(
    web: Web, scripted: MakeClient
) -> None:
    """A token in a URL and a user's password are not asked for (RFC 9700 2.1.2 and 2.4)."""
    client = scripted().client
    for response_type in ("token", "code token"):
        with pytest.raises(ValueError, match="implicit"):
            client.authorize_token_url(response_type=response_type)
    for mark in "#?":
        with pytest.raises(ValueError, match="implicit") as caught:
            client.fetch_token_from_redirect(f"{REDIRECT}{mark}access_token=SECRET&state=x")
        assert "SECRET" not in str(caught.value)
    with pytest.raises(TypeError):
        client.session.fetch_token(client.access_token_url, username="u", password="p")
    assert web.seen == []
