"""The rules of OAuth 2 for a client, 44 to 50: revocation, secrets at rest, clocks and limits."""

from __future__ import annotations

import copy
import logging
import pickle
import stat
import time
import traceback
from collections.abc import Callable, Container
from email.utils import formatdate
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from fitbit import exceptions
from fitbit.stores import EncryptedStore, FileStore, MemoryStore, SqliteStore, Store, generate_key
from fitbit_sandbox import Sandbox
from sandboxed import START, Make
from scripted import MakeClient, Web

EIGHT_HOURS = 8 * 3600
PROFILE = "/1/user/-/profile.json"
KEY = "token/sandbox/23SERV/-"


def test_rule_44_revocation_ends_the_consent(sandbox: Sandbox, make: Make) -> None:
    """A POST of the token; after its 200 the record is gone (RFC 7009 section 2.2)."""
    store = MemoryStore()
    fb = make(store=store)
    access_token = fb.client.session.token["access_token"]

    assert fb.client.revoke_token() is True
    assert fb.client.session.token == {}
    assert store.load(KEY) is None
    with pytest.raises(exceptions.HTTPUnauthorized):
        make(access_token=access_token, refresh_token=None).user_profile_get()


@pytest.mark.parametrize("status", [200, 404])
def test_rule_44_an_unknown_token_is_as_good_as_revoked(
    web: Web, scripted: MakeClient, status: int
) -> None:
    """200 even where it was unknown, or Fitbit's 404: no error (RFC 7009 section 2.2)."""
    web.say(status, {"errors": [{"errorType": "not_found"}]} if status == 404 else b"")
    client = scripted(access_token="access-1", refresh_token="refresh-1").client

    assert client.revoke_token() is (status == 200)
    assert client.session.token == {}
    assert web.seen[0].form["token"] == "refresh-1"


def test_rule_44_after_a_503_the_token_counts_as_alive(web: Web, scripted: MakeClient) -> None:
    """Nothing is forgotten or sent again, and the wait is there to read (RFC 7009 2.2.1)."""
    web.say(503, Retry_After="30")
    store = MemoryStore()
    client = scripted(access_token="a-1", refresh_token="r-1", store=store).client
    with pytest.raises(exceptions.TokenServerError) as caught:
        client.revoke_token()

    assert len(web.seen) == 1
    assert caught.value.response.headers["Retry-After"] == "30"
    kept = {"access_token": "a-1", "refresh_token": "r-1"}
    assert client.session.token == scripted(store=store).client.session.token == kept


@pytest.mark.parametrize("active", [True, 1, "true"])
def test_rule_45_active_is_understood_in_all_its_forms(
    web: Web, scripted: MakeClient, active: Any
) -> None:
    """True, 1 and "true" are all true for a program that asks (RFC 7662 section 2.2)."""
    web.say(body={"active": active, "scope": "{SLEEP=READ}"})

    assert scripted(access_token="access-1").client.introspect_token()["active"]


def test_rule_45_inactive_is_a_result_and_nothing_is_remembered(
    sandbox: Sandbox, make: Make
) -> None:
    """No exception for a dead token, and every answer is a fresh one (RFC 7662 section 4)."""
    fb, other = make(), sandbox.issue(sandbox.apps["server"], expires_in=60)["access_token"]
    assert fb.client.introspect_token(other)["active"]
    sandbox.clock.advance(61)

    for dead in (other, "unknown"):
        assert fb.client.introspect_token(dead) == {"active": False}
    assert fb.client.introspect_token()["user_id"] == sandbox.people[0].id
    assert sandbox.count("POST", "/1.1/oauth2/introspect") == 4


def test_rule_46_files_are_their_owners_alone(make: Make, tmp_path: Path) -> None:
    """0600 in a folder of 0700, whatever the umask (RFC 6819 section 5.3.3)."""
    for store, name in ((FileStore, "tokens.json"), (SqliteStore, "tokens.db")):
        folder = tmp_path / name.replace(".", "-")
        make(store=store(folder / name)).client.refresh_token()
        modes = {path: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}

        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert modes[folder / name] == 0o600
        assert not any(mode & 0o077 for mode in modes.values())


@pytest.mark.parametrize("mode", [0o644, 0o660, 0o666, 0o604])
def test_rule_46_a_wider_file_is_repaired(make: Make, tmp_path: Path, mode: int) -> None:
    """A file that others could read is closed when it is used (RFC 6819 section 5.3.3)."""
    path = tmp_path / "tokens.json"
    make(store=FileStore(path))
    path.chmod(mode)
    make(store=FileStore(path))

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_rule_46_encryption_is_to_be_had(make: Make, tmp_path: Path) -> None:
    """With EncryptedStore no token is in the file in clear (RFC 6819 section 5.3.3)."""
    path = tmp_path / "tokens.json"
    store: Store = EncryptedStore(FileStore(path), [generate_key()])
    token = make(store=store).client.refresh_token()
    bytes_on_disk = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())

    assert token["access_token"].encode() not in bytes_on_disk
    assert token["refresh_token"].encode() not in bytes_on_disk


def test_rule_47_the_default_scopes_are_python_fitbits(scripted: MakeClient) -> None:
    """Exactly its ten, never more, and fewer where they are named (RFC 9700 section 2.3)."""
    url, _ = scripted().client.authorize_token_url()
    fewer, _ = scripted().client.authorize_token_url(scope=["sleep"])

    assert parse_qs(urlsplit(url).query)["scope"] == [
        "activity nutrition heartrate location nutrition profile settings sleep social weight"
    ]
    assert parse_qs(urlsplit(fewer).query)["scope"] == ["sleep"]


def test_rule_48_no_secret_is_where_people_read(
    sandbox: Sandbox, make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    """No repr, log, traceback or exception has one; tests/client has more (RFC 6750 5.3)."""
    for name in ("", "fitbit", "requests_oauthlib", "oauthlib", "urllib3"):
        caplog.set_level(1, name or None)
    fb = make(store=MemoryStore())
    old = dict(fb.client.session.token)
    sandbox.faults.add("/oauth2/token", status=503)
    fb.client.refresh_token()
    sandbox.revoke(sandbox.apps["server"])
    with pytest.raises(exceptions.ReauthorizationRequired) as caught:
        fb.client.refresh_token()
    tokens = [old, fb.client.session.token]
    secrets = {token[name] for token in tokens for name in ("access_token", "refresh_token")}
    secrets.add(str(sandbox.apps["server"].client_secret))
    shown = [
        *(repr(thing) for thing in (fb, fb.client, fb.client.session, fb.client.session.token)),
        f"{fb} {fb.client} {fb.client.session.token} {caught.value!r} {vars(caught.value)}",
        *traceback.format_exception(caught.value),
        pickle.dumps(caught.value, 0).decode("latin-1"),
        caplog.text,
    ]

    assert logging.getLogger("requests_oauthlib").isEnabledFor(1)
    assert len(secrets) == 5
    assert not [text for text in shown if any(secret in text for secret in secrets)]


def test_rule_48_no_token_is_in_a_pickle(make: Make, tmp_path: Path) -> None:
    """A client with a store pickles without its token; one without does not (RFC 6750 5.3)."""
    fb = make(store=FileStore(tmp_path / "tokens.json"), provider=None, clock=None, refresh_cb=None)
    pickled = "".join(pickle.dumps(one, 0).decode("latin-1") for one in (fb, fb.client))

    assert not [value for value in fb.client.session.token.values() if str(value) in pickled]
    fb = make()
    clients = "does not pickle.*Give it a store="
    for secretive, why in ((fb, clients), (fb.client, clients), (fb.client.session, "the client")):
        for duplicate in (pickle.dumps, copy.deepcopy):
            with pytest.raises(TypeError, match=why):
                duplicate(secretive)


@pytest.mark.parametrize(("left", "renewed"), [(61, False), (60, True), (59, True)])
@pytest.mark.parametrize("refreshed", [False, True])
def test_rule_49_the_leeway_is_a_minute(
    sandbox: Sandbox, make: Make, left: int, renewed: bool, refreshed: bool
) -> None:
    """At 61 seconds the token is still good enough, at 60 it must be renewed (hardening)."""
    fb = make()
    if refreshed:
        assert fb.client.refresh_token()["expires_in"] == EIGHT_HOURS
    sandbox.clock.advance(EIGHT_HOURS - left)
    sandbox.faults.add("/oauth2/token", status=400, times=None)
    if renewed:
        with pytest.raises(exceptions.TokenError):
            fb.user_profile_get()
    else:
        assert fb.user_profile_get()["user"]


def test_rule_49_a_clock_that_is_set_back_stretches_nothing(sandbox: Sandbox, make: Make) -> None:
    """The wall clock loses an hour: the token is renewed in time all the same (hardening)."""
    fb = make()
    fb.user_profile_get()
    sandbox.clock.set(START - 3600)
    sandbox.clock.advance(EIGHT_HOURS - 59)
    fb.user_profile_get()

    assert sandbox.count("POST", "/oauth2/token") == 1


HOUR = range(1, 3601)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("30", [30]),
        ("0", [0]),
        (formatdate(time.time() + 90_000, usegmt=True), range(89_000, 90_001)),
        (formatdate(time.time() - 90, usegmt=True), [0]),
        (None, HOUR),
        ("soon", HOUR),
        ("-5 minutes", HOUR),
        ("NaN", HOUR),
    ],
    ids=["seconds", "none", "a date", "a date that is past", "absent", "words", "more", "NaN"],
)
@pytest.mark.parametrize("at", ["the API", "the token endpoint"])
def test_rule_50_a_429_says_how_long_to_wait(
    web: Web, scripted: MakeClient, at: str, header: str | None, wait: Container[int]
) -> None:
    """Seconds, an HTTP date, nothing or garbage: always an int (RFC 9110 section 10.2.3)."""
    web.say(429, **({} if header is None else {"Retry_After": header}))
    fb = scripted(access_token="access-1", refresh_token="refresh-1")
    call: Callable[[], Any] = fb.user_profile_get
    if at == "the token endpoint":
        call = lambda: fb.client.fetch_access_token("the-code")  # noqa: E731
    with pytest.raises(exceptions.HTTPTooManyRequests) as caught:
        call()

    assert type(caught.value.retry_after_secs) is int
    assert caught.value.retry_after_secs in wait
    assert len(web.seen) == 1
