"""The rules of OAuth 2 for a client, 21 to 32: tokens and how they are renewed."""

from __future__ import annotations

import base64
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

import fitbit
from fitbit import exceptions
from fitbit.oauth2.token_records import TokenRecord
from fitbit.stores import MemoryStore
from fitbit_sandbox import Sandbox
from sandboxed import Make, posts
from scripted import MakeClient, Web, provider_at

TOKEN_PATH = "/oauth2/token"
PROFILE = "/1/user/-/profile.json"
EIGHT_HOURS = 8 * 3600
TOKEN = {
    "access_token": "access-2",
    "refresh_token": "refresh-2",
    "expires_in": 28800,
    "token_type": "Bearer",
}


def test_rule_21_token_requests_are_forms(web: Web, with_token: MakeClient) -> None:
    """POST with a form, and no query at all (OAuth 2.1 section 3.2)."""
    web.say(body=TOKEN).say(body={**TOKEN, "access_token": "access-3"})
    client = with_token().client
    client.fetch_access_token("the-code")
    client.refresh_token()
    client.revoke_token()

    assert [(seen.method, seen.path) for seen in web.seen] == [
        ("POST", TOKEN_PATH),
        ("POST", TOKEN_PATH),
        ("POST", "/oauth2/revoke"),
    ]
    kinds = {seen.headers["Content-Type"].partition(";")[0] for seen in web.seen}
    assert kinds == {"application/x-www-form-urlencoded"}


@pytest.mark.parametrize("way", ["client_secret_basic", "client_secret_post"])
def test_rule_22_a_client_authenticates_in_one_way(
    web: Web, scripted: MakeClient, way: str
) -> None:
    """Basic, form-encoded before base64, or the body, never both (RFC 6749 section 2.3.1)."""
    web.say(body=TOKEN)
    provider = provider_at(web.url, token_endpoint_auth_method=way)
    scripted(client_id="a:b", client_secret="p%q r", provider=provider).client.fetch_access_token(
        "the-code"
    )
    (post,) = web.seen

    if way == "client_secret_basic":
        basic = base64.b64encode(b"a%3Ab:p%25q+r").decode()
        assert post.headers["Authorization"] == f"Basic {basic}"
        assert not {"client_id", "client_secret"} & post.form.keys()
    else:
        assert "Authorization" not in post.headers
        assert (post.form["client_id"], post.form["client_secret"]) == ("a:b", "p%q r")


def test_rule_23_an_application_without_secret_names_itself(sandbox: Sandbox) -> None:
    """Fitbit's types client and personal send client_id in the body (Fitbit's reference pages)."""
    app = sandbox.apps["client"]
    seed = sandbox.issue(app)["refresh_token"]
    fb = fitbit.Fitbit(app.client_id, None, None, seed, provider=sandbox.provider)

    assert fb.client.refresh_token()["access_token"]


@pytest.mark.parametrize("no_secret", [None, ""])
def test_rule_23_it_sends_no_secret(web: Web, scripted: MakeClient, no_secret: str | None) -> None:
    """There is neither an Authorization header nor a client_secret (Fitbit's reference pages)."""
    web.say(body=TOKEN)
    scripted(client_id="23CLNT", client_secret=no_secret).client.fetch_access_token("the-code")
    (post,) = web.seen

    assert "Authorization" not in post.headers
    assert post.form["client_id"] == "23CLNT"
    assert "client_secret" not in post.form


def test_rule_24_the_access_token_is_in_the_header_only(web: Web, with_token: MakeClient) -> None:
    """Not in the query, not in a form, and such a URL is refused (RFC 6750 section 2)."""
    web.say(body={"user": {}})
    fb = with_token()
    fb.make_request(f"{web.url}{PROFILE}", data={"fullname": "A"})
    for params in ({"access_token": "access-1"}, {"a": "b", "access_token": ""}):
        with pytest.raises(exceptions.UntrustedAddressError, match="access_token="):
            fb.make_request(f"{web.url}{PROFILE}", params=params)
    with pytest.raises(exceptions.UntrustedAddressError, match="access_token="):
        fb.make_request(f"{web.url}{PROFILE}?access_token=x")
    (seen,) = web.seen

    assert seen.headers["Authorization"] == "Bearer access-1"
    assert (seen.path, seen.form) == (PROFILE, {"fullname": "A"})


@pytest.mark.parametrize("kind", ["Bearer", "bearer", "BEARER"])
def test_rule_25_the_token_type_is_bearer_in_any_case(
    web: Web, with_token: MakeClient, kind: str
) -> None:
    """Case does not count, and it is kept as it was sent (RFC 6749 section 7.1)."""
    web.say(body={**TOKEN, "token_type": kind})
    store = MemoryStore()
    with_token(store=store).client.refresh_token()
    used = with_token(store=store).client.session.token

    assert (used["access_token"], used["token_type"]) == ("access-2", kind)


def test_rule_25_another_token_type_is_refused(web: Web, with_token: MakeClient) -> None:
    """Nobody knows how to use it, so it is not even stored (RFC 6749 section 7.1)."""
    for kind in ("mac", 7, None):
        assert_refused(web, with_token, {**TOKEN, "token_type": kind}, exceptions.MissingTokenError)


UNUSABLE: dict[str, tuple[Any, ...]] = {
    "access_token": ("", None, 7, ["x"], "two words", "line\nbreak", "t\u00f6ken"),
    "refresh_token": ("", None, 7, {}),
    "expires_in": ("soon", -1, True, [], 1e400),
}
WRONG_MEMBERS = [{**TOKEN, name: one} for name, values in UNUSABLE.items() for one in values]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        *((body, exceptions.MissingTokenError) for body in WRONG_MEMBERS),
        ({"errors": [{"errorType": "system", "message": "no"}]}, exceptions.TokenError),
        ({"errors": [{"errorType": "invalid_client"}]}, exceptions.InvalidClientError),
        ({"access_token": ""}, exceptions.MissingTokenError),
        ({"refresh_token": "refresh-2"}, exceptions.MissingTokenError),
        ([], exceptions.MissingTokenError),
        (["access_token"], exceptions.MissingTokenError),
        (b"<html>", exceptions.MissingTokenError),
        (b'{"access_token": "acc', exceptions.MissingTokenError),
    ],
    ids=str,
)
def test_rule_26_an_invalid_answer_replaces_nothing(
    web: Web, with_token: MakeClient, body: Any, kind: type[Exception]
) -> None:
    """Neither in use nor in the store; the next call refreshes (hardening; Fitbit's bodies)."""
    assert_refused(web, with_token, body, kind)


def assert_refused(web: Web, with_token: MakeClient, body: Any, kind: type[Exception]) -> None:
    """Refresh with that answer, without a store and with one, and then with a good answer."""
    kept = {"access_token": "access-1", "refresh_token": "refresh-1"}
    for store in (None, MemoryStore()):
        web.replies = []
        web.say(body=body)
        client = with_token(store=store).client
        with pytest.raises(kind) as caught:
            client.refresh_token()
        assert not re.search(r"access-\d|refresh-\d", f"{caught.value!r} {caught.value}")
        assert client.session.token == kept
        if store is not None:
            assert with_token(store=store).client.session.token == kept
        web.replies = []
        web.say(body=TOKEN)
        assert client.refresh_token()["access_token"] == "access-2"


@pytest.mark.parametrize(("sent", "kept"), [("refresh-2", "refresh-2"), (None, "refresh-1")])
def test_rule_27_a_new_refresh_token_replaces_the_old(
    web: Web, with_token: MakeClient, sent: str | None, kept: str
) -> None:
    """Where the answer has none, the old one stays in use (RFC 6749 section 6)."""
    given = {name: value for name, value in TOKEN.items() if name != "refresh_token"}
    web.say(body=given if sent is None else {**given, "refresh_token": sent})
    store = MemoryStore()
    with_token(store=store).client.refresh_token()

    assert with_token(store=store).client.session.token["refresh_token"] == kept


def test_rule_28_a_refresh_asks_for_no_scope(web: Web, with_token: MakeClient) -> None:
    """Whatever an authorize URL asked for meanwhile, the refresh does not (RFC 6749 section 6)."""
    web.say(body=TOKEN)
    client = with_token().client
    client.authorize_token_url(scope=["sleep", "location"])
    client.refresh_token()

    assert set(web.seen[0].form) == {"grant_type", "refresh_token"}


@pytest.mark.parametrize("granted", ["sleep", "sleep weight location"])
def test_rule_29_other_scopes_are_no_error(web: Web, scripted: MakeClient, granted: str) -> None:
    """Fewer or more than asked: the token is kept and tells (RFC 6749 section 3.3)."""
    web.say(body={**TOKEN, "scope": granted})
    store = MemoryStore()
    client = scripted(store=store).client
    client.authorize_token_url(scope="sleep weight")

    assert client.fetch_access_token("the-code").scopes == granted.split()
    assert client.refresh_token().scopes == granted.split()
    assert scripted(store=store).client.session.token.scopes == granted.split()


def test_rule_30_a_token_may_die_early(sandbox: Sandbox, make: Make) -> None:
    """A 401 before the expiry: one refresh for all threads, one retry each (OAuth 2.1 3.2.3)."""
    short = sandbox.issue(sandbox.apps["server"], expires_in=60)
    saved: list[dict[str, Any]] = []
    pair = {name: short[name] for name in ("access_token", "refresh_token")}
    fb = make(**pair, refresh_cb=saved.append)
    sandbox.clock.advance(61)
    barrier = threading.Barrier(32)

    def call(_: int) -> Any:
        barrier.wait(30)
        return fb.user_profile_get()["user"]["encodedId"]

    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(call, range(32)))

    assert answers == [sandbox.people[0].id] * 32
    assert posts(sandbox) == 1
    assert 33 <= sandbox.count("GET", PROFILE) <= 64
    assert saved == [dict(fb.client.session.token)]


def test_rule_30_a_second_401_is_raised(sandbox: Sandbox, make: Make) -> None:
    """There is one retry and no more (OAuth 2.1 section 3.2.3)."""
    body = {"errors": [{"errorType": "expired_token", "message": "Access token expired"}]}
    sandbox.faults.add(PROFILE, status=401, body=body, times=None)
    with pytest.raises(exceptions.HTTPUnauthorized):
        make().user_profile_get()

    assert (sandbox.count("GET", PROFILE), posts(sandbox)) == (2, 1)


def test_rule_31_after_a_refusal_the_store_is_read_again(sandbox: Sandbox, make: Make) -> None:
    """What another process stored during the refresh is adopted (hardening)."""
    store = MemoryStore()
    fb, other = make(store=store, refresh_token="f" * 64), make(store=store)
    sandbox.clock.advance(EIGHT_HOURS)

    def somebody_logs_in(path: str) -> bool:
        if path == TOKEN_PATH:
            other.client.session.token = sandbox.issue(sandbox.apps["server"])
        return False

    sandbox.faults.add(somebody_logs_in)

    assert fb.user_profile_get()["user"]
    assert fb.client.session.token == other.client.session.token
    assert posts(sandbox) == 1


def test_rule_31_a_dead_token_is_marked_and_kept(sandbox: Sandbox, make: Make) -> None:
    """ReauthorizationRequired, no second POST, and the record is still there (hardening)."""
    store = MemoryStore()
    fb = make(store=store, refresh_token="f" * 64)
    sandbox.clock.advance(EIGHT_HOURS)
    for caller in (fb, fb, make(store=store)):
        with pytest.raises(exceptions.ReauthorizationRequired, match="Refresh token invalid"):
            caller.user_profile_get()
    record = TokenRecord.loads(store.load("token/sandbox/23SERV/-") or "")

    assert posts(sandbox) == 1
    assert "Refresh token invalid: ***" in (record.rejected or "")
    assert record.token == fb.client.session.token
    assert fb.client.session.token["refresh_token"] == "f" * 64


def test_rule_32_a_refresh_is_repeated_inside_the_window_only(make: Make, sandbox: Sandbox) -> None:
    """No repeat two minutes after the first attempt: it may look like theft (RFC 9700 4.14)."""
    fb = make(store=MemoryStore())
    sandbox.clock.advance(EIGHT_HOURS)
    sent: list[float] = []

    def note(path: str) -> bool:
        if path == TOKEN_PATH:
            sent.append(sandbox.clock.time())
        return False

    sandbox.faults.add(note)
    sandbox.faults.add(TOKEN_PATH, status=503, times=None, before=False)
    with pytest.raises(exceptions.TokenServerError):
        fb.user_profile_get()

    assert len(sent) > 3
    assert sent[-1] - sent[0] < 120


def test_rule_32_long_after_it_is_tried_once(make: Make, sandbox: Sandbox) -> None:
    """The lost attempt may never have arrived; a refusal is final and says so (RFC 9700 4.14)."""
    fb = make(store=MemoryStore())
    sandbox.clock.advance(EIGHT_HOURS)
    sandbox.faults.add(TOKEN_PATH, reset="after", times=None)
    with pytest.raises(requests.ConnectionError):
        fb.user_profile_get()
    sandbox.faults.clear()
    sandbox.clock.advance(600)
    before = posts(sandbox)
    for _ in range(3):
        with pytest.raises(exceptions.ReauthorizationRequired, match="never received") as caught:
            fb.user_profile_get()
        assert posts(sandbox) == before + 1
    assert isinstance(caught.value, exceptions.InvalidGrantError)
